import { normalQuantile } from "../math/normal.ts";
import { chapman, lincolnPetersen } from "../simple/chapman.ts";
import { listSizes, overlap, patternName } from "../table/overlap-table.ts";
import type { MethodRunner } from "./context.ts";
import { TOO_FEW, withoutEstimate } from "./without-estimate.ts";

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
  const best = pairs.reduce<(typeof pairs)[number] | null>((a, b) => (a === null || b.m > a.m ? b : a), null);
  if (best === null) return withoutEstimate("chapman", context, TOO_FEW);
  const text = `Of lists ${best.lists} only: independence is assumed and cannot be checked.`;
  return {
    missed: null,
    result: {
      method: "chapman",
      settings: {},
      estimate: { median: best.total, mean: best.total, lower: best.lower, upper: best.upper, level: context.level },
      converged: true,
      diagnostics: null,
      warnings: [{ code: "independence-only", text }],
      details: { pairs },
    },
  };
};
