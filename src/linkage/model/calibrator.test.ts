import { expect, it } from "vitest";
import { calibrator, weightFor } from "./calibrator.ts";
import type { LinkageModel } from "./model.ts";

const withCurve = (calibration: LinkageModel["calibration"]): LinkageModel => ({ calibration }) as LinkageModel;

it("weightFor() is what calibrator() turns into the probability, with a curve and without", () => {
  const curve = [-20, -2, 0, 3, 20].map((weight, i) => ({ weight, probability: [0, 0.1, 0.4, 0.95, 1][i]! }));
  for (const model of [withCurve(null), withCurve(curve)])
    for (const weight of [-15, -2, -0.3, 0, 1, 3, 12]) {
      const probability = calibrator(model)(weight);
      expect(weightFor(model, probability)).toBeCloseTo(weight, 6);
    }
  expect(weightFor(withCurve(curve), 1)).toBe(20);
  expect(weightFor(withCurve(curve), 0)).toBe(-20);
});
