import { expect, it } from "vitest";
import { link, type Metrics, makeFamilies, parseMapWords, proposeMap, readList } from "../../src/linkage/index.ts";

async function measured(lists: readonly string[]): Promise<Metrics> {
  const tables = await Promise.all(lists.map((text, l) => readList(new TextEncoder().encode(text), `list-${l}.csv`)));
  const maps = parseMapWords(
    ["note=ignore"],
    tables,
    tables.map((table) => proposeMap(table, ["person"])),
  );
  return (await link(tables, maps, { truth: "person" })).metrics!;
}

// Made-up families: siblings, cousins, fathers and sons. `bench/linkage/accuracy.ts` holds the public sets.
it.each(["lists", "releases"] as const)(
  "families as %s: F1 >= .95 at precision >= .97, and stated probabilities are true",
  async (style) => {
    const { lists } = makeFamilies({ people: 4000, lists: 2, capture: 0.7, seed: 31, style });
    const { edges, calibration } = await measured(lists);
    expect(edges.f1).toBeGreaterThanOrEqual(0.95);
    expect(edges.precision).toBeGreaterThanOrEqual(0.97);
    const top = calibration.at(-1)!;
    expect(top.true / top.pairs).toBeGreaterThanOrEqual(0.88);
  },
);
