import { withoutHedge } from "./hedges.ts";

/** A day as `year * 10000 + month * 100 + day`; month and day 0 when not known; 0 when nothing is. */
export type PackedDay = number;

const MONTHS = "january february march april may june july august september october november december".split(" ");

// Months as the Levant and Iraq, Egypt and the Gulf, and the Maghreb name them, folded: alefs without hamza, no marks.
const ARABIC_MONTHS: readonly (readonly string[])[] = [
  ["كانون الثاني", "كانون ثاني", "يناير", "جانفي"],
  ["شباط", "فبراير", "فيفري"],
  ["اذار", "مارس"],
  ["نيسان", "ابريل", "افريل"],
  ["ايار", "نوار", "مايو", "ماي"],
  ["حزيران", "يونيو", "يونيه", "جوان"],
  ["تموز", "يوليو", "يوليه", "جويليه"],
  ["اب", "اغسطس", "اوت"],
  ["ايلول", "سبتمبر"],
  ["تشرين الاول", "تشرين اول", "اكتوبر"],
  ["تشرين الثاني", "تشرين ثاني", "نوفمبر"],
  ["كانون الاول", "كانون اول", "ديسمبر"],
];
const ARABIC_MONTH = new Map(ARABIC_MONTHS.flatMap((names, i) => names.map((name) => [name, i + 1] as const)));

/**
 * Reads a written day, folded: `1980-05-17`, `19800517`, `17/05/1980`, `05/17/1980` where the day is above 12, `17 may 1980`,
 * `may 17, 1980`, `may 1980`, `1980-05`, `1980`, `3 ايار 1975`, `3 ايار/مايو 1975`, a time behind it. What stands before a year
 * and leaves it standing ("about", "early", "بدايه") is passed over. Returns 0 when it is no date.
 */
export function readDay(text: string): PackedDay {
  const plain = withoutHedge(text)
    .replace(/[t ]\d{1,2}:\d{2}.*$/i, "")
    .replace(/(?<=[\u0621-\u064a]) ?\/ ?[\u0621-\u064a]+/, "");
  let match = /^(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?$/.exec(plain);
  if (match !== null) return pack(match[1]!, match[2]!, match[3] ?? "0");
  match = /^(\d{4})(\d{2})(\d{2})$/.exec(plain);
  if (match !== null) return pack(match[1]!, match[2]!, match[3]!);
  match = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/.exec(plain);
  if (match !== null)
    return Number(match[2]) > 12 ? pack(match[3]!, match[1]!, match[2]!) : pack(match[3]!, match[2]!, match[1]!);
  match = /^(?:(\d{1,2})(?:st|nd|rd|th)?[-/\s]+)?([a-z]{3,})\.?[-/\s,]+(\d{4})$/i.exec(plain);
  if (match !== null) return pack(match[3]!, monthOf(match[2]!), match[1] ?? "0");
  match = /^([a-z]{3,})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$/i.exec(plain);
  if (match !== null) return pack(match[3]!, monthOf(match[1]!), match[2]!);
  match = /^(?:(\d{1,2})[-/\s]+)?([\u0621-\u064a]+(?: [\u0621-\u064a]+)?)[-/\s,،]+(\d{4})$/.exec(plain);
  if (match !== null) return pack(match[3]!, String(ARABIC_MONTH.get(match[2]!) ?? 99), match[1] ?? "0");
  match = /^(1[0-9]{3}|20[0-9]{2})$/.exec(plain);
  return match === null ? 0 : Number(match[1]) * 10000;
}

// "sept" too; 99 is no month.
function monthOf(word: string): string {
  const at = MONTHS.findIndex((month) => month.startsWith(word.toLowerCase()));
  return String(at === -1 ? 99 : at + 1);
}

function pack(year: string, month: string, day: string): PackedDay {
  const [y, m, d] = [Number(year), Number(month), Number(day)];
  if (y < 1000 || y > 2200 || m > 12 || d > 31) return 0;
  if (m === 0) return y * 10000;
  return y * 10000 + m * 100 + d;
}

/** The year of a folded value, alone or in a date; 0 when there is none. */
export function readYear(folded: string): number {
  return Math.floor(readDay(folded) / 10000) || wholeNumber(folded);
}

/** A folded whole number; 0 when it is none. */
export function wholeNumber(folded: string): number {
  return Math.round(Number(folded)) || 0;
}
