import { describe, expect, test } from "vitest";
import { endsOnOpenGround } from "./open-ground.ts";

// The sun stands in the south: shadows run north, up the rows; half a metre a pixel.
const AWAY = [0, -2] as const;
const START = [100, 100] as const;
const square = (column: number, row: number, side = 10): [number, number][] => [
  [column, row],
  [column + side, row],
  [column + side, row + side],
  [column, row + side],
  [column, row],
];
const open = (ring: [number, number][], shadowM: number | null = null, lengthM = 12) =>
  endsOnOpenGround(START, AWAY, lengthM, 1, [{ ring, shadowM }]);

describe("whether a shadow ends on open ground", () => {
  test("nothing near, and nobody at all", () => {
    expect(endsOnOpenGround(START, AWAY, 12, 1, [])).toBe(true);
    expect(open(square(150, 80))).toBe(true);
  });
  test("a house on the way, at the tip, or just behind it is in the way; one well behind it is not", () => {
    expect(open(square(95, 80))).toBe(false);
    expect(open(square(95, 70))).toBe(false);
    expect(open(square(95, 64.5))).toBe(false);
    expect(open(square(95, 60))).toBe(true);
    expect(open(square(50, 50, 100))).toBe(false);
  });
  test("a house towards the sun counts as far as its own shadow reaches", () => {
    // Its near side is 15 m from the tip.
    const behind = square(95, 106);
    expect(open(behind)).toBe(false);
    expect(open(behind, 8)).toBe(true);
    expect(open(behind, 14.5)).toBe(false);
  });
});
