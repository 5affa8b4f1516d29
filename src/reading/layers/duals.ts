import type { Grammar } from "../grammar.ts";
import type { Token } from "../text/tokens.ts";
import { dualEnding, isDefinite, unjoined } from "../word-shapes.ts";

export const isJoined = (token: Token | undefined, grammar: Grammar): boolean =>
  token?.norm.startsWith(grammar.setting("and-prefix") ?? "\0") ?? false;

/** A noun that the grammar knows, in the dual: جدارين, حفرتان. */
function isDualNoun(norm: string, grammar: Grammar): boolean {
  const dual = dualEnding(norm, grammar);
  if (dual === null || grammar.has("not-dual", norm)) return false;
  const stem = norm.slice(0, -dual.ending.length);
  return grammar.has("dual-nouns", unjoined(stem, grammar, "joined-letters")) || grammar.has("dual-nouns", stem);
}

/** شاحنتا, سيارتي: a noun that is two before what it belongs to; `mine` where it may be somebody's own one as well. */
export function constructOf(norm: string, grammar: Grammar): "sure" | "mine" | null {
  const at = grammar.settings("dual-construct").findIndex((ending) => norm.endsWith(ending));
  const known = at >= 0 && grammar.has("dual-nouns", unjoined(norm.slice(0, -1), grammar, "joined-letters"));
  return !known ? null : at === 0 ? "sure" : "mine";
}

/** شاحنتا مساعدات; سيارتي إسعاف محترقتين, where what describes them shows that they are two. */
function isConstruct(tokens: readonly Token[], at: number, grammar: Grammar): boolean {
  const kind = constructOf(tokens[at]!.norm, grammar);
  const [next, shows] = [tokens[at + 1], tokens[at + 2]?.norm ?? ""];
  if (kind !== "mine" || next?.kind !== "word" || isDefinite(next, grammar)) return kind === "sure";
  const [verbal = ""] = grammar.settings("dual-construct");
  return [verbal, ...grammar.settings("dual-endings")].some((ending) => shows.endsWith(ending));
}

/** Is the word at `at` a noun in the dual that counts what it names? Never behind the article: that is "both". */
export function isDual(tokens: readonly Token[], at: number, grammar: Grammar): boolean {
  const endings = grammar.settings("dual-endings");
  if (endings.length === 0) return false;
  const { norm } = tokens[at]!;
  // شاحنتين عسكريتين, راعيين شقيقين: the adjective of a dual is dual too
  const dual = dualEnding(norm, grammar);
  if (at > 0 && dual !== null && !isJoined(tokens[at], grammar)) {
    const before = tokens[at - 1]!.norm;
    const noun = before.endsWith(dual.ending) && isDual(tokens, at - 1, grammar);
    if (noun || endings.some((e) => before.endsWith(e) && norm.endsWith(e))) return false;
  }
  // the definite dual is "both", no count
  const definite = grammar.settings("articles").some((a) => norm.startsWith(a) || norm.slice(1).startsWith(a));
  if (definite) return false;
  if (grammar.has("dual", norm) || isConstruct(tokens, at, grammar)) return true;
  // "في نهران", "سلطات نهران": the first form is a subject's, so behind a preposition or what it belongs to it is a name
  const governor = at > 0 ? tokens[at - 1]!.norm : undefined;
  const governed = ["prepositions", "place-words", "org-words", "place-prepositions"].some((s) =>
    grammar.has(s, governor),
  );
  if (dual?.subject === true && governed && !isJoined(tokens[at], grammar)) return false;
  if (grammar.has("not-dual", norm) || grammar.has("number", norm) || grammar.hasVerbPrefix(norm)) return false;
  if (isDualNoun(norm, grammar)) return true;
  // صحفيان, two reporters; شهرين, two months: the stem is known (people in ين may be many)
  const stem = norm.slice(0, -(dual?.ending.length ?? 0));
  if (dual?.subject && (grammar.has("person-words", stem) || grammar.has("unit", stem))) return true;
  if (dual !== null && stem.length > 1 && grammar.has("unit", stem)) return true;
  return (
    norm.length >= 6 &&
    // متسقتان, محترقتين: what describes two
    !norm.startsWith(grammar.setting("participle-prefix") ?? "\0") &&
    endings.some((e) => norm.endsWith(e)) &&
    !grammar.has("number", norm) &&
    !grammar.has("not-dual", norm)
  );
}
