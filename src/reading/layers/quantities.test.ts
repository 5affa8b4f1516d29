import fc from "fast-check";
import { expect, test } from "vitest";
import { read } from "../read.ts";

const ONES =
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen".split(" ");
const TEENS = [...ONES, "seventeen", "eighteen", "nineteen"];
const TENS = "- - twenty thirty forty fifty sixty seventy eighty ninety".split(" ");

/** A whole number below a thousand million in English words. */
function words(n: number): string {
  if (n < 20) return TEENS[n]!;
  if (n < 100) return n % 10 === 0 ? TENS[n / 10]! : `${TENS[Math.floor(n / 10)]!}-${ONES[n % 10]!}`;
  for (const [size, name] of [
    [1e6, "million"],
    [1000, "thousand"],
    [100, "hundred"],
  ] as const)
    if (n >= size) {
      const rest = n % size;
      return `${words(Math.floor(n / size))} ${name}${rest === 0 ? "" : rest < 100 ? ` and ${words(rest)}` : ` ${words(rest)}`}`;
    }
  return "";
}

const arabicDigits = (text: string): string => text.replace(/\d/g, (d) => "٠١٢٣٤٥٦٧٨٩"[Number(d)]!);
const found = (text: string, language: string): unknown[] =>
  read(text, { referenceDate: "2017-05-15", language }).quantities.map((q) => [
    q.relation,
    q.value ?? [q.lower, q.upper],
  ]);
const whole = fc.integer({ min: 3, max: 999_999_999 });
// four digits of this century may be a year
const noYear = whole.filter((n) => n < 1900 || n >= 2100);

test("a whole number in English words is that number, whatever bound stands before it", () => {
  fc.assert(
    fc.property(
      whole,
      fc.constantFrom(["", "exact"], ["at least ", "atLeast"], ["about ", "approx"]),
      (n, [bound, relation]) => {
        expect(found(`The office counted ${bound}${words(n)} refugees there.`, "en")).toEqual([[relation, n]]);
      },
    ),
    { numRuns: 40 },
  );
});

test("digits are the same number with either marks, in either script", () => {
  fc.assert(
    fc.property(noYear, (n) => {
      const grouped = String(n).replace(/\B(?=(\d{3})+$)/g, ",");
      expect(found(`At least ${grouped} refugees stayed.`, "en")).toEqual([["atLeast", n]]);
      for (const text of [
        grouped,
        arabicDigits(grouped.replaceAll(",", "٬")),
        arabicDigits(grouped.replaceAll(",", "،")),
      ])
        expect(found(`نزح ما لا يقل عن ${text} شخص.`, "ar")).toEqual([["atLeast", n]]);
    }),
    { numRuns: 40 },
  );
});

test("a range keeps both ends, in words and in digits", () => {
  fc.assert(
    fc.property(fc.integer({ min: 3, max: 900 }), fc.integer({ min: 1, max: 90 }), (low, more) => {
      const high = low + more;
      const want = [["between", [low, high]]];
      expect(found(`Between ${low} and ${high} refugees stayed.`, "en")).toEqual(want);
      expect(found(`Between ${words(low)} and ${words(high)} refugees stayed.`, "en")).toEqual(want);
      expect(found(`بقي ما بين ${arabicDigits(String(low))} و${arabicDigits(String(high))} نازح.`, "ar")).toEqual(want);
    }),
    { numRuns: 40 },
  );
});

test("one decimal before a scale word, with a point or its Arabic mark", () => {
  fc.assert(
    fc.property(fc.integer({ min: 11, max: 999 }), (n) => {
      fc.pre(n % 10 !== 0);
      const value = Number(((n / 10) * 1e6).toFixed(0));
      const text = (n / 10).toFixed(1);
      expect(found(`Some ${text} million refugees stayed.`, "en")).toEqual([["approx", value]]);
      expect(found(`بقي نحو ${arabicDigits(text.replace(".", "٫"))} مليون نازح.`, "ar")).toEqual([["approx", value]]);
    }),
    { numRuns: 40 },
  );
});

test.each(["There were four nurses to a ward, a ratio of one to 30.", "The ratio of guards to men was three to one."])(
  "%s: how two amounts stand to each other is no range",
  (text) => {
    const { quantities } = read(text, { referenceDate: "2017-05-15", language: "en" });
    expect(quantities.filter((q) => q.relation === "between" || q.value === 30 || q.value === 3)).toEqual([]);
  },
);

test.each([
  "الروايتان متسقتان مع الصور.",
  "بدت السيارتان محترقتين.",
  "الساعة كانت تقريباً سبعة ونص.",
  "قرابة السابعة والنصف سقطت قذيفة.",
  "دفعنا لواحد بيقول إنو ضابط.",
  "لو كان ابني ميتاً لقالوا.",
])("%s: no quantity", (text) => {
  expect(found(text, "ar")).toEqual([]);
});
