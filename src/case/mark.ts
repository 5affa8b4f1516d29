import { levelSchema } from "#record";
import { nextId, writeDecision } from "./decide.ts";
import { caseError } from "./errors.ts";
import { recordedState } from "./look.ts";
import { type CaseOptions, type RunReport, runCase } from "./run.ts";
import { itemsOf } from "./state.ts";

export interface MarkOptions extends CaseOptions {
  readonly items: readonly string[];
  readonly level: string;
  readonly reason: string;
  readonly field?: string | undefined;
}

/**
 * Marks items with a level: writes the decision to hand/decisions/marks.toml, where it diffs like any other, and
 * records it.
 *
 * @throws case/unknown-id, case/unknown-level
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
  );
  const { items, field, level, reason } = options;
  writeDecision(options.dir, "marks.toml", "mark", { id, items, field, level, reason });
  return runCase(options);
}
