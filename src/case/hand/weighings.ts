import { cellMean } from "#assess";
import type { Judgement, Outcome, Weighing } from "#record";
import { ENGINE } from "../engine.ts";
import type { CaseState } from "../state.ts";
import { type Weighable, weighItems } from "../weigh.ts";
import type { References } from "./references.ts";
import type { OutcomeRow, WeighingRow } from "./rows.ts";
import type { HandRow } from "./table.ts";

/**
 * The weighings of hand/weighings.toml. One that is recorded already stays as it was recorded: it was frozen then. A new
 * one is computed from the case as it stands under hand/ now.
 */
export function buildWeighings(
  rows: readonly HandRow<WeighingRow>[],
  items: Weighable & { readonly judgements: readonly Judgement[] },
  state: CaseState,
  references: References,
  problems: { push(problem: ReturnType<HandRow<WeighingRow>["problemAt"]>): unknown },
): readonly Weighing[] {
  return rows.flatMap(({ value: row, problemAt }) => {
    if (!references.has(row.id)) return [];
    const frozen = state.items.get(row.id);
    if (frozen !== undefined) {
      const recorded = frozen.recorded as unknown as Weighing;
      if (recorded.reason !== row.reason) {
        problems.push(problemAt(["reason"], `${row.id} is frozen and its reason with it: freeze a new one`));
      }
      return [recorded];
    }
    if (items.hypotheses.length < 2 || items.assessments.length === 0) {
      problems.push(problemAt([], `${row.id} freezes nothing: it needs two hypotheses and an assessment`));
      return [];
    }
    return [freeze(row, items, references)];
  });
}

function freeze(
  row: WeighingRow,
  items: Weighable & { readonly judgements: readonly Judgement[] },
  references: References,
): Weighing {
  const { evidence, matrix, turning, posterior } = weighItems(items);
  const order = matrix.hypotheses.map(({ hypothesis }) => hypothesis);
  return {
    uid: references.uid(row.id),
    id: row.id,
    reason: row.reason,
    engine: ENGINE,
    assessments: items.assessments.map(({ uid }) => uid),
    hypotheses: matrix.hypotheses.map(({ hypothesis, inconsistency, consistency, naShare, unevaluated }) => {
      const bounds = posterior?.find((one) => one.hypothesis === hypothesis);
      return {
        hypothesis,
        inconsistency: inconsistency.toFixed(4),
        consistency: consistency.toFixed(4),
        naShare: naShare.toFixed(4),
        unevaluated,
        ...(bounds === undefined ? {} : { lower: bounds.lower.toFixed(4), upper: bounds.upper.toFixed(4) }),
      };
    }),
    evidence: evidence.map(({ id, weight, group }, at) => {
      const turned = turning.find((one) => one.evidence === id);
      const of = items.assessments.filter((assessment) => assessment.evidence === id);
      return {
        evidence: id,
        weight: weight.toFixed(4),
        ...(group === null ? {} : { group }),
        diagnosticity: matrix.evidence[at]!.diagnosticity.toFixed(4),
        disagreement: matrix.evidence[at]!.disagreement.toFixed(4),
        ...(turned === undefined ? {} : { turnsTo: turned.first }),
        cells: order.map((hypothesis) => {
          const ratings = of.flatMap(({ analyst, ratings }) =>
            ratings.flatMap((one) => (one.hypothesis === hypothesis ? [{ analyst, rating: one.rating }] : [])),
          );
          const mean = ratings.length === 0 ? null : cellMean(ratings.map(({ rating }) => rating)).toFixed(4);
          return { mean, ratings };
        }),
      };
    }),
    judgements: items.judgements.map(({ uid, hypothesis, probability, confidence }) => ({
      judgement: uid,
      ...(hypothesis === undefined ? {} : { hypothesis }),
      ...(probability === undefined ? {} : { probability }),
      ...(confidence === undefined ? {} : { confidence }),
    })),
  };
}

/** What became known of frozen weighings. The hypothesis must be one of those that were weighed then. */
export function buildOutcomes(
  rows: readonly HandRow<OutcomeRow>[],
  weighings: readonly Weighing[],
  references: References,
  wordsIn: (words: OutcomeRow["text"]) => Outcome["text"],
  problems: { push(problem: ReturnType<HandRow<OutcomeRow>["problemAt"]>): unknown },
): readonly Outcome[] {
  return rows.flatMap(({ value: row, problemAt }) => {
    const weighing = references.resolve(row.weighing, ["weighing"], (message) => problemAt(["weighing"], message));
    const held = references.resolve(row.hypothesis, ["hypothesis"], (message) => problemAt(["hypothesis"], message));
    const claims = references.resolveAll(row.claims, ["claim"], problemAt, ["claims"]);
    const frozen = weighings.find(({ uid }) => uid === weighing);
    if (weighing === null || held === null || frozen === undefined || !references.has(row.id)) return [];
    if (!frozen.hypotheses.some(({ hypothesis }) => hypothesis === held)) {
      problems.push(problemAt(["hypothesis"], `${row.hypothesis} was not weighed in ${row.weighing}`));
      return [];
    }
    return [{ uid: references.uid(row.id), id: row.id, weighing, hypothesis: held, text: wordsIn(row.text), claims }];
  });
}
