import { describe, expect, test } from "vitest";
import { pairSetup as setup } from "../testing/pair-setup.ts";
import { emptyChances, fitPairs, pairsExistence, triangleCount } from "./pair-model.ts";
import { stepwise } from "./stepwise.ts";

function near(found: readonly number[], wanted: readonly number[], relative = 1e-6) {
  for (const [i, x] of found.entries()) expect(Math.abs(x / wanted[i]! - 1), `${x}`).toBeLessThan(relative);
}

describe("sparse tables", () => {
  test.each([
    ["Western", "A:E", [2483.384, 1657.094, 3830.03]],
    ["NewOrl_5", "", [1034.151, 658.258, 1708.602]],
    ["NewOrl", "D:E", [1183.692, 720.924, 2046.058]],
    ["UKdat_5", "LA:NG NG:GP PFNCA:GP LA:PFNCA GO:GP NG:GO", [11312.99, 9884.403, 13027.397]],
    ["Korea", "b:c", [268.778, 202.533, 390.2]],
    ["kosovo_aggregate", null, [14341.664, 12541.281, 16540.188]],
  ])("D28-D32: stepwise choice on %s (SparseMSE)", (name, order, wanted) => {
    const { data, names, shown } = setup(name);
    const result = stepwise(data, 0.02)!;
    if (order !== null) expect(names(result.chosen)).toBe(order);
    near(shown(result.fit), wanted, 2e-6);
  });
  test("D32: Kosovo with all pairs", () => {
    const { data } = setup("kosovo_aggregate");
    expect(fitPairs(data, data.pairs)!.total).toBeCloseTo(14402.49, 2);
  });
  test("D33: existence codes of Artificial_3 (Chan, Silverman and Vincent 2019, Table 2)", () => {
    const { data, pair } = setup("Artificial_3");
    const models = ["", "A:B", "A:C", "B:C", "A:B A:C", "A:B B:C", "A:C B:C", "A:B A:C B:C"];
    const codes = models.map((model) =>
      pairsExistence(
        data,
        model
          .split(" ")
          .filter((w) => w !== "")
          .map(pair),
      ),
    );
    expect(codes).toEqual([0, 1, 0, 0, 1, 1, 0, 2]);
  });
  test("D34: UK, all pairs, one of them empty", () => {
    const { data, pair, shown } = setup("UKdat_5");
    const fit = fitPairs(data, data.pairs)!;
    near(shown(fit), [11232.53, 6504.87, 21903.19]);
    const chances = emptyChances(data, data.pairs);
    expect([...chances.keys()]).toEqual([pair("LA:GP")]);
    expect(chances.get(pair("LA:GP"))).toBeCloseTo(0.16253, 5);
  });
  test("D35: Western with A:E, A:D and the empty B:E", () => {
    const { data, pair, shown } = setup("Western");
    const chosen = ["A:E", "A:D", "B:E"].map(pair);
    const fit = fitPairs(data, chosen)!;
    near(shown(fit), [2412.577, 1580.494, 3805.054]);
    expect(emptyChances(data, chosen).get(pair("B:E"))).toBeCloseTo(0.318829, 6);
  });
  test("D36: triangles of overlapping lists", () => {
    const names = ["Western", "UKdat_5", "NewOrl_5", "Artificial_3", "Korea"];
    expect(names.map((name) => triangleCount(setup(name).data))).toEqual([5, 7, 4, 0, 1]);
  });
});
