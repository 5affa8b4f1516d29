import { linkageError } from "../errors.ts";
import type { LinkageModel } from "./model.ts";

/** Reads `model.json`. @throws linkage/bad-model with everything that is wrong */
export function parseModel(text: string, name: string): LinkageModel {
  const problems: { message: string; file: string }[] = [];
  const say = (message: string): void => void problems.push({ message, file: name });
  let model: LinkageModel | null = null;
  try {
    model = JSON.parse(text) as LinkageModel;
  } catch (cause) {
    say((cause as Error).message);
  }
  if (model !== null) check(model, say);
  if (model !== null && problems.length === 0) return model;
  throw linkageError("linkage/bad-model", {
    what: `Cannot use the model "${name}"`,
    found: `${problems.length} things do not fit docs/formats/linkage.md`,
    unchanged: "Nothing was compared.",
    mend: "Use a model.json that snowmelt link --out wrote, or train anew without --model.",
    problems,
  });
}

function check(model: LinkageModel, say: (message: string) => void): void {
  if (model.format !== "snowmelt-linkage-model/1")
    say(`"format" is ${JSON.stringify(model.format)}; needs "snowmelt-linkage-model/1"`);
  if (!(model.lambda > 0 && model.lambda < 1)) say(`"lambda" is ${model.lambda}; needs a number between 0 and 1`);
  if (!Array.isArray(model.rules)) say(`"rules" is missing`);
  if (!Array.isArray(model.comparisons)) {
    say(`"comparisons" is missing`);
    return;
  }
  for (const c of model.comparisons) {
    for (const part of ["m", "u", "weights", "rarity"] as const) {
      const values: unknown = c[part];
      if (!Array.isArray(values) || values.length !== c.levels?.length || values.some((v) => typeof v !== "number")) {
        say(`comparison "${c.name}": "${part}" needs one number a level`);
      }
    }
  }
}
