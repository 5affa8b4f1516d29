import { bounds, type Day, daysIn, edtfDay, latestYear, weekdayOf } from "./calendar.ts";
import { numeralAt } from "./numerals.ts";
import { namedDate, starting } from "./time-dates.ts";
import type { Part, TimeMemory, TimeView } from "./time-view.ts";

/** "the last Friday of August", "the first four days of May 2013", "the second week of June", الأسبوع الأول من أيار: a place within a month. */
export function nthOfMonth(view: TimeView, at: number): Part | null {
  const { tokens, grammar } = view;
  let i = at;
  if (grammar.has("definite", tokens[i]?.norm)) i += 1;
  const behind = grammar.setting("modifier-after") === "yes";
  const unitOf = (j: number): string | undefined => {
    const { norm } = tokens[j] ?? { norm: "" };
    const article = grammar.setting("article-prefix");
    const bare = behind && article !== undefined && norm.startsWith(article) ? norm.slice(article.length) : norm;
    return grammar.word("time.unit", bare)?.attributes["unit"];
  };
  const norm = tokens[behind ? i + 1 : i]?.norm ?? "";
  const last = grammar.has("time.final", norm);
  const nth = last ? 0 : Number(grammar.word("ordinal", norm)?.attributes["value"] ?? 0);
  if (!last && nth === 0) return null;
  const head = behind ? i : i + 1;
  const weekday = Number(starting(view, "weekday", head)?.entry.attributes["value"] ?? 0);
  const count = weekday > 0 || behind ? null : numeralAt(tokens, head, grammar);
  const many = count?.form === "words" || count?.form === "digits" ? count.value : 1;
  const unit = weekday > 0 ? "weekday" : unitOf(count?.to ?? head);
  const sized = unit === "week" || (unit === "day" && count !== null);
  if (weekday === 0 && !(sized && (last || nth === 1 || count === null))) return null;
  i = behind ? i + 2 : (count?.to ?? head) + 1;
  if (!grammar.has("vague-of", tokens[i]?.norm) && !grammar.has("time.lead", tokens[i]?.norm)) return null;
  // "the second Thursday of every month"
  const each = grammar.word("weekday-open", tokens[i + 1]?.norm ?? "")?.attributes["fuzzy"] === "set";
  if (each && unitOf(i + 2) === "month") return { from: at, to: i + 3, fuzzy: "set" };
  const month = namedDate(view, i + 1);
  if (month?.m === undefined || month.d !== undefined || month.other !== undefined) return null;
  const y = month.y ?? view.memory.year ?? latestYear(view.reference, month.m, 1);
  const days = (unit === "week" ? 7 : 1) * many;
  const found =
    weekday > 0 ? nthWeekday(y, month.m, weekday, last ? null : nth) : stretch(y, month.m, days, last ? null : nth);
  const anchor = month.y === undefined ? "reference-date" : "absolute";
  return found === null ? null : { from: at, to: month.to, value: found, anchor };
}

/** The n-th such weekday of a month, the last for null; null where the month has no so many. */
function nthWeekday(y: number, m: number, weekday: number, nth: number | null): string | null {
  const end = daysIn(y, m);
  const offset = (weekday - weekdayOf({ y, m, d: 1 }) + 7) % 7;
  const d = 1 + offset + 7 * (nth === null ? Math.floor((end - 1 - offset) / 7) : nth - 1);
  return d > end ? null : edtfDay({ y, m, d });
}

/** The n-th stretch of so many days of a month, the last for null: the first week is the 1st to the 7th. */
function stretch(y: number, m: number, days: number, nth: number | null): string | null {
  const end = daysIn(y, m);
  const first = nth === null ? end - days + 1 : 1 + days * (nth - 1);
  if (first < 1 || first > end) return null;
  return `${edtfDay({ y, m, d: first })}/${edtfDay({ y, m, d: Math.min(end, first + days - 1) })}`;
}

/** "the 30th" after a month: a numbered day that numbers nothing else. */
export function dayOfMonth({ tokens, grammar }: TimeView, at: number): Part | null {
  const [the, number, ending, next] = tokens.slice(at, at + 4);
  if (number?.kind !== "number" || !grammar.has("article", the?.norm) || !grammar.has("ordinal-ending", ending?.norm))
    return null;
  const d = Number(number.norm);
  const closes =
    next === undefined ||
    (next.kind === "mark" && next.text !== "-") ||
    ["auxiliaries", "clause-conjunctions", "subject-pronouns"].some((s) => grammar.has(s, next.norm)) ||
    (grammar.has("conjunctions", next.norm) && tokens[at + 4]?.kind !== "number");
  return closes && d >= 1 && d <= 31 ? { from: at, to: at + 3, dayOf: d } : null;
}

/** That day of the month last named; null where the text named none, or one without such a day. */
export function inMonthOf(memory: TimeMemory, d: number): string | null {
  const base: Day | undefined = bounds(memory.last?.split("/").at(-1) ?? "")?.first;
  const named = (memory.last?.split("/").at(-1) ?? "").length >= 7;
  return base === undefined || !named || d > daysIn(base.y, base.m) ? null : edtfDay({ ...base, d });
}
