import type { Time } from "../format.ts";
import type { Match } from "../grammar.ts";
import {
  addDays,
  addMonths,
  bounds,
  compareDay,
  type Day,
  daysIn,
  edtfDay,
  edtfMonth,
  edtfYear,
  endsYear,
  latestYear,
  partOf,
  weekdayOf,
} from "./calendar.ts";
import { isPresent } from "./hedges.ts";
import { besideLast, yearTold } from "./time-told.ts";
import { lacksCapital, type Part, type TimeView } from "./time-view.ts";

export interface Resolved {
  value: string | null;
  candidates: string[];
  anchor: Time["anchor"];
}

export function resolve(view: TimeView, part: Part, ask: boolean): Resolved {
  // "on 15 or 16 May": one of the two days
  if (part.either && part.d2 !== undefined) {
    const { either, d2, ...first } = part;
    const days = [first, { ...first, d: d2 }].map((day) => resolve(view, day, ask).value);
    return { value: null, candidates: days.flatMap((day) => day ?? []), anchor: "undecided" };
  }
  const { reference, memory } = view;
  const decided = (value: string, anchor: Time["anchor"]): Resolved => ({
    value: part.part === undefined ? value : partOf(value, part.part),
    candidates: [],
    anchor,
  });
  if (part.candidates !== undefined)
    return { value: part.value?.includes("X") ? part.value : null, candidates: part.candidates, anchor: "undecided" };
  if (part.value !== undefined) return decided(part.value, part.anchor ?? "absolute");
  if (part.decade !== undefined) return decided(`${edtfYear(part.decade)}/${edtfYear(part.decade + 9)}`, "absolute");
  if (part.told !== undefined) {
    const beside = besideLast(part, memory);
    if (beside !== null) return decided(beside, "text");
    const { told, ...alone } = part;
    if (told === 0) return { value: null, candidates: [], anchor: null };
    return resolve(view, { ...alone, shift: told }, ask);
  }
  if (part.yearOf !== undefined) {
    const { yearOf, ...named } = part;
    const last = yearTold(memory);
    const { value } = resolve(view, Number.isNaN(last) ? named : { ...named, y: last + yearOf }, ask);
    return { value, candidates: [], anchor: "text" };
  }
  if (part.weekday !== undefined) {
    // "On 4 March 2014 ... On Thursday": of the story's days, the next
    const story = part.shift === undefined && toldYear(view) !== null && !isFuture(view, part);
    const day = story ? bounds(memory.day ?? "")?.first : undefined;
    if (day !== undefined && day.y === memory.year)
      return decided(edtfDay(addDays(day, (part.weekday - weekdayOf(day) + 7) % 7)), "text");
    const told = definiteDay(view, part);
    if (told !== null) return decided(edtfDay(told), "text");
    return decided(edtfDay(weekdayNear(view, part)), "reference-date");
  }
  if (part.season !== undefined) {
    const ahead = isFuture(view, part) || seasonIsNear(view, part);
    const told = part.shift === undefined && !ahead ? toldYear(view) : null;
    const y = part.y ?? told ?? seasonYear(reference, part.season, part.shift ?? (ahead ? 1 : -1), part.part, ahead);
    return decided(`${edtfYear(y)}-${part.season}`, part.y === undefined ? "reference-date" : "absolute");
  }
  if (part.m === undefined)
    return part.y === undefined ? { value: null, candidates: [], anchor: null } : decided(edtfYear(part.y), "absolute");
  if (part.other !== undefined) {
    const { other, y, ...month } = part;
    const written = [month.m!, other].map((m) => {
      const year = y ?? latestYear(reference, m, part.d ?? 1);
      return part.d === undefined ? edtfMonth(year, m) : edtfDay({ y: year, m, d: part.d });
    });
    return { value: null, candidates: written, anchor: "undecided" };
  }
  const write = (y: number): string => {
    if (part.d === undefined) return edtfMonth(y, part.m!);
    const first = edtfDay({ y, m: part.m!, d: Math.min(part.d, daysIn(y, part.m!)) });
    return part.d2 === undefined ? first : `${first}/${edtfDay({ y, m: part.m!, d: part.d2 })}`;
  };
  if (part.y !== undefined) return decided(write(part.y), "absolute");
  // "في أكتوبر، دون ذكر السنة"
  if ((view.matches.get("year-unstated") ?? []).length > 0 && part.shift === undefined) {
    const past = latestYear(reference, part.m, part.d ?? 1);
    const value = write(past)
      .split("/")[0]!
      .replace(/^\d{4}/, "XXXX");
    // a text that tells of other years may mean these
    const told = yearTold(view.memory);
    const years = [past, past - 1, told, told - 1].filter((y, i, all) => y <= past && all.indexOf(y) === i);
    return { value, candidates: years.map(write), anchor: "undecided" };
  }
  const covers = endsYear(reference);
  const dayFirst = view.tokens[part.from]!.kind === "number";
  // "between 19 and 23 August 2016. In a picture dated 17 August": of the month just told
  const lately = dayFirst ? memory.last?.match(/(\d{4})-(\d{2})-\d{2}$/) : undefined;
  if (lately && Number(lately[2]) === part.m && exhibit(view, part)) return decided(write(Number(lately[1])), "text");
  // "as from February" in the report of a year: its own, or the next
  if (covers && part.shift === undefined && startsWith(view, part)) {
    const years = [reference.y + 1, reference.y].map(write);
    return { value: years[0]!.replace(/^\d{4}/, "XXXX"), candidates: years, anchor: "undecided" };
  }
  if (ask && part.d !== undefined && part.d2 === undefined && !(covers && dayFirst) && exhibit(view, part)) {
    const past = latestYear(reference, part.m, part.d);
    const twoDigit = 2000 + part.d;
    // a day before its month is no year
    const other = !dayFirst && part.d >= 10 && twoDigit <= reference.y ? edtfMonth(twoDigit, part.m) : write(past - 1);
    const mm = String(part.m).padStart(2, "0");
    return {
      value: `XXXX-${mm}-${String(part.d).padStart(2, "0")}`,
      candidates: [write(past), other],
      anchor: "undecided",
    };
  }
  const told = part.shift === undefined && !covers && !isNews(view, part) ? toldYear(view) : null;
  // "In the winter of 2018 they came. On 9 January": a winter has two Januaries
  if (told !== null && memory.last === `${edtfYear(told)}-24` && part.m <= 4) {
    const winters = [told + 1, told].map(write);
    return { value: winters[0]!.split("/")[0]!.replace(/^\d{4}/, "XXXX"), candidates: winters, anchor: "undecided" };
  }
  if (told !== null) return decided(write(told + turnOfYear(view, part, told)), "text");
  const future = part.shift === 1 || (part.shift === undefined && isFuture(view, part));
  const past = latestYear(reference, part.m, part.d ?? 1);
  if (part.shift === undefined && !future && !covers && endsSoon(view, part, past))
    return decided(write(past + 1), "reference-date");
  const due = future && part.shift === undefined ? wasDue(view, part) : null;
  if (due !== null) return decided(write(due), "text");
  const y =
    part.shift === 0
      ? reference.y
      : future
        ? past === reference.y && !isToday(reference, part)
          ? past + 1
          : past === reference.y
            ? past
            : past + 1
        : past;
  // "last May" said in May is not this one
  const same = part.shift === -1 && part.d === undefined && past === reference.y && part.m === reference.m;
  return decided(write(same ? y - 1 : y), "reference-date");
}

