import type { Problem } from "#kernel";
import type { Assessment, Claim, Figure, Finding, Hypothesis, Judgement, Plan, Uid, Words } from "#record";
import { itemsOf, type Noun } from "../state.ts";
import { buildFindings } from "./findings.ts";
import type { HandOptions } from "./hand.ts";
import { type Built, withoutUndefined } from "./items.ts";
import type { References } from "./references.ts";
import type { AssessmentRow, FindingRow, HypothesisRow, JudgementRow, OutcomeRow, WeighingRow } from "./rows.ts";
import type { HandRow } from "./table.ts";
import { buildOutcomes, buildWeighings } from "./weighings.ts";

export interface ArgumentRows {
  readonly findings: readonly HandRow<FindingRow>[];
  readonly hypotheses: readonly HandRow<HypothesisRow>[];
  readonly assessments: readonly HandRow<AssessmentRow>[];
  readonly weighings: readonly HandRow<WeighingRow>[];
  readonly outcomes: readonly HandRow<OutcomeRow>[];
  readonly judgements: readonly HandRow<JudgementRow>[];
}

export interface ArgumentContext {
  readonly options: HandOptions;
  readonly references: References;
  readonly wordsIn: (words: string | Words) => Words;
  /** What was built before: claims and figures among it. The argument is added at its end. */
  readonly built: Built[];
  readonly problems: Problem[];
}

/** Findings, hypotheses, assessments, judgements, and their frozen weighings: what the case argues from its claims. */
export async function buildArgument(rows: ArgumentRows, context: ArgumentContext): Promise<void> {
  const { options, references, wordsIn, built, problems } = context;
  const add = (noun: Noun, value: object): void => {
    built.push({ noun, value: value as Built["value"] });
  };
  const plans = itemsOf(options.state, "plan").map((item) => item.value as unknown as Plan);
  const planOf = (sha256: string): Uid | undefined => plans.find((plan) => plan.planSha256 === sha256)?.uid;
  const findings = await buildFindings(rows.findings, references, options.bytesOf, planOf, problems);
  for (const finding of findings) add("finding", finding);

  const hypotheses = rows.hypotheses.flatMap(({ value: row }): Hypothesis[] =>
    references.has(row.id)
      ? [
          withoutUndefined({
            uid: references.uid(row.id),
            id: row.id,
            text: wordsIn(row.text),
            assumptions: row.assumptions,
            prior: row.prior,
          }),
        ]
      : [],
  );
  for (const hypothesis of hypotheses) add("hypothesis", hypothesis);

  const byUid = new Map(findings.map((finding) => [finding.uid, finding]));
  const assessments = rows.assessments.flatMap((row) => buildAssessment(row, byUid, references, problems) ?? []);
  for (const assessment of assessments) add("assessment", assessment);
  checkRatedOnce(rows.assessments, problems);
  const judgements = rows.judgements.flatMap((row) => buildJudgement(row, references, wordsIn) ?? []);

  const valuesOf = <T>(noun: Noun): T[] =>
    built.filter((item) => item.noun === noun).map((item) => item.value as unknown as T);
  const items = { claims: valuesOf<Claim>("claim"), figures: valuesOf<Figure>("figure"), findings };
  const weighings = buildWeighings(
    rows.weighings,
    { ...items, hypotheses, assessments, judgements },
    options.state,
    references,
    problems,
  );
  for (const judgement of judgements) add("judgement", judgement);
  for (const weighing of weighings) add("weighing", weighing);
  for (const outcome of buildOutcomes(rows.outcomes, weighings, references, wordsIn, problems)) {
    add("outcome", outcome);
  }
}

function buildAssessment(
  { value: row, problemAt }: HandRow<AssessmentRow>,
  findings: ReadonlyMap<string, Finding>,
  references: References,
  problems: Problem[],
): Assessment | null {
  const evidence = references.resolve(row.evidence, ["claim", "finding", "figure"], (message) =>
    problemAt(["evidence"], message),
  );
  for (const id of Object.keys(row.likelihoods)) {
    if (!Object.hasOwn(row.ratings, id)) {
      problems.push(problemAt(["likelihoods", id], `"${id}" has a likelihood and no rating`));
    }
  }
  const measured = measuredBounds(row, evidence === null ? undefined : findings.get(evidence), problemAt, problems);
  const ratings = Object.entries(row.ratings).flatMap(([id, rating]) => {
    const hypothesis = references.resolve(id, ["hypothesis"], (message) => problemAt(["ratings", id], message));
    const bounds = row.likelihoods[id] ?? measured(id);
    const likelihood = bounds === undefined ? {} : { likelihood: { lower: bounds[0], upper: bounds[1] } };
    return hypothesis === null ? [] : [{ hypothesis, rating, ...likelihood }];
  });
  if (evidence === null || !references.has(row.id)) return null;
  return withoutUndefined({
    uid: references.uid(row.id),
    id: row.id,
    evidence,
    analyst: row.analyst,
    group: row.group,
    ratings,
    reasons: row.reasons,
  });
}

