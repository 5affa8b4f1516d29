import type { LinkageModel } from "./model.ts";
import { probabilityOf, weightOf } from "./weights.ts";

/** Turns a match weight in bits into a probability: by the model's calibration curve where it has one, else by its odds. */
export function calibrator(model: LinkageModel): (weight: number) => number {
  const curve = model.calibration;
  if (curve === null || curve.length < 2) return probabilityOf;
  return (weight) => {
    let k = 1;
    while (k < curve.length - 1 && curve[k]!.weight < weight) k++;
    const [low, high] = [curve[k - 1]!, curve[k]!];
    const share = Math.min(1, Math.max(0, (weight - low.weight) / (high.weight - low.weight)));
    return low.probability + share * (high.probability - low.probability);
  };
}

/** The match weight that stands for a probability: what {@link calibrator} turns into it. */
export function weightFor(model: LinkageModel, probability: number): number {
  const curve = model.calibration;
  if (curve === null || curve.length < 2) return weightOf(Math.min(1 - 1e-12, Math.max(1e-12, probability)));
  let k = 1;
  while (k < curve.length - 1 && curve[k]!.probability < probability) k++;
  const [low, high] = [curve[k - 1]!, curve[k]!];
  const rise = high.probability - low.probability;
  const share = rise > 0 ? Math.min(1, Math.max(0, (probability - low.probability) / rise)) : 1;
  return low.weight + share * (high.weight - low.weight);
}
