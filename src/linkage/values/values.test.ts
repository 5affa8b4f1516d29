import { expect, it } from "vitest";
import { fold } from "#kernel";
import { saysNothing } from "./missing-words.ts";
import { readAge } from "./read-age.ts";
import { readAgeGroup } from "./read-age-group.ts";
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
    readDay("1980-13-41"),
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
    "2013م",
    "about 2013",
    "~2013",
    "early 2013",
    "2013؟".replace("؟", "?"),
  ])
    expect(read(text), text).toBe(20130000);
  // These leave the year open.
  for (const text of [
    "before 2013",
    "قبل 2013",
    "2012-2016",
    "mayor 2013",
    "غير معروف",
    "م",
    "",
    "12 34 2013",
    "5 children 2013",
  ])
    expect(read(text), text).toBe(0);
});

it("reads ages in years, months and days, about and between", () => {
  const wanted: Readonly<Record<string, number | readonly [number, number]>> = {
    "35": 35,
    "٣٥ سنة": 35,
    "35 years old": 35,
    "حوالي 35": 35,
    "about 35": 35,
    "35-40": [35, 40],
    "بين 35 و 40": [35, 40],
    "0.5": 0,
    "8 months": 0,
    "18 شهراً": 1,
    "شهر واحد": 0,
    أشهر: 0,
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
    "the child": -1,
    بالغ: [18, 129],
    طفلة: [0, 17],
    Child: [0, 17],
    "in his 40s": [40, 49],
    "early 30s": [30, 34],
    أربعيني: [40, 49],
    "في العشرينات": [20, 29],
    thirties: [30, 39],
    "under 18": [0, 17],
    "تحت 18 سنة": [0, 17],
    "60+": [60, 129],
    مسنّة: [50, 129],
    "ثلاثة أشهر": 0,
    "سنة و 3 أشهر": 1,
    "عشرون عاماً": 20,
    "خمسة وعشرون": 25,
    "خمس سنوات": 5,
    "thirty-five": 35,
    "في الثلاثين من العمر": 30,
    "طفل (5 سنوات)": 5,
    "Adult 35": 35,
    "قرابة الـ35": 35,
    "فوق الستين": [60, 129],
    "دون الثامنة عشرة": [0, 17],
    "شاب في العشرينيات": [20, 29],
    "elderly man": [50, 129],
    "middle-aged": [35, 60],
    "غير بالغ": [0, 17],
    "adult child": -1,
    "مواليد 1990": -1,
  };
  for (const [text, age] of Object.entries(wanted)) {
    const [from, to] = typeof age === "number" ? [age, age] : age;
    expect(readAge(fold(text)), text).toEqual({ from, to });
  }
});

it("knows child and adult in words for the sex too, and in no letter or number", () => {
  const read = (text: string): number => readAgeGroup(fold(text)).to;
  expect([read("Boy"), read("طفلة أنثى"), read("امرأة"), read("Woman")]).toEqual([17, 17, 129, 129]);
  for (const text of ["M", "1", "Male", "ذكر", "17"]) expect(read(text), text).toBe(-1);
});

it("reads sexes as words, letters and both languages at once", () => {
  const read = (text: string): number => readSex(fold(text));
  for (const text of ["M", "ذكر", "ذكر / Male", "طفل ذكر", "Nêr", "ذ", "Man", "صبي"]) expect(read(text), text).toBe(1);
  for (const text of ["F", "أنثى", "انثى (female)", "مؤنث", "طفلة", "mê", "ث", "سيدة", "Girl"])
    expect(read(text), text).toBe(2);
  for (const text of ["", "?", "ذكر/أنثى", "adult", "1", "2"]) expect(read(text), text).toBe(0);
});

it("knows what says that nothing is known, with and without its spaces and signs", () => {
  for (const text of ["N/A", "n.a.", "-", "???", "غير معروف", "غيرمعروف", "لا يوجد", "not available"])
    expect(saysNothing(fold(text)), text).toBe(true);
  for (const text of ["Nadia", "معروف", "0"]) expect(saysNothing(fold(text)), text).toBe(false);
});