/** A day within the last weeks before the text was published is that one, whatever year the text told of before; findings tell no news. */
function isNews({ reference, memory }: TimeView, part: Part): boolean {
  if (memory.findings || part.d === undefined || part.m === undefined || memory.year === null) return false;
  const day = { y: latestYear(reference, part.m, part.d), m: part.m, d: part.d };
  return compareDay(day, reference) <= 0 && compareDay(day, addDays(reference, -30)) >= 0;
}

/** The year the text tells of, when it is past. */
const toldYear = ({ memory: { year }, reference }: TimeView): number | null =>
  year !== null && year < reference.y && year >= reference.y - 100 ? year : null;

/** Directly before the time, or before its article. */
const standsBefore = ({ tokens, grammar }: TimeView, { from }: Part, { to }: Match): boolean =>
  to === from || (to === from - 1 && grammar.has("article", tokens[to]!.norm));

/** Is it the end of something: "until", "before" it? */
const endsWith = (view: TimeView, part: Part): boolean =>
  ["time.until", "time.before"].some((s) => view.matches.get(s)?.some((m) => standsBefore(view, part, m)));

/** "as from 1 June": where something starts. */
const startsWith = (view: TimeView, part: Part): boolean =>
  view.matches.get("time.since")?.some((m) => m.entry.attributes["starts"] === "yes" && standsBefore(view, part, m)) ===
  true;

