import type { Estimated } from "../estimate-report.ts";

/** The draws of every method that has some, as `method,chain,draw,N`; chains count from 1, 0 is for draws without chains. */
export function drawsCsv({ report, traces }: Estimated): string {
  const lines = ["method,chain,draw,N"];
  for (const [method, { missed, chains }] of traces) {
    const series = chains.length > 0 || missed === null ? chains : [missed.map((value) => report.n + value)];
    for (const [at, totals] of series.entries())
      for (const [draw, total] of totals.entries())
        lines.push(`${method},${chains.length === 0 ? 0 : at + 1},${draw + 1},${total}`);
  }
  return `${lines.join("\n")}\n`;
}
