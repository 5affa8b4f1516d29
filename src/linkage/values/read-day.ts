import { withoutHedge } from "./hedges.ts";
import { dayOfHijri } from "./hijri.ts";
import { type MonthName, monthAt } from "./months.ts";
import { withDigits } from "./number-words.ts";
import { DOUBT, ORDER_UNKNOWN, type PackedDay, packedOf } from "./packed-day.ts";

export type { PackedDay } from "./packed-day.ts";

/** How the dates of a column are written, where one value alone does not say. */
export interface DayHabit {
  /** Of 3/4/2013: which of the two is the day. */
  readonly order: "day first" | "month first" | "unknown";
  /** Numbers alone from 1300 to 1500 are years of the Islamic calendar. */
  readonly isHijri: boolean;
  /** 41640 is a day as spreadsheets count them. */
  readonly hasSerials: boolean;
}

export const USUAL_HABIT: DayHabit = { order: "day first", isHijri: true, hasSerials: false };

const WEEKDAYS = new Set(
  "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun lundi mardi mercredi jeudi vendredi samedi dimanche السبت الاحد الاثنين الثلاثا الثلاثاء الاربعا الاربعاء الخميس الجمعه سبت احد اثنين ثلاثا اربعا خميس جمعه".split(
    " ",
  ),
);
// Words that stand in dates and leave them what they are.
const FILLING = new Set(
  "of the on in day de le morning evening night dawn noon afternoon صباح صباحا مساء مسا ليله ليل فجر ظهر عصر ضحي الشهر يوم بتاريخ تاريخ الموافق لسنه من شهر سنه عام في لعام ad ce م ميلادي ميلاديه".split(
    " ",
  ),
);
const HIJRI_SIGN = new Set("ه هجري هجريه هـ h ah hijri".split(" "));
// Of two calendars side by side the one after this word, or in brackets, says the same again.
const ALSO = /\s*(?:\(|=|الموافق|موافق|corresponding to).*$/u;

// From one date to another, or one of two; each with its year.
const SPAN = /^(?:بين |between |من |from )?(.*\d{4}.*?)\s+(?:-|to|until|or|and|الي|حتي|او|و)\s*(.*\d{4}.*)$/u;

type Token = { readonly n: number; readonly digits: number } | MonthName;
type Digits = Extract<Token, { readonly n: number }>;
const isNumber = (token: Token): token is Digits => "n" in token;

/**
 * Reads a written day, folded: `1980-05-17`, `19800517`, `17/05/1980`, `05/17/1980` where the day is above 12, `17 may 1980`,
 * `may 17, 1980`, `may 1980`, `1980-05`, `1980`, `17/5/80`, `3 ايار 1975`, `3 ايار/مايو 1975`, `friday 3/5/1975`, `11 رمضان 1443`,
 * `1443/09/11`, a time before or behind it, days of one month or of two days (`3-5/5/2013`). What stands before a year and leaves it
 * standing ("about", "early", "بدايه") is passed over. Years of two digits are 1930 to 2029. Returns 0 when it is no date.
 */
export function readDay(text: string, habit: DayHabit = USUAL_HABIT): PackedDay {
  const whole = text.trim().toLowerCase();
  if (!/\d/.test(whole)) return 0;
  // As nearly all dates are written: nothing else needs to be looked for.
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(whole);
  if (iso !== null) return fromYear(Number(iso[1]), Number(iso[2]), Number(iso[3]), habit);
  const span = SPAN.exec(whole);
  if (span !== null) return spanned(readDay(span[1]!, habit), readDay(span[2]!, habit));
  const also = ALSO.exec(whole);
  if (also !== null && also.index > 0) {
    // The side of the solar calendar is exact.
    const both = [
      whole.slice(0, also.index),
      also[0].replace(/^\s*(?:\(|=|الموافق|موافق|corresponding to)|\)\s*$/gu, ""),
    ];
    const days = both.map((side) => readDay(side, habit)).filter((day) => day !== 0);
    return days.find((day) => day < DOUBT) ?? days[0] ?? 0;
  }
  const plain = withoutHedge(
    whole
      .replace(
        /(?:^|(?<=\d)t|[\s,]+|at|الساعه)\s*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:z|[+-]\d{2}:?\d{2}|[ap]\.?m\.?|ص|م|صباحا|مسا|مساء)?(?=\s|$)/giu,
        " ",
      )
      .trim(),
  );
  if (plain === "") return 0;
  const serial = habit.hasSerials ? /^(\d{5})(?:\.\d+)?$/.exec(plain) : null;
  // Spreadsheets count days from 1899-12-30, as they hold 1900 for a leap year (ECMA-376 part 1, 18.17.4).
  if (serial !== null) return packedOf(Number(serial[1]) - 25569);
  const eight = /^(\d{4})(\d{2})(\d{2})$/.exec(plain);
  if (eight !== null) return datedBy(Number(eight[1]), Number(eight[2]), Number(eight[3]), habit);
  const years = /^((?:1[89]|20)\d\d) ?[-/] ?((?:1[89]|20)\d\d)$/.exec(plain);
  if (years !== null && Number(years[2]) === Number(years[1]) + 1) return 4 * DOUBT + Number(years[2]) * 10000 + 101;
  // The fifth of June: the day in words stands first.
  const read = tokensOf(
    plain.replace(/^(?:الشهر )?ال?\p{L}+(?= )/u, (word) => withDigits(word.replace(/^الشهر /, ""))),
  );
  return read === null ? 0 : dayOf(read.tokens, read.isHijri ? { ...habit, isHijri: true } : habit);
}

