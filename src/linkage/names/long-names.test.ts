import { expect, it } from "vitest";
import { parseName } from "./parse-name.ts";

it("a cell of a hundred thousand letters is taken apart in no time, of whatever letters", () => {
  const many = 100_000;
  const texts = ["x", "ع", "1", "a.", "a-", "x1", "Ab "].map((piece) => piece.repeat(many / piece.length));
  for (const text of texts) {
    const started = performance.now();
    parseName(text);
    expect(performance.now() - started, text.slice(0, 4)).toBeLessThan(1500);
  }
});

it("what is set off behind a name is noted, and only behind one of two words", () => {
  const atoms = (text: string): number => parseName(text).atoms.length;
  expect(parseName("أحمد زيدان - أبو موسى").annotations).toEqual(["أبو موسى"]);
  expect(parseName("Ahmad Zaydan / Abu Musa").annotations).toEqual(["Abu Musa"]);
  expect(atoms("فايز محمد اليوسف - تم التعرف عليه")).toBe(3);
  expect(atoms("Rachid Mansouri fils de Mohamed")).toBe(3);
});
