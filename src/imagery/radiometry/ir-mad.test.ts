import { describe, expect, test } from "vitest";
import { Random } from "#kernel";
import { findNoChange, MIN_R } from "./ir-mad.ts";

const SIDE = 100;
const GAIN = [1.15, 0.9, 1.05, 0.8];
const OFFSET = [0.02, -0.01, 0.03, 0.05];

/** Four bands on two dates: the second is the first in another light, but where something else stands (a fifth of it). */
function dates(seed: number, changedShare: number) {
  const random = new Random(seed);
  const n = SIDE * SIDE;
  const x = GAIN.map(() => new Float32Array(n));
  const y = GAIN.map(() => new Float32Array(n));
  const changed = new Uint8Array(n);
  for (let i = 0; i < n; i++) {
    const [soil, green] = [random.float(), random.float()];
    const surface = [0.1 + 0.2 * soil, 0.08 + 0.25 * soil, 0.1 + 0.5 * green, 0.3 + 0.3 * soil - 0.2 * green];
    changed[i] = random.float() < changedShare ? 1 : 0;
    const roof = 0.4 + 0.3 * random.float();
    surface.forEach((v, b) => {
      x[b]![i] = v + 0.004 * random.normal();
      y[b]![i] = GAIN[b]! * (changed[i] === 1 ? roof : v) + OFFSET[b]! + 0.004 * random.normal();
    });
  }
  return { x, y, changed };
}

describe("pixels that did not change", () => {
  test.each([1, 2, 3])(
    "seed %d: gain and offset come back though a fifth has changed; hardly a changed pixel is kept",
    (seed) => {
      const { x, y, changed } = dates(seed, 0.2);
      const found = findNoChange(x, y, new Uint8Array(SIDE * SIDE).fill(1))!;
      found.relations.forEach((relation, b) => {
        expect(relation.slope).toBeCloseTo(GAIN[b]!, 1);
        expect(Math.abs(relation.slope / GAIN[b]! - 1)).toBeLessThan(0.03);
        expect(Math.abs(relation.intercept - OFFSET[b]!)).toBeLessThan(0.012);
        expect(relation.r).toBeGreaterThan(MIN_R);
      });
      const kept = Array.from(found.probability, (p, i) => (p > 0.95 ? changed[i]! : -1)).filter((v) => v >= 0);
      expect(kept.length).toBe(found.pifs);
      expect(kept.filter((v) => v === 1).length / kept.length).toBeLessThan(0.02);
    },
  );

  test("plain regression over all pixels is worse: the changed ones drag it", () => {
    const { x, y } = dates(1, 0.2);
    const found = findNoChange(x, y, new Uint8Array(SIDE * SIDE).fill(1))!;
    const mean = (v: Float32Array): number => v.reduce((a, b) => a + b, 0) / v.length;
    const [mx, my] = [mean(x[1]!), mean(y[1]!)];
    let [sxx, sxy] = [0, 0];
    x[1]!.forEach((v, i) => {
      sxx += (v - mx) ** 2;
      sxy += (v - mx) * (y[1]![i]! - my);
    });
    const plain = Math.abs(sxy / sxx - GAIN[1]!);
    expect(Math.abs(found.relations[1]!.slope - GAIN[1]!)).toBeLessThan(0.2 * plain);
  });

  test("too few pixels, or pixels that are masked, or bands that are one and the same: no answer", () => {
    const { x, y } = dates(1, 0.2);
    expect(findNoChange(x, y, new Uint8Array(SIDE * SIDE).fill(1, 0, 150))).toBeNull();
    expect(findNoChange([x[0]!, x[0]!], [y[0]!, y[1]!], new Uint8Array(SIDE * SIDE).fill(1))).toBeNull();
  });

  test("images that have nothing to do with each other are related too loosely to be used", () => {
    const [a, b] = [dates(1, 0), dates(9, 0)];
    const found = findNoChange(a.x, b.y, new Uint8Array(SIDE * SIDE).fill(1));
    expect(found === null || found.relations.some((r) => !(r.r >= MIN_R))).toBe(true);
  });

  test("one band alone: two dates that have nothing to do with each other would fit, so there is no answer", () => {
    const random = new Random(7);
    const draw = (level: number) => Float32Array.from({ length: SIDE * SIDE }, () => level + 0.05 * random.normal());
    const all = new Uint8Array(SIDE * SIDE).fill(1);
    expect(findNoChange([draw(0.25)], [draw(0.7)], all)).toBeNull();
    const many = (level: number) => [draw(level), draw(level), draw(level)];
    expect(findNoChange(many(0.25), many(0.7), all)?.relations.every((band) => band.r >= MIN_R)).not.toBe(true);
  });
});
