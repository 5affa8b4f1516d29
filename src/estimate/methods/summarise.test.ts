import { expect, test } from "vitest";
import { estimate, type ListFile, readTable } from "../index.ts";
import { Uniforms } from "../math/uniforms.ts";
import { missedDraws, mixtureDraws } from "./summarise.ts";

const moments = (draws: Float64Array) => {
  const mean = draws.reduce((sum, x) => sum + x, 0) / draws.length;
  return { mean, sd: Math.sqrt(draws.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (draws.length - 1)) };
};

test.each([
  [10, 0],
  [10, 0.2],
  [400, 0.05],
])("draws of %d missed, error of the logarithm %d, spread as the standard error of the total", (missed, error) => {
  const draws = missedDraws(missed, error, new Uniforms(1, 1));
  const { mean, sd } = moments(draws);
  const wanted = Math.sqrt(missed + missed * missed * error * error);
  expect(Math.abs(mean / missed - 1)).toBeLessThan(0.03);
  expect(Math.abs(sd / wanted - 1)).toBeLessThan(0.06);
  expect(draws.every((draw) => draw >= 0)).toBe(true);
  expect(mixtureDraws([{ missed, logError: error, weight: 1 }], new Uniforms(1, 1)).length).toBe(draws.length);
});

test("nobody missed stays nobody", () => {
  expect(moments(missedDraws(0, 1, new Uniforms(1, 1)))).toEqual({ mean: 0, sd: 0 });
});

test("twenty linkages that are one and the same give the interval of the one", async () => {
  const patterns = { "1,0,0": 120, "0,1,0": 90, "0,0,1": 60, "1,1,0": 70, "1,0,1": 45, "0,1,1": 35, "1,1,1": 27 };
  const persons = Object.entries(patterns).flatMap(([pattern, count], p) =>
    Array.from({ length: count }, (_, i) =>
      pattern.split(",").flatMap((on, l) => (on === "1" ? [`${"abc"[l]},${p}-${i}`] : [])),
    ),
  );
  const linkages = Array.from({ length: 20 }, (_, draw) =>
    persons
      .flat()
      .map((row) => `${draw},${row}\n`)
      .join(""),
  );
  const run = async (text: string) => {
    const { report } = await estimate(readTable(text) as ListFile, { methods: ["loglinear"], seed: 1, checks: false });
    return report.methods[0]!.estimate!;
  };
  const one = await run(
    `a,b,c,count\n${Object.entries(patterns)
      .map(([pattern, n]) => `${pattern},${n}\n`)
      .join("")}`,
  );
  const many = await run(`linkage,list,person\n${linkages.join("")}`);
  expect((many.upper - many.lower) / (one.upper - one.lower)).toBeGreaterThan(0.9);
  expect((many.upper - many.lower) / (one.upper - one.lower)).toBeLessThan(1.15);
});
