import { linkageError } from "../errors.ts";
import type { Compiled } from "../plan/compiled.ts";
import type { LinkageModel } from "./model.ts";

/** Stops when a model was made for other comparisons than the lists give. @throws linkage/bad-model */
export function checkModel(model: LinkageModel, data: Compiled): void {
  const wanted = data.comparisons.map((c) => `${c.kind} ${c.name} ${c.levels.length}`);
  const given = model.comparisons.map((c) => `${c.kind} ${c.name} ${c.levels.length}`);
  if (wanted.join("|") === given.join("|")) return;
  throw linkageError("linkage/bad-model", {
    what: "Cannot use the model",
    found: `it compares ${given.join(", ")}; the lists give ${wanted.join(", ")}`,
    unchanged: "Nothing was compared.",
    mend: "Use the column map the model was made with, or train anew without --model.",
  });
}
