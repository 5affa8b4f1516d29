import { dualEnding } from "../word-shapes.ts";
import type { Numeral } from "./number-words.ts";
import { numeralAt } from "./numerals.ts";
import { range, type View } from "./quantity-view.ts";

/** Has a range been opened right here whose ends are joined as words are: بين ... و? */
const opensPair = ({ matches, grammar }: Pick<View, "matches" | "grammar">, at: number): boolean =>
  (matches.get("range.open") ?? []).some(
    (m) => m.to === at && m.entry.attributes["until"]?.split(",").includes(grammar.setting("and-prefix") ?? "\0"),
  );

/** "more than a year", "أكثر من سنة": behind words of a bound a single unit is one of it. */
export function singles({ tokens, matches, grammar }: View): Numeral[] {
  const bare = grammar.setting("bare-unit") === "yes";
  const ends = new Set<number>();
  for (const [section, found] of matches.under("bound."))
    if (section !== "bound.skip") for (const m of found) if (m.entry.attributes["after"] === undefined) ends.add(m.to);
  // بين شهر وثلاثة أشهر
  const pairs = range(0, tokens.length).filter((at) => bare && opensPair({ matches, grammar }, at));
  for (const at of pairs) {
    const second = tokens[at + 1]?.norm.startsWith(grammar.setting("and-prefix")!)
      ? numeralAt(tokens, at + 1, grammar)
      : null;
    if (second !== null && second.value > 1) ends.add(at);
  }
  return [...ends].flatMap((at) => {
    // أكثر من ضعف العدد
    const multiple = grammar.word("bounded", tokens[at]?.norm ?? "")?.attributes;
    if (multiple !== undefined && multiple["after"] !== "yes")
      return [
        {
          from: at,
          to: at + 1,
          value: Number(multiple["value"]),
          form: multiple["part"] === "yes" ? ("fraction" as const) : ("words" as const),
        },
      ];
    const unit = bare ? at : at + 1;
    // قرابة الساعة الثالثة
    if (bare && tokens[at]?.norm.startsWith(grammar.setting("article-prefix") ?? "\0")) return [];
    if (!bare && !grammar.has("number-article", tokens[at]?.norm)) return [];
    const single = grammar.has("time.unit", tokens[unit]?.norm) && grammar.has("per-unit", tokens[unit]?.norm);
    return single ? [{ from: at, to: unit, value: 1, form: "words" as const }] : [];
  });
}

/** مرة كل شهر على الأقل: once, which only a bound behind it makes a count. */
export function onceBefore({ tokens, matches, grammar }: View): Numeral[] {
  return [...matches.under("bound.").values()].flatMap((found) =>
    found.flatMap(({ from, entry }): Numeral[] => {
      if (entry.attributes["after"] !== "yes") return [];
      const rate = grammar.has("per", tokens[from - 2]?.norm) && grammar.has("per-unit", tokens[from - 1]?.norm);
      const at = rate ? from - 3 : from - 1;
      const once = grammar.word("bounded", tokens[at]?.norm ?? "")?.attributes;
      return once?.["after"] === "yes" ? [{ from: at, to: at + 1, value: Number(once["value"]), form: "words" }] : [];
    }),
  );
}

/** "on duty since six", "it was about four, for", "twenty past three": numbers of a clock; where they stand. */
export function hours({ matches, tokens, grammar }: Pick<View, "matches" | "tokens" | "grammar">): number[] {
  const hour = (at: number): Numeral | null => {
    const found = tokens[at] === undefined ? null : numeralAt(tokens, at, grammar);
    return found !== null && ["words", "digits"].includes(found.form) && found.value <= 24 ? found : null;
  };
  const out: number[] = [];
  const article = grammar.setting("article-prefix") ?? "\0";
  const glue = grammar.setting("and-prefix") ?? "\0";
  // السابعة والنصف, السادسة وعشر دقائق: what is joined to an hour belongs to it
  const minutes = (at: number): number => {
    const found = tokens[at]?.norm.startsWith(glue) ? numeralAt(tokens, at, grammar) : null;
    return found !== null && found.value < 60 ? found.to : at;
  };
  for (const { to, entry } of matches.get("clock-openers") ?? []) {
    if (entry.attributes["sure"] === "yes") {
      const sure = tokens[to] === undefined ? null : numeralAt(tokens, to, grammar);
      if (sure !== null && sure.value <= 24) out.push(...range(sure.from, minutes(sure.to)));
      continue;
    }
    if (entry.attributes["day"] === "yes") {
      // قرابة السابعة والنصف: an ordinal that no noun goes before
      const nth = tokens[to]?.norm.startsWith(article) ? numeralAt(tokens, to, grammar) : null;
      if (nth?.form !== "ordinal") continue;
      const end = minutes(nth.to);
      const half = end > nth.to && tokens[nth.to]!.norm.slice(glue.length).startsWith(article);
      if (half) out.push(...range(nth.from, end));
      continue;
    }
    const found = hour(to);
    const next = tokens[found?.to ?? 0];
    const counts =
      next?.kind === "word" && !["clause-conjunctions", "conjunctions"].some((s) => grammar.has(s, next.norm));
    if (found !== null && !counts && next?.text !== "-" && next?.text !== "%") out.push(...range(found.from, found.to));
  }
  for (const { from, to } of matches.get("clock-past") ?? []) {
    const [minutes, found] = [hour(from - 1), hour(to)];
    if (minutes !== null && minutes.to === from && found !== null) out.push(...range(from - 1, found.to));
  }
  return out;
}

/** يوما أو يومين: one or two, where the dual of a noun stands behind it. */
export function oneOrTwo({ tokens, grammar }: View): Numeral[] {
  if (grammar.settings("dual-forms").length === 0) return [];
  const open = grammar.settings("open-endings");
  const stem = (norm: string): string => norm.slice(0, norm.length - (open.find((e) => norm.endsWith(e))?.length ?? 0));
  return tokens.flatMap((one, at) => {
    const two = tokens[at + 2];
    if (one.kind !== "word" || two?.kind !== "word") return [];
    if (grammar.word("range.middle", tokens[at + 1]!.norm)?.attributes["next"] !== "yes") return [];
    const ending = dualEnding(two.norm, grammar)?.ending.length;
    const dual =
      ending !== undefined &&
      [one.norm, one.norm.slice(1)].some((n) => n.length > 1 && stem(two.norm.slice(0, -ending)) === stem(n));
    return dual ? [{ from: at, to: at + 1, value: 1, form: "words" as const }] : [];
  });
}

/** "بين مليونين وخمسة ملايين", "200 ألف و500 ألف": two numbers, no sum, where a range has been opened and no second one follows. */
export function betweenTwo({ tokens, matches, grammar }: View, whole: Numeral): Numeral[] | null {
  const glue = grammar.setting("and-prefix");
  const counts = whole.form === "words" || whole.form === "digits";
  if (glue === undefined || !counts || tokens[whole.to]?.norm.startsWith(glue)) return null;
  if (!opensPair({ matches, grammar }, whole.from)) return null;
  for (let i = whole.to - 1; i > whole.from; i--) {
    if (!tokens[i]!.norm.startsWith(glue)) continue;
    const left = numeralAt(tokens.slice(0, i), whole.from, grammar);
    const right = numeralAt(tokens, tokens[i]!.norm === glue ? i + 1 : i, grammar);
    if (left?.to === i && right?.to === whole.to && left.value < right.value) return [left, right];
  }
  return null;
}
