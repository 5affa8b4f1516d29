import { edtfDay, isDay, latestYear } from "./calendar.ts";
import { exhibit } from "./time-values.ts";
import { type Part, type TimeView, touch } from "./time-view.ts";
import { num } from "./time-years.ts";

/** 2017-05-15, 15/05/2017, 5/15/2017; the last two are undecided when both fit. */
export function numericDate(view: TimeView, at: number): Part | null {
  const { tokens } = view;
  if (tokens[at]?.kind !== "number") return null;
  const [a, s1, b, s2, c] = tokens.slice(at, at + 5);
  const [x, y, z] = [num(a), num(b), num(c)];
  if (!touch(a, s1) || !touch(s1, b) || x === null || y === null) {
    const dotted = a?.norm.match(/^(\d{1,2})\.(\d{1,2})$/);
    if (dotted && s1?.norm === "." && touch(a, s1) && num(b) !== null && b!.norm.length === 4) {
      return { from: at, to: at + 3, y: num(b)!, m: Number(dotted[2]), d: Number(dotted[1]) };
    }
    return dotted ? dottedLabel(view, at, Number(dotted[1]), Number(dotted[2])) : null;
  }
  if (!"-/.".includes(s1!.norm) || s2?.norm !== s1!.norm || !touch(b, s2) || !touch(s2, c) || z === null) {
    if (
      s1!.norm === "-" &&
      a!.norm.length === 4 &&
      b!.norm.length === 2 &&
      y >= 1 &&
      y <= 12 &&
      x > 1000 &&
      !/^20[0-9]{2}$/.test(`20${y}`)
    ) {
      return { from: at, to: at + 3, y: x, m: y };
    }
    return "/-".includes(s1!.norm) ? dayAndMonth(view, at, x, y) : null;
  }
  if (a!.norm.length === 4) return isDay({ y: x, m: y, d: z }) ? { from: at, to: at + 5, y: x, m: y, d: z } : null;
  if (c!.norm.length !== 4 && c!.norm.length !== 2) return null;
  const year = c!.norm.length === 4 ? z : 2000 + z;
  const dayFirst = isDay({ y: year, m: y, d: x }) ? edtfDay({ y: year, m: y, d: x }) : null;
  const monthFirst = isDay({ y: year, m: x, d: y }) ? edtfDay({ y: year, m: x, d: y }) : null;
  const span = { from: at, to: at + 5 };
  if (dayFirst === null && monthFirst === null) return null;
  // what writers of a language do is not what a label on a picture does
  const usage = view.grammar.setting("day-first") === "yes" && !exhibit(view, span);
  if (dayFirst !== null && monthFirst !== null && dayFirst !== monthFirst && !usage) {
    return { ...span, value: "", anchor: "undecided", candidates: [dayFirst, monthFirst] };
  }
  return { ...span, value: (dayFirst ?? monthFirst)!, anchor: "absolute" };
}

/** The day of that year that is the last one of its kind behind us; null where there is none. */
function latest({ reference }: TimeView, m: number, d: number): string | null {
  const day = { y: latestYear(reference, m, d), m, d };
  return isDay(day) ? edtfDay(day) : null;
}

/** A day without its year on a label: the last such day, or the one before. */
function yearless(day: string, span: Pick<Part, "from" | "to">): Part {
  const before = `${Number(day.slice(0, 4)) - 1}${day.slice(4)}`;
  return { ...span, value: `XXXX${day.slice(4)}`, anchor: "undecided", candidates: [day, before] };
}

/** `the caption says "Mill lane, 14.1."`: day and month behind a point, on a label alone. */
function dottedLabel(view: TimeView, at: number, d: number, m: number): Part | null {
  const to = view.tokens[at + 1]?.norm === "." ? at + 2 : at + 1;
  const day = exhibit(view, { from: at, to }) ? latest(view, m, d) : null;
  return day === null ? null : yearless(day, { from: at, to: at + 1 });
}

/** "marked 06/04", "a lottery for 02/03": without a year, and where both orders give a day without its month. */
function dayAndMonth(view: TimeView, at: number, x: number, y: number): Part | null {
  const { tokens, grammar } = view;
  const quoted = /^["“«'‘]$/u.test(tokens[at - 1]?.text ?? "");
  const noughts = [tokens[at]!, tokens[at + 2]!].filter((t) => /^0\d$/.test(t.norm)).length;
  const dates = (norm: string): boolean => grammar.has("exhibit-dates", norm) && !grammar.has("prepositions", norm);
  const near = tokens.slice(Math.max(0, at - 9), at);
  // كُتب عليها «4/10»: all that stands on it
  const alone = quoted && /^["”»'’]$/u.test(tokens[at + 3]?.text ?? "");
  const said = noughts > 0 ? near : alone ? near.slice(-4) : [];
  const marked = quoted ? said.findLast((t) => dates(t.norm)) : undefined;
  const before = quoted ? at - 2 : at - 1;
  // "مؤرخة في 4/9", "يوم 3/8"; "ليلة 3-4 أيار" are two days
  const led = grammar.has("time.lead", tokens[before]?.norm) && dates(tokens[before - 1]?.norm ?? "");
  const day = grammar.has("day-word", tokens[before]?.norm) && tokens[at + 1]!.norm === "/";
  const word = (marked ?? tokens[led ? before - 1 : before])?.norm;
  const dated =
    led || day || (grammar.has("exhibit-dates", word) && (!grammar.has("prepositions", word) || noughts > 0));
  // in running text two noughts show a date, or what is said of its year
  const plain = noughts === 2 || (view.matches.get("year-unstated") ?? []).length > 0;
  const numbered = grammar.has("number-labels", word) || (!quoted && touch(tokens[at - 1], tokens[at]));
  const goesOn = tokens[at + 3]?.norm === tokens[at + 1]!.norm && touch(tokens[at + 2], tokens[at + 3]);
  if (!dated && (!plain || numbered || goesOn)) return null;
  const [dayFirst, monthFirst] = [latest(view, y, x), latest(view, x, y)];
  const span = { from: at, to: at + 3 };
  // one order fits, and a label's day has no year: "تحمل التاريخ 15/3"
  const only = dayFirst === null || monthFirst === null ? (dayFirst ?? monthFirst) : null;
  if (only !== null && word !== undefined && dates(word)) return yearless(only, span);
  if (dayFirst !== null && monthFirst !== null && x !== y) {
    // a text that tells of another year may mean that one
    const { year } = view.memory;
    const told =
      year === null || year >= view.reference.y ? [] : [dayFirst, monthFirst].map((d) => `${year}${d.slice(4)}`);
    const candidates = [...new Set([dayFirst, monthFirst, ...told])];
    return { ...span, value: "", anchor: "undecided", candidates };
  }
  const value = dayFirst ?? monthFirst;
  return value === null ? null : { ...span, value, anchor: "reference-date" };
}
