import { fold } from "#kernel";
import type { Grammar } from "../grammar.ts";
import type { Token } from "../text/tokens.ts";
import { dualEnding, unjoined } from "../word-shapes.ts";
import type { Piece, View } from "./quantity-view.ts";

/** What the number counts: money before it, a measure right after it, people or things in the words that follow. */
export function unitOf(
  view: View,
  piece: Piece,
): { unit: string | null; counted: string | null; measureEnd: number | null } {
  const { tokens, matches, grammar } = view;
  for (let i = piece.from; i < piece.to; i++) {
    const currency = grammar.word("currency", tokens[i]!.norm);
    if (currency !== undefined) return { unit: currency.attributes["unit"] ?? null, counted: null, measureEnd: null };
  }
  // سنتين: the unit counts itself
  const counts = tokens[piece.to - 1]!.norm;
  const dual = grammar.word("time.dual", counts)?.attributes["unit"] ?? unitOfDual(counts, grammar);
  if (dual !== undefined) return { unit: dual, counted: null, measureEnd: null };
  const dash = tokens[piece.to]?.norm === "-" ? 1 : 0;
  // "2,4 millions de francs"
  const of = grammar.has("vague-of", tokens[piece.to]?.norm) && grammar.has("multiplier", tokens[piece.to - 1]?.norm);
  const measure = (matches.get("unit") ?? []).find(
    (m) =>
      m.from === piece.to + (of ? 1 : dash) &&
      !view.blocked.has(m.from) &&
      (m.entry.attributes["bare"] !== "yes" || m.to - m.from > 0),
  );
  if (measure !== undefined && piece.relation !== "ordinal" && piece.unit === null) {
    return { unit: measure.entry.attributes["unit"] ?? null, counted: null, measureEnd: measure.to };
  }
  const words: string[] = [];
  let person = false;
  let last: string | null = null;
  const inflects = grammar.entries("ending.plural").length > 0;
  const limit = Math.min(tokens.length, piece.to + 8);
  let at = piece.to;
  if (grammar.has("vague-of", tokens[at]?.norm)) at += 1;
  for (; at < limit; at++) {
    const token = tokens[at]!;
    if ((token.kind !== "word" && token.norm !== "-") || view.blocked.has(at)) break;
    if (grammar.has("determiners", token.norm) && words.length === 0) continue;
    const stop =
      grammar.has("auxiliaries", token.norm) ||
      grammar.has("relatives", token.norm) ||
      grammar.has("prepositions", token.norm) ||
      grammar.has("clause-conjunctions", token.norm) ||
      grammar.has("pronouns", token.norm);
    // "قُتل شخصان وجُرح ثلاثة": a verb joined by "and" is counted by nothing
    if (words.length === 0 && joinsVerb(token.norm, grammar)) break;
    const several = (matches.get("person-words") ?? []).find((m) => m.from === at && m.to > at + 1);
    // حالة وفاة: several words for those who are counted
    if (several !== undefined)
      return {
        unit: "persons",
        counted: tokens
          .slice(piece.to, several.to)
          .map((t) => t.text)
          .join(" "),
        measureEnd: null,
      };
    if (stop || (words.length > 0 && (token.kind === "number" || grammar.has("number", token.norm)))) break;
    if (grammar.has("conjunctions", token.norm) && last !== null) break;
    if (
      words.length > 0 &&
      last !== null &&
      (grammar.has("verbs", token.norm) || grammar.has("person-verbs", token.norm) || grammar.ends("past", token.norm))
    )
      break;
    words.push(token.text);
    if (grammar.has("person-words", token.norm)) {
      person = true;
      last = token.norm;
      break;
    }
    if (inflects ? grammar.ends("plural", token.norm) && token.norm.length > 3 : words.length === 1)
      last = inflects ? token.norm : bare(token.text, grammar);
    if (last !== null && (!inflects || describesBehind(tokens[at + 1], grammar))) break;
  }
  if (person)
    return {
      unit: grammar.word("households", tokens[at]!.norm)?.attributes["unit"] ?? "persons",
      counted: words.join(" "),
      measureEnd: null,
    };
  if (words.length === 0 || last === null) {
    const near = tokens.slice(Math.max(0, piece.from - 4), piece.to + 3);
    if (near.some((t) => grammar.has("person-verbs", t.norm)))
      return { unit: "persons", counted: null, measureEnd: null };
  }
  return { unit: last, counted: words.length === 0 ? null : words.join(" "), measureEnd: null };
}