function tokensOf(plain: string): { tokens: Token[]; isHijri: boolean } | null {
  const words = plain
    .replace(/(?<=\d)(?:st|nd|rd|th)(?!\p{L})/gu, "")
    .replace(/(?<=\p{L})'(?=\p{L})/gu, "")
    .match(/\p{L}+|\d+/gu);
  if (words === null || /[^\p{L}\p{N}\s/.,،\\\-'’_:]/u.test(plain)) return null;
  const tokens: Token[] = [];
  let isHijri = false;
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    const month = monthAt(words, at);
    const last = tokens.at(-1);
    if (month !== null) {
      at += month.words - 1;
      // Two names of one month are one: ايار/مايو.
      if (last !== undefined && !isNumber(last) && last.month === month.name.month && !last.isHijri) continue;
      tokens.push(month.name);
      isHijri ||= month.name.isHijri;
    } else if (/^\d/.test(word)) tokens.push({ n: Number(word), digits: word.length });
    else if (HIJRI_SIGN.has(word)) isHijri = true;
    else if (!FILLING.has(word) && !WEEKDAYS.has(word)) return null;
  }
  return { tokens, isHijri };
}

function dayOf(tokens: readonly Token[], habit: DayHabit): PackedDay {
  const months = tokens.filter((token) => !isNumber(token)) as MonthName[];
  const numbers = tokens.filter(isNumber);
  const [a, b, c, d] = numbers;
  if (a === undefined || months.length > 1) return 0;
  if (months.length === 1) return inMonth(months[0]!, numbers, habit);
  if (b === undefined) return a.digits === 4 ? datedBy(a.n, 0, 0, habit) : 0;
  if (c === undefined) {
    // 2013-05, 5/2013.
    if (a.digits === 4) return b.digits <= 2 ? datedBy(a.n, b.n, 0, habit) : 0;
    return b.digits === 4 && a.digits <= 2 ? datedBy(b.n, a.n, 0, habit) : 0;
  }
  // 3-5/5/2013.
  if (d !== undefined) return numbers.length === 4 && d.digits === 4 ? fromTo(a.n, b.n, c.n, d.n, habit) : 0;
  if (a.digits === 4) return fromYear(a.n, b.n, c.n, habit);
  if (a.digits > 2 || b.digits > 2 || (c.digits !== 4 && c.digits !== 2)) return 0;
  return ordered(a.n, b.n, yearOf(c), habit);
}

// 2013-17-05: the month cannot be 17.
function fromYear(year: number, second: number, third: number, habit: DayHabit): PackedDay {
  return second > 12 && third <= 12 ? datedBy(year, third, second, habit) : datedBy(year, second, third, habit);
}

function inMonth(name: MonthName, [a, b, c, d]: readonly Digits[], habit: DayHabit): PackedDay {
  const month = name.month;
  if (b === undefined) return a!.digits === 4 ? datedBy(yearOfMonth(name, a!.n, 15), month, 0, habit) : 0;
  if (c === undefined) {
    const [year, day] = a!.digits === 4 ? [a!, b] : [b, a!];
    return datedBy(yearOfMonth(name, yearOf(year), day.n), month, day.n, habit);
  }
  // 3-5 May 2013, May 3 to 5, 2013.
  return d === undefined && c.digits === 4 ? fromTo(a!.n, b.n, month, yearOfMonth(name, c.n, a!.n), habit) : 0;
}

// Ramadan 2011: the Hijri year whose month lies in that year.
function yearOfMonth({ month, isHijri }: MonthName, year: number, day: number): number {
  if (!isHijri || year < 1800) return year;
  const about = Math.floor(((year - 622) * 33) / 32);
  const years = [about - 1, about, about + 1, about + 2];
  return years.find((y) => Math.floor(packedOf(dayOfHijri(y, month, day)) / 10000) === year) ?? -1;
}

// Days of one month: the middle where they are few, else the month.
function fromTo(from: number, to: number, month: number, year: number, habit: DayHabit): PackedDay {
  if (to <= from || to > 31) return 0;
  return to - from <= 4 ? doubted(datedBy(year, month, (from + to) >> 1, habit), 1) : datedBy(year, month, 0, habit);
}

function ordered(first: number, second: number, year: number, habit: DayHabit): PackedDay {
  const isMonthFirst = second > 12 || (first <= 12 && habit.order === "month first");
  const day = isMonthFirst ? datedBy(year, first, second, habit) : datedBy(year, second, first, habit);
  const isOpen = habit.order === "unknown" && first <= 12 && second <= 12 && first !== second && first * second > 0;
  return isOpen && day < DOUBT ? doubted(day, ORDER_UNKNOWN) : day;
}

// What both days have in common: a day within two, a month, a year.
function spanned(from: PackedDay, to: PackedDay): PackedDay {
  if (from === 0 || to < from || to >= DOUBT) return 0;
  if (from === to) return from;
  const common = (unit: number): number =>
    Math.floor(from / unit) === Math.floor(to / unit) ? from - (from % unit) : 0;
  const month = common(100);
  if (month === 0 || from % 100 === 0 || to - from > 4) return month || common(10_000);
  return doubted((from + to) >> 1, 1);
}

function doubted(day: PackedDay, kind: number): PackedDay {
  return day === 0 || day >= DOUBT ? day : day + kind * DOUBT;
}

function yearOf({ n, digits }: Digits): number {
  return digits === 4 ? n : digits === 2 ? (n < 30 ? 2000 + n : 1900 + n) : -1;
}

// Month and day 0 where not known.
function datedBy(year: number, month: number, day: number, { isHijri }: DayHabit): PackedDay {
  if (year < 1000 || year > 2200 || month > 12 || day > 31) return 0;
  if (!isHijri || year < 1300 || year > 1500) return month === 0 ? year * 10000 : year * 10000 + month * 100 + day;
  if (month === 0) return doubted(packedOf(dayOfHijri(year, 7, 1)), 3);
  return day === 0
    ? doubted(packedOf(dayOfHijri(year, month, 15)), 2)
    : day > 30
      ? 0
      : doubted(packedOf(dayOfHijri(year, month, day)), 1);
}

/** The year of a folded value, alone or in a date; 0 when there is none. */
export function readYear(folded: string, habit: DayHabit = USUAL_HABIT): number {
  return Math.floor((readDay(folded, habit) % DOUBT) / 10000) || wholeNumber(folded);
}

/** A folded whole number; 0 when it is none. */
export function wholeNumber(folded: string): number {
  return Math.round(Number(folded)) || 0;
}
