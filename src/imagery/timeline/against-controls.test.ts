import { expect, test } from "vitest";
import { againstControls } from "./against-controls.ts";

/** One feature of six controls at uneven levels over ten dates; "c3" is repainted on the sixth, haze comes and goes. */
function rows() {
  const levels = [-0.4, -0.38, -0.1, 0.15, 0.3, 0.32];
  return Array.from({ length: 10 }, (_, t) => {
    const haze = 0.2 * Math.sin(1.7 * t);
    const values = levels.map((l, k) => [`c${k + 1}`, [l + haze + (k === 2 && t > 5 ? 0.6 : 0)]] as const);
    return new Map<string, readonly number[]>([...values, ["t", [0.05 + haze]]]);
  });
}
const controls = ["c1", "c2", "c3", "c4", "c5", "c6"];

test("one control that is repainted changes itself and nobody else; what all share is taken away", () => {
  for (const id of ["t", "c1", "c2", "c4", "c5", "c6"]) {
    const [series] = againstControls(rows(), id, controls, 1)!;
    expect(Math.max(...series!) - Math.min(...series!)).toBeLessThan(1e-9);
  }
  const [own] = againstControls(rows(), "c3", controls, 1)!;
  expect(own![9]! - own![0]!).toBeCloseTo(0.6, 9);
});

test("a polygon that is missing on one date has no series; a control that is missing is passed over", () => {
  const some = rows();
  some[3]!.delete("c5");
  expect(againstControls(some, "c5", controls, 1)).toBeNull();
  const [series] = againstControls(some, "t", controls, 1)!;
  expect(Math.max(...series!) - Math.min(...series!)).toBeLessThan(1e-9);
});