/** "has until 20 August" said on the 9th: the end that lies ahead is near, the one behind nearly a year away. */
function endsSoon(view: TimeView, part: Part, past: number): boolean {
  const { reference } = view;
  if (!(endsWith(view, part) || startsWith(view, part)) || part.m === undefined) return false;
  const ahead = edtfDay({ y: past + 1, m: part.m, d: part.d ?? 1 });
  return ahead > edtfDay(reference) && ahead <= edtfDay(addDays(reference, 60));
}

/** "before the winter" said in October is the one at the door, the last lies ten months back. */
function seasonIsNear(view: TimeView, part: Part): boolean {
  if (part.season === undefined || part.shift !== undefined || !endsWith(view, part)) return false;
  const { reference } = view;
  const y = seasonYear(reference, part.season, 1, part.part, true);
  const start = { y, m: 3 * (part.season - 20), d: 1 };
  return compareDay(start, addDays(reference, 90)) <= 0;
}

/** "on the Sunday" in a story of some day is the Sunday next to it, before or behind. */
function definiteDay({ tokens, grammar, memory, reference }: TimeView, part: Part): Day | null {
  if (part.shift !== undefined || grammar.setting("told-weekday") !== "article") return null;
  const day = bounds(memory.day ?? "")?.first;
  if (day === undefined || !grammar.has("article", tokens[part.from - 1]?.norm)) return null;
  if (compareDay(day, addDays(reference, -10)) > 0) return null;
  const on = (part.weekday! - weekdayOf(day) + 7) % 7;
  return addDays(day, on > 3 ? on - 7 : on);
}

/** "which was due in March", told of a day long past: the first March behind that day; null elsewhere. */
function wasDue(view: TimeView, part: Part): number | null {
  const last = bounds(view.memory.last?.split("/").at(-1) ?? "")?.last;
  if (last === undefined || compareDay(last, addDays(view.reference, -30)) > 0) return null;
  const { tokens, matches } = view;
  const due = (matches.get("future-in-past") ?? []).some(
    (m) =>
      m.from < part.from && tokens.slice(m.to, part.from).every(({ kind }) => kind !== "mark") && part.from - m.to < 8,
  );
  if (!due) return null;
  return part.m! > last.m || (part.m === last.m && (part.d ?? 1) >= last.d) ? last.y : last.y + 1;
}

/** A story told in order goes on: January behind "12 December 2014" is that of the next year. */
function turnOfYear({ memory, reference }: TimeView, part: Part, told: number): 0 | 1 {
  const last = bounds(memory.last?.split("/").at(-1) ?? "")?.first;
  const named = (memory.last?.split("/").at(-1) ?? "").length >= 7;
  const next = { y: told + 1, m: part.m!, d: part.d ?? 1 };
  return named && last?.y === told && last.m - part.m! >= 8 && compareDay(next, reference) <= 0 ? 1 : 0;
}

const isToday = (r: Day, part: Part): boolean => part.m === r.m && (part.d === undefined || part.d === r.d);

function seasonYear(reference: Day, season: number, shift: number, of: string | undefined, ahead: boolean): number {
  const first = { y: reference.y, m: { 21: 3, 22: 6, 23: 9, 24: 12 }[season] ?? 3, d: 1 };
  if (shift === 1) return compareDay(first, reference) > 0 ? reference.y : reference.y + 1;
  // "this winter" said in January began in the year before
  if (shift === 0) return first.m === 12 && reference.m <= (ahead ? 2 : 5) ? reference.y - 1 : reference.y;
  // the end of a season that is running is that of this one
  const runs = of === "late" && reference.m >= first.m;
  return runs || compareDay(addMonths(first, 2), reference) < 0 ? reference.y : reference.y - 1;
}

function weekdayNear(view: TimeView, part: Part): Day {
  const { reference } = view;
  const back = (weekdayOf(reference) - part.weekday! + 7) % 7;
  if (part.shift === 1) return addDays(reference, 7 - back === 0 ? 7 : 7 - back);
  if (part.shift === -1) return addDays(reference, back === 0 ? -7 : -back);
  if (isFuture(view, part)) return addDays(reference, back === 0 ? 0 : 7 - back);
  return addDays(reference, -back);
}

