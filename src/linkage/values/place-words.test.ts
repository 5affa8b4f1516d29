import { expect, it } from "vitest";
import { placeNames } from "./place-words.ts";

it("a place is named without its kind and articles, in one word; two places of one value are two", () => {
  const wanted: Readonly<Record<string, readonly string[]>> = {
    "درعا/بصرى الشام": ["درعا", "بصريشام"],
    "دمشق - جوبر": ["دمشق", "جوبر"],
    "مدينة داريا": ["داريا"],
    "منطقة كفرنبل": ["كفرنبل"],
    "كفر نبل": ["كفرنبل"],
    "مخيم اليرموك": ["يرموك"],
    "حي الوعر": ["وعر"],
    "ريف حلب": ["حلب"],
    "Al-Qusayr": ["qusayr"],
    Alqusayr: ["qusayr"],
    "City of Nawa": ["nawa"],
    "?": [],
  };
  for (const [text, names] of Object.entries(wanted)) expect(placeNames(text), text).toEqual(names);
});

it("names of one place that sound nothing alike are one; a city is not its countryside", () => {
  const same = (...texts: readonly string[]): void => {
    for (const text of texts) expect(placeNames(text), text).toEqual(placeNames(texts[0]!));
  };
  same("حلب", "Aleppo", "Halab", "محافظة حلب", "Aleppo Governorate");
  same("دير الزور", "ديرالزور", "Deir ez-Zor", "Deir Ezzor", "Dayr al-Zawr");
  same("معرة النعمان", "المعرة", "Ma'arrat al-Nu'man", "Maarrat Annuman");
  same("ريف دمشق", "ريف الشام", "Rural Damascus", "Damascus countryside", "Rif Dimashq");
  same("درعا", "Dar'a", "Daraa", "Deraa");
  same("القدس", "Jerusalem", "Al-Quds");
  expect(placeNames("دمشق")).not.toEqual(placeNames("ريف دمشق"));
});
