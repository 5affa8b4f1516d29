import type { EntityType } from "../format.ts";
import type { Grammar } from "../grammar.ts";
import type { Token } from "../text/tokens.ts";
import type { Name } from "./names.ts";

/** Person, body, document or group, by the words in and around a name. */
export function typeOf(
  grammar: Grammar,
  mention: readonly Token[],
  run: { from: number; to: number },
  full: Name | undefined,
): EntityType {
  const inName = mention.slice(run.from, run.to);
  const after = mention.slice(run.to);
  const has = (tokens: readonly Token[], section: string) => tokens.some((t) => grammar.has(section, t.norm));
  if (has(after, "report-words") || has(inName.slice(-1), "report-words"))
    return has(inName.slice(-1), "org-words") ? "org" : "document";
  if (has(after, "evidence-words")) return "evidence";
  if (after.some((t) => grammar.has("person-words", t.norm)))
    return after.some((t) => grammar.ends("plural", t.norm) && grammar.has("person-words", t.norm))
      ? "group"
      : "person";
  if (has(inName.slice(-1), "org-words") && !has(mention.slice(0, run.from), "titles")) return "org";
  if (has(mention.slice(0, run.from + 1), "titles") || has(mention.slice(0, run.from), "person-words")) return "person";
  if (has(inName, "org-words")) return "org";
  const text = inName.map((t) => t.text).join("");
  if (/^[\p{Lu}.\d]{2,}$/u.test(text)) return "org";
  if (full?.words.some((w) => grammar.has("org-words", w))) return "org";
  if (grammar.has("definite", mention[0]?.norm)) return "org";
  return inName.length <= 4 ? "person" : "org";
}

/** The same for a mention without a name. */
export function unnamedType(grammar: Grammar, mention: readonly Token[]): EntityType {
  // "une mère de six enfants" is a mother, "the children of a nurse" are not
  const rest = grammar.setting("heads-first") === "yes" ? mention : [...mention].reverse();
  const plural = (t: Token) => grammar.ends("plural", t.norm) || grammar.has("plural-words", t.norm);
  for (const token of rest) {
    if (grammar.has("evidence-words", token.norm)) return "evidence";
    if (grammar.has("report-words", token.norm)) return plural(token) ? "documents" : "document";
    if (grammar.has("person-words", token.norm)) return plural(token) ? "group" : "person";
    if (grammar.has("org-words", token.norm)) return "org";
  }
  return "group";
}
