import { expect, it } from "vitest";
import { CHAIN, type CHAIN_LEVELS, chainLevel } from "./chain.ts";
import { compareNames } from "./compare-names.ts";
import { familyOf, fatherOf, parseName } from "./parse-name.ts";

// Made-up names. `compareNames` knows no Muhammad by its code, so what stands before a name is tried elsewhere.
const LEVELS: readonly (readonly [string, string, (typeof CHAIN_LEVELS)[number]])[] = [
  ["خالد سمير وليد النجار", "خالد وليد النجار", "father left out"],
  ["خالد سمير وليد النجار", "خالد سمير وليد العطار", "all but the family equal"],
  ["خالد سمير وليد النجار", "خالد سمير العطار", "family differs"],
  ["خالد سمير وليد النجار", "خالد طارق النجار", "father or family differs"],
  ["خالد سمير وليد صباغ", "صباغ خالد سمير", "order swapped"],
  ["خالد سمير وليد النجار", "وليد سمير النجار", "sibling"],
  ["خالد سمير وليد النجار", "سمير وليد النجار", "generation"],
  ["خالد سمير وليد النجار", "خالد وليد سمير النجار", "order swapped"],
  ["خالد سمير وليد النجار", "خالد العطار", "given name equal, rest differs"],
  ["خالد سمير وليد النجار", "خالد طارق العطار", "given name equal, rest differs"],
];

it.each(LEVELS)("%s beside %s: %s", (a, b, level) => {
  expect(compareNames(a, b).level).toBe(level);
  expect(compareNames(b, a).level).toBe(level);
});

it("three parts that end with the grandfather's agree with three that tell no family", () => {
  // Codes of given, father, grandfather, family: كاظم علي محسن, the last taken for the family, beside كاظم، علي، محسن in columns.
  const level = (a: readonly number[], b: readonly number[]): number =>
    chainLevel(a, 0, b, 0, -1, (x, y) => (x === y ? 4 : 0));
  expect(level([1, 2, 0, 3], [1, 2, 3, 0])).toBe(CHAIN.oneClose);
  expect(level([1, 2, 3, 0], [1, 2, 0, 3])).toBe(CHAIN.oneClose);
  expect(level([1, 0, 0, 2], [1, 2, 3, 0])).toBe(CHAIN.twoClose);
  expect(level([1, 2, 0, 3], [1, 2, 4, 0])).toBe(CHAIN.twoEqual);
  expect(level([1, 2, 0, 3], [1, 2, 3, 3])).toBe(CHAIN.threeEqual);
  expect(level([1, 0, 0, 2], [1, 2, 3, 2])).toBe(CHAIN.twoEqual);
});

it("Abed before an article is God's servant, and a name of its own elsewhere; a pilgrim's wife has her title", () => {
  expect(compareNames("Abed al-Qader Qara", "عبد القادر قره").level).toBe("two parts equal, rest missing");
  expect(compareNames("Abed al-Qader", "عبد القادر").verdict).toBe("same");
  expect(parseName("Abed Masri").atoms).toHaveLength(2);
  expect(parseName("Abed al-Masri").atoms.map(({ kind }) => kind)).toEqual(["plain", "plain"]);
  expect(compareNames("Hajjeh Gulistan Ali", "كلستان علي").verdict).toBe("same");
});

it("a kunya set off behind a name is none of its parts", () => {
  const parts = (name: string): string[] => parseName(name).atoms.map(({ text }) => text);
  expect(parts("إبراهيم موسى زيدان - أبو موسى")).toEqual(parts("إبراهيم موسى زيدان"));
  expect(parts("Ibrahim Zaydan - Abu Musa")).toEqual(parts("Ibrahim Zaydan"));
});

it("a name in quotes beside a name is none of its parts", () => {
  const parts = (name: string): string[] => parseName(name).atoms.map(({ text }) => text);
  expect(parts('محمد الجاسم "أبو تاج الدين"')).toEqual(parts("محمد الجاسم"));
  expect(parts("محمد «أبو علي» الجاسم حسن")).toEqual(parts("محمد الجاسم حسن"));
  expect(parts('Mahmud Ahmed Abu al-Nasr "Abu Ahmed"')).toEqual(parts("Mahmud Ahmed Abu al-Nasr"));
  expect(parts('"محمد الجاسم"')).toEqual(parts("محمد الجاسم"));
});

it("at the start of a name أبي is Ubayy, not the father of somebody", () => {
  expect(compareNames("أبي عمر معروف", "ابي عمر معروف").level).toBe("three parts equal");
  expect(compareNames("أبي معروف", "أبي عمر معروف").verdict).toBe("same");
  expect(compareNames("أبو محمد", "أبي محمد").verdict).toBe("different");
});

it("one letter wrong in the servant of God, or two of an article swapped, leave the name what it is", () => {
  for (const [slip, name] of [
    ["محمود غبد الرحمن النابلسي", "محمود عبد الرحمن النابلسي"],
    ["منى عبذ الله سليمان", "منى عبدالله سليمان"],
    ["علي عبدد الكريم درويش", "علي عبد الكريم درويش"],
    ["زينب محمد ايلوسف", "زينب محمد اليوسف"],
    ["زينب محمد اسلالم", "زينب محمد السالم"],
  ] as const)
    expect(compareNames(slip, name).level, slip).toMatch(/equal/);
});

it("whose son somebody is stands behind the name as well as within it", () => {
  const parts = (name: string): string[] => parseName(name).atoms.map(({ text }) => text);
  expect(parts("Rachid Mansouri fils de Mohammed")).toEqual(parts("Rachid Mohammed Mansouri"));
  expect(parts("Rachid Mansouri son of Mohammed")).toEqual(parts("Rachid Mohammed Mansouri"));
  expect(parts("Mihemed kurê Bengîn Xelîl")).toEqual(parts("Mihemed Bengîn Xelîl"));
  expect(fatherOf("fils de Kamal et de Khadidja MOULAY")).toBe("Kamal");
  expect(fatherOf("fille d'Ali")).toBe("Ali");
  expect(fatherOf("كمال")).toBe("كمال");
  expect(parseName("son of Omar Haddad").relation).toBe("child");
});

it("a family's name that stands alone is whole", () => {
  const text = (family: string): string | undefined => familyOf(family)?.text;
  expect(text("HADJ MOUSSA")).toBe("hajmoussa");
  expect(text("BEN ALI")).toBe("binali");
  expect(text("AIT AHMED")).toBe("aitahmed");
  expect(text("الحاج أحمد")).toBe("حاجاحمد");
  expect(text("الحلبي")).toBe("حلبي");
  expect(text("")).toBeUndefined();
});
