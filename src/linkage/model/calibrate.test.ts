import { expect, it } from "vitest";
import { Random } from "#kernel";
import { calibrate, fitOdds, type Label, labelsOf } from "./calibrate.ts";
import { calibrator } from "./calibrator.ts";
import type { LinkageModel } from "./model.ts";

const MODEL: LinkageModel = {
  format: "snowmelt-linkage-model/1",
  lambda: 0.001,
  comparisons: [],
  related: [],
  rules: [],
  calibration: null,
  calibratedOn: null,
  training: { iterations: 0, change: 0, pairs: 0, samplePairs: 0, expectedRecall: 1, seed: 1 },
};

// Answers drawn so that the odds are only half as strong as the weights say.
function drawn(count: number, seed: number): Label[] {
  const random = new Random(seed, 0);
  return Array.from({ length: count }, () => {
    const weight = -8 + 16 * random.float();
    return { weight, isSame: random.float() < 1 / (1 + 2 ** (-0.5 * weight)) };
  });
}

it("learns from rulings that weights are too sure", () => {
  const { shift, slope } = fitOdds(drawn(4000, 5));
  expect(Math.abs(slope - 0.5)).toBeLessThan(0.05);
  expect(Math.abs(shift)).toBeLessThan(0.15);
  const model = calibrate(MODEL, drawn(400, 6));
  const probability = calibrator(model);
  // Four bits are odds of 16 as stated, and of 4 as they are.
  expect(probability(4)).toBeGreaterThan(0.7);
  expect(probability(4)).toBeLessThan(0.88);
  expect(model.calibratedOn!.same + model.calibratedOn!.different).toBe(400);
  for (let w = -25; w < 25; w++) expect(probability(w + 1)).toBeGreaterThanOrEqual(probability(w));
});

it("changes nothing on few rulings, or on rulings that are nearly all alike", () => {
  expect(calibrate(MODEL, drawn(49, 1))).toBe(MODEL);
  expect(
    calibrate(
      MODEL,
      drawn(400, 1).map((label) => ({ ...label, isSame: true })),
    ),
  ).toBe(MODEL);
});

it("whole names without rulings get the curve of made-up lists, unless the model has one", () => {
  const chain = { name: "name", kind: "chain", levels: [], m: [], u: [], weights: [], rarity: [] };
  const model = calibrate({ ...MODEL, comparisons: [chain] }, []);
  expect(model.calibratedOn!.by).toBe("made-up lists");
  expect(calibrator(model)(0)).toBeLessThan(0.5);
  expect(calibrate(model, [])).toBe(model);
  expect(calibrate(model, drawn(400, 6)).calibratedOn!.by).toBe("rulings");
});

it("rulings count whichever record stands first, and only on pairs that were kept", () => {
  const edges = { a: Int32Array.of(0, 1), b: Int32Array.of(2, 3), weight: Float64Array.of(5, -3) };
  expect(labelsOf(edges, [[2, 0]], [[7, 8]])).toEqual([{ weight: 5, isSame: true }]);
});
