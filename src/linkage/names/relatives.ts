import type { Atom } from "./atom.ts";
import { foldName } from "./fold-name.ts";
import { parseName } from "./parse-name.ts";

const RELATIVES = ["father", "husband", "child"] as const;
/** Given name and family of those who belong to a person, as words that are the same for all spellings of a name. */
export type Relatives = Partial<Record<(typeof RELATIVES)[number], string>>;

/** How a list speaks of those who belong to a person: والده خالد النجار، ولدها سمير. Folded. */
const SAID: readonly (readonly [RegExp, (typeof RELATIVES)[number]])[] = [
  [/^(?:و?(?:والد|ابو|ابي)(?:ه|ها)|(?:(?:his|her) )?father(?: is)?)\s+(?=\p{L}..)/u, "father"],
  [/^(?:و?زوجها|(?:her )?husband(?: is)?|wife of)\s+(?=\p{L}..)/u, "husband"],
  [/^(?:و?(?:ولد|ابن|ابنت)(?:ه|ها)|(?:(?:his|her) )?(?:son|daughter)(?: is)?|mother of)\s+(?=\p{L}..)/u, "child"],
];

/** What a name that is only a relative's has somewhere in it. */
export const SPEAKS_OF_RELATIVES = /زوج|[اأ]رمل|حرم|والد|wife|widow|husband|mother|father/iu;

/** Whom a text names as a person's father, husband and child. */
export function relativesIn(text: string): Relatives {
  const found: Record<string, readonly Atom[]> = {};
  for (const piece of text.split(/[،,;/]/u)) {
    const folded = foldName(piece);
    for (const [pattern, relative] of SAID) {
      const said = pattern.exec(folded);
      if (said !== null) found[relative] ??= parseName(folded.slice(said[0].length)).atoms;
    }
  }
  const { father, husband, child } = found;
  // A child whose family is not told bears that of the husband.
  const family = child?.length === 1 ? husband?.at(-1) : undefined;
  return {
    ...withShort("father", father),
    ...withShort("husband", husband),
    ...withShort("child", family === undefined ? child : [child![0]!, family]),
  };
}

function withShort(relative: (typeof RELATIVES)[number], atoms: readonly Atom[] | undefined): Relatives {
  const text = atoms === undefined ? undefined : shortOf(atoms);
  return text === undefined ? {} : { [relative]: text };
}

/** Given name and family: what stands between them is often left out. */
export function shortOf(atoms: readonly Atom[]): string | undefined {
  const word = ({ ids, text }: Atom): string => ids[0] ?? text;
  return atoms.length < 2 ? undefined : `${word(atoms[0]!)} ${word(atoms.at(-1)!)}`;
}
