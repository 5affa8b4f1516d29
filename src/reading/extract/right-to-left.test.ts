import { describe, expect, test } from "vitest";
import type { Glyph } from "./glyphs.ts";
import { inReadingOrder } from "./right-to-left.ts";

/** Glyphs as a page shows them from left to right, each half as wide as high; a space is a gap. */
const shown = (line: string, y = 0, left = 0): Glyph[] =>
  Array.from(line, (text, i) => ({ text, x: left + i * 5, y, width: 5, size: 10 })).filter(({ text }) => text !== " ");
const order = (...glyphs: readonly (readonly Glyph[])[]): string => inReadingOrder(glyphs.flat()).text;
/** What an Arabic word looks like to a program that only knows left and right. */
const seen = (words: string): string => Array.from(words).reverse().join("");

describe("a line is read from the right", () => {
  test.each([
    ["a number keeps its order and its separators", `${seen("أسرة")} 2,500 ${seen("وصلت")}`, "وصلت 2,500 أسرة"],
    ["a date", `15/03/2021 ${seen("منذ")}`, "منذ 15/03/2021"],
    ["Arabic digits", `${seen("منزلا")} ٤٥ ${seen("دمر")}`, "دمر ٤٥ منزلا"],
    ["a percent sign behind its number", `${seen("نزحوا")} %35 ${seen("وإن")}`, "وإن 35% نزحوا"],
    ["a day, a month, a year", `2021 ${seen("مارس")} 3 ${seen("في")}`, "في 3 مارس 2021"],
    ["a Latin name", `${seen("قالت اليوم")} Bridge Relief ${seen("منظمة")}`, "منظمة Bridge Relief قالت اليوم"],
    ["a Latin name with a number", `${seen("قالت")} Area 51 ${seen("منظمة")}`, "منظمة Area 51 قالت"],
    ["brackets as they are meant", `)${seen("المدينة")}( ${seen("غرب")}`, "غرب (المدينة)"],
    ["brackets as they are drawn", `(${seen("المدينة")}) ${seen("غرب")}`, "غرب (المدينة)"],
    ["quotation marks", `.»${seen("لا ماء")}« :${seen("قال")}`, "قال: «لا ماء»."],
    ["a bullet", `${seen("أغلق الجسر")} -`, "- أغلق الجسر"],
    ["shaped letters", "ﻝﺎﻗ", "قال"],
    ["a ligature", `ﺀﺎﻣ ${"ﻻ"}`, "لا ماء"],
    ["one glyph for lam and alef", "ﻻ", "لا"],
  ])("%s", (_, line, text) => {
    expect(order(shown(line))).toBe(text);
  });
  test("whatever the order in which it was drawn", () => {
    const line = shown(`${seen("أسرة")} 2,500 ${seen("وصلت")}`);
    expect(order([...line].reverse())).toBe(order(line));
  });
  test("and a line of Latin letters from the left", () => {
    expect(order(shown(`${seen("قال")}`), shown("The bridge (2) is shut.", 12))).toBe("قال\nThe bridge (2) is shut.");
    expect(order(shown(`The ${seen("تل عمرة")} bridge`))).toBe("The تل عمرة bridge");
  });
});

test("lam and alef drawn at one place stand in their order", () => {
  const [alef, lam] = [shown("ا", 0, 20), shown("ل", 0, 20)];
  expect(order(shown("ز", 0, 25), [{ ...alef[0]!, width: 0 }], lam)).toBe("زلا");
});

test("marks stay with the letter under them, shadda before its vowel", () => {
  const mark = (text: string, x: number): Glyph => ({ text, x, y: 4, width: 0, size: 10 });
  expect(order(shown(seen("معلم")), [mark("\u0650", 7), mark("\u0651", 7), mark("\u064F", 17)])).toBe(
    "مُعلِّم".normalize("NFD").replace("\u0650\u0651", "\u0651\u0650"),
  );
});

test("a wider step ends a paragraph, the usual one does not, however wide, and a line that had room left ends at its break", () => {
  const words = ["قال لنا", "إن", "أخي", "مات"].map(seen);
  const [at, left] = [
    [0, 17, 34, 60],
    [0, 25, 20, 20],
  ];
  expect(order(...words.map((word, i) => shown(word, at[i], left[i])))).toBe("قال لنا إن\nأخي\n\nمات");
});

describe("what is doubtful is told", () => {
  const doubts = (...glyphs: readonly Glyph[][]): string => inReadingOrder(glyphs.flat()).doubts.join();
  test("columns, letters without a name, sentences that end on the right", () => {
    expect(doubts(shown(seen("قال")))).toBe("");
    expect(doubts(shown(seen("قال")), shown(seen("قال"), 0, 100))).toMatch(/columns/);
    expect(doubts(shown(`${seen("قال")}\0`))).toMatch(/which letter/);
    expect(doubts(shown(`${seen("قال")}.`))).toMatch(/end on the right/);
  });
  test("and a paragraph that runs from left to right is read from the left, run by run", () => {
    expect(order(shown(`${seen("قالت منظمة")} Bridge ${seen("إن")} 15 ${seen("قتلوا")}.`))).toBe(
      "قالت منظمة Bridge قتلوا 15 إن.",
    );
  });
});
