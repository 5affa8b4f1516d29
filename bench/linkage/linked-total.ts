// From made-up lists to a total: how often 95 % intervals hold the truth by true persons, by the most likely linkage and by drawn ones.
// Usage: node --conditions=source --import tsx bench/linkage/linked-total.ts [PEOPLE LISTS CAPTURE UNIQUE(0|1) FROM TO]   (default: 400 4 0.6 0 1001 1020)
import { type LinkedTotal, linkedTotal } from "../../tests/linkage/support/linked-total.ts";

const [people, lists, capture, unique, from, to] = [400, 4, 0.6, 0, 1001, 1020].map((usual, i) =>
  Number(process.argv[2 + i] ?? usual),
) as [number, number, number, number, number, number];
const METHODS = ["dga", "loglinear"] as const;
const KINDS = ["true", "best", "drawn"] as const;
const runs: LinkedTotal[] = [];
for (let seed = from; seed <= to; seed++) {
  const run = await linkedTotal({ people, lists, capture, seed, unique: unique === 1 }, 20, METHODS);
  runs.push(run);
  const { seen, totals } = run;
  const shown = METHODS.flatMap((method) =>
    KINDS.map((kind) => {
      const { median, lower, upper, holdsTruth } = totals[method]![kind];
      return `${method} ${kind} ${median.toFixed(0)} (${lower.toFixed(0)}-${upper.toFixed(0)})${holdsTruth ? "" : " MISSED"}`;
    }),
  );
  process.stdout.write(
    `${seed}: persons ${seen.true}, linked ${seen.best}, drawn ${seen.drawn.toFixed(1)} +- ${seen.deviation.toFixed(1)}; ${shown.join("; ")}\n`,
  );
}
const mean = (of: (run: LinkedTotal) => number): number => runs.reduce((sum, run) => sum + of(run), 0) / runs.length;
process.stdout.write(
  `persons off: linked ${mean(({ seen }) => seen.best - seen.true).toFixed(2)}, drawn ${mean(({ seen }) => seen.drawn - seen.true).toFixed(2)}\n`,
);
for (const method of METHODS)
  for (const kind of KINDS)
    process.stdout.write(
      `${method} ${kind}: truth held ${mean(({ totals }) => (totals[method]![kind].holdsTruth ? 1 : 0)).toFixed(3)}, off ${mean(({ totals }) => totals[method]![kind].median - people).toFixed(1)}, wide ${mean(({ totals }) => totals[method]![kind].upper - totals[method]![kind].lower).toFixed(1)}\n`,
    );
