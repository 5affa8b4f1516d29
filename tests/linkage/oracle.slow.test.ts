import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, it } from "vitest";
import { duckdb } from "./support/duckdb.ts";
import { expectSame } from "./support/expect-same.ts";

const shared = fileURLToPath(new URL("../../../shared/data/linkage/", import.meta.url));
const SETS = [
  [["febrl/dataset1.csv"], ["rec_id=ignore"]],
  [["febrl/dataset3.csv"], ["rec_id=ignore"]],
  [["febrl/dataset4a.csv", "febrl/dataset4b.csv"], ["rec_id=ignore"]],
  [["splink/fake_1000.csv"], ["cluster=ignore"]],
  [["rldata/RLdata500_cran.csv"], ["ent_id=ignore"]],
  [["rldata/RLdata10000_cran.csv"], ["ent_id=ignore"]],
] as const;

let database: Awaited<ReturnType<typeof duckdb>>;
beforeAll(async () => {
  database = await duckdb();
});
afterAll(() => database.close());

describe("the same plan in DuckDB gives the kernel's pairs, patterns, weights and edges", () => {
  for (const [paths, map] of SETS) {
    const isHere = paths.every((path) => existsSync(shared + path));
    it.skipIf(!isHere)(
      `on ${paths.join(" and ")}${isHere ? "" : " (skipped: not present)"}`,
      { timeout: 3_600_000 },
      async () => {
        const files = paths.map((path) => ({ name: path.split("/").at(-1)!, bytes: readFileSync(shared + path) }));
        await expectSame(database, files, map);
      },
    );
  }
});
