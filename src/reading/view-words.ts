import { CATALOGUE_KEYS, word } from "#page";

/** A label of the page, in the language of the text; a language without words of its own gets the English ones. */
export const label = (language: string, key: string): string => word(language, `reading.${key}`);

/** A word of the format as the page says it; what has no words stands as it is. */
export function said(language: string, name: string): string {
  const key = `reading.name.${name.replace(/_/gu, " ")}`;
  return CATALOGUE_KEYS.has(key) ? word(language, key) : name.replace(/_/gu, " ");
}
