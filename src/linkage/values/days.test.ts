import { expect, it } from "vitest";
import { fold } from "#kernel";
import { DATE_LEVELS, dateLevel } from "../compare/dates.ts";
import { readList } from "../read/read-list.ts";
import { dayHabitOf } from "./day-habit.ts";
import { dayOfHijri } from "./hijri.ts";
import { DOUBT, dayNumber, ORDER_UNKNOWN, packedOf, plainDay } from "./packed-day.ts";
import { readDay } from "./read-day.ts";

const read = (text: string): number => readDay(fold(text));
const days = (iso: string): number => Date.parse(iso) / 86_400_000;

it("days of the Islamic calendar lie within a day of published ones", () => {
  // Years begun as dated in print (Umm al-Qura calendar of Saudi Arabia; 1400 as dated in 1979).
  const published: readonly (readonly [number, number, number, string])[] = [
    [1400, 1, 1, "1979-11-20"],
    [1420, 9, 1, "1999-12-09"],
    [1432, 9, 1, "2011-08-01"],
    [1443, 10, 1, "2022-05-02"],
    [1444, 9, 1, "2023-03-23"],
    [1445, 1, 1, "2023-07-19"],
    [1446, 12, 10, "2025-06-06"],
  ];
  for (const [year, month, day, iso] of published)
    expect(Math.abs(dayOfHijri(year, month, day) - days(iso)), iso).toBeLessThanOrEqual(1);
  // Thirty years are 10,631 days, in whatever year they begin.
  for (const year of [1300, 1399, 1443]) expect(dayOfHijri(year + 30, 1, 1) - dayOfHijri(year, 1, 1)).toBe(10_631);
});

it("Hijri dates are read in words and numbers, and stay only about right", () => {
  const near = (text: string, iso: string, reach: number): void => {
    const day = read(text);
    expect(day, text).toBeGreaterThan(DOUBT);
    const plain = plainDay(day);
    const there = Number(iso.replaceAll("-", ""));
    expect(Math.abs(dayNumber(plain) - dayNumber(there)), text).toBeLessThanOrEqual(reach);
  };
  for (const text of [
    "11 رمضان 1443",
    "١١ رمضان ١٤٤٣",
    "11 رمضان 1443 هـ",
    "11/9/1443",
    "1443/09/11",
    "11 Ramadan 1443 AH",
    "الثلاثاء 11 رمضان 1443هـ",
  ])
    near(text, "2022-04-12", 2);
  near("5 ربيع الثاني 1444", "2022-10-30", 2);
  near("3 ذو القعدة 1432", "2011-10-01", 2);
  near("رمضان 1443", "2022-04-17", 16);
  near("1443", "2022-02-01", 178);
  near("رمضان 2011", "2011-08-15", 16);
  near("11 رمضان 2011", "2011-08-11", 2);
  expect(read("31 رمضان 1443")).toBe(0);
  // Beside a date of the other calendar that one stands.
  expect(read("11 رمضان 1443 الموافق 12 نيسان 2022")).toBe(20220412);
  expect(read("12/4/2022 (11 رمضان 1443)")).toBe(20220412);
});

it("two-digit years, weekdays, times, spans and unknown days are read", () => {
  const wanted: Readonly<Record<string, number>> = {
    "17/5/80": 19800517,
    "17-05-13": 20130517,
    "17 May 99": 19990517,
    "الجمعة 17/5/2013": 20130517,
    "Friday, 17 May 2013": 20130517,
    "يوم الجمعة 17 أيار 2013": 20130517,
    "17/5/2013 14:30": 20130517,
    "17/5/2013 الساعة 5:30 مساء": 20130517,
    "14:30 17/5/2013": 20130517,
    "2011-06-00": 20110600,
    "00/06/2011": 20110600,
    "0/0/2011": 20110000,
    "5/2013": 20130500,
    "2013 آذار": 20130300,
    "17 mai 2013": 20130517,
    "17 Gulan 2013": 20130517,
    "17 مايس 2013": 20130517,
    "2013-17-05": 20130517,
    "3-20/5/2013": 20130500,
    "1/6/2011 - 20/6/2011": 20110600,
    "بين 1/6/2011 و 3/8/2011": 20110000,
    "1/6/2011 او 1/6/2011": 20110601,
    "3/8/2011 - 1/6/2011": 0,
    "فجر 1/6/2011": 20110601,
    "مساء الجمعة 1/6/2011": 20110601,
    "صيف 2011": 20110000,
    "الخامس من حزيران 2011": 20110605,
    "الشهر السادس 2012": 20120600,
    "كانون الأول 2012": 20121200,
    "5 ربيع 2011": 0,
  };
  for (const [text, day] of Object.entries(wanted)) expect(read(text), text).toBe(day);
  expect(read("3-5/5/2013")).toBe(DOUBT + 20130504);
  expect(read("1/6/2011 أو 3/6/2011")).toBe(DOUBT + 20110602);
  expect(read("2012-2013")).toBe(4 * DOUBT + 20130101);
  expect(read("41640")).toBe(0);
  expect(packedOf(days("2014-01-01"))).toBe(20140101);
});

it("a column's own values say which number is the day, and whether it holds days of a spreadsheet", async () => {
  const habit = async (...values: readonly string[]): Promise<ReturnType<typeof dayHabitOf>> =>
    dayHabitOf((await readList(new TextEncoder().encode(`date\n${values.join("\n")}\n`), "a.csv")).columns[0]!);
  const american = await habit("5/17/2013", "3/4/2013");
  expect(readDay("3/4/2013", american)).toBe(20130304);
  expect(readDay("3/4/2013", await habit("17/5/2013", "3/4/2013"))).toBe(20130403);
  const mixed = await habit("17/5/2013", "5/17/2013", "3/4/2013");
  const open = readDay("3/4/2013", mixed);
  expect(open).toBe(ORDER_UNKNOWN * DOUBT + 20130403);
  for (const other of [20130304, 20130403])
    expect(dateLevel(open, other)).toBeGreaterThanOrEqual(DATE_LEVELS.indexOf("equal as far as known"));
  expect(dateLevel(20130403, 20130304)).toBe(DATE_LEVELS.indexOf("day and month swapped, or one digit"));
  expect(readDay("41640", await habit("41640", "2014-01-01"))).toBe(20140101);
  expect(readDay("41640", await habit("41640", "99999"))).toBe(0);
  // Born in all centuries: 1432 is no year of the Islamic calendar.
  expect(readDay("1432-05-03", await habit("1432-05-03", "1632-01-01", "1701-02-03"))).toBe(14320503);
});

it("a day that is about right agrees within its doubt, the same both ways round", () => {
  const hijri = read("11 رمضان 1443");
  for (const [day, level] of [
    [20220412, "equal as far as known"],
    [20220411, "equal as far as known"],
    [20220400, "equal as far as known"],
    [20220000, "equal as far as known"],
    [20220420, "within a month or same day and month"],
    [20230101, "same or next year"],
  ] as const) {
    expect(DATE_LEVELS[dateLevel(hijri, day)], String(day)).toBe(level);
    expect(dateLevel(day, hijri)).toBe(dateLevel(hijri, day));
  }
});
