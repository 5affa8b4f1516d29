import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { fold } from "#kernel";
import type { Reading } from "./format.ts";
import { LANGUAGES, parseGrammar } from "./grammar.ts";
import { read } from "./read.ts";

const asset = (name: string): string => readFileSync(new URL(`./assets/${name}`, import.meta.url), "utf8");

/** What the examples of a grammar may ask of a reading, by key. */
const found: Readonly<Record<string, (r: Reading, want: string) => boolean>> = {
  source: (r, want) => r.claims.some((c) => names(r, c.attribution.chain[0]).includes(fold(want))),
  second: (r, want) => r.claims.some((c) => names(r, c.attribution.chain[1]).includes(fold(want))),
  mode: (r, want) => r.claims.some((c) => c.attribution.mode === want),
  hedge: (r, want) => r.claims.some((c) => c.hedges.some((h) => h.type === want)),
  quantity: (r, want) =>
    r.quantities.some((q) => {
      const number =
        q.relation === "between" ? `${q.lower}-${q.upper}` : String(Number((q.value ?? Number.NaN).toPrecision(10)));
      return `${q.relation} ${number}` === want;
    }),
  time: (r, want) => r.times.some((t) => t.value === want),
  polarity: (r, want) => r.claims.some((c) => c.polarity === want),
  status: (r, want) => r.sentences.some((s) => s.status === want),
  author: (r, want) => r.claims.some((c) => c.attribution.voice === "author") === (want === "yes"),
};

const names = (r: Reading, link: Reading["claims"][number]["attribution"]["chain"][number] | undefined): string =>
  link === undefined
    ? ""
    : fold(`${link.label} ${link.mention?.exact ?? ""} ${(r.entities[link.source]?.aliases ?? []).join(" ")}`);

describe.each(LANGUAGES)("the examples of %s", (language) => {
  const lines = asset(`${language}.examples`)
    .split("\n")
    .filter((line) => line.includes("||"));
  test.each(lines)("%s", (line) => {
    const [text = "", wants = ""] = line.split("||").map((s) => s.trim());
    const reading = read(text, { referenceDate: "2017-05-15", language });
    for (const want of wants.split(";").map((s) => s.trim())) {
      const [key = "", value = ""] = want.split("=");
      expect(
        found[key]!(reading, value),
        `${want} in ${JSON.stringify(reading.claims.map((c) => [c.attribution, c.hedges]))}`,
      ).toBe(true);
    }
  });
});

test("a grammar's faults are reported together, with their lines", () => {
  const bad = () => parseGrammar("xx", "word\n[months]\n | value=1\nmay | value=5\n");
  expect(bad).toThrow(/2 lines/);
  try {
    bad();
  } catch (error) {
    expect((error as { problems: { line: number }[] }).problems.map((p) => p.line)).toEqual([1, 3]);
  }
});

test("a third language needs only a grammar file", () => {
  const grammar = parseGrammar("xx", "[language]\n| code=xx direction=ltr\n[hedge.possibility]\nforsan | modal\n");
  expect(grammar.word("hedge.possibility", "forsan")?.attributes["modal"]).toBe("yes");
});
