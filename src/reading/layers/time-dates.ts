import { namedDate } from "./time-named.ts";
import { numericDate } from "./time-numeric.ts";
import { recurring } from "./time-recurring.ts";
import { besideTold, closes } from "./time-told.ts";
import { lacksCapital, type Part, starting, type TimeView } from "./time-view.ts";
import { shortYear, yearAt, yearIn, yearSpan } from "./time-years.ts";

/** "Christmas Day", "New Year's Eve 2014": feasts that fall on the same day each year. */
export function holidayDate(view: TimeView, at: number): Part | null {
  const match = starting(view, "holiday", at);
  if (match === undefined || lacksCapital(view, at)) return null;
  const { month, day } = match.entry.attributes;
  const y = yearIn(view.tokens[match.to]);
  const part: Part = { from: at, to: match.to, m: Number(month), d: Number(day) };
  return y === null ? part : { ...part, to: match.to + 1, y };
}

export function weekdayDate(view: TimeView, at: number): Part | null {
  const { tokens, grammar } = view;
  let i = at;
  if (grammar.has("day-word", tokens[i]?.norm)) i += 1;
  const match = starting(view, "weekday", i);
  if (match === undefined) return null;
  const token = tokens[i]!;
  if (lacksCapital(view, i)) return null;
  let to = match.to;
  if (tokens[to]?.norm === "." && token.norm.length <= 5 && /^\p{Ll}/u.test(token.norm)) to += 1;
  const weekday = Number(match.entry.attributes["value"]);
  for (const skip of [0, 1]) {
    const apposed = ["article", "date-apposition"].some((s) => grammar.has(s, tokens[to]?.norm));
    if (skip === 1 && !/^[,،]$/u.test(tokens[to]?.norm ?? "") && !apposed) continue;
    const date = numericDate(view, to + skip) ?? namedDate(view, to + skip);
    if (date !== null && (date.d !== undefined || date.value !== undefined)) return { ...date, from: at };
  }
  // مرة بالجمعة: so often a week
  if ((view.matches.get("per-adverb") ?? []).some((m) => m.from < at && at < m.to)) return null;
  // "every Monday", "one Monday", "on a Monday": no one day is told
  const open = grammar.word("weekday-open", tokens[at - 1]?.norm ?? "");
  const end = open?.attributes["several"] === "yes" ? recurring(view, to, weekday) : to;
  if (open !== undefined && end !== null) return { from: at - 1, to: end, fuzzy: open.attributes["fuzzy"]! };
  return { from: at, to, weekday };
}

export function seasonDate(view: TimeView, at: number): Part | null {
  const { tokens, grammar } = view;
  const match = starting(view, "season", at);
  if (match === undefined) return null;
  let to = match.to;
  if (grammar.has("date-of", tokens[to]?.norm)) to += 1;
  const behind = to;
  if (grammar.has("time.year-word", tokens[to]?.norm)) to += 1;
  const season = Number(match.entry.attributes["value"]);
  const span = yearSpan(view, to);
  if (span !== null) return { from: at, to: span.to, season, y: span.y };
  const year = yearAt(view, to, to > behind);
  if (year !== null) return { from: at, season, ...year };
  const short = shortYear(view, to);
  if (short !== null) return { from: at, season, ...short };
  const before = tokens[at - 1]?.norm;
  // "the summer of last year", خريف ذلك العام: the year is joined to it later
  const yearly =
    starting(view, "time.relative", behind)?.entry.attributes["unit"] === "year" ||
    besideTold(view, behind)?.offset?.unit === "year";
  const last =
    yearly ||
    grammar.has("time.last", before) ||
    grammar.has("time.this", before) ||
    grammar.has("time.next", before) ||
    grammar.has("time.last", tokens[match.to]?.norm) ||
    grammar.has("time.next", tokens[match.to]?.norm);
  const inThe =
    grammar.has("article", before) &&
    grammar.has("time.lead", tokens[at - 2]?.norm) &&
    grammar.word("time.lead", tokens[at - 2]!.norm)!.attributes["of"] !== "yes";
  const article = grammar.setting("article-prefix");
  const led = ["time.lead", "time.part"].some((s) => grammar.has(s, before));
  // بالربيع: the preposition is written on
  const written = grammar.settings("pp-prefixes").some((prefix) => tokens[at]!.norm.startsWith(prefix));
  const glued = article !== undefined && (written || (tokens[match.to - 1]!.norm.startsWith(article) && led));
  // "spent the winter there": a noun that nothing follows, of those that are nothing else
  const alone =
    grammar.has("article", before) && match.entry.attributes["word"] !== "yes" && closes(view, match.to) && at > 1;
  if (!last && !inThe && !glued && !alone) return null;
  return { from: at, to: match.to, season };
}
