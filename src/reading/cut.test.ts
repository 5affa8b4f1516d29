import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { examplesOf } from "./examples.ts";
import { read } from "./read.ts";

// A caption, a headline, a broken line: sentences that end or begin anywhere. None may be lost to a rule that looks past its end.
test.each(["en", "ar", "fr"])("an example of %s that is cut at any word is read", (language) => {
  const file = readFileSync(new URL(`./assets/${language}.examples`, import.meta.url), "utf8");
  const texts = examplesOf(file).map(({ text }) => text.split(" "));
  const cut = fc
    .constantFrom(...texts)
    .chain((words) =>
      fc
        .tuple(fc.constant(words), fc.nat(words.length - 1), fc.boolean())
        .map(([all, at, isHead]) => (isHead ? all.slice(0, at + 1) : all.slice(at)).join(" ")),
    );
  fc.assert(
    fc.property(cut, (text) => {
      const { sentences } = read(text, { referenceDate: "2017-05-15", language });
      expect(sentences.filter(({ status }) => status === "unread")).toEqual([]);
    }),
    { numRuns: 1500, seed: 20171 },
  );
});

test("a text that begins with the witness is theirs", () => {
  const { claims } = read("My name is Petra Holm. I saw two lorries. I was in the yard.", {
    referenceDate: "2017-05-15",
  });
  expect(claims.map(({ attribution }) => attribution.chain[0]?.label)).toEqual(claims.map(() => "Petra Holm"));
  expect(claims.length).toBeGreaterThan(1);
});
