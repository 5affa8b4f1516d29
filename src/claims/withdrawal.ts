import type { Assessment, Claim, Figure, Incident, Judgement, Source, Uid, Weighing } from "#record";

/** Everything of a case that may rest on a source. */
export interface Argument {
  readonly sources: readonly Source[];
  readonly claims: readonly Claim[];
  readonly figures: readonly Figure[];
  readonly incidents: readonly Incident[];
  readonly assessments: readonly Assessment[];
  readonly weighings: readonly Weighing[];
  readonly judgements: readonly Judgement[];
}

/** What is touched when a source is withdrawn, by uid, each list in the order of the case. */
export interface Touched {
  readonly sources: readonly Uid[];
  readonly claims: readonly Uid[];
  readonly figures: readonly Uid[];
  readonly incidents: readonly Uid[];
  readonly assessments: readonly Uid[];
  readonly weighings: readonly Uid[];
  readonly judgements: readonly Uid[];
}

/**
 * Lists what rests on a source, through sources that rely on it, down to the judgements (ICS 206-01 asks for the same). A
 * judgement rests on the claims that it names and, when it is about a hypothesis, on all that was rated against that one.
 */
export function touchedBy(source: Uid, argument: Argument): Touched {
  const fallen = closure(new Set([source]), argument.sources, (each) => each.reliesOn);
  const claims = uidsWhere(argument.claims, (claim) =>
    [claim.source, ...claim.accordingTo].some((uid) => fallen.has(uid)),
  );
  const figures = closure(
    uidsWhere(argument.figures, (figure) => figure.claim !== undefined && claims.has(figure.claim)),
    argument.figures,
    (figure) => figure.inputs,
  );
  const restsOn = (uids: readonly Uid[]): boolean => uids.some((uid) => claims.has(uid));
  const isTouched = (evidence: Uid): boolean => claims.has(evidence) || figures.has(evidence);
  const assessments = argument.assessments.filter(({ evidence }) => isTouched(evidence));
  const rated = new Set(assessments.flatMap(({ ratings }) => ratings.map(({ hypothesis }) => hypothesis)));
  return {
    sources: argument.sources.map((each) => each.uid).filter((uid) => uid !== source && fallen.has(uid)),
    claims: [...claims],
    figures: argument.figures.map((figure) => figure.uid).filter((uid) => figures.has(uid)),
    incidents: [...uidsWhere(argument.incidents, (incident) => restsOn(incident.claims))],
    assessments: assessments.map(({ uid }) => uid),
    weighings: [...uidsWhere(argument.weighings, (frozen) => frozen.evidence.some((item) => isTouched(item.evidence)))],
    judgements: [
      ...uidsWhere(
        argument.judgements,
        ({ claims: named, alternatives, hypothesis }) =>
          restsOn([...named, ...alternatives.flatMap((alternative) => alternative.claims)]) ||
          (hypothesis !== undefined && rated.has(hypothesis)),
      ),
    ],
  };
}

function uidsWhere<T extends { readonly uid: Uid }>(items: readonly T[], isTouched: (item: T) => boolean): Set<Uid> {
  return new Set(items.filter(isTouched).map((item) => item.uid));
}

/** Adds items that name a member until nothing is added. */
function closure<T extends { readonly uid: Uid }>(
  start: Set<Uid>,
  items: readonly T[],
  namesOf: (item: T) => readonly Uid[],
): Set<Uid> {
  const members = new Set(start);
  for (let before = -1; before !== members.size; ) {
    before = members.size;
    for (const item of items) if (namesOf(item).some((uid) => members.has(uid))) members.add(item.uid);
  }
  return members;
}
