import { digitTable, storeLetters } from "../compare/letters.ts";
import type { Builder } from "./builder.ts";
import { frequenciesOf } from "./coder.ts";
import type { Comparison } from "./compiled.ts";
import { NAME_LEVELS } from "./levels.ts";

/** Adds a comparison of words by their letters: `texts` and `variants` stand behind `codes`, 0 says nothing. */
export function addSpellings(
  builder: Builder,
  name: string,
  codes: Int32Array,
  texts: readonly string[],
  variants: Int32Array,
  { tells, sharedBy }: { readonly tells: Comparison["tells"]; readonly sharedBy: Comparison["sharedBy"][number] },
): void {
  const found = digitTable(texts.length);
  const store = { letters: storeLetters(texts), variants, atoms: null, occurrences: null, found };
  builder.comparisons.push({
    name,
    kind: "name",
    tells,
    columns: [builder.column(codes)],
    store: builder.stores.push(store) - 1,
    levels: NAME_LEVELS,
    sharedBy: [sharedBy],
    frequencies: [frequenciesOf(codes, texts.length)],
  });
}
