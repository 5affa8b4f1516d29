import { directionOf } from "#kernel";

const RIGHT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/u;

/**
 * Words that run from the left within text of a language that runs from the right, between marks that keep them together: else
 * a date is turned round and signs at the end go to the front. All other words as they are.
 */
export function isolated(language: string, words: string): string {
  return directionOf(language) === "rtl" && words !== "" && !RIGHT.test(words) ? `\u2066${words}\u2069` : words;
}
