import type { EstimateReport } from "../estimate-report.ts";
import { sayWhole } from "../say-whole.ts";

/** The sentences that belong to a headline wherever it is quoted: what it rests on, and what speaks against it. */
export function estimateSentences({ honesty, headline, warnings, methods }: EstimateReport): string[] {
  if (honesty === null || headline === null) return [];
  const own = methods.find(({ method }) => method === headline.method)?.warnings ?? [];
  const missed = honesty.hideOne.filter(({ covered }) => !covered);
  const selfTest =
    honesty.hideOne.length === 0
      ? []
      : [
          `Self-test: with each list hidden in turn, the others' interval held the number of persons on that list alone for ${honesty.hideOne.length - missed.length} of ${honesty.hideOne.length} lists${missed.length === 0 ? "" : ` (not for ${missed.map(({ hidden }) => hidden).join(", ")})`}.`,
        ];
  const left = honesty.leaveOneOut.filter(({ converged }) => converged).map(({ median }) => median);
  const leaving =
    left.length < 2
      ? []
      : [`Leaving one list out gives medians from ${sayWhole(Math.min(...left))} to ${sayWhole(Math.max(...left))}.`];
  return [
    ...honesty.assumptions,
    `The total is ${headline.expansion.toFixed(2)} times the number listed.`,
    ...honesty.findings.map(({ text }) => text),
    ...leaving,
    ...selfTest,
    ...[...warnings, ...own].map(({ text }) => text),
  ];
}
