import { describe, expect, it } from "vitest";
import { Random } from "./random.ts";

describe("Random", () => {
  it("repeats the vectors of docs/formats/random.md", () => {
    const random = new Random(1);
    expect([random.uint32(), random.uint32(), random.uint32(), random.uint32()]).toEqual([
      393288148, 2174103013, 3814759091, 2092745082,
    ]);
    expect(new Random(1, 1).uint32()).toBe(2909704698);
    expect(new Random(1).float()).toBe(0.09156953175513294);
    expect(new Random(7).normal()).toBe(-0.8525998390036965);
  });
  it("gives other streams and seeds other numbers", () => {
    const first = new Set([
      new Random(1).uint32(),
      new Random(2).uint32(),
      new Random(1, 1).uint32(),
      new Random(1, 2).uint32(),
      new Random(2, 1).uint32(),
    ]);
    expect(first.size).toBe(5);
  });
  it("is uniform: chi-square over 64 cells below the 99.99 % point", () => {
    const random = new Random(42);
    const cells = new Array<number>(64).fill(0);
    for (let i = 0; i < 64_000; i++) cells[random.below(64)]! += 1;
    // 99.99 % point of chi-square with 63 degrees of freedom: 112.0
    expect(cells.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0)).toBeLessThan(112);
  });
  it("has normal numbers of mean 0 and variance 1", () => {
    const random = new Random(3);
    const draws = Array.from({ length: 40_000 }, () => random.normal());
    const mean = draws.reduce((a, b) => a + b) / draws.length;
    expect(Math.abs(mean)).toBeLessThan(0.02);
    expect(Math.abs(draws.reduce((a, b) => a + (b - mean) ** 2, 0) / draws.length - 1)).toBeLessThan(0.03);
  });
  it("shuffles into a permutation, and refuses a seed that is not one", () => {
    expect(new Random(5).shuffle([1, 2, 3, 4]).sort()).toEqual([1, 2, 3, 4]);
    for (const seed of [-1, 1.5, 2 ** 32, Number.NaN]) expect(() => new Random(seed)).toThrow(RangeError);
  });
});
