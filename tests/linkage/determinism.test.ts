import { describe, expect, it } from "vitest";
import { Random } from "#kernel";
import {
  edgesCsv,
  type LinkResult,
  link,
  makeFamilies,
  parseMapWords,
  personsCsv,
  proposeMap,
  readList,
} from "../../src/linkage/index.ts";
import { makeBlocks } from "../../src/linkage/kernel/make-blocks.ts";
import { packRows } from "../../src/linkage/kernel/packed-rows.ts";
import { Pool } from "../../src/linkage/kernel/pool.ts";
import { slicesOf } from "../../src/linkage/kernel/slices.ts";
import type { Task } from "../../src/linkage/kernel/task.ts";

// Everything in these lists is made up by the generator.
const { lists } = makeFamilies({ people: 260, lists: 2, capture: 0.7, seed: 8 });

async function linked(texts: readonly string[]): Promise<LinkResult> {
  const tables = await Promise.all(texts.map((text, l) => readList(new TextEncoder().encode(text), `list-${l}.csv`)));
  const maps = parseMapWords(
    ["note=ignore", "person=ignore"],
    tables,
    tables.map((table) => proposeMap(table)),
  );
  return link(tables, maps, { maxPairs: 30_000 });
}
const bytes = async (result: LinkResult): Promise<string> =>
  Buffer.concat([
    ...edgesCsv(result),
    ...(await personsCsv(result)),
    Buffer.from(JSON.stringify(result.model)),
  ]).toString();

describe("the same lists give the same bytes", () => {
  it("in any order of rows, and twice", async () => {
    const first = await bytes(await linked(lists));
    expect(await bytes(await linked(lists))).toBe(first);
    for (const seed of [1, 2]) {
      const shuffled = lists.map((text) => {
        const [head, ...rows] = text.trim().split("\n");
        return `${head}\n${new Random(seed, 0).shuffle(rows).join("\n")}\n`;
      });
      expect(shuffled).not.toEqual(lists);
      expect(await bytes(await linked(shuffled))).toBe(first);
    }
  });

  it("whatever the number of threads", async () => {
    const result = await linked(lists);
    const rules = result.rules.map(({ keys }) =>
      keys.map((name) => result.data.keys.findIndex((key) => key.name === name)),
    );
    const run = async (workers: number): Promise<string> => {
      const pool = new Pool(workers);
      pool.give({ data: result.data, rows: packRows(result.data, rules) });
      try {
        const blocks = await makeBlocks(pool, rules);
        const tasks = blocks.flatMap((made, rule) =>
          slicesOf(made.blocks).map((slice): Task => ({ kind: "patterns", rules, rule, slice })),
        );
        return JSON.stringify(
          (await pool.run(tasks)).map(({ pairs, patterns, counts }) => [pairs, [...patterns], [...counts]]),
        );
      } finally {
        await pool.close();
      }
    };
    const alone = await run(1);
    expect(alone.length).toBeGreaterThan(500);
    expect(await run(2)).toBe(alone);
    expect(await run(4)).toBe(alone);
  });
});
