import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { grammarOf } from "./grammar.ts";
import { read } from "./read.ts";

// Nothing may be written for the seed text alone. It may not be copied into the project, so this runs only where its folder lies
// beside the checkout; what it is held against are the project's own texts and the examples of the grammar.
const seed = new URL("../../../shared/data/reading/seed.txt", import.meta.url);
const present = existsSync(seed);

const here = (path: string): URL => new URL(path, import.meta.url);
const textsIn = (folder: URL): string[] =>
  readdirSync(folder)
    .filter((name) => /^en.*\.txt$/.test(name))
    .map((name) => readFileSync(new URL(name, folder), "utf8"));
const own = (): string[] => [
  ...textsIn(here("../../tests/reading/texts/")),
  ...textsIn(here("../../tests/golden/reading/unseen/")),
  ...readFileSync(here("./assets/en.examples"), "utf8")
    .split("\n")
    .filter((line) => line.includes("||"))
    .map((line) => line.split("||")[0]!),
];

/** Lines of the grammar that find something in these texts, and long phrases one by one: there overfitting would hide. */
function entriesIn(texts: readonly string[]): Map<string, string> {
  const grammar = grammarOf("en");
  const found = new Map<string, string>();
  for (const text of texts) {
    const tokens = grammar.tokenize(text);
    const known = grammar.find(tokens);
    for (const section of grammar.sections)
      for (const { entry, from, to } of known.get(section) ?? []) {
        const words = tokens.slice(from, to).map((token) => token.norm);
        found.set(`${section}:${entry.line}`, `[${section}] ${entry.forms[0]} ...`);
        if (words.length >= 3) found.set(`${section}:${words.join(" ")}`, `[${section}] ${words.join(" ")}`);
      }
  }
  return found;
}

test.skipIf(!present)("no line of the grammar and no long phrase finds something in the seed alone", () => {
  const elsewhere = entriesIn(own());
  const alone = [...entriesIn([readFileSync(seed, "utf8")])].filter(([key]) => !elsewhere.has(key));
  expect(alone.map(([, says]) => says)).toEqual([]);
});

test.skipIf(!present)("no rule and no class of hedge fires on the seed alone", () => {
  const fired = (texts: readonly string[]): Set<string> =>
    new Set(
      texts
        .map((text) => read(text, { referenceDate: "2016-12-31", language: "en" }))
        .flatMap((reading) =>
          reading.claims.flatMap((c) => [...c.provenance.rules, ...c.hedges.map((h) => `hedge ${h.type}`)]),
        ),
    );
  const elsewhere = fired(own());
  expect([...fired([readFileSync(seed, "utf8")])].filter((rule) => !elsewhere.has(rule))).toEqual([]);
});

if (!present) process.stdout.write("skipped: the seed text is not present\n");
