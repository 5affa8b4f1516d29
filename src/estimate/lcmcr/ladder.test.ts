import { expect, test } from "vitest";
import { makeTable } from "../table/overlap-table.ts";
import { Ladder } from "./ladder.ts";
import { LCMCR_DEFAULTS } from "./settings.ts";
import { makeState } from "./state.ts";

const CELLS: [number, number][] = [
  [1, 6],
  [2, 5],
  [4, 5],
  [3, 1],
  [5, 1],
];
const table = makeTable(["a", "b", "c"], CELLS);
const settings = { ...LCMCR_DEFAULTS, temper: 4 };

test("parallel tempering: the weights of warmer copies sum to 1, however long they are moved", () => {
  const chain = makeState(table, settings, 0);
  const ladder = new Ladder(chain, table, settings, 0);
  for (let sweep = 0; sweep < 3000; sweep++) ladder.step(sweep);
  for (const { logNu } of ladder.warmer) expect(logNu.reduce((sum, log) => sum + Math.exp(log), 0)).toBeCloseTo(1, 10);
});
