import { levelSchema } from "#record";
import { nextId } from "./decide.ts";
import { caseError } from "./errors.ts";
import { recordedState } from "./look.ts";
import type { CaseOptions, RunReport } from "./run.ts";
import { runDecided } from "./run-decided.ts";
import { itemsOf } from "./state.ts";

export interface MarkOptions extends CaseOptions {
  readonly items: readonly string[];
  readonly level: string;
  readonly reason: string;
  readonly field?: string | undefined;
  /** Words within a text of the items. */
  readonly span?: string | undefined;
  /** The coarser value that stands for the field. */
  readonly coarse?: string | undefined;
  /** The class of reason that is printed. */
  readonly because?: string | undefined;
}

/**
 * Marks items with a level: writes the decision to hand/decisions/marks.toml, where it diffs like any other, and
 * records it.
 *
 * @throws case/unknown-id, case/unknown-level, case/hand-problems; then the decision is taken back
 */
export async function markItems(options: MarkOptions): Promise<RunReport> {
  const state = recordedState(options);
  const missing = options.items.filter((id) => !state.items.has(id));
  if (missing.length > 0) {
    throw caseError("case/unknown-id", {
      what: `Cannot mark "${missing.join('", "')}"`,
      found: "the case holds no such item",
      unchanged: "Nothing was marked.",
      mend: "See what there is: snowmelt list",
    });
  }
  if (!levelSchema.safeParse(options.level).success) {
    throw caseError("case/unknown-level", {
      what: `Cannot mark with level "${options.level}"`,
      found: "levels are public, partner:<name>, court:<name>, team, protected",
      unchanged: "Nothing was marked.",
      mend: `snowmelt mark ${options.items.join(" ")} --level team --reason "..."`,
    });
  }
  const id = nextId(
    "M",
    itemsOf(state, "mark").map((item) => item.id),
    state.device,
  );
  const { items, field, span, level, coarse, because, reason } = options;
  return runDecided(options, "marks.toml", "mark", { id, items, field, span, level, coarse, because, reason });
}