/** One analyst rates an item under a hypothesis once, and an item has one group: else the later of two would silently count. */
function checkRatedOnce(rows: readonly HandRow<AssessmentRow>[], problems: Problem[]): void {
  const rated = new Map<string, string>();
  const groups = new Map<string, AssessmentRow>();
  for (const { value: row, problemAt } of rows) {
    for (const hypothesis of Object.keys(row.ratings)) {
      const key = JSON.stringify([row.analyst, row.evidence, hypothesis]);
      const before = rated.get(key);
      if (before === undefined) rated.set(key, row.id);
      else
        problems.push(
          problemAt(["ratings", hypothesis], `"${row.analyst}" rated ${row.evidence} under ${hypothesis} in ${before}`),
        );
    }
    const before = row.group === undefined ? undefined : groups.get(row.evidence);
    if (before === undefined) {
      if (row.group !== undefined) groups.set(row.evidence, row);
    } else if (before.group !== row.group) {
      problems.push(problemAt(["group"], `${row.evidence} is in group "${before.group}" by ${before.id}`));
    }
  }
}

/**
 * Likelihood bounds that a finding's record allows. With r the largest ratio that it states, every hypothesis under which
 * the thing looked for is there makes the finding certain, and every other makes it at least 1/r probable: the ratio lies
 * from 1 to r, and between two hypotheses of one kind it is 1 at best.
 */
function measuredBounds(
  row: AssessmentRow,
  finding: Finding | undefined,
  problemAt: HandRow<AssessmentRow>["problemAt"],
  problems: Problem[],
): (hypothesis: string) => readonly [string, string] | undefined {
  if (row.expects.length === 0) return () => undefined;
  if (finding?.ratioAtMost === undefined) {
    problems.push(problemAt(["expects"], `${row.evidence} is no finding whose record states a ratio of likelihoods`));
    return () => undefined;
  }
  if (Object.keys(row.likelihoods).length > 0) {
    problems.push(problemAt(["likelihoods"], 'the bounds follow from the record: give "expects" or "likelihoods"'));
  }
  for (const [i, id] of row.expects.entries()) {
    if (!Object.hasOwn(row.ratings, id)) problems.push(problemAt(["expects", i], `"${id}" is expected and not rated`));
  }
  const least = (1 / Number(finding.ratioAtMost)).toFixed(6).replace(/\.?0+$/, "");
  return (id) => (row.expects.includes(id) ? ["1", "1"] : [least, "1"]);
}

function buildJudgement(
  { value: row, problemAt }: HandRow<JudgementRow>,
  references: References,
  wordsIn: ArgumentContext["wordsIn"],
): Judgement | null {
  const hypothesis =
    row.hypothesis === undefined
      ? undefined
      : (references.resolve(row.hypothesis, ["hypothesis"], (message) => problemAt(["hypothesis"], message)) ??
        undefined);
  const alternatives = row.alternatives.map((alternative, i) => ({
    text: wordsIn(alternative.text),
    ...(alternative.reasons === undefined ? {} : { reasons: wordsIn(alternative.reasons) }),
    claims: references.resolveAll(alternative.claims, ["claim"], problemAt, ["alternatives", i, "claims"]),
  }));
  const claims = references.resolveAll(row.claims, ["claim"], problemAt, ["claims"]);
  if (!references.has(row.id)) return null;
  return withoutUndefined({
    uid: references.uid(row.id),
    id: row.id,
    text: wordsIn(row.text),
    hypothesis,
    probability: row.probability,
    confidence: row.confidence,
    reasons: wordsIn(row.reasons),
    alternatives,
    dissent: row.dissent.map((view) => withoutUndefined({ text: wordsIn(view.text), by: view.by })),
    claims,
  });
}
