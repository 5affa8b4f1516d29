import { expect, it } from "vitest";
import { compareNames } from "./compare-names.ts";
import { parseName } from "./parse-name.ts";

// Made-up names.
const ONE_PERSON: readonly (readonly [string, string])[] = [
  ["خدوج نبيل العمري", "خديجة نبيل العمري"],
  ["Xecê Nebîl Derwîş", "خديجة نبيل درويش"],
  ["برهوم سعيد زعرور", "إبراهيم سعيد زعرور"],
  ["حمادة سعيد زعرور", "محمد سعيد زعرور"],
  ["سماعين سعيد زعرور", "إسماعيل سعيد زعرور"],
  ["Abboud Nabil Zaarour", "عبد الله نبيل زعرور"],
  ["أمون نبيل زعرور", "آمنة نبيل زعرور"],
  ["بهاء نبيل زعرور", "بهاء الدين نبيل زعرور"],
  ["هبة نبيل زعرور", "هبة الله نبيل زعرور"],
  ["كريم نبيل زعرور", "عبد الكريم نبيل زعرور"],
  ["زهرة نبيل زعرور", "زهراء نبيل زعرور"],
  // A letter lost at the start, leaving no name.
  ["اهر نبيل زعرور", "ماهر نبيل زعرور"],
  ["ؤاد نبيل زعرور", "فؤاد نبيل زعرور"],
  ["عبذالله نبيل زعرور", "عبد الله نبيل زعرور"],
  ["عباالرحمن نبيل زعرور", "عبد الرحمن نبيل زعرور"],
  ["نبيل االطويل", "نبيل الطويل"],
];
// Two names of families, of which the other list gives one.
const TWO_FAMILIES: readonly (readonly [string, string])[] = [
  ["رامي نبيل سعيد أبو زعرور القصيراتي", "رامي نبيل سعيد أبو زعرور"],
  ["رامي نبيل سعيد أبو زعرور القصيراتي", "رامي نبيل سعيد القصيراتي"],
  ["رامي نبيل سعيد الزعروري مطر", "رامي نبيل سعيد الزعرورى"],
];
const TWO_PERSONS: readonly (readonly [string, string])[] = [
  ["خديجة", "خدوج"],
  ["نور الدين", "نور"],
  ["عبد الله", "عبده"],
  ["خدوج نبيل العمري", "مريم نبيل العمري"],
  ["برهوم سعيد زعرور", "إسماعيل سعيد زعرور"],
  ["رامي نبيل سعيد أبو زعرور القصيراتي", "رامي نبيل سعيد الحمصي"],
  ["زيد نبيل زعرور", "زبيد نبيل زعرور"],
  ["عبيد الله نبيل زعرور", "عبد الله نبيل زعرور"],
];

it.each([...ONE_PERSON, ...TWO_FAMILIES])("%s is %s", (a, b) => {
  expect(compareNames(a, b).verdict).toBe("same");
  expect(compareNames(b, a).verdict).toBe("same");
});

it.each(TWO_PERSONS)("%s is not %s", (a, b) => {
  expect(compareNames(a, b).verdict).toBe("different");
  expect(compareNames(b, a).verdict).toBe("different");
});

// What is written with spaces, digits and signs in the wrong places, and as it is meant.
const RIGHTED: readonly (readonly [string, string])[] = [
  ["معت صم نبيل زعرور", "معتصم نبيل زعرور"],
  ["حسين حا جخليل نبيل", "حسين حاج خليل نبيل"],
  ["محمدالزعروري", "محمد الزعروري"],
  ["رامي عبد القادرأبوزعرور", "رامي عبد القادر أبو زعرور"],
  ["عبد ال9رحمن نبيل زعرور", "عبد الرحمن نبيل زعرور"],
  ["عر7فات نبيل زعرور", "عرفات نبيل زعرور"],
  ["محمد نبيل زعرور x", "محمد نبيل زعرور"],
  // A kunya among the other names.
  ["هبة أم سامر نبيل الزعروري", "هبة نبيل الزعروري"],
  ["رامي أبو وائل نبيل سعيد الزعروري", "رامي نبيل سعيد الزعروري"],
  ["محمد أبو سليم الحداد", "محمد الحداد"],
];
const KEPT = [
  "رامي نبيل أبو زعرور الهسي",
  "نور الهدى سالم",
  "كمال الدين حسن",
  "أبو بكر سعيد زعرور",
  "جمالات سعيد زعرور",
];

it.each(RIGHTED)("%s is read as %s", (written, meant) => {
  expect(parseName(written).atoms).toEqual(parseName(meant).atoms);
});

it.each(KEPT)("%s is left as it is", (name) => {
  const letters = (text: string): string =>
    text
      .replace(/[\s]|ال/g, "")
      .replace(/[أإآ]/g, "ا")
      .replace(/ة/g, "ه");
  const read = parseName(name)
    .atoms.map(({ text }) => letters(text))
    .join("");
  expect(read.replace(/ي$/, "ى").replace(/ى/g, "ي")).toBe(letters(name).replace(/ى/g, "ي"));
});
