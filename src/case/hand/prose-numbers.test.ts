import { describe, expect, it } from "vitest";
import { findTypedNumbers } from "./prose-numbers.ts";

const found = (text: string): string[] => findTypedNumbers(text).map((number) => number.text);

describe("findTypedNumbers()", () => {
  it.each([
    ["As many as 50 people died.", ["50"]],
    ["Between 5,000 and 13,000 were hanged.", ["5,000", "13,000"]],
    ["At least fifty people, two of them children.", ["fifty", "two"]],
    ["Dozens of men and half of the women.", ["Dozens", "half"]],
    ["It rose by 3.5 per cent.", ["3.5"]],
    ["There were 2000 dead.", ["2000"]],
    ["Killed in 2015 attacks.", ["2015"]],
    ["قُتل نحو ٥٠ شخصًا.", ["٥٠"]],
    ["مقتل خمسين شخصا وثلاثة أطفال.", ["خمسين", "وثلاثة"]],
    ["آلاف المعتقلين", ["آلاف"]],
    ["Ⅻ lists and ½ a page, x²", ["Ⅻ", "½", "²"]],
    ["۴۲ نفر", ["۴۲"]],
    ["On 15 May 2017 the 15 men", ["15"]],
  ])("finds typed numbers in %s", (text, numbers) => expect(found(text)).toEqual(numbers));

  it.each([
    "On 15 May 2017 officials spoke.",
    "On May 15, 2017, officials spoke.",
    "From 2013 to 2015, and since 2011.",
    "Between March 2011 and December 2015 it went on.",
    "The photograph is of January 2015.",
    "Dated 2017-05-15.",
    "في 15 أيار/مايو 2017 قال المسؤول",
    "منذ عام 2011 وحتى 2015.",
    "Someone often weighs what none of them knew.",
    "The report (2016) says so.",
  ])("lets dates and plain words be: %s", (text) => expect(found(text)).toEqual([]));
});
