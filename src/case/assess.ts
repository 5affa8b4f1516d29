import {
  lintJudgement,
  type Matrix,
  type Posterior,
  posteriorBounds,
  scoreMatrix,
  type Turning,
  turningItems,
  type WeighedEvidence,
  type WordingFault,
} from "#assess";
import {
  type Comparison,
  compareFigures,
  type Independence,
  independenceOf,
  relianceOf,
  type Touched,
  touchedBy,
} from "#claims";
import type { Assessment, Claim, Figure, Hypothesis, Incident, Judgement, Source } from "#record";
import { caseError } from "./errors.ts";
import { recordedState } from "./look.ts";
import type { CaseOptions } from "./run.ts";
import { type CaseState, itemsOf, type Noun } from "./state.ts";

/**
 * Weight of a claim in the matrix by its credibility (Admiralty 1 to 5, equal steps). 6, "cannot be judged", is the
 * absence of a judgement and no lowest grade: it weighs as 3 and is listed as ungraded.
 */
const WEIGHTS = { 1: 1, 2: 0.8, 3: 0.6, 4: 0.4, 5: 0.2, 6: 0.6 } as const;

/** The argument of a case, looked at from every side that can be computed. Items are named by id. */
export interface CaseAssessment {
  /** Sources that rely on each other in a circle. */
  readonly circles: readonly (readonly string[])[];
  readonly incidents: readonly { readonly id: string; readonly independence: Independence }[];
  /** Figures of the same unit that are not simply the same, with the reason. */
  readonly figures: readonly Comparison[];
  readonly matrix: Matrix;
  /** Items whose removal puts another hypothesis first. */
  readonly turning: readonly Turning[];
  /** Only where every hypothesis has a prior. */
  readonly posterior: readonly Posterior[] | null;
  /** Weighed claims that nobody graded. */
  readonly ungraded: readonly string[];
  readonly wording: readonly { readonly id: string; readonly faults: readonly WordingFault[] }[];
}

/** Weighs what is recorded. Changes nothing and needs no key. */
export function assessCase(options: Pick<CaseOptions, "dir" | "home" | "effects">): CaseAssessment {
  const state = recordedState(options);
  const idOf = namesOf(state);
  const sources = valuesOf<Source>(state, "source");
  const claims = valuesOf<Claim>(state, "claim");
  const reliance = relianceOf(sources);
  const byUid = new Map(claims.map((claim) => [claim.uid, claim]));
  const hypotheses = valuesOf<Hypothesis>(state, "hypothesis");
  const assessments = valuesOf<Assessment>(state, "assessment");
  const names = hypotheses.map((hypothesis) => hypothesis.id);
  const evidence = weighedEvidence(assessments, byUid);
  const ratings = assessments.flatMap((assessment) =>
    assessment.ratings.map(({ hypothesis, rating }) => ({
      analyst: assessment.analyst,
      evidence: idOf(assessment.evidence),
      hypothesis: idOf(hypothesis),
      rating,
    })),
  );
  const posterior = posteriorOf(hypotheses, assessments, idOf);
  return {
    circles: reliance.circles.map((circle) => circle.map(idOf)),
    incidents: valuesOf<Incident>(state, "incident").map((incident) => ({
      id: incident.id,
      independence: independenceOf(
        incident.claims.map((uid) => byUid.get(uid)!),
        reliance,
      ),
    })),
    figures: compareFigures(claims, reliance)
      .filter((comparison) => comparison.verdict !== "same" || comparison.isBoundDrift)
      .map((comparison) => ({
        ...comparison,
        claims: [idOf(comparison.claims[0]), idOf(comparison.claims[1])] as const,
      })),
    matrix: scoreMatrix(names, evidence, ratings),
    turning: turningItems(names, evidence, ratings),
    posterior,
    ungraded: [...new Set(assessments.map((each) => byUid.get(each.evidence)!))]
      .filter((claim) => claim.credibility === 6)
      .map((claim) => claim.id),
    wording: valuesOf<Judgement>(state, "judgement").flatMap((judgement) => {
      const computed = posterior?.find(
        (bounds) => judgement.hypothesis !== undefined && bounds.hypothesis === idOf(judgement.hypothesis),
      );
      const faults = lintJudgement({
        text: judgement.text["en"] ?? "",
        probability: judgement.probability,
        confidence: judgement.confidence,
        reasons: Object.values(judgement.reasons).join(" "),
        computed,
      });
      return faults.length === 0 ? [] : [{ id: judgement.id, faults }];
    }),
  };
}

/** What a source's withdrawal would touch, by id. @throws case/unknown-id */
export function withdrawalOf(options: Pick<CaseOptions, "dir" | "home" | "effects">, sourceId: string): Touched {
  const state = recordedState(options);
  const item = state.items.get(sourceId);
  if (item?.noun !== "source") {
    throw caseError("case/unknown-id", {
      what: `Cannot follow the source "${sourceId}"`,
      found: "the case holds no such source",
      unchanged: "Nothing was changed.",
      mend: "See the sources: snowmelt list sources",
    });
  }
  const idOf = namesOf(state);
  const touched = touchedBy(item.uid, {
    sources: valuesOf<Source>(state, "source"),
    claims: valuesOf<Claim>(state, "claim"),
    figures: valuesOf<Figure>(state, "figure"),
    incidents: valuesOf<Incident>(state, "incident"),
    judgements: valuesOf<Judgement>(state, "judgement"),
  });
  return Object.fromEntries(
    Object.entries(touched).map(([noun, uids]) => [noun, (uids as readonly string[]).map(idOf)]),
  ) as unknown as Touched;
}

function weighedEvidence(
  assessments: readonly Assessment[],
  claims: ReadonlyMap<string, Claim>,
): readonly WeighedEvidence[] {
  const byClaim = new Map<string, WeighedEvidence>();
  for (const { evidence, group } of assessments) {
    const claim = claims.get(evidence)!;
    byClaim.set(evidence, {
      id: claim.id,
      weight: WEIGHTS[claim.credibility],
      group: group ?? byClaim.get(evidence)?.group ?? null,
    });
  }
  return [...byClaim.values()];
}

function posteriorOf(
  hypotheses: readonly Hypothesis[],
  assessments: readonly Assessment[],
  idOf: (uid: string) => string,
): readonly Posterior[] | null {
  const priors = hypotheses.flatMap(({ id, prior }) =>
    prior === undefined ? [] : [{ hypothesis: id, probability: Number(prior) }],
  );
  const total = priors.reduce((sum, { probability }) => sum + probability, 0);
  if (priors.length === 0 || priors.length < hypotheses.length || Math.abs(total - 1) > 1e-9) return null;
  const evidence = assessments.map((assessment) => ({
    id: idOf(assessment.evidence),
    // Several analysts on one claim say the same thing twice at most.
    group: assessment.group ?? `claim ${assessment.evidence}`,
    likelihoods: assessment.ratings.flatMap(({ hypothesis, likelihood }) =>
      likelihood === undefined
        ? []
        : [{ hypothesis: idOf(hypothesis), lower: Number(likelihood.lower), upper: Number(likelihood.upper) }],
    ),
  }));
  return posteriorBounds(priors, evidence);
}

function valuesOf<T>(state: CaseState, noun: Noun): readonly T[] {
  return itemsOf(state, noun).map((item) => item.value as unknown as T);
}

function namesOf(state: CaseState): (uid: string) => string {
  const ids = new Map([...state.items.values()].map((item) => [item.uid, item.id]));
  return (uid) => ids.get(uid) ?? uid;
}
