import { afterAll, beforeAll, describe, it } from "vitest";
import { makeFamilies } from "../../src/linkage/index.ts";
import { duckdb } from "./support/duckdb.ts";
import { expectSame } from "./support/expect-same.ts";
import { madeUpPeople } from "./support/made-up-people.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
let database: Awaited<ReturnType<typeof duckdb>>;
beforeAll(async () => {
  database = await duckdb();
});
afterAll(() => database.close());

describe("the same plan in DuckDB gives the kernel's pairs, patterns, weights and edges", () => {
  it("on made-up families: chains of Arabic names, three lists, chosen rules", async () => {
    const { lists } = makeFamilies({ people: 150, lists: 3, capture: 0.6, seed: 11 });
    const files = lists.map((text, l) => ({ name: `list-${l}.csv`, bytes: bytes(text) }));
    await expectSame(database, files, ["note=ignore", "person=ignore"], { maxPairs: 12_000 });
  });
  it("on a made-up Western list: names, dates, codes, texts, ages, all pairs", async () => {
    await expectSame(database, [{ name: "people.csv", bytes: bytes(madeUpPeople(50, 3)) }], ["person=ignore"]);
  });
  it("where one list is declared free of duplicates", async () => {
    const files = [1, 2].map((seed) => ({ name: `people-${seed}.csv`, bytes: bytes(madeUpPeople(30, seed)) }));
    await expectSame(database, files, ["person=ignore"], { unique: ["people-2.csv"] });
  });
});
