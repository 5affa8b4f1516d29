import { expect, it } from "vitest";
import { Random } from "../../src/kernel/index.ts";
import { link, makeFamilies, proposeMap, readCsv } from "../../src/linkage/index.ts";

// Made-up people of made-up families, killed in a few made-up events: all of one event share its day, its place and its cause.
function twoNetworks(): string[] {
  const random = new Random(12, 3);
  const { lists } = makeFamilies({ people: 500, lists: 2, capture: 0.7, seed: 71 });
  const events = Array.from({ length: 12 }, (_, e) => ({
    day: `201${e % 6}-0${1 + (e % 9)}-${10 + e}`,
    place: `Village ${e}`,
    cause: ["shelling", "barrel bomb", "sniper"][e % 3]!,
  }));
  return lists.map((text) => {
    const [, ...rows] = text.trim().split("\n");
    const lines = rows.map((row) => {
      const [id, name, sex, age, , person] = row.split(",");
      const { day, place, cause } = events[Number(person) % 12]!;
      return [id, name, sex, age, random.float() < 0.9 ? day : "", place, cause, person].join(",");
    });
    return `id,name,sex,age,date of death,place of death,cause,person\n${lines.join("\n")}\n`;
  });
}

it("people killed in one event are not taken for one person, and those that two lists both name are found", async () => {
  const tables = twoNetworks().map((text, l) => readCsv(new TextEncoder().encode(text), `network-${l}.csv`));
  const maps = tables.map((table) => proposeMap(table, ["person"]));
  const { metrics, edges, model, records } = await link(tables, maps, { truth: "person" });
  expect(model.related.map(({ name }) => name)).toEqual(["kin", "one event", "kin at one event"]);
  expect(metrics!.truePairs).toBeGreaterThan(200);
  expect(metrics!.edges.precision).toBeGreaterThanOrEqual(0.97);
  expect(metrics!.edges.recall).toBeGreaterThanOrEqual(0.93);
  let within = 0;
  for (let e = 0; e < edges.a.length; e++)
    if (edges.probability[e]! >= 0.5 && records.listOf[edges.a[e]!] === records.listOf[edges.b[e]!]) within++;
  expect(within).toBeLessThan(3);
});
