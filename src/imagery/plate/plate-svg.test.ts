import { describe, expect, it } from "vitest";
import { type PlatePanel, type PlateText, plateSvg } from "./plate-svg.ts";

const PANEL: PlatePanel = {
  image: "data:,",
  heading: "2015-01-15",
  notes: ["Scene one"],
  outlines: [],
  northDeg: 0,
  widthM: 100,
  verified: true,
};
const TEXT: PlateText = {
  title: { en: "House", ar: "بيت" },
  synthetic: true,
  statement: null,
  footer: [],
  legend: [],
  annotated: true,
};

/** Baseline of the line that holds a word. */
function rowOf(svg: string, word: string): number {
  const line = svg.split("\n").find((each) => each.includes("<text") && each.includes(word))!;
  return Number(/ y="([\d.]+)"/.exec(line)![1]);
}

describe("the head of a plate", () => {
  it("one panel is too narrow for both languages of the stamp in a row; two panels are not", () => {
    const one = plateSvg([PANEL], TEXT);
    expect(rowOf(one, "اصطناعي")).toBe(rowOf(one, "SYNTHETIC") + 20);
    const two = plateSvg([PANEL, PANEL], TEXT);
    expect(rowOf(two, "اصطناعي")).toBe(rowOf(two, "SYNTHETIC"));
  });

  it("long titles stand one under the other, and what follows gives way", () => {
    const title = { en: "A house with a long name ".repeat(2), ar: "بيت ذو اسم طويل" };
    const long = plateSvg([PANEL], { ...TEXT, title });
    expect(rowOf(long, "بيت")).toBeGreaterThan(rowOf(long, "A house"));
    expect(rowOf(long, "2015-01-15")).toBe(rowOf(plateSvg([PANEL], TEXT), "2015-01-15") + 28);
  });
});

it("a sentence in Arabic begins at the right, and a long legend is broken", () => {
  const svg = plateSvg([PANEL], { ...TEXT, statement: "سطح واحد", legend: ["word ".repeat(60)] });
  expect(svg).toMatch(/text-anchor="end"[^>]* direction="rtl"[^>]*>\u2067سطح واحد\u2069</);
  expect(svg.match(/>word word/g)!.length).toBeGreaterThan(2);
});
