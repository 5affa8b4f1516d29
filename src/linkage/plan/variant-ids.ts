import { sharedInt32 } from "../compare/letters.ts";
import { atomOf } from "../names/atom.ts";
import { lexicon } from "../names/lexicon.ts";
import { Coder } from "./coder.ts";

/**
 * Four ids a code, 0 = none, from lists of names of variants. `within` tells of a code what it is a part of: ids below 0, shared with
 * what is that, and not with what is another part of it.
 */
export function variantIds(
  ids: readonly (readonly string[])[],
  within: readonly (readonly string[])[] = [],
): Int32Array {
  const coder = new Coder<string>();
  const table = sharedInt32(ids.length * 4);
  ids.forEach((list, code) => {
    const wholes = within[code]?.filter((whole) => !list.includes(whole)) ?? [];
    [...list.map((id) => coder.codeOf(id, () => id)), ...wholes.map((id) => -coder.codeOf(id, () => id))]
      .slice(0, 4)
      .forEach((id, i) => {
        table[code * 4 + i] = id;
      });
  });
  return table;
}

/** Ids of single names: the families of English nicknames they belong to, else their entries in the lexicon. */
export function nameVariants(texts: readonly string[]): Int32Array {
  return variantIds(
    texts.map((text) => {
      if (text === "") return [];
      const nicknames = lexicon().nicknameFamilies(text);
      return nicknames.length > 0 ? nicknames.map((n) => `nick ${n}`) : [...atomOf(text).ids];
    }),
  );
}
