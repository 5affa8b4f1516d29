import type { Problem } from "#kernel";
import { linkageError } from "../errors.ts";
import type { LinkageModel, RelatedModel } from "./model.ts";
import { modelFromToml } from "./parse-toml.ts";

/** Reads `model.json`, or the same as TOML where the name ends in `.toml`. @throws linkage/bad-model with everything that is wrong */
export function parseModel(text: string, name: string): LinkageModel {
  const problems: Problem[] = [];
  const say = (message: string): void => void problems.push({ message, file: name });
  const read = /\.toml$/i.test(name) ? modelFromToml(text, name) : modelFromJson(text, name);
  if ("problem" in read) problems.push(read.problem);
  else {
    const model = read.value as LinkageModel;
    check(model, say);
    if (problems.length === 0) return withDefaults(model);
  }
  throw linkageError("linkage/bad-model", {
    what: `Cannot use the model "${name}"`,
    found: `${problems.length} things do not fit docs/formats/linkage.md`,
    unchanged: "Nothing was compared.",
    mend: "Use a model.json that snowmelt link --out wrote, or the same as TOML, or train anew without --model.",
    problems,
  });
}

function modelFromJson(text: string, name: string): { readonly value: unknown } | { readonly problem: Problem } {
  try {
    return { value: JSON.parse(text) };
  } catch (cause) {
    return { problem: { message: (cause as Error).message, file: name } };
  }
}

const UNTRAINED: LinkageModel["training"] = {
  iterations: 0,
  change: 0,
  pairs: 0,
  samplePairs: 0,
  expectedRecall: Number.NaN,
  seed: 0,
};

// A model written by hand may leave out what only training knows.
function withDefaults(model: LinkageModel): LinkageModel {
  return {
    ...model,
    related: relatedOf(model.related),
    calibration: model.calibration ?? null,
    calibratedOn: model.calibratedOn ?? null,
    training: model.training ?? UNTRAINED,
  };
}

// Models of before knew of kin alone.
function relatedOf(related: unknown): LinkageModel["related"] {
  if (related === null || related === undefined) return [];
  return Array.isArray(related) ? related : [{ ...(related as RelatedModel), name: "kin" }];
}

function check(model: LinkageModel, say: (message: string) => void): void {
  if (typeof model !== "object" || model === null || Array.isArray(model)) {
    say("it is no table of names and values");
    return;
  }
  if (model.format !== "snowmelt-linkage-model/1")
    say(`"format" is ${JSON.stringify(model.format)}; needs "snowmelt-linkage-model/1"`);
  if (!(model.lambda > 0 && model.lambda < 1)) say(`"lambda" is ${model.lambda}; needs a number between 0 and 1`);
  if (!Array.isArray(model.rules)) say(`"rules" is missing`);
  if (model.calibration != null && !isCurve(model.calibration))
    say(`"calibration" needs points of weight and probability, both ascending`);
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

function isCurve(points: unknown): boolean {
  if (!Array.isArray(points)) return false;
  return points.every(({ weight, probability }, i) => {
    const before = points[i - 1];
    return (
      Number.isFinite(weight) &&
      probability >= 0 &&
      probability <= 1 &&
      (before === undefined || (weight > before.weight && probability >= before.probability))
    );
  });
}
