import type { Grammar } from "../grammar.ts";
import type { Token } from "../text/tokens.ts";
import { type Numeral, plainNumber } from "./number-words.ts";

/** "one in five", "4 out of 10", "one of every three": a fraction when the words say so. */
export function shareOfNumber(
  tokens: readonly Token[],
  from: number,
  end: number,
  value: number,
  grammar: Grammar,
): Numeral | null {
  if (!(value > 0) || !Number.isInteger(value)) return null;
  // "واحدة فقط من كل ثماني"
  const adverb = ["adverbs", "bound.approx"].some((s) => grammar.has(s, tokens[end]?.norm));
  const only = adverb && grammar.setting("modifier-after") === "yes";
  const plain = shareAt(tokens, from, only ? end + 1 : end, value, grammar);
  if (plain !== undefined) return plain;
  // "one person in five", "one house in six", امرأة واحدة من كل ثلاث; "one house in six villages" is no share
  const some = grammar.word("one-of", tokens[end + 1]?.norm ?? "")?.attributes["any"] === "yes";
  if (tokens[from]!.kind !== "word" || tokens[end]?.kind !== "word") return null;
  // الصف الواحد يزيد على 40: a bound, no noun
  if (BOUNDS.some((s) => grammar.phrase(s, tokens, end, 2) !== undefined)) return null;
  const noun = shareAt(tokens, from, end + 1, value, grammar) ?? null;
  // "three households in ten": of so many a share is told
  if (
    value !== 1 &&
    !some &&
    (noun === null || !isShared(Math.round(value / noun.value)) || !grammar.ends("plural", tokens[end]!.norm))
  )
    return null;
  const next = noun === null ? undefined : tokens[noun.to];
  const goesOn =
    next?.kind === "word" && !grammar.ends("past", next.norm) && !CLOSING.some((s) => grammar.has(s, next.norm));
  return goesOn ? null : noun;
}

/** "un ménage sur quatre": the article is the number, in languages whose article is. */
export function shareOfArticle(tokens: readonly Token[], at: number, grammar: Grammar): Numeral | null {
  if (grammar.word("number-article", tokens[at]!.norm)?.attributes["one"] !== "yes") return null;
  return [2, 1].map((n) => shareAt(tokens, at, at + n, 1, grammar)).find((share) => share != null) ?? null;
}

const BOUNDS = ["bound.moreThan", "bound.lessThan", "bound.atLeast", "bound.atMost"];

const CLOSING = ["auxiliaries", "verbs", "person-verbs", "prepositions", "conjunctions", "relatives"];

/** The share of so many that the words at `to` tell; null when they tell two counts, undefined when they are others. */
function shareAt(
  tokens: readonly Token[],
  from: number,
  to: number,
  value: number,
  grammar: Grammar,
): Numeral | null | undefined {
  const digits = tokens[from]!.kind === "number";
  for (const length of [3, 2, 1]) {
    const entry = grammar.phrase("one-of", tokens, to, length);
    if (entry === undefined) continue;
    const whole = plainNumber(tokens, to + length, grammar);
    if (whole === null || whole.value <= value) continue;
    const isYear = whole.value >= 1900 && whole.value < 2100;
    const next = tokens[whole.to]?.norm;
    if (isYear || next === "-" || grammar.has("multiplier", next)) continue;
    const round = whole.value <= 20 || whole.value % 10 === 0;
    if (length === 1 && !round) continue;
    // "six of the seven nurses asked": of so few and so odd a number no share is told
    const asked = tokens[whole.to]?.kind === "word" && !CLOSING.some((s) => grammar.has(s, next));
    if (
      !digits &&
      value > 1 &&
      whole.value > 5 &&
      whole.value % 5 !== 0 &&
      whole.value < 20 &&
      asked &&
      entry.attributes["each"] !== "yes"
    )
      return null;
    // "87 out of 312", "3 of 12": two counts
    const counts = digits && (value > 9 ? !/^10+$/.test(String(whole.value)) : value > 1 && !isShared(whole.value));
    if (counts || (length === 1 && (grammar.has("time.unit", next) || value > 20 || whole.value > 1000))) return null;
    return { from, to: whole.to, value: value / whole.value, form: "fraction" };
  }
  return undefined;
}

/** 5, 20, 100: of so many a share is told. */
const isShared = (whole: number): boolean => whole <= 10 || whole % 10 === 0;
