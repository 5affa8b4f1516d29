import { CATALOGUE } from "./catalogue.ts";

/** A message: one text, or a text for each plural category that the language has. `{name}` stands for a value. */
export type Message = string | { readonly [category in PluralCategory]?: string };

export type PluralCategory = "zero" | "one" | "two" | "few" | "many" | "other";

/** Languages that have words of their own here. */
export const LANGUAGES: readonly string[] = Object.keys(CATALOGUE);

const FALLBACK = "en";

/** Keys of the words that may stand on a dossier's page. */
export const DOSSIER_WORDS: readonly string[] = Object.keys(CATALOGUE[FALLBACK]!).filter((key) =>
  key.startsWith("dossier."),
);

/** All keys that `word` knows. */
export const CATALOGUE_KEYS: ReadonlySet<string> = new Set(Object.keys(CATALOGUE[FALLBACK]!));

/** The catalogue's language for a BCP 47 tag: `ar-SY` speaks `ar`; what is not here speaks English. */
export function spokenLanguage(language: string): string {
  const primary = language.toLowerCase().split("-")[0]!;
  return Object.hasOwn(CATALOGUE, primary) ? primary : FALLBACK;
}

/**
 * A word or sentence of the interface. With `{ n }`, the plural form of `n` is taken.
 *
 * @param key `section.name`, as in locales/en.json.
 * @throws RangeError on a key that no locale has: a mistake of the program, never of its user.
 */
export function word(language: string, key: string, values: Readonly<Record<string, string | number>> = {}): string {
  const spoken = spokenLanguage(language);
  const message = CATALOGUE[spoken]![key];
  if (message === undefined) throw new RangeError(`No locale has the words "${key}"`);
  const n = Number(values["n"] ?? 0);
  const text = typeof message === "string" ? message : (message[pluralOf(spoken, n)] ?? message.other!);
  return text.replace(/\{([a-z]+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** The plural category of a whole number by the rules of CLDR 44 for English and Arabic. */
export function pluralOf(language: string, n: number): PluralCategory {
  if (spokenLanguage(language) !== "ar") return n === 1 ? "one" : "other";
  if (n === 0) return "zero";
  if (n === 1) return "one";
  if (n === 2) return "two";
  const rest = n % 100;
  if (rest >= 3 && rest <= 10) return "few";
  return rest >= 11 ? "many" : "other";
}
