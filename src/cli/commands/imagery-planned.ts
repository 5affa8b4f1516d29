import { type RecordedPlan, recordPlan } from "#case";
import {
  type AnalysisPlan,
  type Caveat,
  findingRecord,
  imageryError,
  planAnalysis,
  planHash,
  type Refusal,
  type Registration,
  requireSamePlan,
  requireScenes,
  type Scene,
  type Sites,
  STRATA,
  type Stratum,
  sceneRecord,
} from "#imagery";
import { EXIT, type ExitCode } from "#kernel";
import type { Invocation } from "../command.ts";
import {
  answer,
  documentOf,
  list,
  numbers,
  readGiven,
  registrationOf,
  sitesOf,
  text,
  withScenes,
} from "./imagery-call.ts";
import { caseOf, NO_RECORD, recordFinding } from "./imagery-case.ts";

/** Options of the verbs that carry out a plan. */
export const PLANNED = [
  { flags: "--plan-only", about: "print the plan, to be recorded before measuring, and stop; no pixel is read" },
  { flags: "--plan <file>", about: "carry out this recorded plan, or refuse when anything differs from it" },
  { flags: "--chosen-after-looking", about: "say that the target was chosen after looking at the images" },
  { flags: "--candidates <n>", about: "how many buildings were considered before this one was chosen" },
  NO_RECORD,
];

/** Plan first; then either stop, or compare with the recorded one, then measure. Inside a case the plan is recorded here. */
export async function planned<
  R extends { statement: string; refusals: readonly Refusal[]; caveats: readonly Caveat[] },
>(
  call: Invocation,
  verbName: "snow" | "timeline",
  measure: (plan: AnalysisPlan, scenes: readonly Scene[], sites: Sites, registration: Registration) => Promise<R>,
  lines: (result: R) => string[],
): Promise<ExitCode> {
  const inCase = caseOf(call);
  return await withScenes(call, async (folder) => {
    const scenes = requireScenes(folder, { date: true, count: 2 });
    const sites = sitesOf(call);
    const plan = planAnalysis(scenes, sites, {
      verb: verbName,
      target: text(call, "target"),
      reference: text(call, "reference"),
      claimedStart: text(call, "claimedStart") ?? null,
      strata: list<Stratum>(call, "strata", STRATA),
      candidates: numbers(call, "candidates", 1)?.[0],
      chosenAfterLooking: call.options["chosenAfterLooking"] === true,
    });
    const given = text(call, "plan");
    if (given !== undefined) requireSamePlan(readPlan(call, given), plan);
    const recorded = inCase === null ? null : await recordPlan(inCase, plan, scenes, sites);
    if (call.options["planOnly"] === true) {
      call.effects.out(`${JSON.stringify(plan)}\n`);
      call.effects.say(
        recorded === null
          ? `Plan SHA-256 ${planHash(plan)}; record it before measuring.\n`
          : `Plan ${recorded.id} is recorded as act ${recorded.act}. Measure with the same command without --plan-only.\n`,
      );
      return EXIT.done;
    }
    const registration = await registrationOf(call, scenes, sites, plan.reference);
    const result = await measure(plan, scenes, sites, registration);
    const caveats = [...result.caveats, ...caveatsOfPlan(recorded, given !== undefined)];
    const finding = findingRecord(plan, { ...result, caveats });
    const document = {
      inputs: scenes.map(sceneRecord),
      ...result,
      caveats,
      finding,
      ...(recorded === null ? {} : { recorded: { plan: recorded.id, act: recorded.act } }),
    };
    const said = [result.statement, ...lines(result)];
    if (inCase !== null && recorded !== null) {
      const name = `${verbName}-${plan.target}-${recorded.id}.json`;
      const from = {
        names: [recorded.id, ...finding.inputs.map((input) => input.id)],
        sha256: finding.inputs.map((input) => input.sha256),
      };
      const made = await recordFinding(inCase, name, documentOf(verbName, document), verbName, from);
      said.push(
        `Recorded as finding ${made.finding}, read in ${made.exhibit}, by plan ${recorded.id} (act ${recorded.act}).`,
      );
    }
    return answer(call, verbName, document, said, result.refusals, caveats);
  });
}

/** What a reader must know of when the rules were fixed. */
function caveatsOfPlan(recorded: RecordedPlan | null, isGiven: boolean): readonly Caveat[] {
  if (recorded === null) {
    return isGiven
      ? []
      : [
          {
            code: "plan-not-recorded",
            text: "No plan recorded before was given: this analysis cannot show that its rules were fixed before the pixels were seen.",
          },
        ];
  }
  if (recorded.earlier.length === 0) return [];
  return [
    {
      code: "earlier-plans",
      text: `Other plans were recorded for this target before (${recorded.earlier.join(", ")}): this is a further try, and p does not allow for that.`,
    },
  ];
}

function readPlan(call: Invocation, file: string): AnalysisPlan {
  const said = readGiven(call, file, "Give a file that --plan-only made.");
  let value: unknown = null;
  try {
    value = JSON.parse(said);
  } catch {
    // Told below, with the same words as any other file that is no plan.
  }
  if (value !== null && typeof value === "object" && (value as AnalysisPlan).schema === "snowmelt-imagery-plan/1")
    return value as AnalysisPlan;
  throw imageryError("imagery/plan-differs", {
    what: `Cannot carry out "${file}"`,
    found: "it is no plan of this program (snowmelt-imagery-plan/1)",
    unchanged: "Nothing was measured.",
    mend: "Make one with --plan-only, and give it unchanged.",
  });
}
