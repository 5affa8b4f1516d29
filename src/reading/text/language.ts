import { type Grammar, grammarOf, LANGUAGES } from "../grammar.ts";
import { tokenize } from "./tokens.ts";

/** Closed classes: the words that a text in a language cannot do without. */
const CLOSED = [
  "determiners",
  "pronouns",
  "prepositions",
  "conjunctions",
  "auxiliaries",
  "negations",
  "complementizers",
];
/** Words looked at, and the least of them that closed classes must hold before a language is believed. */
const SAMPLE = 600;
const ENOUGH = 40;
const LEAST = 0.13;

/**
 * The language of a text: of the grammars whose script most letters have, the one whose closed classes hold most of the words.
 * Too short a text is believed by its script alone.
 *
 * @returns a tag of a grammar, or null when no grammar fits: another script, or words that none knows
 */
export function languageOf(text: string): string | null {
  const sample = text.slice(0, 20_000);
  const letters = sample.match(/\p{L}/gu)?.length ?? 0;
  if (letters === 0) return LANGUAGES[0] ?? null;
  const words = tokenize(sample)
    .filter((token) => token.kind === "word")
    .slice(0, SAMPLE);
  let best: { tag: string; share: number } | null = null;
  for (const tag of LANGUAGES) {
    const grammar = grammarOf(tag);
    const own = sample.match(new RegExp(`\\p{Script=${grammar.setting("script") ?? "Latn"}}`, "gu"))?.length ?? 0;
    if (own < 0.5 * letters) continue;
    const share = words.length === 0 ? 0 : words.filter((word) => isClosed(grammar, word.norm)).length / words.length;
    if (best === null || share > best.share) best = { tag, share };
  }
  return best !== null && (words.length < ENOUGH || best.share >= LEAST) ? best.tag : null;
}

const isClosed = (grammar: Grammar, norm: string): boolean => CLOSED.some((section) => grammar.has(section, norm));
