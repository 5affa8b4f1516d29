import { nextId } from "./decide.ts";
import { recordedState } from "./look.ts";
import type { CaseOptions, RunReport } from "./run.ts";
import { runDecided } from "./run-decided.ts";
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
    state.device,
  );
  return { ...(await runDecided(options, "weighings.toml", "weighing", { id, reason: options.reason })), id };
}
