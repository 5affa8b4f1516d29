import { assessCase, type CaseAssessment, freezeAssessment, withdrawalOf } from "#case";
import { EXIT } from "#kernel";
import type { Command } from "../command.ts";
import { cliError } from "../errors.ts";
import { visible } from "../print-error.ts";

export const assessCommand: Command = {
  name: "assess",
  summary: "Weigh the claims: origins, conflicting figures, competing hypotheses, and the wording of judgements.",
  examples: [
    "snowmelt assess",
    "snowmelt assess --without S3",
    'snowmelt assess --freeze --reason "before the second imagery"',
  ],
  arguments: [],
  options: [
    { flags: "--without <source>", about: "list everything that rests on a source, as if it were withdrawn" },
    {
      flags: "--freeze",
      about: "record every rating, score and judgement as they stand; what is frozen never changes",
    },
    { flags: "--reason <words>", about: "why it is frozen now" },
  ],
  async run({ options, effects, home, caseDir, passphrase, json }) {
    const at = { dir: caseDir(), home, effects };
    const source = options["without"] as string | undefined;
    if (source !== undefined) {
      const touched = withdrawalOf(at, source);
      if (json) effects.out(`${JSON.stringify({ format: "snowmelt-withdrawal/1", source, touched })}\n`);
      else
        for (const [noun, ids] of Object.entries(touched))
          effects.out(`${noun}: ${(ids as string[]).join(" ") || "none"}\n`);
      return EXIT.done;
    }
    if (options["freeze"] === true) {
      const reason = options["reason"];
      if (typeof reason !== "string") {
        throw cliError("cli/usage", {
          what: "Cannot freeze the assessment",
          found: "no reason was given",
          unchanged: "Nothing was recorded.",
          mend: 'snowmelt assess --freeze --reason "..."',
        });
      }
      const { id } = await freezeAssessment({ ...at, passphrase, reason });
      if (json) effects.out(`${JSON.stringify({ format: "snowmelt-weighing/1", id })}\n`);
      else effects.say(`Frozen as ${id}; the decision stands in hand/decisions/weighings.toml.\n`);
      return EXIT.done;
    }
    const assessment = assessCase(at);
    effects.out(json ? `${JSON.stringify({ format: "snowmelt-assessment/1", ...assessment })}\n` : textOf(assessment));
    return assessment.wording.length > 0 ? EXIT.partly : EXIT.done;
  },
};

const NO_POSTERIOR = {
  priors: "no bounds of probability: not every hypothesis has a prior, or the priors do not sum to 1",
  impossible:
    "no bounds of probability: the likelihoods say that the evidence cannot be, whichever hypothesis holds; one is wrong, or a hypothesis is missing",
} as const;

function textOf(assessment: CaseAssessment): string {
  const { circles, incidents, figures, matrix, posterior, ungraded, wording, postMortems } = assessment;
  const lines: string[] = [];
  for (const circle of circles)
    lines.push(`circular reporting: ${circle.join(" -> ")} -> ${circle[0]}: counted as one origin`);
  for (const { id, independence } of incidents) {
    const { atLeast, atMost } = independence.origins;
    const claims = `${independence.claims} ${independence.claims === 1 ? "claim" : "claims"}`;
    const documents = `${independence.documents} ${independence.documents === 1 ? "document" : "documents"}`;
    const origins = `${atLeast === atMost ? "" : `${atLeast} to `}${atMost} independent ${atMost === 1 ? "origin" : "origins"}`;
    lines.push(`${id}: ${claims} in ${documents} from ${origins}`);
  }
  const comparable = figures.filter(({ verdict }) => verdict !== "not-comparable");
  const others = figures.length - comparable.length;
  for (const { claims, verdict, differences, isBoundDrift } of comparable) {
    const why = differences.length === 0 ? "" : ` (they differ in ${differences.join(", ")})`;
    lines.push(`${claims.join(" and ")}: ${isBoundDrift ? "the bound drifted between copies" : verdict}${why}`);
  }
  if (others > 0)
    lines.push(`${others} further pairs of figures count different things (--json says why, pair by pair)`);
  for (const [i, score] of matrix.hypotheses.entries()) {
    const bounds = posterior?.find(({ hypothesis }) => hypothesis === score.hypothesis);
    const range = bounds === undefined ? "" : `, probability ${bounds.lower.toFixed(2)} to ${bounds.upper.toFixed(2)}`;
    lines.push(
      `${i + 1}. ${score.hypothesis}: inconsistency ${score.inconsistency.toFixed(2)}, consistency ${score.consistency.toFixed(2)}${range}`,
    );
  }
  for (const { evidence, diagnosticity, disagreement } of matrix.evidence) {
    lines.push(
      `   ${evidence}: tells apart ${diagnosticity.toFixed(2)}${disagreement > 0 ? `, analysts disagree by ${disagreement.toFixed(2)}` : ""}`,
    );
  }
  for (const { evidence, first } of assessment.turning)
    lines.push(`without ${evidence}, ${first} would stand first: ask whether it can be wrong`);
  for (const { group, evidence, first } of assessment.turningGroups)
    lines.push(
      `without all of "${group}" (${evidence.join(" ")}), ${first} would stand first: ask what they have in common`,
    );
  if (assessment.noPosterior !== null) lines.push(NO_POSTERIOR[assessment.noPosterior]);
  if (ungraded.length > 0) lines.push(`not graded: ${ungraded.join(" ")}`);
  for (const { id, faults } of wording) for (const { text } of faults) lines.push(`${id}: ${text}`);
  for (const { id, weighing, held, rank, bounds, misleading, judgements } of postMortems) {
    const then = bounds === null ? "" : `, at ${bounds.lower.toFixed(2)} to ${bounds.upper.toFixed(2)}`;
    lines.push(`${id}: ${held} held; in ${weighing} it stood ${rank}.${then}`);
    for (const { evidence, inconsistency } of misleading)
      lines.push(`   ${evidence} spoke against it (${inconsistency.toFixed(2)}): ask how it misled`);
    for (const { judgement, lower, upper } of judgements)
      lines.push(
        `   ${judgement}: Brier score ${lower.toFixed(2)} to ${upper.toFixed(2)} (0 right and sure, 1 wrong and sure)`,
      );
  }
  return lines.map((line) => `${visible(line)}\n`).join("");
}