/** A word of the future before the time in the same clause: "is due to meet on Tuesday". */
export function isFuture(view: TimeView, part: Part): boolean {
  const { tokens, matches, grammar } = view;
  if (matches.get("time.since")?.some((m) => m.to === part.from && m.entry.attributes["of"] === undefined))
    return false;
  const ends = ["time.until", "time.before"].some((s) =>
    matches.get(s)?.some((m) => m.to === part.from || m.to === part.from - 1),
  );
  return [...(matches.get("future-markers") ?? []), ...futureVerbs(view)].some((m) => {
    if (m.from >= part.from || (m.entry.attributes["before"] === "yes" && !ends)) return false;
    if (m.entry.attributes["verb"] === "yes" && !liesAhead(view, m.to)) return false;
    if (grammar.has("month", tokens[m.from]!.norm) && !lacksCapital(view, m.from)) return false;
    const between = tokens.slice(m.to, part.from);
    const quotes = between.filter((t) => QUOTE.test(t.text)).length;
    return between.length < 25 && quotes % 2 === 0 && !between.some((t) => t.norm === ";");
  });
}

/** "من المحتمل أن تُستأنف": behind a "that" by itself what may be done, not what may have been. */
function liesAhead({ tokens, grammar }: TimeView, to: number): boolean {
  const at = grammar.has("adverbs", tokens[to]?.norm) ? to + 1 : to;
  const [that, verb] = [tokens[at]?.norm ?? "", tokens[at + 1]?.norm ?? ""];
  const owned = grammar.settings("object-endings").some((e) => that.endsWith(e));
  const opens = grammar.has("complementizers", that) && !owned;
  return opens && isPresent(verb, grammar) && !grammar.has("auxiliaries", verb);
}

const NO_VERBS = ["not-future", "number", "multiplier", "person-words", "org-words", "titles", "prepositions", "vague"];

/** Verbs whose first letter says that they are to come: ستفتح. */
function futureVerbs({
  tokens,
  grammar,
}: TimeView): { from: number; to: number; entry: { attributes: Record<string, string> } }[] {
  const prefix = grammar.setting("future-prefix");
  if (prefix === undefined) return [];
  const verb = new RegExp(
    `^[${grammar.setting("verb-clitics") ?? ""}]?(?:${prefix.replaceAll(",", "|")})\\p{L}{2,}$`,
    "u",
  );
  const found = [];
  for (const [at, { norm, kind }] of tokens.entries())
    if (kind === "word" && verb.test(norm) && !NO_VERBS.some((s) => grammar.has(s, norm)))
      found.push({ from: at, to: at + 1, entry: { attributes: {} } });
  return found;
}

/** "the 2016 slide", "the June deadline": a year or month between article and noun. */
export function namesThing({ tokens, grammar }: TimeView, part: Part): boolean {
  const next = tokens[part.to];
  if (part.d !== undefined || part.part !== undefined || next?.kind !== "word") return false;
  return (
    grammar.has("article", tokens[part.from - 1]?.norm) &&
    !["conjunctions", "prepositions", "auxiliaries", "relatives", "adverbs"].some((s) => grammar.has(s, next.norm))
  );
}

const QUOTE = /^["“”«»]$/u;

/** The date is a photograph's or a document's own: "a photo taken Jan. 15", "صورة التقطت في". */
export function exhibit({ tokens, grammar }: TimeView, part: Pick<Part, "from" | "to">): boolean {
  let at = part.from - 1;
  // a day in quotation marks of its own is what a label says
  if (QUOTE.test(tokens[at]?.text ?? "") && QUOTE.test(tokens[part.to]?.text ?? "")) return true;
  // `the caption “Mill road, Dec. 13”`
  if (QUOTE.test(tokens[part.to]?.text ?? "")) {
    const open = tokens.findLastIndex((t, i) => i < at && i >= at - 6 && QUOTE.test(t.text));
    if (open > 0 && ["exhibit-things", "exhibit-dates"].some((s) => grammar.has(s, tokens[open - 1]!.norm)))
      return true;
  }
  // "the image of 27 June" is dated by whoever writes, "a photograph taken 27 June" by what stands on it
  const says = (norm: string): boolean => grammar.has("exhibit-dates", norm) && !grammar.has("prepositions", norm);
  if (!tokens.slice(Math.max(0, at - 3), at + 1).some((t) => says(t.norm))) return false;
  for (let n = 0; n < 7 && at >= 0; n++, at--) {
    const token = tokens[at]!;
    if (token.norm === "." || token.norm === ";") return false;
    if (grammar.has("exhibit-things", token.norm)) return true;
  }
  return false;
}
