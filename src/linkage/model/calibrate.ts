import type { EdgeTable } from "../edges.ts";
import type { LinkageModel } from "./model.ts";

/** A pair that reviewers ruled on: what it weighs, and whether it is one person. */
export interface Label {
  readonly weight: number;
  readonly isSame: boolean;
}

/** Rulings needed before they change probabilities: all, and of each answer. */
const ENOUGH_LABELS = { all: 50, each: 10 } as const;

/**
 * What was found on made-up lists of two hands (docs/measured/linkage.md), coverage and rivals heard, where whole names are compared. A curve fitted
 * on them would raise odds; this one is careful, for a wrong join costs more than a missed one.
 */
const LISTS = { by: "made-up lists", same: 7_347, different: 5_020, shift: -0.3, slope: 1.2 } as const;

// Worth of the belief that stated odds are right: as if so many pairs had been ruled on and agreed.
const BELIEF = 4;
const STEP = 0.5;
const [LOWEST, HIGHEST] = [-20, 20];

/** Rulings on pairs that were kept, as labels. Rulings on other pairs say nothing about a weight. */
export function labelsOf(
  { a, b, weight }: Pick<EdgeTable, "a" | "b" | "weight">,
  same: readonly (readonly [number, number])[],
  different: readonly (readonly [number, number])[],
): Label[] {
  const place = new Map<string, boolean>();
  const keyOf = (x: number, y: number): string => (x < y ? `${x} ${y}` : `${y} ${x}`);
  for (const [x, y] of same) place.set(keyOf(x, y), true);
  for (const [x, y] of different) place.set(keyOf(x, y), false);
  if (place.size === 0) return [];
  const labels: Label[] = [];
  for (let e = 0; e < a.length; e++) {
    const isSame = place.get(keyOf(a[e]!, b[e]!));
    if (isSame !== undefined) labels.push({ weight: weight[e]!, isSame });
  }
  return labels;
}

/**
 * The model with a calibration curve learned from rulings: log odds are scaled and shifted (Platt 1999), with a belief that they are
 * right as they stand. Which pairs were ruled on may depend on their weight, for the curve is of answers given weights. With too few
 * rulings a model keeps the curve it has; one without a curve that compares whole names gets that of made-up lists.
 */
export function calibrate(model: LinkageModel, labels: readonly Label[]): LinkageModel {
  const same = labels.filter(({ isSame }) => isSame).length;
  const different = labels.length - same;
  if (labels.length >= ENOUGH_LABELS.all && Math.min(same, different) >= ENOUGH_LABELS.each) {
    const { shift, slope } = fitOdds(labels);
    return withCurve(model, { by: "rulings", same, different, shift: rounded(shift), slope: rounded(slope) });
  }
  const isOfNames = model.calibration === null && model.comparisons.some(({ kind }) => kind === "chain");
  return isOfNames ? withCurve(model, LISTS) : model;
}

function withCurve(model: LinkageModel, calibratedOn: NonNullable<LinkageModel["calibratedOn"]>): LinkageModel {
  const { shift, slope } = calibratedOn;
  const calibration: { weight: number; probability: number }[] = [];
  for (let weight = LOWEST; weight <= HIGHEST; weight += STEP)
    calibration.push({ weight, probability: rounded(logistic(shift + slope * weight * Math.LN2)) });
  return { ...model, calibration, calibratedOn };
}

/** Shift and slope of natural log odds by Newton's method, with normal priors around 0 and 1. The slope stays above zero. */
export function fitOdds(labels: readonly Label[]): { readonly shift: number; readonly slope: number } {
  let [shift, slope] = [0, 1];
  for (let step = 0; step < 50; step++) {
    let [gradientShift, gradientSlope] = [-BELIEF * shift * 0.25, -BELIEF * (slope - 1)];
    let [aa, ab, bb] = [BELIEF * 0.25, 0, BELIEF];
    for (const { weight, isSame } of labels) {
      const x = Math.max(LOWEST, Math.min(HIGHEST, weight)) * Math.LN2;
      const p = logistic(shift + slope * x);
      const spread = p * (1 - p);
      gradientShift += (isSame ? 1 : 0) - p;
      gradientSlope += ((isSame ? 1 : 0) - p) * x;
      aa += spread;
      ab += spread * x;
      bb += spread * x * x;
    }
    const determinant = aa * bb - ab * ab;
    const moveShift = (bb * gradientShift - ab * gradientSlope) / determinant;
    const moveSlope = (aa * gradientSlope - ab * gradientShift) / determinant;
    // Half steps at most, so that no step leaves the hill it climbs.
    const scale = Math.min(1, 1 / Math.max(Math.abs(moveShift), 2 * Math.abs(moveSlope), 1e-12));
    shift += scale * moveShift;
    slope = Math.max(0.05, slope + scale * moveSlope);
    if (Math.abs(moveShift) + Math.abs(moveSlope) < 1e-9) break;
  }
  return { shift, slope };
}

function logistic(x: number): number {
  return x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x));
}

function rounded(value: number): number {
  return Number(value.toFixed(9));
}
