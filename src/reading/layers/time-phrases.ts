import type { Match } from "../grammar.ts";
import { addDays, addMonths, bounds, type Day, edtfDay, unitFrom } from "./calendar.ts";
import { countBehind, numeralAt } from "./numerals.ts";
import { holidayDate, seasonDate, weekdayDate } from "./time-dates.ts";
import { namedDate } from "./time-named.ts";
import { numericDate } from "./time-numeric.ts";
import { aroundDate, dayOfMonth, nthOf } from "./time-stretch.ts";
import { besideTold, closes } from "./time-told.ts";
import { type Part, starting, type TimeView } from "./time-view.ts";
import { decadeDate, shortQuarter, yearDate, yearIn } from "./time-years.ts";

export function partAt(view: TimeView, at: number): Part | null {
  return (
    nthOf(view, at) ??
    aroundDate(view, at) ??
    counted(view, at, "span") ??
    phrase(view, at) ??
    numericDate(view, at) ??
    namedDate(view, at) ??
    weekdayDate(view, at) ??
    seasonDate(view, at) ??
    holidayDate(view, at) ??
    decadeDate(view, at) ??
    shortQuarter(view, at) ??
    yearDate(view, at) ??
    counted(view, at, "any") ??
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
  // "most recently", "as recently as": no time of their own
  const { to } = best.match;
  const none = (m: Match): boolean => m.entry.attributes["fuzzy"] === "none" && m.from < at && to <= m.to;
  if ((view.matches.get("time.fuzzy") ?? []).some(none)) return null;
  // "٩٠٠ متر في اليوم": a rate, not today
  const rate = (view.matches.get("per-adverb") ?? []).some((m) => m.from < best.match.from && best.match.to <= m.to);
  if (rate && best.section === "time.relative") return null;
  const { section, match } = best;
  const { unit = "day", n = "0", fuzzy } = match.entry.attributes;
  const base = { from: match.from, to: match.to };
  if (section === "time.fuzzy") {
    const next = view.tokens[match.to]?.norm;
    if (view.tokens[match.to]?.kind === "number" || view.grammar.has("number", next)) return null;
    // "shortly after 4 a.m."
    if (fuzzy === "future" && ["time.after", "time.before"].some((s) => view.grammar.has(s, next))) return null;
    // "حتى الساعة الثالثة" is no "up to now"
    if (fuzzy === "present" && view.grammar.has("ordinal", next)) return null;
    // "in the past week": more than the past
    for (let k = at + 1; k < match.to; k++) if ((counted(view, k, "span")?.to ?? 0) > match.to) return null;
    // "مساء الأربعاء": the part of a day that is named
    const named = ["weekday", "time.relative"].some((s) => starting(view, s, match.to) !== undefined);
    if (named && view.grammar.has("day-word", view.tokens[at]!.norm)) return null;
    const whole = namedDate(view, at);
    if (fuzzy === "none") return whole;
    return whole === null ? { ...base, fuzzy: fuzzy ?? "vague" } : whole;
  }
  if (view.grammar.has("ordinal", view.tokens[match.to]?.norm) && match.to - match.from === 1) return null;
  if (section === "time.relative") {
    if (match.entry.attributes["part"] === "needed" && yearIn(view.tokens[match.to]) !== null) return null;
    // "the end of the year" in a story of another year
    const { memory, reference } = view;
    const covers = reference.m === 12 && reference.d === 31;
    const told = match.entry.attributes["part"] === "needed" && unit === "year" && !covers ? memory.year : null;
    const past = memory.year !== null && memory.year < reference.y;
    // "by the end of the month" behind "on 20 May 2014"
    if (match.entry.attributes["part"] === "needed" && unit !== "year" && past && !covers)
      return { ...base, offset: { unit, n: Number(n) }, needsPart: true };
    const whole = told !== null && told < reference.y ? `${told}` : (unitFrom(reference, unit, Number(n)) ?? "");
    const value = match.entry.attributes["end"] === "last" ? edtfDay(bounds(whole)!.last) : whole;
    // "today, Thursday", اليوم الخميس: one day told twice
    const named = unit === "day" ? starting(view, "weekday", match.to) : undefined;
    return {
      ...base,
      ...(named === undefined ? {} : { to: named.to }),
      value,
      anchor: "reference-date",
      unit,
      ...(match.entry.attributes["part"] === "needed" ? { needsPart: true } : {}),
    };
  }
  return { ...base, offset: { unit, n: Number(n) } };
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
function counted(view: TimeView, at: number, form: "span" | "any"): Part | null {
  const { tokens, grammar, reference, matches } = view;
  if (!matches.has("time.unit") && !matches.has("time.dual")) return null;
  const span = (from: number): { n: number; unit: string; to: number } | null => {
    const article = grammar.has("number-article", tokens[from]?.norm) ? 1 : null;
    // "20 بالمئة الشهر الماضي": the word belongs to the figure before it
    const share = matches
      .get("percent")
      ?.some((m) => m.from <= from && from < m.to && m.from > 0 && numeralAt(tokens, m.from - 1, grammar) !== null);
    const number = article === null && !share ? numeralAt(tokens, from, grammar) : null;
    const numeral = number?.form === "ordinal" ? null : number;
    const dual = grammar.word("time.dual", tokens[from]?.norm ?? "");
    if (dual !== undefined)
      return { n: Number(dual.attributes["n"] ?? 2), unit: dual.attributes["unit"]!, to: from + 1 };
    const single = grammar.word("time.unit", tokens[from]?.norm ?? "");
    if (single !== undefined && single.attributes["many"] !== "yes" && grammar.setting("bare-unit") === "yes")
      return { n: 1, unit: single.attributes["unit"]!, to: from + 1 };
    const to = article === null ? numeral?.to : from + 1;
    if (to === undefined) return null;
    const n = article ?? numeral!.value;
    const unit = grammar.word("time.unit", tokens[to]?.norm ?? "");
    if (unit === undefined || n > 5000) return null;
    const many = { n: n * Number(unit.attributes["times"] ?? 1), unit: unit.attributes["unit"]!, to: to + 1 };
    // "two and a half years"
    if (many.unit === "year" && Number.isInteger(12 * n) && !Number.isInteger(n))
      return { ...many, n: 12 * n, unit: "month" };
    return Number.isInteger(n) ? many : null;
  };
  const relative = (count: number, name: string, from: number, to: number): Part => {
    const [n, unit] = name === "decade" ? [10 * count, "year"] : [count, name];
    const fine = !["hour", "minute"].includes(unit);
    return {
      from,
      to,
      value: fine ? (unitFrom(reference, unit, n) ?? "") : edtfDay(reference),
      anchor: "reference-date",
    };
  };
  // "في غضون أسبوعين": a length, of which only the end is told
  const within = starting(view, "time.within-span", at);
  if (within !== undefined) {
    const approx = matches
      .get("bound.approx")
      ?.find((m) => m.from === within.to && m.entry.attributes["after"] !== "yes");
    const length = span(approx?.to ?? within.to);
    const many = length !== null && (length.n > 1 || length.to - within.to > 1);
    const dated = ["month", "time.past-span", "time.next-span"].some((s) =>
      grammar.has(s, tokens[length?.to ?? at]?.norm),
    );
    return many && !dated ? { from: at, to: length.to, fuzzy: "duration" } : null;
  }
  // Arabic puts the word first: قبل ثلاثة أيام, منذ أسبوعين
  const lead = starting(view, "time.ago-before", at);
  if (lead !== undefined) {
    const { since, told } = lead.entry.attributes;
    // "قبل نحو عام"
    const start =
      matches.get("bound.approx")?.find((m) => m.from === lead.to && m.entry.attributes["after"] !== "yes")?.to ??
      lead.to;
    const found = span(start);
    const dual = grammar.has("time.dual", tokens[start]?.norm);
    const short = found !== null && found.to - start < 2 && !dual;
    if (found !== null && (!short || isBefore(view, start, found))) {
      // بعد ثلاثة أيام, قبل ذلك بعامين: from the day told
      if (told !== undefined) {
        // "two months after the arrest" is counted from that
        const from = grammar.has("than-words", tokens[found.to]?.norm);
        // "وبعد أسبوعين من ذلك"
        const that = from && pointsBack(view, found.to + 1);
        if (from && !that) return fromEvent(view, at, found, found.n);
        if (that) return { from: at, to: found.to + 2, offset: { unit: found.unit, n: found.n, counted: true } };
        // "بعد سنتين وثمانية أشهر": a longer length goes on
        const more = tokens[found.to]?.norm ?? "";
        const glue = grammar.setting("and-prefix") ?? "\0";
        if (more.startsWith(glue) && numeralAt(tokens, more === glue ? found.to + 1 : found.to, grammar) !== null)
          return null;
        const [coarse, n] = [["hour", "minute"].includes(found.unit), told === "back" ? -found.n : found.n];
        return { from: at, to: found.to, offset: { unit: coarse ? "none" : found.unit, n, counted: true } };
      }
      // "قبل أسبوع من الحريق": counted from that, not from today
      const event = grammar.has("than-words", tokens[found.to]?.norm) && !named(view, found.to + 1);
      if (event && since !== "yes")
        return fromEvent(view, at, found, -found.n) ?? { from: at, to: found.to, fuzzy: "event-relative" };
      const ago = relative(-found.n, found.unit, at, found.to);
      // منذ ست سنوات: and still
      return since === "yes" && !short ? { ...ago, value: `${ago.value!.split("/")[0]}/..` } : ago;
    }
  }
  let i = at;
  const the = grammar.has("article", tokens[i]?.norm) ? 1 : 0;
  const past = grammar.has("time.past-span", tokens[i + the]?.norm);
  const next = grammar.has("time.next-span", tokens[i + the]?.norm);
  if (past || next) {
    i += the + 1;
    const single = the === 1 && grammar.word("time.past-span", tokens[at + 1]!.norm)?.attributes["one"] === "yes";
    const found = span(i) ?? (single ? one(view, i) : null);
    if (found === null) return null;
    const to = found.to;
    // "the following three days": from the day told
    const told = grammar.has("time.following", tokens[i - 1]!.norm) || grammar.has("time.prior", tokens[i - 1]!.norm);
    if (told && view.memory.last !== null)
      return { from: at, to, offset: { unit: found.unit, n: past ? -found.n : found.n, span: true } };
    const end = reference;
    const from = spanTo(end, past ? -found.n : found.n, found.unit);
    const [a, b] = past ? [from, end] : [end, from];
    return { from: at, to, value: `${edtfDay(a)}/${edtfDay(b)}`, anchor: "reference-date" };
  }
  if (form === "span") return null;
  // الأشهر الثلاثة الماضية
  const unit = grammar.word("time.unit", tokens[at]?.norm ?? "")?.attributes["unit"];
  const times =
    unit !== undefined && grammar.setting("bare-unit") === "yes"
      ? countBehind(tokens, at + 1 + bareArticle(view, at + 1), grammar)
      : null;
  if (times !== null) {
    const counts = { n: times.value, unit: unit!, to: times.to };
    const around = aroundNow(view, at, counts) ?? besideCount(view, at, counts);
    if (around !== null) return around;
  }
  const found = span(at);
  if (found === null) return null;
  const word = tokens[found.to]?.norm;
  // الأيام الثلاثة الماضية is a span; ثلاثة أيام later
  if (grammar.has("time.ago-after", word)) return relative(-found.n, found.unit, at, found.to + 1);
  const several = found.to - at > 1 || grammar.has("time.dual", tokens[at]?.norm);
  const behind = grammar.setting("modifier-after") === "yes" && several;
  const around = behind ? (aroundNow(view, at, found) ?? besideCount(view, at, found)) : null;
  if (around !== null) return around;
  if (!grammar.has("time.ago", word)) return null;
  const alone = grammar.has("clause-conjunctions", word) || grammar.has("prepositions", word);
  if (alone && !closes(view, found.to + 1)) return null;
  const back = grammar.word("time.ago", word ?? "")?.attributes["back"] === "yes";
  return { from: at, to: found.to + 1, offset: { unit: found.unit, n: back ? -found.n : found.n, counted: true } };
}

/** Does a time stand here: "a week from now", "from today"? */
const named = (view: TimeView, at: number): boolean =>
  ["time.relative", "time.fuzzy", "month", "weekday", "time.unit"].some((s) => starting(view, s, at) !== undefined);

/** "بعد ثلاثة أيام من الهجوم الذي وقع في 5 آذار 2016": counted from the day of what happened, where the same clause tells it. */
function fromEvent(view: TimeView, at: number, { unit, to }: Counted, n: number): Part | null {
  if (["hour", "minute"].includes(unit)) return null;
  for (let i = to + 2; i < Math.min(view.tokens.length, to + 12) && !/^[،,؛;:]$/u.test(view.tokens[i]!.text); i++) {
    const { y, m, d } = namedDate(view, i) ?? numericDate(view, i) ?? {};
    if (y === undefined || m === undefined || d === undefined) continue;
    const value = unit === "week" ? unitFrom({ y, m, d }, "day", 7 * n) : unitFrom({ y, m, d }, unit, n);
    return value === null ? null : { from: at, to, value, anchor: "text" };
  }
  return null;
}

interface Counted {
  readonly n: number;
  readonly unit: string;
  readonly to: number;
}

/** الأشهر الثلاثة الماضية, الأسبوعين المقبلين: a span that ends or begins at the reference day. */
function aroundNow({ tokens, grammar, reference }: TimeView, at: number, { n, unit, to }: Counted): Part | null {
  const past = grammar.has("time.past-span", tokens[to]?.norm);
  if (!past && !grammar.has("time.next-span", tokens[to]?.norm)) return null;
  // "the past three years" in the report of a year, which it ends
  if (past && unit === "year" && reference.m === 12 && reference.d === 31)
    return { from: at, to: to + 1, value: `${reference.y - n + 1}/${reference.y}`, anchor: "reference-date" };
  const far = spanTo(reference, past ? -n : n, unit);
  const [a, b] = past ? [far, reference] : [reference, far];
  return { from: at, to: to + 1, value: `${edtfDay(a)}/${edtfDay(b)}`, anchor: "reference-date" };
}

/** The article that stands apart from a number in digits: الـ24. */
const bareArticle = ({ tokens, grammar }: TimeView, at: number): number =>
  tokens[at]?.norm === grammar.setting("article-prefix") ? 1 : 0;

/** الأيام العشرة التالية, الأسبوعين السابقين: a span beside the time told. */
function besideCount(view: TimeView, at: number, { n, unit, to }: Counted): Part | null {
  const next = starting(view, "time.following", to);
  const side = next ?? starting(view, "time.previous", to);
  if (side === undefined || ["hour", "minute"].includes(unit)) return null;
  return { from: at, to: side.to, offset: { unit, n: next === undefined ? -n : n, span: "beside" } };
}

/** "from that", with no noun behind it that would be meant. */
const pointsBack = ({ tokens, grammar }: TimeView, at: number): boolean => {
  const article = grammar.setting("article-prefix");
  const noun = article !== undefined && tokens[at + 1]?.norm.startsWith(article);
  return grammar.has("determiners", tokens[at]?.norm) && noun === false;
};

/** قبل شهر: a month ago; قبل شهر أيار, قبل العام are not. */
function isBefore(view: TimeView, at: number, { unit, to }: Counted): boolean {
  const { tokens, grammar } = view;
  const article = grammar.setting("article-prefix");
  const definite = article !== undefined && tokens[at]!.norm.startsWith(article);
  const dated = ["month", "hijri-month", "time.following", "time.same"].some((s) => grammar.has(s, tokens[to]?.norm));
  return ["week", "month", "year"].includes(unit) && !definite && !dated && tokens[to]?.kind !== "number";
}

/** "the past week": one unit that no number counts. */
function one({ tokens, grammar }: TimeView, at: number): { n: number; unit: string; to: number } | null {
  const unit = grammar.word("time.unit", tokens[at]?.norm ?? "")?.attributes["unit"];
  return unit === undefined ? null : { n: 1, unit, to: at + 1 };
}
