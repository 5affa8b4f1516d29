import type { Match } from "../grammar.ts";
import { addDays, addMonths, bounds, type Day, edtfDay, unitFrom } from "./calendar.ts";
import { numeralAt } from "./numerals.ts";
import { namedDate, numericDate, seasonDate, starting, weekdayDate, yearDate } from "./time-dates.ts";
import { dayOfMonth, nthOfMonth } from "./time-nth.ts";
import type { Part, TimeMemory, TimeView } from "./time-view.ts";

export function partAt(view: TimeView, at: number): Part | null {
  return (
    nthOfMonth(view, at) ??
    phrase(view, at) ??
    numericDate(view, at) ??
    namedDate(view, at) ??
    weekdayDate(view, at) ??
    seasonDate(view, at) ??
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
  if (best === undefined) return null;
  // "٩٠٠ متر في اليوم": a rate, not today
  const rate = (view.matches.get("per-adverb") ?? []).some((m) => m.from < best.match.from && best.match.to <= m.to);
  if (rate && best.section === "time.relative") return null;
  const { section, match } = best;
  const { unit = "day", n = "0", fuzzy } = match.entry.attributes;
  const base = { from: match.from, to: match.to };
  if (section === "time.fuzzy") {
    if (view.tokens[match.to]?.kind === "number" || view.grammar.has("number", view.tokens[match.to]?.norm))
      return null;
    const whole = namedDate(view, at);
    if (fuzzy === "none") return whole;
    return whole === null ? { ...base, fuzzy: fuzzy ?? "vague" } : whole;
  }
  if (view.grammar.has("ordinal", view.tokens[match.to]?.norm) && match.to - match.from === 1) return null;
  if (section === "time.relative") {
    if (match.entry.attributes["part"] === "needed" && view.tokens[match.to]?.kind === "number") return null;
    const value = unitFrom(view.reference, unit, Number(n)) ?? "";
    // "today, Thursday", اليوم الخميس: one day told twice
    const named = unit === "day" ? starting(view, "weekday", match.to) : undefined;
    return {
      ...base,
      ...(named === undefined ? {} : { to: named.to }),
      value,
      anchor: "reference-date",
      ...(match.entry.attributes["part"] === "needed" ? { needsPart: true } : {}),
    };
  }
  return { ...base, offset: { unit, n: Number(n) } };
}

/** "the next day" after a day; after a month, which names no day, it stays open. */
export function fromText(memory: TimeMemory, { unit, n }: { unit: string; n: number }): string | null {
  const named = memory.last?.split("/").at(-1) ?? "";
  const last = unit === "day" && named.length === 4 ? (memory.day ?? named) : named;
  const needed: Readonly<Record<string, number>> = { day: 10, week: 10, month: 7, year: 4 };
  const base = bounds(last);
  return base === null || last.length < (needed[unit] ?? 10) ? null : unitFrom(base.first, unit, n);
}

/** The other end of a span of so many units that begins or ends on a day; hours make whole days. */
function spanTo(day: Day, n: number, unit: string): Day {
  if (unit === "month") return addMonths(day, n);
  if (unit === "year") return addMonths(day, 12 * n);
  if (unit === "decade") return addMonths(day, 120 * n);
  if (unit === "hour") return addDays(day, Math.sign(n) * Math.ceil(Math.abs(n) / 24));
  return addDays(day, n * (unit === "week" ? 7 : 1));
}

/** "three days ago", "in the past six months", "two weeks later", "قبل ثلاثة أيام". */
function counted(view: TimeView, at: number): Part | null {
  const { tokens, grammar, reference, matches } = view;
  if (!matches.has("time.unit") && !matches.has("time.dual")) return null;
  const span = (from: number): { n: number; unit: string; to: number } | null => {
    const article = grammar.has("number-article", tokens[from]?.norm) ? 1 : null;
    const numeral = article === null ? numeralAt(tokens, from, grammar) : null;
    const dual = grammar.word("time.dual", tokens[from]?.norm ?? "");
    if (dual !== undefined)
      return { n: Number(dual.attributes["n"] ?? 2), unit: dual.attributes["unit"]!, to: from + 1 };
    const single = grammar.word("time.unit", tokens[from]?.norm ?? "");
    if (single !== undefined && grammar.setting("bare-unit") === "yes")
      return { n: 1, unit: single.attributes["unit"]!, to: from + 1 };
    const to = article === null ? numeral?.to : from + 1;
    if (to === undefined) return null;
    const n = article ?? numeral!.value;
    const unit = grammar.word("time.unit", tokens[to]?.norm ?? "");
    return unit === undefined || !Number.isInteger(n) || n > 5000
      ? null
      : { n, unit: unit.attributes["unit"]!, to: to + 1 };
  };
  const relative = (n: number, unit: string, from: number, to: number): Part => {
    const fine = !["hour", "minute"].includes(unit);
    return {
      from,
      to,
      value: fine ? (unitFrom(reference, unit, n) ?? "") : edtfDay(reference),
      anchor: "reference-date",
    };
  };
  // Arabic puts the word first: قبل ثلاثة أيام, منذ أسبوعين
  const lead = grammar.word("time.ago-before", tokens[at]?.norm ?? "");
  if (lead !== undefined) {
    const found = span(at + 1);
    if (found !== null && (found.to - at > 2 || grammar.has("time.dual", tokens[at + 1]?.norm))) {
      const ago = relative(-found.n, found.unit, at, found.to);
      // منذ ست سنوات: and still
      return lead.attributes["since"] === "yes" ? { ...ago, value: `${ago.value!.split("/")[0]}/..` } : ago;
    }
  }
  let i = at;
  const the = grammar.has("article", tokens[i]?.norm) ? 1 : 0;
  const past = grammar.has("time.past-span", tokens[i + the]?.norm);
  const next = grammar.has("time.next-span", tokens[i + the]?.norm);
  if (past || next) {
    i += the + 1;
    const found = span(i);
    if (found === null) return null;
    const to = found.to;
    const end = reference;
    const from = spanTo(end, past ? -found.n : found.n, found.unit);
    const [a, b] = past ? [from, end] : [end, from];
    return { from: at, to, value: `${edtfDay(a)}/${edtfDay(b)}`, anchor: "reference-date" };
  }
  // الأشهر الثلاثة الماضية
  const unit = grammar.word("time.unit", tokens[at]?.norm ?? "")?.attributes["unit"];
  const times =
    unit !== undefined && grammar.setting("bare-unit") === "yes" ? numeralAt(tokens, at + 1, grammar) : null;
  if (times !== null && grammar.has("time.past-span", tokens[times.to]?.norm)) {
    const from = spanTo(reference, -times.value, unit!);
    return { from: at, to: times.to + 1, value: `${edtfDay(from)}/${edtfDay(reference)}`, anchor: "reference-date" };
  }
  const found = span(at);
  if (found === null) return null;
  const word = tokens[found.to]?.norm;
  // الأيام الثلاثة الماضية is a span; ثلاثة أيام later
  if (grammar.has("time.ago-after", word)) return relative(-found.n, found.unit, at, found.to + 1);
  if (grammar.has("time.past-span", word) && grammar.setting("modifier-after") === "yes" && found.to - at > 1) {
    const from = spanTo(reference, -found.n, found.unit);
    return { from: at, to: found.to + 1, value: `${edtfDay(from)}/${edtfDay(reference)}`, anchor: "reference-date" };
  }
  if (!grammar.has("time.ago", word)) return null;
  const after = tokens[found.to + 1];
  const closes =
    after === undefined ||
    after.kind === "mark" ||
    grammar.has("clause-conjunctions", word) === false ||
    grammar.has("conjunctions", after.norm);
  if (!closes) return null;
  const back = grammar.word("time.ago", word ?? "")?.attributes["back"] === "yes";
  return { from: at, to: found.to + 1, offset: { unit: found.unit, n: back ? -found.n : found.n } };
}
