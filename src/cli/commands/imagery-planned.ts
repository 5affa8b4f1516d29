import {
  type AnalysisPlan,
  type Caveat,
  findingRecord,
  imageryError,
  planAnalysis,
  planHash,
  type Refusal,
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
import { answer, list, numbers, readGiven, sitesOf, text, withScenes } from "./imagery-call.ts";

/** Options of the verbs that carry out a plan. */
export const PLANNED = [
  { flags: "--plan-only", about: "print the plan, to be recorded before measuring, and stop; no pixel is read" },
  { flags: "--plan <file>", about: "carry out this recorded plan, or refuse when anything differs from it" },
  { flags: "--chosen-after-looking", about: "say that the target was chosen after looking at the images" },
  { flags: "--candidates <n>", about: "how many buildings were considered before this one was chosen" },
];

/** Plan first; then either stop, or compare with the recorded one, then measure. */
export async function planned<
  R extends { statement: string; refusals: readonly Refusal[]; caveats: readonly Caveat[] },
>(
  call: Invocation,
  verbName: "snow" | "timeline",
  measure: (plan: AnalysisPlan, scenes: readonly Scene[], sites: Sites) => Promise<R>,
  lines: (result: R) => string[],
): Promise<ExitCode> {
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
    if (call.options["planOnly"] === true) {
      call.effects.out(`${JSON.stringify(plan)}\n`);
      call.effects.say(`Plan SHA-256 ${planHash(plan)}; record it before measuring.\n`);
      return EXIT.done;
    }
    const recorded = text(call, "plan");
    if (recorded !== undefined) requireSamePlan(readPlan(call, recorded), plan);
    const result = await measure(plan, scenes, sites);
    const caveats =
      recorded === undefined
        ? [
            ...result.caveats,
            {
              code: "plan-not-recorded",
              text: "No plan recorded before was given: this analysis cannot show that its rules were fixed before the pixels were seen.",
            },
          ]
        : result.caveats;
    return answer(
      call,
      verbName,
      { inputs: scenes.map(sceneRecord), ...result, caveats, finding: findingRecord(plan, { ...result, caveats }) },
      [result.statement, ...lines(result)],
      result.refusals,
      caveats,
    );
  });
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
