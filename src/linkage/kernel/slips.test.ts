import { expect, it } from "vitest";
import { storeLetters } from "../compare/letters.ts";
import { atomOf } from "../names/atom.ts";
import { PART } from "../names/similarity.ts";
import type { CompiledStore } from "../plan/compiled.ts";
import { cachedSimilarity } from "./chain-comparator.ts";

// A store of words, each with how often the lists hold it.
function similarityIn(words: Readonly<Record<string, number>>): (a: string, b: string) => number {
  const atoms = [null, ...Object.keys(words).map(atomOf)];
  const store = {
    letters: storeLetters(atoms.map((atom) => atom?.text ?? "")),
    atoms,
    occurrences: Int32Array.from([0, ...Object.values(words)]),
  } as unknown as CompiledStore;
  const compare = cachedSimilarity(store);
  const code = (word: string): number => 1 + Object.keys(words).indexOf(word);
  return (a, b) => compare(code(a), code(b));
}

it("a word that is no name and hardly ever stands there is a slip of the name that it is one letter from, in either script", () => {
  const alike = similarityIn({ يزن: 20, يزت: 1, Yazan: 3, جاسم: 30, خاسم: 1, Jasem: 2, Bashir: 9, Bashit: 1, بشير: 9 });
  expect(alike("يزت", "Yazan")).toBe(PART.close);
  expect(alike("خاسم", "Jasem")).toBe(PART.close);
  expect(alike("Bashit", "بشير")).toBe(PART.close);
  expect(alike("يزت", "Jasem")).toBe(PART.different);
});

it("a word that often stands there is none, nor is one near a name that seldom does", () => {
  expect(similarityIn({ جاسم: 30, خاسم: 7, Jasem: 2 })("خاسم", "Jasem")).toBe(PART.different);
  expect(similarityIn({ جاسم: 3, خاسم: 1, Jasem: 2 })("خاسم", "Jasem")).toBe(PART.different);
});
