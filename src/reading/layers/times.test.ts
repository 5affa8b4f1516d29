import { expect, test } from "vitest";
import { read } from "../read.ts";

// Made-up sentences in which no one day is told: what is left open, and between what.
const OPEN: readonly (readonly [language: "en" | "ar", text: string, candidates: readonly string[]])[] = [
  ["en", "The jar was labelled “03/02”.", ["2017-02-03", "2017-03-02"]],
  ["ar", "وجدوا رسالة بتاريخ 03/02.", ["2017-02-03", "2017-03-02"]],
  ["ar", "وصلت الباخرة في ٧ تشرين.", ["2016-10-07", "2016-11-07"]],
  ["ar", "افتتح السوق في كانون.", ["2016-12", "2017-01"]],
  ["en", "The roof fell in during October, two or three years ago.", ["2015-10", "2014-10"]],
];

test.each(OPEN)("%s: %s", (language, text, candidates) => {
  const [time, ...more] = read(text, { referenceDate: "2017-05-15", language }).times;
  expect(more).toEqual([]);
  expect(time).toMatchObject({ value: null, candidates, anchor: "undecided" });
});

test.each(["The choir met on the first Monday of each month.", "He came every Friday.", "It was a Sunday."])(
  "%s: no one day",
  (text) => {
    const [time, ...more] = read(text, { referenceDate: "2017-05-15", language: "en" }).times;
    expect(more).toEqual([]);
    expect(time?.value).toBeNull();
    expect(time?.fuzzy).not.toBeNull();
  },
);

test("a year of two digits is the latest that has come", () => {
  const values = (text: string) =>
    read(text, { referenceDate: "2017-05-15", language: "en" }).times.map((t) => t.value);
  expect(values("The dam was built in ’98, and the bridge in ’11.")).toEqual(["1998", "2011"]);
  expect(values("They grew maize in the ’60s.")).toEqual(["1960/1969"]);
  expect(values("He lent out some of ’83 books.")).toEqual([]);
});

test.each(["المي بتجي مرة بالجمعة.", "القضية رقم 112/2020 أُحيلت.", "بدت المدينة سيئة، ولا سيما الجسر."])(
  "%s: no time",
  (text) => {
    expect(read(text, { referenceDate: "2017-05-15", language: "ar" }).times).toEqual([]);
  },
);
