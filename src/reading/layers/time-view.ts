import type { Time } from "../format.ts";
import type { Grammar, Match } from "../grammar.ts";
import type { Matches } from "../matches.ts";
import type { Token } from "../text/tokens.ts";
import type { Day } from "./calendar.ts";

export interface FoundTime extends Omit<Time, "id" | "claims"> {
  readonly from: number;
  readonly to: number;
  /** "two years later" with no time to count from: what is left is a length, and its number a quantity. */
  readonly length?: boolean;
}

/** What earlier sentences said about time, for "the next day" and for months without a year. */
export interface TimeMemory {
  /** The last day or month named. */
  last: string | null;
  /** The last stretch told, whole: what "the same period" is. */
  span: string | null;
  /** The last day named: a year in passing ("he died in 2007") does not end the day that is told of. */
  day: string | null;
  /** The last year named in this block. */
  year: number | null;
  /** The year of the last date that named a month, kept over blocks where the text tells one story. */
  full: number | null;
  /** The text is of findings in numbered paragraphs. */
  readonly findings: boolean;
}

export interface TimeView {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly matches: Matches;
  readonly grammar: Grammar;
  readonly reference: Day;
  readonly memory: TimeMemory;
}

export interface Part {
  from: number;
  to: number;
  y?: number;
  m?: number;
  d?: number;
  d2?: number;
  /** It was one of the two days, `d` or `d2`. */
  either?: boolean;
  /** The second month that a short name may mean: تشرين. */
  other?: number;
  /** "that May", "the following Tuesday", "the previous spring": where it lies beside the last time named. */
  told?: -1 | 0 | 1;
  /** "March of the following year": the year counted from the last one named. */
  yearOf?: number;
  /** "2011", "last week" of "Tuesday of last week": the unit that the value is, counted from the reference day. */
  unit?: string;
  /** "the 30th": a day of the month that the text speaks of. */
  dayOf?: number;
  /** A word that leads times stands before that day. */
  led?: boolean;
  season?: number;
  weekday?: number;
  decade?: number;
  shift?: -1 | 0 | 1;
  part?: string;
  /** Already an EDTF value. */
  value?: string;
  anchor?: Time["anchor"];
  candidates?: string[];
  fuzzy?: string;
  hijri?: boolean;
  /** Counted from the last time named in the text, which is known only when the times before it are done. */
  offset?: { unit: string; n: number; counted?: boolean; span?: boolean | "beside" };
  /** Means a time only with "early", "the first half of" before it. */
  needsPart?: boolean;
}

/** Do two tokens stand together, with nothing between? */
export const touch = (a: Token | undefined, b: Token | undefined): boolean =>
  a !== undefined && b !== undefined && a.end === b.start;

/** What a section of the grammar has found that begins here. */
export const starting = (view: TimeView, section: string, at: number): Match | undefined =>
  view.matches.get(section)?.find((m) => m.from === at);

/** "may" is no month where the language writes months with a capital. */
export const lacksCapital = ({ tokens, grammar }: TimeView, at: number): boolean =>
  grammar.setting("dates-in-capitals") === "yes" && /^\p{Ll}/u.test(tokens[at]!.norm) && !tokens[at]!.capital;
