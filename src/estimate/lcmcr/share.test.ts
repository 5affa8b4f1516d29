import { expect, test } from "vitest";
import { mean } from "../math/quantile.ts";
import { makeTable } from "../table/overlap-table.ts";
import { Chain, TRACES } from "./chain.ts";
import { LCMCR_DEFAULTS } from "./settings.ts";

// Moves change how fast chains walk and must not change where to: plain Gibbs and Gibbs with moves have the same posterior. Without
// the Jacobian of the moves of two classes .99 more classes are in use, without their Hastings factor .64.
test("chains with Metropolis moves and chains of plain Gibbs agree about the missed, alpha and the classes in use", () => {
  const table = makeTable(
    ["a", "b", "c"],
    [1, 2, 4, 3, 5, 6, 7].map((pattern, i) => [pattern, [14, 9, 11, 4, 3, 6, 5][i]!]),
  );
  const means = (moves: number): number[] => {
    const chain = new Chain(table, { ...LCMCR_DEFAULTS, k: 4, cap: 5, moves }, 0);
    chain.burn(2000);
    const draws = chain.draw(12_000, 2);
    return TRACES.map((name, at) => {
      const trace = Float64Array.from({ length: 12_000 }, (_, i) => draws[i * TRACES.length + at]!);
      return mean(name === "missed" || name === "alpha" ? trace.map(Math.log1p) : trace);
    });
  };
  const [gibbs, moving] = [means(0), means(8)];
  for (const [at, tolerance] of [0.05, 0.008, 0.3, 0.15].entries())
    expect(Math.abs(moving[at]! - gibbs[at]!), `${TRACES[at]}: ${gibbs[at]}, ${moving[at]}`).toBeLessThan(tolerance);
});
