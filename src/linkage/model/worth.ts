import type { LinkageModel } from "./model.ts";

/** Probability below which a pair is not drawn either. */
export const FAINTEST = 3e-5;

/**
 * What weights are worth, in bits of log odds, when a record chooses among clusters; straight lines between, a bit for a bit beyond. Doubtful weights are too
 * sure of themselves, for what is compared is not independent. Fitted by the likelihood of what each record truly belongs to, on made-up families
 * (`makeFamilies`: 400 people, four lists of .6, seeds 901 to 912; 1,200 people, three lists of .4, seeds 921 to 926; docs/measured/linkage.md).
 */
const WORTH: readonly (readonly [weight: number, worth: number])[] = [
  [-15, -17],
  [-11, -9.5],
  [-7, -6],
  [-3, -3.5],
  [1, 0.5],
  [5, 4.5],
];

/** What a weight is worth in bits of log odds: by the rulings that the model was calibrated on, else as on made-up families. */
export function worthOfWeight({ calibratedOn }: LinkageModel): (weight: number) => number {
  if (calibratedOn?.by === "rulings") return (weight) => calibratedOn.shift / Math.LN2 + calibratedOn.slope * weight;
  return (weight) => {
    const above = WORTH.findIndex(([at]) => at >= weight);
    if (above <= 0) {
      const [at, worth] = WORTH.at(above)!;
      return worth + weight - at;
    }
    const [[low, least], [high, most]] = [WORTH[above - 1]!, WORTH[above]!];
    return least + ((most - least) * (weight - low)) / (high - low);
  };
}
