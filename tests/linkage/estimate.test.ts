import { readFileSync } from "node:fs";
import { afterEach, beforeEach, expect, it } from "vitest";
import { makeFamilies } from "../../src/linkage/index.ts";
import { Workbench } from "../support/cli.ts";

// Everything in these lists is made up by the generator: 400 people, four lists that each hold six of ten.
const PEOPLE = 400;
const { lists } = makeFamilies({ people: PEOPLE, lists: 4, capture: 0.6, seed: 77 });

let bench: Workbench;
beforeEach(async () => {
  bench = new Workbench();
  await bench.run(["init", "case", "--no-passphrase", "--name", "Lists (made up)"]);
  lists.forEach((text, l) => void bench.write(`evidence/list-${l + 1}.csv`, text.replaceAll(",person,", ",truth,")));
  await bench.run(["collect", "evidence", "--case", "case"]);
});
afterEach(() => bench.remove());

it("clusterings drawn in a case feed an estimate, whose interval holds the number of people", async () => {
  const words = ["--case", "case", "--json"];
  const ids = ["E1", "E2", "E3", "E4"];
  const map = ["--map", "truth=ignore", "--map", "note=ignore"];
  const linked = await bench.run(["link", ...ids, ...map, "--draws", "6", ...words]);
  expect(linked.exit).toBe(0);
  const { linkagesExhibit } = JSON.parse(linked.out);
  const drawn = readFileSync(bench.path("case/output/linkage/linkages.csv"), "utf8").trim().split("\n").slice(1);
  const draws = new Map<string, Set<string>>();
  for (const line of drawn) {
    const [draw, , person] = line.split(",") as [string, string, string];
    draws.set(draw, (draws.get(draw) ?? new Set()).add(person));
  }
  expect(draws.size).toBe(6);
  // The draws differ: the doubt of the linkage is there to be carried.
  expect(new Set([...draws.values()].map((persons) => persons.size)).size).toBeGreaterThan(1);
  const ran = await bench.run(["estimate", linkagesExhibit, "--method", "dga", "--seed", "4", ...words]);
  expect(ran.said).toBe("");
  expect(ran.exit).toBe(0);
  const report = JSON.parse(ran.out);
  expect(report.combined.map(({ label }: { label: string }) => label)).toEqual(["1", "2", "3", "4", "5", "6"]);
  expect(report.combination.between).toBeGreaterThan(0);
  const { estimate } = report.methods.find((each: { method: string }) => each.method === "dga");
  console.log(`measured: truth ${PEOPLE}, from six linkages ${estimate.median} (${estimate.lower}-${estimate.upper})`);
  expect(estimate.lower).toBeLessThan(PEOPLE);
  expect(estimate.upper).toBeGreaterThan(PEOPLE);
  expect(estimate.upper - estimate.lower).toBeLessThan(PEOPLE * 0.1);
});
