import { expect, it } from "vitest";
import { link, makeFamilies, parseMapWords, proposeMap, readList, reportHtml } from "../../src/linkage/index.ts";

// Everything in these lists is made up by the generator; the rulings are its truth.
it("rulings of reviewers calibrate the probabilities of all pairs, and model and report say so", async () => {
  const { lists } = makeFamilies({ people: 300, lists: 2, capture: 0.8, seed: 41 });
  const tables = await Promise.all(lists.map((text, l) => readList(new TextEncoder().encode(text), `list-${l}.csv`)));
  const maps = parseMapWords(
    ["note=ignore"],
    tables,
    tables.map((table) => proposeMap(table, ["person"])),
  );
  const before = await link(tables, maps, { truth: "person", keep: 0.0001 });
  expect(before.model.calibratedOn!.by).toBe("made-up lists");
  expect(reportHtml(before, tables, maps)).toContain("made-up lists");
  const { edges, records, truthOf } = before;
  const rulings = Array.from(edges.a, (a, e) => {
    const pair = [records.idOf(a), records.idOf(edges.b[e]!)] as const;
    return { pair, isSame: truthOf![a] === truthOf![edges.b[e]!] };
  });
  const ruled = (isSame: boolean): (readonly [string, string])[] =>
    rulings
      .filter((ruling) => ruling.isSame === isSame)
      .map(({ pair }) => pair)
      .slice(0, 60);
  const after = await link(tables, maps, { keep: 0.0001, mustLink: ruled(true), cannotLink: ruled(false) });
  const { by, same, different, slope } = after.model.calibratedOn!;
  expect({ by, same, different }).toEqual({ by: "rulings", same: 60, different: ruled(false).length });
  expect(different).toBeGreaterThanOrEqual(10);
  expect(slope).toBeGreaterThan(0.05);
  expect(after.model.calibration).not.toEqual(before.model.calibration);
  expect(reportHtml(after, tables, maps)).toContain("reviewers");
});
