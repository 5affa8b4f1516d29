import { expect, it } from "vitest";
import type { CHAIN_LEVELS } from "./chain.ts";
import { compareNames } from "./compare-names.ts";
import { parseName } from "./parse-name.ts";

// Made-up names. `compareNames` knows no Muhammad by its code, so what stands before a name is tried elsewhere.
const LEVELS: readonly (readonly [string, string, (typeof CHAIN_LEVELS)[number]])[] = [
  ["خالد سمير وليد النجار", "خالد وليد النجار", "father left out"],
  ["خالد سمير وليد النجار", "خالد سمير وليد العطار", "all but the family equal"],
  ["خالد سمير وليد النجار", "خالد سمير العطار", "family differs"],
  ["خالد سمير وليد النجار", "خالد طارق النجار", "father or family differs"],
  ["خالد سمير وليد صباغ", "صباغ خالد سمير", "order swapped"],
  ["خالد سمير وليد النجار", "وليد سمير النجار", "sibling"],
  ["خالد سمير وليد النجار", "سمير وليد النجار", "generation"],
];

it.each(LEVELS)("%s beside %s: %s", (a, b, level) => {
  expect(compareNames(a, b).level).toBe(level);
  expect(compareNames(b, a).level).toBe(level);
});

it("a kunya set off behind a name is none of its parts", () => {
  const parts = (name: string): string[] => parseName(name).atoms.map(({ text }) => text);
  expect(parts("إبراهيم موسى زيدان - أبو موسى")).toEqual(parts("إبراهيم موسى زيدان"));
  expect(parts("Ibrahim Zaydan - Abu Musa")).toEqual(parts("Ibrahim Zaydan"));
});
