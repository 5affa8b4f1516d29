import {
  lintJudgement,
  type Matrix,
  type Posterior,
  type PostMortem,
  postMortem,
  type Turning,
  type TurningGroup,
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
import type {
  Assessment,
  Claim,
  Figure,
  Finding,
  Hypothesis,
  Incident,
  Judgement,
  Outcome,
  Source,
  Weighing,
} from "#record";
import { caseError } from "./errors.ts";
import { recordedState } from "./look.ts";
import type { CaseOptions } from "./run.ts";
import { type CaseState, itemsOf, type Noun } from "./state.ts";
import { type NoPosterior, weighItems } from "./weigh.ts";

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
  /** The same for items that depend on each other, left out together. */
  readonly turningGroups: readonly TurningGroup[];
  /** Only where every hypothesis has a prior. */
  readonly posterior: readonly Posterior[] | null;
  /** Why not, where somebody gave a prior. */
  readonly noPosterior: NoPosterior | null;
  /** Weighed items that nobody graded. */
  readonly ungraded: readonly string[];
  readonly wording: readonly { readonly id: string; readonly faults: readonly WordingFault[] }[];
  /** How the frozen weighings look since it became known which hypothesis held. */
  readonly postMortems: readonly ({ readonly id: string; readonly weighing: string } & PostMortem)[];
}

/** Weighs what is recorded. Changes nothing and needs no key. */
export function assessCase(options: Pick<CaseOptions, "dir" | "home" | "effects">): CaseAssessment {
  const state = recordedState(options);
  const idOf = namesOf(state);
  const sources = valuesOf<Source>(state, "source");
  const claims = valuesOf<Claim>(state, "claim");
  const reliance = relianceOf(sources);
  const byUid = new Map(claims.map((claim) => [claim.uid, claim]));
  const weighed = weighItems({
    claims,
    findings: valuesOf<Finding>(state, "finding"),
    figures: valuesOf<Figure>(state, "figure"),
    hypotheses: valuesOf<Hypothesis>(state, "hypothesis"),
    assessments: valuesOf<Assessment>(state, "assessment"),
  });
  const { matrix, turning, posterior, noPosterior, ungraded } = weighed;
  const incidents = valuesOf<Incident>(state, "incident");
  return {
    circles: reliance.circles.map((circle) => circle.map(idOf)),
    incidents: incidents.map((incident) => ({
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
    matrix: {
      hypotheses: matrix.hypotheses.map((score) => ({ ...score, hypothesis: idOf(score.hypothesis) })),
      evidence: matrix.evidence.map((score) => ({ ...score, evidence: idOf(score.evidence) })),
    },
    turning: turning.map(({ evidence, first }) => ({ evidence: idOf(evidence), first: idOf(first) })),
    turningGroups: weighed.turningGroups.map(({ group, evidence, first }) => ({
      group,
      evidence: evidence.map(idOf),
      first: idOf(first),
    })),
    noPosterior,
    posterior: posterior?.map((bounds) => ({ ...bounds, hypothesis: idOf(bounds.hypothesis) })) ?? null,
    ungraded: ungraded.map(idOf),
    wording: valuesOf<Judgement>(state, "judgement").flatMap((judgement) => {
      const computed = posterior?.find(({ hypothesis }) => hypothesis === judgement.hypothesis);
      const faults = lintJudgement({
        text: judgement.text["en"] ?? "",
        probability: judgement.probability,
        confidence: judgement.confidence,
        reasons: Object.values(judgement.reasons).join(" "),
        computed,
      });
      return faults.length === 0 ? [] : [{ id: judgement.id, faults }];
    }),
    postMortems: valuesOf<Outcome>(state, "outcome").flatMap((outcome) => {
      const frozen = valuesOf<Weighing>(state, "weighing").find(({ uid }) => uid === outcome.weighing);
      if (frozen === undefined) return [];
      return [{ id: outcome.id, weighing: frozen.id, ...namedPostMortem(frozen, outcome, idOf) }];
    }),
  };
}

function namedPostMortem(frozen: Weighing, outcome: Outcome, idOf: (uid: string) => string): PostMortem {
  const found = postMortem(
    {
      hypotheses: frozen.hypotheses.map(({ hypothesis, lower, upper }) => ({
        hypothesis,
        ...(lower === undefined || upper === undefined ? {} : { lower: Number(lower), upper: Number(upper) }),
      })),
      evidence: frozen.evidence.map(({ evidence, weight, cells }) => ({
        evidence,
        weight: Number(weight),
        means: cells.map(({ mean }) => (mean === null ? null : Number(mean))),
      })),
      judgements: frozen.judgements.flatMap(({ judgement, hypothesis, probability }) =>
        hypothesis === undefined || probability === undefined ? [] : [{ judgement, hypothesis, probability }],
      ),
    },
    outcome.hypothesis,
  );
  return {
    ...found,
    held: idOf(found.held),
    misleading: found.misleading.map((item) => ({ ...item, evidence: idOf(item.evidence) })),
    judgements: found.judgements.map((score) => ({ ...score, judgement: idOf(score.judgement) })),
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
    assessments: valuesOf<Assessment>(state, "assessment"),
    weighings: valuesOf<Weighing>(state, "weighing"),
    judgements: valuesOf<Judgement>(state, "judgement"),
  });
  return Object.fromEntries(
    Object.entries(touched).map(([noun, uids]) => [noun, (uids as readonly string[]).map(idOf)]),
  ) as unknown as Touched;
}

function valuesOf<T>(state: CaseState, noun: Noun): readonly T[] {
  return itemsOf(state, noun).map((item) => item.value as unknown as T);
}

function namesOf(state: CaseState): (uid: string) => string {
  const ids = new Map([...state.items.values()].map((item) => [item.uid, item.id]));
  return (uid) => ids.get(uid) ?? uid;
}