/** وجرح, وأصيبت: a verb with the letter for "and" written onto it. */
function joinsVerb(norm: string, grammar: Grammar): boolean {
  const glue = grammar.setting("and-prefix");
  if (glue === undefined || !norm.startsWith(glue) || norm.length < glue.length + 3) return false;
  const rest = norm.slice(glue.length);
  return ["person-verbs", "verbs"].some(
    (s) => grammar.has(s, rest) && !grammar.word(s, norm)?.forms.some((form) => fold(form) === norm),
  );
}

/** دقيقتان, كيلومترين: the unit that a dual is of. */
function unitOfDual(norm: string, grammar: Grammar): string | undefined {
  const ending = grammar.has("number", norm) ? undefined : dualEnding(norm, grammar)?.ending;
  if (ending === undefined) return undefined;
  const stem = norm.slice(0, -ending.length);
  return (grammar.word("unit", unjoined(stem, grammar, "joined-letters")) ?? grammar.word("unit", stem))?.attributes[
    "unit"
  ];
}

/** An Arabic word without vowel marks and the ending of the accusative: مدرسةً, بيتاً. */
function bare(word: string, grammar: Grammar): string {
  const plain = word.normalize("NFC").replace(/\p{M}/gu, "");
  const [ending, mark] = [grammar.setting("accusative-ending"), grammar.setting("accusative-mark")];
  if (ending === undefined || mark === undefined || plain.length < 3 || !plain.endsWith(ending)) return plain;
  const at = plain.length - ending.length;
  return word.slice(at).includes(mark) ? plain.slice(0, at) : plain;
}

export function rateOf(view: View, from: number): string | null {
  const { tokens, matches, grammar } = view;
  for (let at = from; at < Math.min(tokens.length, from + 7); at++) {
    if (tokens[at]!.kind === "mark" && tokens[at]!.norm !== "-") return null;
    if (
      at > from &&
      (grammar.has("relatives", tokens[at - 1]!.norm) || grammar.has("no-rate-before", tokens[at - 1]!.norm))
    )
      return null;
    const adverb = (matches.get("per-adverb") ?? []).find((m) => m.from === at && !view.blocked.has(m.from));
    // "في الأسبوع الأول" is a time
    if (adverb !== undefined && grammar.has("ordinal", tokens[adverb.to]?.norm)) return null;
    if (adverb !== undefined) return adverb.entry.attributes["per"] ?? null;
    const base = tokens[at + 1];
    if (at > 0 && base?.kind === "number" && grammar.has("per-number", tokens[at]!.norm))
      return [base, tokens[at + 2]].flatMap((t) => (t === undefined || t.kind === "mark" ? [] : [t.text])).join(" ");
    for (const match of matches.get("per") ?? []) {
      if (match.from !== at || view.blocked.has(match.to)) continue;
      const unit = grammar.word("per-unit", tokens[match.to]?.norm ?? "");
      if (unit === undefined) continue;
      const indefinite = grammar.has("number-article", tokens[at]!.norm);
      if (indefinite && at > from + 2 && unit.attributes["per"] === undefined) continue;
      return unit.attributes["per"] ?? tokens[match.to]!.norm;
    }
  }
  return null;
}

export function directionOf(view: View, piece: Piece): "up" | "down" | null {
  const { tokens, matches } = view;
  for (const way of ["up", "down"] as const) {
    for (const match of matches.get(`direction.${way}`) ?? []) {
      const gap = piece.from - match.to;
      if (gap < 0 || gap > 3) continue;
      if (match.from < piece.from && match.to > piece.from) continue;
      const between = tokens.slice(match.to, piece.from);
      if (between.some((t) => view.grammar.has("clause-conjunctions", t.norm))) continue;
      if (
        between.some(
          (t) => ["direction.to", "direction.from"].some((s) => view.grammar.has(s, t.norm)) || /^[,.;]$/.test(t.norm),
        )
      )
        continue;
      const phrase = matches.get("bound.atMost")?.some((m) => m.from <= match.from && match.to <= m.to);
      if (phrase) continue;
      return way;
    }
  }
  return null;
}

/** "arrestations arbitraires": where the head of a phrase stands first, its first plural is what is counted, but for people. */
const describesBehind = (next: Token | undefined, grammar: Grammar): boolean =>
  grammar.setting("heads-first") === "yes" && !grammar.has("person-words", next?.norm);
