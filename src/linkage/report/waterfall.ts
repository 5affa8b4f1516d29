import { findRecords } from "../find-records.ts";
import { likeness, patternWeights } from "../kernel/pair-weight.ts";
import { digitsOf } from "../kernel/patterns.ts";
import { rarityOf } from "../kernel/rarity.ts";
import type { LinkResult } from "../link.ts";
import { calibrator, weightFor } from "../model/calibrator.ts";
import { kernelWeights } from "../model/weights.ts";
import { levelIn, type Say, termIn } from "./words.ts";

export interface Step {
  readonly what: string;
  readonly bits: number;
}

/** How a pair came to its weight: the prior and what each comparison, rarity, kinship and the other records added, in bits. */
export interface Waterfall {
  readonly a: string;
  readonly b: string;
  readonly steps: readonly Step[];
  readonly weight: number;
  readonly probability: number;
}

const TELLING = 5e-4;

/** The waterfall of edge `e`, in words of the page; the steps before the last add up to its weight. */
export function waterfallOf(result: LinkResult, e: number, say: Say): Waterfall {
  const { edges, model, data, radices, records } = result;
  const weights = kernelWeights(model, data, 0.01);
  const [a, b, pattern] = [edges.a[e]!, edges.b[e]!, edges.pattern[e]!];
  const digits = digitsOf(pattern, radices);
  const steps: Step[] = [{ what: say("step.prior"), bits: weights.prior }];
  model.comparisons.forEach(({ name, levels }, c) => {
    const level = digits[c] === 0 ? say("step.missing") : levelIn(say, levels[digits[c]! - 1]!);
    steps.push({ what: `${termIn(say, name)}: ${level}`, bits: weights.byDigit[c]![digits[c]!]! });
  });
  const rarity = rarityOf(data, weights, pattern, radices, a, b, (column, record) => data.columns[column]![record]!);
  steps.push({ what: say("step.rarity"), bits: rarity.own + rarity.kin + rarity.place });
  if (weights.related.length > 0) {
    const alike = likeness(patternWeights(pattern, radices, weights), weights, rarity);
    steps.push({ what: say("step.alike"), bits: -alike });
  }
  const weight = edges.weight[e]!;
  const probability = edges.probability[e]!;
  // A probability that the pair alone would have, or nearly, tells of no other record.
  if (Math.abs(probability - calibrator(model)(weight)) > TELLING)
    steps.push({ what: say("step.others"), bits: weightFor(model, probability) - weight });
  return { a: records.idOf(a), b: records.idOf(b), steps, weight, probability };
}

/** The edge of two record ids; -1 when they are no kept pair. */
export function findEdge({ edges, records }: LinkResult, x: string, y: string): number {
  const found = findRecords(records, [x, y]);
  const [a, b] = [found.get(x), found.get(y)];
  for (let e = 0; e < edges.a.length; e++)
    if ((edges.a[e] === a && edges.b[e] === b) || (edges.a[e] === b && edges.b[e] === a)) return e;
  return -1;
}
