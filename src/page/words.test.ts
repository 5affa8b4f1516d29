import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { CATALOGUE } from "./catalogue.ts";
import { formatDecimal } from "./numbers.ts";
import { LANGUAGES, pluralOf, spokenLanguage, word } from "./words.ts";

describe("the words of the interface", () => {
  it("are the same keys in every language, all filled", () => {
    const keys = Object.keys(CATALOGUE["en"]!).sort();
    for (const language of LANGUAGES) {
      expect(Object.keys(CATALOGUE[language]!).sort()).toEqual(keys);
      for (const [key, message] of Object.entries(CATALOGUE[language]!)) {
        const texts = typeof message === "string" ? [message] : Object.values(message);
        for (const text of texts) expect(`${key}: ${text.trim()}`).toMatch(/: ./);
      }
    }
  });

  it("are what locales/ says", () => {
    for (const language of LANGUAGES) {
      const file = new URL(`../../locales/${language}.json`, import.meta.url);
      const sections = JSON.parse(readFileSync(file, "utf8")) as Record<string, Record<string, unknown>>;
      const flat = Object.entries(sections).flatMap(([section, words]) =>
        Object.entries(words).map(([key, message]) => [`${section}.${key}`, message]),
      );
      expect(CATALOGUE[language]).toEqual(Object.fromEntries(flat));
    }
  });

  it("name the same values in every language", () => {
    const names = (text: string): string[] => [...text.matchAll(/\{[a-z]+\}/g)].map(([name]) => name).sort();
    for (const [key, message] of Object.entries(CATALOGUE["en"]!)) {
      const other = CATALOGUE["ar"]![key]!;
      if (typeof message === "string" && typeof other === "string")
        expect(`${key} ${names(other)}`).toBe(`${key} ${names(message)}`);
    }
  });

  it("Arabic words are in Arabic script, but for names that have none", () => {
    const latin = Object.entries(CATALOGUE["ar"]!).filter(
      ([, message]) => typeof message === "string" && !/[\u0600-\u06ff]|^\{[a-z]+\}$/.test(message),
    );
    expect(latin.map(([key]) => key).filter((key) => !/^dossier\.(language\.en|field\.sha256)$/.test(key))).toEqual([]);
  });
});

describe("word", () => {
  it("speaks the language, or English where it has none, and throws on a key that no locale has", () => {
    expect(word("ar-SY", "dossier.withheld")).toBe("[محجوب]");
    expect(word("ku", "dossier.withheld")).toBe("[withheld]");
    expect(spokenLanguage("constructor")).toBe("en");
    expect(() => word("en", "dossier.never")).toThrow(RangeError);
  });

  it("takes the plural that the number asks for", () => {
    expect(word("en", "count.claims", { n: 1 })).toBe("1 claim");
    expect(word("en", "count.claims", { n: 0 })).toBe("0 claims");
    const categories = [0, 1, 2, 3, 10, 11, 99, 100, 102, 103, 111, 1000].map((n) => pluralOf("ar", n));
    // CLDR 44, plural rules of Arabic.
    expect(categories).toEqual([
      "zero",
      "one",
      "two",
      "few",
      "few",
      "many",
      "many",
      "other",
      "other",
      "few",
      "many",
      "other",
    ]);
  });
});

describe("formatDecimal", () => {
  it("groups thousands, in the digits asked for", () => {
    expect(formatDecimal("1234567.50")).toBe("1,234,567.50");
    expect(formatDecimal("117000", "arab")).toBe("١١٧٬٠٠٠");
    expect(formatDecimal("30.8", "arab")).toBe("٣٠٫٨");
  });
});
