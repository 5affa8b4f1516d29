// How often the bounds for persons whom lists can hardly hold reach the truth of 2,000, with the elusive class graded by its chance.
// node --import tsx --conditions=source bench/estimate/hardly-listed.ts [--from 9001] [--to 9100]
import { parseArgs } from "node:util";
import { bestPairs } from "../../src/estimate/honesty/best-pairs.ts";
import { hardlyListed } from "../../src/estimate/honesty/hardly-listed.ts";
import { singlesFinding } from "../../src/estimate/honesty/singles.ts";
import { drawLists, elusive, POPULATIONS } from "../../src/estimate/testing/made-up-lists.ts";

const TRUTH = 2000;
const { values } = parseArgs({
  options: { from: { type: "string", default: "9001" }, to: { type: "string", default: "9100" } },
});
const seeds = Array.from({ length: Number(values.to) - Number(values.from) + 1 }, (_, at) => Number(values.from) + at);
const { "one elusive class": _graded, ...others } = POPULATIONS;
const chances = [0.03, 0.06, 0.09, 0.12, 0.15, 0.18, 0.21, 0.25];
const populations = {
  ...Object.fromEntries(chances.map((chance) => [`elusive, ${chance}`, elusive(chance)])),
  ...others,
};

console.log("| population | singles in excess told | total at 1/2, middle; reaches the truth | at 1/4 | at 1/8 |");
console.log("|---|---|---|---|---|");
for (const [name, classes] of Object.entries(populations)) {
  const runs = seeds.map((seed) => {
    const table = drawLists(classes, seed);
    const pairs = bestPairs(table);
    return { told: singlesFinding(table, pairs) !== null, bounds: hardlyListed(table, 0.95, pairs) };
  });
  const cells = [0, 1, 2].map((at) => {
    const totals = runs.flatMap(({ bounds }) => bounds[at]?.total ?? []).sort((a, b) => a - b);
    const reached = totals.filter((total) => total >= TRUTH).length;
    return `${Math.round(totals[Math.floor(totals.length / 2)]!)}; ${reached} of ${totals.length}`;
  });
  console.log(`| ${name} | ${runs.filter(({ told }) => told).length} of ${runs.length} | ${cells.join(" | ")} |`);
}
