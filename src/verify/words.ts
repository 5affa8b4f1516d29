import { type Item, splitsOf } from "./contents.ts";
import { VOCABULARY } from "./vocabulary.ts";

/** A word of the interface in a page's language; `undefined` when there is no such word. */
export function word(language: string, key: string): string | undefined {
  const primary = language.toLowerCase().split("-")[0]!;
  const words = Object.hasOwn(VOCABULARY, primary) ? VOCABULARY[primary]! : VOCABULARY["en"]!;
  return Object.hasOwn(words, key) ? words[key] : undefined;
}

/** How the description writes what is withheld, in every language. */
export function withheldWord(): string {
  return "[withheld]";
}

/**
 * Pointers of words below `base` that a page in this language may show; `null` stands for the withheld sign. One when the
 * words are opened in the page's language, else the sign or any language that is.
 */
export function wordsChoices(item: Item, base: string, language: string): readonly (string | null)[] {
  const own = `${base}/${language}`;
  if (item.leaves.has(own)) return [own];
  const others = [...item.leaves.keys(), ...splitsOf(item).keys()].filter(
    (pointer) => pointer !== own && pointer.startsWith(`${base}/`) && !pointer.slice(base.length + 1).includes("/"),
  );
  return [null, ...others];
}

/** The signs that say why something is withheld, each with the plain sign that it may stand for. */
export function withheldSigns(language: string): readonly string[] {
  const reasons = Object.keys(VOCABULARY["en"]!).filter((key) => key.startsWith("withheld."));
  return reasons.map((key) => `<span class="withheld" data-w="${key}">${word(language, key)}</span>`);
}
