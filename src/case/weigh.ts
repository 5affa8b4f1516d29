import {
  type Matrix,
  type Posterior,
  posteriorBounds,
  scoreMatrix,
  type Turning,
  type TurningGroup,
  turningGroups,
  turningItems,
  type WeighedEvidence,
} from "#assess";
import type { Assessment, Claim, Figure, Finding, Hypothesis, Uid } from "#record";

/**
 * Weight of an item in the matrix by its credibility (Admiralty 1 to 5, equal steps). 6, "cannot be judged", is the
 * absence of a judgement and no lowest grade: it weighs as 3 and is listed as ungraded.
 */
const WEIGHTS = { 1: 1, 2: 0.8, 3: 0.6, 4: 0.4, 5: 0.2, 6: 0.6 } as const;
type Credibility = keyof typeof WEIGHTS;

/** What is weighed: the items of a case, as recorded or as they stand under hand/. */
export interface Weighable {
  readonly claims: readonly Claim[];
  readonly findings: readonly Finding[];
  readonly figures: readonly Figure[];
  readonly hypotheses: readonly Hypothesis[];
  readonly assessments: readonly Assessment[];
}

/**
 * Why there are no bounds of probability though somebody gave a prior: not all have one, or they do not sum to 1; or the
 * likelihoods make the evidence impossible whichever hypothesis holds.
 */
export type NoPosterior = "priors" | "impossible";

/** The matrix of a case with what can be computed from it; everything is named by uid. */
export interface Weighed {
  readonly evidence: readonly WeighedEvidence[];
  readonly matrix: Matrix;
  readonly turning: readonly Turning[];
  readonly turningGroups: readonly TurningGroup[];
  /** Only where every hypothesis has a prior and the priors sum to 1. */
  readonly posterior: readonly Posterior[] | null;
  readonly noPosterior: NoPosterior | null;
  /** Weighed items that nobody graded. */
  readonly ungraded: readonly Uid[];
}

/** Weighs hypotheses by the assessments given. An analyst's two ratings of one cell both count; nothing is chosen. */
export function weighItems(items: Weighable): Weighed {
  const names = items.hypotheses.map(({ uid }) => uid);
  const grades = gradesOf(items);
  const evidence = weighedEvidence(items.assessments, grades);
  const ratings = items.assessments.flatMap((assessment) =>
    assessment.ratings.map(({ hypothesis, rating }) => ({
      analyst: assessment.analyst,
      evidence: assessment.evidence,
      hypothesis,
      rating,
    })),
  );
  return {
    evidence,
    matrix: scoreMatrix(names, evidence, ratings),
    turning: turningItems(names, evidence, ratings),
    turningGroups: turningGroups(names, evidence, ratings),
    ...posteriorOf(items.hypotheses, items.assessments),
    ungraded: evidence.filter(({ id }) => grades.get(id) === 6).map(({ id }) => id),
  };
}

/**
 * The credibility of every item that can be evidence. A figure is as credible as the least credible claim that it is made
 * of (5 the lowest, 6 beside them: one ungraded claim leaves the figure ungraded); one that rests on no claim is ungraded.
 */
function gradesOf({ claims, findings, figures }: Weighable): ReadonlyMap<Uid, Credibility> {
  const grades = new Map<Uid, Credibility>();
  for (const { uid, credibility } of [...claims, ...findings]) grades.set(uid, credibility);
  const byUid = new Map(figures.map((figure) => [figure.uid, figure]));
  const gradeOf = (figure: Figure): Credibility => {
    const known = grades.get(figure.uid);
    if (known !== undefined) return known;
    const inputs = figure.inputs.flatMap((uid) => byUid.get(uid) ?? []).map(gradeOf);
    const own = figure.claim === undefined ? [] : [grades.get(figure.claim) ?? 6];
    const all = [...inputs, ...own];
    const grade = all.length === 0 ? 6 : (Math.max(...all) as Credibility);
    grades.set(figure.uid, grade);
    return grade;
  };
  for (const figure of figures) gradeOf(figure);
  return grades;
}

function weighedEvidence(
  assessments: readonly Assessment[],
  grades: ReadonlyMap<Uid, Credibility>,
): readonly WeighedEvidence[] {
  const byUid = new Map<Uid, WeighedEvidence>();
  for (const { evidence, group } of assessments) {
    byUid.set(evidence, {
      id: evidence,
      weight: WEIGHTS[grades.get(evidence) ?? 6],
      group: group ?? byUid.get(evidence)?.group ?? null,
    });
  }
  return [...byUid.values()];
}

function posteriorOf(
  hypotheses: readonly Hypothesis[],
  assessments: readonly Assessment[],
): Pick<Weighed, "posterior" | "noPosterior"> {
  const priors = hypotheses.flatMap(({ uid, prior }) =>
    prior === undefined ? [] : [{ hypothesis: uid, probability: Number(prior) }],
  );
  const total = priors.reduce((sum, { probability }) => sum + probability, 0);
  if (priors.length === 0) return { posterior: null, noPosterior: null };
  if (priors.length < hypotheses.length || Math.abs(total - 1) > 1e-9)
    return { posterior: null, noPosterior: "priors" };
  // An item for which nobody stated any likelihood is not part of this view; the matrix has it.
  const stated = assessments.filter(({ ratings }) => ratings.some(({ likelihood }) => likelihood !== undefined));
  const evidence = stated.map((assessment) => ({
    id: assessment.id,
    // Several analysts on one item say the same thing twice at most.
    group: assessment.group ?? `item ${assessment.evidence}`,
    likelihoods: assessment.ratings.flatMap(({ hypothesis, likelihood }) =>
      likelihood === undefined
        ? []
        : [{ hypothesis, lower: Number(likelihood.lower), upper: Number(likelihood.upper) }],
    ),
  }));
  const posterior = posteriorBounds(priors, evidence);
  return { posterior, noPosterior: posterior === null ? "impossible" : null };
}
