import { nextId, writeDecision } from "./decide.ts";
import { recordedState } from "./look.ts";
import { type CaseOptions, type RunReport, runCase } from "./run.ts";
import { itemsOf } from "./state.ts";

/**
 * Freezes the assessment as it stands: writes the decision to hand/decisions/weighings.toml and records every rating and
 * score. What is frozen never changes; a later view is another weighing.
 *
 * @throws case/hand-problems when there is nothing to freeze
 */
export async function freezeAssessment(
  options: CaseOptions & { readonly reason: string },
): Promise<RunReport & { readonly id: string }> {
  const state = recordedState(options);
  const id = nextId(
    "W",
    itemsOf(state, "weighing").map((item) => item.id),
  );
  writeDecision(options.dir, "weighings.toml", "weighing", { id, reason: options.reason });
  return { ...(await runCase(options)), id };
}
