import type { Finding } from "../finding.ts";
import { normalQuantile } from "../math/normal.ts";
import { chapman, lincolnPetersen } from "../simple/chapman.ts";
import { listSizes, overlap, patternName } from "../table/overlap-table.ts";
import type { MethodRunner } from "./context.ts";
import { TOO_FEW, withoutEstimate } from "./without-estimate.ts";

const NONE_TELLS: Finding = {
  code: "list-holds-everyone",
  text: "In every pair of lists one holds everyone whom the other holds: the formula's interval would be of no width.",
};

const belowNamed = (lists: string, n: number): Finding => ({
  code: "below-those-named",
  text: `The interval begins below the ${n} persons whom all lists name: ${lists} alone do not see the others.`,
});

/** Chapman's estimate of every pair of lists; the pair with most matches lends the number. */
export const chapmanMethod: MethodRunner = (table, context) => {
  const sizes = listSizes(table);
  const z = normalQuantile((1 + context.level) / 2);
  const pairs = sizes.flatMap((n1, i) =>
    sizes.slice(i + 1).map((n2, k) => {
      const pair = (1 << i) | (1 << (i + 1 + k));
      const two = { n1, n2, m: overlap(table, pair) };
      return { lists: patternName(table.lists, pair), ...two, petersen: lincolnPetersen(two), ...chapman(two, z) };
    }),
  );
  if (pairs.length === 0) return withoutEstimate("chapman", context, TOO_FEW);
  // A pair of which one list holds everyone has a standard error of 0: limits that claim to know.
  const telling = pairs.filter(({ standardError }) => standardError > 0);
  if (telling.length === 0) return withoutEstimate("chapman", context, NONE_TELLS);
  const best = telling.reduce((a, b) => (b.m > a.m ? b : a));
  const warnings = [
    {
      code: "independence-only",
      text: `Of lists ${best.lists} only: independence is assumed and cannot be checked.`,
    },
    ...(best.lower < table.n ? [belowNamed(best.lists, table.n)] : []),
  ];
  return {
    missed: null,
    result: {
      method: "chapman",
      settings: {},
      estimate: { median: best.total, mean: best.total, lower: best.lower, upper: best.upper, level: context.level },
      converged: true,
      diagnostics: null,
      warnings,
      details: { pairs },
    },
  };
};
