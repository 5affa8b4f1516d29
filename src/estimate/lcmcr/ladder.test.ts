import { expect, test } from "vitest";
import { SMALL_TABLE } from "../testing/small-table.ts";
import { Ladder } from "./ladder.ts";
import { LCMCR_DEFAULTS } from "./settings.ts";
import { makeState } from "./state.ts";

const table = SMALL_TABLE;
const settings = { ...LCMCR_DEFAULTS, temper: 4 };

test("parallel tempering: the weights of warmer copies sum to 1, however long they are moved", () => {
  const chain = makeState(table, settings, 0);
  const ladder = new Ladder(chain, table, settings, 0);
  for (let sweep = 0; sweep < 3000; sweep++) ladder.step(sweep);
  for (const { logNu } of ladder.warmer) expect(logNu.reduce((sum, log) => sum + Math.exp(log), 0)).toBeCloseTo(1, 10);
});
