import { expect, it } from "vitest";
import { fold } from "#kernel";
import { saysNothing } from "./missing-words.ts";
import { readAge } from "./read-age.ts";
import { readDay } from "./read-day.ts";
import { readSex } from "./read-sex.ts";

it("reads days as registrars write them", () => {
  for (const text of [
    "1980-05-17",
    "19800517",
    "17/05/1980",
    "17.5.1980",
    "05/17/1980",
    "17 May 1980",
    "1980-05-17T00:00",
  ])
    expect(readDay(text)).toBe(19800517);
  expect([
    readDay("1980-05"),
    readDay("1980"),
    readDay("no date"),
    readDay("1980-13-01"),
    readDay("0080-01-01"),
  ]).toEqual([19800500, 19800000, 0, 0, 0]);
});

it("reads months by their Arabic names, folded", () => {
  const read = (text: string): number => readDay(fold(text));
  expect(read("٣ أيار ١٩٧٥")).toBe(19750503);
  expect(read("12 كانون الثاني 1988")).toBe(19880112);
  expect(read("1/تشرين الأول/2013")).toBe(20131001);
  expect(read("آب 2012")).toBe(20120800);
  expect(read("5 يوليو 2014")).toBe(20140705);
  expect(read("5 كلمة 2014")).toBe(0);
});

it("reads dates as people and programs write them, known by a month or a year", () => {
  const read = (text: string): number => readDay(fold(text));
  for (const text of ["2013-03-05T00:00:00.000Z", "March 5, 2013", "5th March 2013", "5 آذار/مارس 2013", "5/3/2013م"])
    expect(read(text), text).toBe(20130305);
  for (const text of ["March 2013", "Mar. 2013", "آذار/مارس 2013", "شهر آذار 2013"])
    expect(read(text), text).toBe(20130300);
  for (const text of [
    "بداية 2013",
    "أوائل عام 2013",
    "2013 تقريبا",
    "c. 2013",
    "about 2013",
    "~2013",
    "early 2013",
    "2013؟".replace("؟", "?"),
  ])
    expect(read(text), text).toBe(20130000);
  // These leave the year open.
  for (const text of ["before 2013", "قبل 2013", "2012-2013", "mayor 2013", "غير معروف", "م", ""])
    expect(read(text), text).toBe(0);
});

it("reads ages in years, months and days, about and between", () => {
  const read = (text: string): number => readAge(fold(text));
  const wanted: Readonly<Record<string, number>> = {
    "35": 35,
    "٣٥ سنة": 35,
    "35 years old": 35,
    "حوالي 35": 35,
    "about 35": 35,
    "35-40": 37,
    "0.5": 0,
    "8 months": 0,
    "18 شهراً": 1,
    "14 يوم": 0,
    "14 يوماً": 0,
    "3 أيام": 0,
    رضيع: 0,
    "أقل من سنة": 0,
    "سنة ونصف": 1,
    سنتان: 2,
    "3 سنوات ونصف": 3,
    "35M": 35,
    "20-60": -1,
    "999": -1,
    "-1": -1,
    بالغ: -1,
  };
  for (const [text, age] of Object.entries(wanted)) expect(read(text), text).toBe(age);
});

it("reads sexes as words, letters and both languages at once", () => {
  const read = (text: string): number => readSex(fold(text));
  for (const text of ["M", "ذكر", "ذكر / Male", "طفل ذكر", "Nêr", "1"]) expect(read(text), text).toBe(1);
  for (const text of ["F", "أنثى", "انثى (female)", "مؤنث", "طفلة", "mê"]) expect(read(text), text).toBe(2);
  for (const text of ["", "?", "ذكر/أنثى", "adult"]) expect(read(text), text).toBe(0);
});

it("knows what says that nothing is known, with and without its spaces and signs", () => {
  for (const text of ["N/A", "n.a.", "-", "???", "غير معروف", "غيرمعروف", "لا يوجد", "not available"])
    expect(saysNothing(fold(text)), text).toBe(true);
  for (const text of ["Nadia", "معروف", "0"]) expect(saysNothing(fold(text)), text).toBe(false);
});
