import fc from "fast-check";
import { expect, test } from "vitest";
import { fold, foldMapped } from "./fold.ts";

test("Arabic, Kurdish and Latin variants meet", () => {
  expect(fold("أَحْـمَد")).toBe(fold("احمد"));
  expect(fold("مدرسة")).toBe(fold("مدرسه"));
  expect(fold("علی")).toBe(fold("على"));
  expect(fold("ك")).toBe(fold("ک"));
  expect(fold("٢٠١٧ ۲۰۱۷")).toBe("2017 2017");
  expect(fold("Şêxmûs İÉ ß")).toBe("sexmus ie ss");
  expect(fold("22\u00A0million\u2009“x”")).toBe('22 million "x"');
  expect(fold("\u200Fالف\u200E")).toBe("الف");
});

test("offsets lead back to the original", () => {
  const text = "قالَ “٤٠”";
  const { text: folded, map } = foldMapped(text);
  const at = folded.indexOf("40");
  expect(text.slice(map[at], map[at + 2])).toBe("٤٠");
  expect(map.at(-1)).toBe(text.length);
});

test("any text: stable, idempotent, offsets rise and stay inside", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const { text: folded, map } = foldMapped(text);
      expect(map.length).toBe(folded.length + 1);
      expect(fold(folded)).toBe(folded);
      for (let i = 1; i < map.length; i++) expect(map[i]! >= map[i - 1]! && map[i]! <= text.length).toBe(true);
      expect(fold(text)).toBe(folded);
    }),
    { numRuns: 500 },
  );
});
