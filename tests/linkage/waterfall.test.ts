import { expect, it } from "vitest";
import { link, parseMapWords, readList } from "../../src/linkage/index.ts";
import { calibrator } from "../../src/linkage/model/calibrator.ts";
import { waterfallOf } from "../../src/linkage/report/waterfall.ts";
import { sayer } from "../../src/linkage/report/words.ts";

// Made-up people: two rows of the second list are like one of the first, and only one can be hers.
const FIRST = "id,name,birth,place\n1,Samar Yusuf Halabi,1988-03-03,Aleppo\n2,Hasan Omar Ali,1970-01-02,Homs\n";
const SECOND = "id,name,birth,place\n7,Samar Yusuf Halabi,1988-03-03,Aleppo\n8,Samar Yusuf Halabi,1988,Aleppo\n";

it("the steps of a pair lead to its probability, calibrated or not: what other records say is a step", async () => {
  const tables = await Promise.all(
    [FIRST, SECOND].map((text, l) => readList(new TextEncoder().encode(text), `list ${l}`)),
  );
  const maps = parseMapWords(
    ["id=id", "name=name", "birth=birth", "place=place"],
    tables,
    tables.map((table) => ({
      list: table.name,
      columns: table.columns.map(({ name }) => ({ column: name, role: "ignore" as const, why: "" })),
    })),
  );
  const result = await link(tables, maps, { unique: ["list 1"] });
  expect(result.model.calibration).not.toBeNull();
  const toProbability = calibrator(result.model);
  let heard = 0;
  for (let e = 0; e < result.edges.a.length; e++) {
    const { steps, weight, probability } = waterfallOf(result, e, sayer("en"));
    const others = steps.filter(({ what }) => what === "what the other records say");
    const sum = (of: typeof steps): number => of.reduce((bits, step) => bits + step.bits, 0);
    expect(sum(steps) - sum(others)).toBeCloseTo(weight, 3);
    expect(Math.abs(toProbability(sum(steps)) - probability)).toBeLessThan(1e-3);
    heard += others.length;
  }
  expect(heard).toBeGreaterThan(0);
});
