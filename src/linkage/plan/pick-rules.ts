import { linkageError } from "../errors.ts";
import { chooseRules, type RuleChoice } from "./choose-rules.ts";
import type { Compiled } from "./compiled.ts";

/** Rules by names of keys, or chosen ones where none are named. @throws linkage/missing-column */
export function pickRules(
  data: Compiled,
  named: readonly (readonly string[])[] | undefined,
  maxPairs: number,
  seed: number,
): RuleChoice {
  if (named === undefined) return chooseRules(data, maxPairs, seed);
  const rules = named.map((names) =>
    names.map((name) => {
      const key = data.keys.findIndex((k) => k.name === name);
      if (key !== -1) return key;
      throw linkageError("linkage/missing-column", {
        what: `Cannot block by "${name}"`,
        found: `no such key; there are: ${data.keys.map((k) => k.name).join(", ")}`,
        unchanged: "Nothing was compared.",
        mend: "Name one of these keys, or map the column it needs.",
      });
    }),
  );
  return { rules, expectedRecall: Number.NaN };
}
