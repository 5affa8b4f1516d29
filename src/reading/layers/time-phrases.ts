import type { Match } from "../grammar.ts";
import { bounds, edtfDay, endsYear, unitFrom } from "./calendar.ts";
import { counted, countedSpan } from "./time-counted.ts";
import { holidayDate, seasonDate, weekdayDate } from "./time-dates.ts";
import { namedDate } from "./time-named.ts";
import { numericDate } from "./time-numeric.ts";
import { aroundDate, dayOfMonth, nthOf } from "./time-stretch.ts";
import { besideTold } from "./time-told.ts";
import { type Part, starting, type TimeView } from "./time-view.ts";
import { decadeDate, shortQuarter, yearDate, yearIn } from "./time-years.ts";

export function partAt(view: TimeView, at: number): Part | null {
  return (
    nthOf(view, at) ??
    aroundDate(view, at) ??
    countedSpan(view, at) ??
    phrase(view, at) ??
    numericDate(view, at) ??
    namedDate(view, at) ??
    weekdayDate(view, at) ??
    seasonDate(view, at) ??
    holidayDate(view, at) ??
    decadeDate(view, at) ??
    shortQuarter(view, at) ??
    yearDate(view, at) ??
    counted(view, at) ??
    dayOfMonth(view, at)
  );
}

const PHRASES = ["time.relative", "time.text", "time.fuzzy"] as const;

/** Whole phrases of the grammar: "last week", "in recent years", "the next day". */
function phrase(view: TimeView, at: number): Part | null {
  let best: { section: (typeof PHRASES)[number]; match: Match } | undefined;
  for (const section of PHRASES) {
    const match = starting(view, section, at);
    if (match !== undefined && (best === undefined || match.to > best.match.to)) best = { section, match };
  }
  const beside = besideTold(view, at);
  if (beside !== null && beside.to >= (best?.match.to ?? 0)) return beside;
  if (best === undefined) return null;
  const { section, match } = best;
  const { from, to, entry } = match;
  // "most recently", "as recently as": no time of their own
  const none = (m: Match): boolean => m.entry.attributes["fuzzy"] === "none" && m.from < at && to <= m.to;
  if ((view.matches.get("time.fuzzy") ?? []).some(none)) return null;
  if (section === "time.fuzzy") return fuzzyPhrase(view, at, match);
  if (view.grammar.has("ordinal", view.tokens[to]?.norm) && to - from === 1) return null;
  if (section === "time.relative") return fromReference(view, match);
  const { unit = "day", n = "0" } = entry.attributes;
  return { from, to, offset: { unit, n: Number(n) } };
}

/** "in recent years", "soon": a time that no calendar holds, unless its words begin one that it does. */
function fuzzyPhrase(view: TimeView, at: number, { from, to, entry }: Match): Part | null {
  const { tokens, grammar } = view;
  const { fuzzy = "vague" } = entry.attributes;
  const next = tokens[to]?.norm;
  if (tokens[to]?.kind === "number" || grammar.has("number", next)) return null;
  // "shortly after 4 a.m."
  if (fuzzy === "future" && ["time.after", "time.before"].some((s) => grammar.has(s, next))) return null;
  // "حتى الساعة الثالثة" is no "up to now"
  if (fuzzy === "present" && grammar.has("ordinal", next)) return null;
  // "in the past week": more than the past
  for (let k = at + 1; k < to; k++) if ((countedSpan(view, k)?.to ?? 0) > to) return null;
  // "مساء الأربعاء": the part of a day that is named
  const named = ["weekday", "time.relative"].some((s) => starting(view, s, to) !== undefined);
  if (named && grammar.has("day-word", tokens[at]!.norm)) return null;
  return namedDate(view, at) ?? (fuzzy === "none" ? null : { from, to, fuzzy });
}

/** "last week", "today", "the end of the year": counted from the reference day, or in a story of another year from that. */
function fromReference(view: TimeView, { from, to, entry }: Match): Part | null {
  const { tokens, matches, memory, reference } = view;
  const { unit = "day", n: count = "0", part, end } = entry.attributes;
  const n = Number(count);
  // "٩٠٠ متر في اليوم": a rate, not today
  if ((matches.get("per-adverb") ?? []).some((m) => m.from < from && to <= m.to)) return null;
  const needsPart = part === "needed";
  if (needsPart && yearIn(tokens[to]) !== null) return null;
  const past = memory.year !== null && memory.year < reference.y ? memory.year : null;
  const told = needsPart && !endsYear(reference) ? past : null;
  // "by the end of the month" behind "on 20 May 2014"
  if (told !== null && unit !== "year") return { from, to, offset: { unit, n }, needsPart };
  const whole = told === null ? (unitFrom(reference, unit, n) ?? "") : `${told}`;
  const value = end === "last" ? edtfDay(bounds(whole)!.last) : whole;
  // "today, Thursday", اليوم الخميس: one day told twice
  const named = unit === "day" ? starting(view, "weekday", to) : undefined;
  return { from, to: named?.to ?? to, value, anchor: "reference-date", unit, ...(needsPart ? { needsPart } : {}) };
}
