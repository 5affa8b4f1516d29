import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { EXAMPLES_DATE, examplesOf, missedBy } from "./examples.ts";
import { grammarOf, LANGUAGES } from "./grammar.ts";
import { read } from "./read.ts";

const asset = (name: string): string => readFileSync(new URL(`./assets/${name}`, import.meta.url), "utf8");

describe.each(LANGUAGES)("the examples of %s", (language) => {
  const examples = examplesOf(asset(`${language}.examples`)).map((e) => [e.text, e] as const);
  test.each(examples)("%s", (text, example) => {
    const missed = missedBy(grammarOf(language), example);
    const { claims } = read(text, { referenceDate: EXAMPLES_DATE, language });
    expect(missed, JSON.stringify(claims.map((c) => [c.attribution, c.hedges]))).toEqual([]);
  });
});

test("what an example asks for and does not get is named, an unknown key too", () => {
  const [example] = examplesOf(
    "# a comment\nAt least 40 left. || quantity=atLeast 40; quantity=exact 40; sourse=she\n",
  );
  expect(example!.line).toBe(2);
  expect(missedBy(grammarOf("en"), example!)).toEqual(["quantity=exact 40", "sourse=she"]);
});
