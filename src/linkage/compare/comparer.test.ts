import fc from "fast-check";
import { expect, it } from "vitest";
import { LetterComparer } from "./comparer.ts";
import { storeLetters } from "./letters.ts";

const jaroWinkler = (a: string, b: string): number => {
  const comparer = new LetterComparer(storeLetters(["", a, b]));
  comparer.prepare(1);
  return comparer.jaroWinkler(2, 0);
};

it("gives the values of Winkler (1990)", () => {
  expect(jaroWinkler("MARTHA", "MARHTA")).toBeCloseTo(0.9611, 4);
  expect(jaroWinkler("DWAYNE", "DUANE")).toBeCloseTo(0.84, 4);
  expect(jaroWinkler("DIXON", "DICKSONX")).toBeCloseTo(0.8133, 4);
});

it("counts letters, never bytes: names without a common letter are not alike", () => {
  expect(jaroWinkler("زيد", "بكر")).toBe(0);
  expect(jaroWinkler("محمد", "محمود")).toBeCloseTo(jaroWinkler("abac", "abadc"), 1);
});

const word = fc.stringMatching(/^[abcd]{1,40}$/);

it("bits and the plain path agree: long words behave as the definition says", () => {
  fc.assert(
    fc.property(word, word, (a, b) => {
      expect(jaroWinkler(a, b)).toBeCloseTo(definition(a, b), 12);
    }),
  );
});

it("never hides a pair that reaches the limit asked for", () => {
  fc.assert(
    fc.property(word, word, fc.double({ min: 0, max: 1, noNaN: true }), (a, b, atLeast) => {
      const comparer = new LetterComparer(storeLetters(["", a, b]));
      comparer.prepare(1);
      const whole = comparer.jaroWinkler(2, 0);
      const asked = new LetterComparer(storeLetters(["", a, b]), atLeast);
      if (asked.areStrange(1, 2)) {
        expect(whole).toBeLessThan(atLeast);
        expect(asked.withinOneEdit(1, 2)).toBe(false);
      }
      const early = comparer.jaroWinkler(2, atLeast);
      expect(early === whole || whole < atLeast).toBe(true);
    }),
  );
});

it("one edit is one change, insertion, removal or swap of neighbours", () => {
  const within = (a: string, b: string): boolean => {
    return new LetterComparer(storeLetters(["", a, b])).withinOneEdit(1, 2);
  };
  expect(
    ["same same", "same sane", "same sam", "same sames", "same asme"].every((pair) =>
      within(...(pair.split(" ") as [string, string])),
    ),
  ).toBe(true);
  expect(
    ["same mesa", "same sa", "same semas", "ab cd"].some((pair) => within(...(pair.split(" ") as [string, string]))),
  ).toBe(false);
});

// Jaro by its definition, letters taken from the left, half transpositions rounded down as Winkler's program does.
function definition(a: string, b: string): number {
  const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1);
  const taken = new Set<number>();
  const found: string[] = [];
  for (let j = 0; j < b.length; j++) {
    const i = [...a].findIndex((letter, at) => letter === b[j] && !taken.has(at) && Math.abs(at - j) <= reach);
    if (i === -1) continue;
    taken.add(i);
    found.push(b[j]!);
  }
  if (found.length === 0) return 0;
  const ours = [...a].filter((_, i) => taken.has(i));
  const half = Math.floor(found.filter((letter, k) => letter !== ours[k]).length / 2);
  const m = found.length;
  const jaro = (m / a.length + m / b.length + (m - half) / m) / 3;
  let prefix = 0;
  while (prefix < Math.min(4, a.length, b.length) && a[prefix] === b[prefix]) prefix++;
  return jaro > 0.7 ? jaro + prefix * 0.1 * (1 - jaro) : jaro;
}
