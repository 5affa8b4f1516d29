import type { Entry, Match } from "../grammar.ts";
import { edtfDay, partOf } from "./calendar.ts";
import { mayOpen, type Open, ofReport, opened, sinceEvent } from "./time-open.ts";
import { daysNear, inMonthOf } from "./time-stretch.ts";
import { fromText, inYear, yearTold } from "./time-told.ts";
import { exhibit, isFuture, namesThing, type Resolved, resolve } from "./time-values.ts";
import type { FoundTime, Part, TimeView } from "./time-view.ts";

/** Gives a time its place in the text, with the "since" or "in" before it, and its value; null where it is none after all. */
export function finish(view: TimeView, part: Part): FoundTime | null {
  if (part.needsPart && part.part === undefined) return null;
  const lead = leadOf(view, part);
  const found = unvalued(view, lead.from, part.to);
  if (part.fuzzy !== undefined) return { ...found, fuzzy: part.fuzzy };
  if (part.hijri) return { ...found, fuzzy: "hijri-calendar" };
  if (part.offset !== undefined) return { ...found, ...countedFromText(view, part, part.offset, lead.open) };
  if (part.dayOf !== undefined) {
    const day = dayOfMonthTold(view, part, part.dayOf, lead.open);
    return day === null ? null : { ...found, ...day };
  }
  const { value, candidates, anchor } = resolve(view, part, true);
  if (value === null && candidates.length === 0) return null;
  const sure = value !== null && !value.includes("X");
  if (sure) remember(view, part, lead.open, value, anchor);
  return {
    ...found,
    value: sure ? opened(value, openOf(view, part, lead, value), part.part) : value,
    candidates,
    anchor,
    role: exhibit(view, part) ? "observation" : "event",
  };
}

/** A time's place in the text; what it tells is filled in by whoever finds out. */
function unvalued({ tokens, text }: TimeView, from: number, to: number): FoundTime {
  const start = tokens[from]!.start;
  const end = tokens[to - 1]!.end;
  const exact = text.slice(start, end);
  return { start, end, exact, from, to, value: null, candidates: [], fuzzy: null, anchor: null, role: "event" };
}

/** What stands before a time and belongs to it: "since", "until", "before", "after", or only "in". */
interface Lead {
  readonly from: number;
  readonly open: Open;
  /** The word that leaves an end open. */
  readonly word?: Entry;
}

function leadOf(view: TimeView, part: Part): Lead {
  const { matches } = view;
  let lead: Lead = { from: part.from, open: null };
  if (part.fuzzy !== undefined) return lead;
  for (const open of ["since", "until", "before", "after"] as const) {
    const words = matches.get(`time.${open}`);
    const { from } = lead;
    const match = words?.find((m) => opensAt(view, m, from, part));
    // "since at least mid-April"
    const least = matches.get("bound.atLeast")?.find((m) => m.to === from && m.entry.attributes["after"] !== "yes");
    const bounded = least && words?.find((m) => m.to === least.from);
    if (bounded !== undefined) lead = { from: bounded.from, open, word: bounded.entry };
    if (match !== undefined && !isDoer(view, match, part) && !tellsWhich(view, match, open, part))
      lead = { from: match.from, open, word: match.entry };
  }
  return lead.open === null ? leadIn(view, part) : lead;
}

/** Does such a word stand before a time that begins here, or before its article? */
const opensAt = (view: TimeView, word: Match, from: number, part: Part): boolean =>
  (word.to === from && mayOpen(view, word, part)) ||
  // "through the summer" is during it
  (word.to === from - 1 &&
    view.grammar.has("article", view.tokens[from - 1]!.norm) &&
    !view.grammar.has("during", view.tokens[word.from]!.norm));

/** "those driven out by last week's fighting": who did it, no end. */
const isDoer = ({ tokens, grammar }: TimeView, word: Match, { to }: Part): boolean =>
  grammar.has("agent-words", tokens[word.from]!.norm) &&
  grammar.has("genitive", tokens[to]?.norm) &&
  !grammar.has("time.final", tokens[to + 1]?.norm);

/** "after the 2016 slide", "a figure from the 2008 census": which one, no end. */
const tellsWhich = (view: TimeView, word: Match, open: Open, part: Part): boolean =>
  (open === "after" || word.entry.attributes["of"] === "things") && namesThing(view, part);

/** "in", "on" before a time, and with it "since" where what happened stands between: "منذ بداية الحصار في تشرين الأول 2012". */
function leadIn(view: TimeView, { from, weekday }: Part): Lead {
  const { tokens, grammar } = view;
  const at = grammar.has("article", tokens[from - 1]?.norm) ? from - 2 : from - 1;
  const word = grammar.word("time.lead", tokens[at]?.norm ?? "");
  if (word === undefined || word.attributes["loose"] === "yes" || weekday !== undefined) return { from, open: null };
  const event = sinceEvent(view, at);
  return event === null ? { from: at, open: null } : { from: event, open: "since" };
}

/** "the next day", "the same month of 2013": counted from the time last told, which is then this one. */
function countedFromText(
  view: TimeView,
  part: Part,
  offset: NonNullable<Part["offset"]>,
  open: Open,
): Partial<FoundTime> {
  const { memory } = view;
  const y = part.y ?? (part.yearOf === undefined ? null : yearTold(memory) + part.yearOf);
  const told = y === null ? (fromText(memory, offset) ?? ofReport(view, offset)) : inYear(memory, offset.unit, y);
  if (told === null) return { fuzzy: "event-relative", length: offset.counted === true };
  const place = part.part === undefined ? told : partOf(told, part.part);
  if (!(offset.counted && offset.unit === "year")) memory.last = place;
  return { value: opened(place, open), anchor: "text" };
}

/** "the 30th": of the month the text speaks of, else one of the two near the reference day; null where it is none. */
function dayOfMonthTold(view: TimeView, part: Part, day: number, open: Open): Partial<FoundTime> | null {
  const { memory } = view;
  const ahead = part.led === true && isFuture(view, part);
  const told = ahead ? null : inMonthOf(memory, day);
  const near = told === null && part.led ? daysNear(view.reference, day, ahead) : [];
  const value = told ?? (ahead ? near[0]! : null);
  if (value === null) {
    if (near.length < 2) return null;
    return { value: `XXXX-XX-${String(day).padStart(2, "0")}`, candidates: near, anchor: "undecided" };
  }
  memory.last = value;
  memory.day = value;
  return { value: opened(value, open), anchor: told === null ? "reference-date" : "text" };
}

/** What the times behind this one may count from. */
function remember(view: TimeView, part: Part, open: Open, value: string, anchor: Resolved["anchor"]): void {
  const { memory } = view;
  // "before September": no time that is told of
  if (open !== "before") memory.last = value;
  if (!isBareYear(part)) memory.span = value;
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) memory.day = value;
  // "since 2019" says how long, not which year is told of
  const told = open === null || !isBareYear(part);
  if (part.y !== undefined && part.anchor !== "reference-date" && told && !isInPassing(view, part)) {
    memory.year = part.y;
    if (part.m !== undefined || part.season !== undefined) memory.full = part.y;
  }
  // "on Wednesday", "last month": the text is back in its own time
  if (anchor === "reference-date" && part.y === undefined && part.m === undefined) memory.year = null;
}

/** "a circular from 2018", "as of 3 May": a date, no beginning; else what the word before leaves open. */
function openOf({ tokens, grammar, reference }: TimeView, part: Part, { from, open, word }: Lead, value: string): Open {
  const { of: dates, point } = word?.attributes ?? {};
  const thing = ["exhibit-things", "report-words", "dated-things"].some((s) => grammar.has(s, tokens[from - 1]?.norm));
  const whole = dates === "things" && (thing || part.d2 !== undefined);
  return whole || (point === "yes" && value.split("/")[0]! <= edtfDay(reference)) ? null : open;
}

/** "worse than 2018", "our 2018 survey", "a diary, found in 2002, records": a year that the story does not go on in. */
function isInPassing(view: TimeView, part: Part): boolean {
  if (isLookedBackOn(view, part)) return true;
  if (!isBareYear(part)) return false;
  const { tokens, grammar } = view;
  const [before, after] = [tokens[part.from - 1]?.norm, tokens[part.to]];
  const lead = grammar.has("time.lead", before) ? tokens[part.from - 2]?.norm : before;
  if (
    [before, lead].some((n) => grammar.has("than-words", n)) &&
    !grammar.has("time.year-word", tokens[part.from]!.norm)
  )
    return true;
  if (["possessives", "article", "number-article"].some((s) => grammar.has(s, before))) return true;
  const comma = (at: number): boolean => /^[,،]$/u.test(tokens[at]?.norm ?? "");
  return after !== undefined && comma(part.to) && [2, 3, 4].some((n) => comma(part.from - n));
}

/** "compared with 48 percent in the autumn of 2019", "arrived since the floods of spring 2023": what is only looked back on. */
function isLookedBackOn({ matches, tokens }: TimeView, { from, m: month }: Part): boolean {
  const since = (matches.get("time.since") ?? []).filter((s) => month === undefined && !s.entry.attributes["of"]);
  return [...(matches.get("time.compared") ?? []), ...since].some(
    (m) => m.to <= from && from - m.to <= 12 && !tokens.slice(m.to, from).some((t) => t.norm === "," || t.norm === ";"),
  );
}

/** A year alone in passing is no period that is told of. */
const isBareYear = (part: Part): boolean =>
  part.y !== undefined && part.m === undefined && part.season === undefined && part.part === undefined;
