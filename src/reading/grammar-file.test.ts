import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { SnowmeltError } from "#kernel";
import { parseGrammar } from "./grammar.ts";
import { SECTIONS, SETTINGS } from "./grammar-format.ts";

const HEAD = "[language]\n| code=xx direction=ltr script=Latn order=subject-first\n";

/** `line message` of each fault of a grammar file. */
function faultsOf(source: string): string[] {
  try {
    parseGrammar("xx", source);
  } catch (error) {
    return (error as SnowmeltError).problems.map((p) => `${p.file}:${p.line ?? "-"} ${p.message}`);
  }
  return [];
}

test("a grammar's faults are reported together, each with file, line, what is found and needed", () => {
  const source = `word\n${HEAD}[months]\n[month]\n| value=1\nmay\njune | value=six\njuly | value=7 | value=8\naugust | valeu=8 value=8\n[weekday\n`;
  expect(faultsOf(source)).toEqual([
    'xx.grammar:1 "word" stands before the first [section]: needed a section for it',
    'xx.grammar:4 there is no section "months": needed "month"?',
    "xx.grammar:6 no words before the bar: needed at least one",
    'xx.grammar:7 without "value=": each entry of [month] needs it',
    "xx.grammar:8 value=six: needed a number",
    "xx.grammar:9 two bars: needed one, between the words and what is said of them",
    'xx.grammar:10 in [month] there is no attribute "valeu": needed "value"?',
    'xx.grammar:11 "[weekday" begins like a section and is none: needed [section] alone on the line',
  ]);
});

test("settings: those that are missing, unknown or of another file, and values that are none", () => {
  expect(faultsOf("[language]\n| code=yy direction=up ordre=subject-first script=Klingon\n")).toEqual([
    "xx.grammar:2 direction=up: needed ltr or rtl",
    'xx.grammar:2 there is no setting "ordre": needed "order"?',
    "xx.grammar:2 script=Klingon: needed a Unicode script such as Latn, Arab, Cyrl",
    "xx.grammar:2 code=yy: needed code=xx, as the file's name says",
    'xx.grammar:- the setting "order" is missing from [language]',
  ]);
  expect(faultsOf(`${HEAD}la\n`)).toEqual(['xx.grammar:3 "la" is a word: [language] has settings alone, behind a bar']);
  expect(
    faultsOf("[language]\n| code=xx direction=ltr script=Latn order=verb-first alphabet=z-a deed-forms=a,(b\n"),
  ).toEqual([
    "xx.grammar:2 alphabet=z-a: needed the inside of a character class such as a-z",
    "xx.grammar:2 deed-forms=a,(b: needed regular expressions",
  ]);
});

test("flags stand alone, choices are closed, nothing is said twice, and some entries need one of several", () => {
  expect(
    faultsOf(
      `${HEAD}[cue.verbs]\nsay | basic=no kind=speech\nsaid | basic basic\n[number]\ntwo\n[fraction]\nhalf | low\n`,
    ),
  ).toEqual([
    'xx.grammar:4 basic=no: needed "basic" alone',
    "xx.grammar:4 kind=speech: needed policy or call",
    'xx.grammar:5 "basic" is said twice: needed once',
    "xx.grammar:7 without any of value, article: each entry of [number] needs one",
    "xx.grammar:9 without any of value, part: each entry of [fraction] needs one",
  ]);
});

test("a grammar that follows the format is used", () => {
  const grammar = parseGrammar("xx", `\uFEFF${HEAD}\r\n# words\n[hedge.possibility]\nforsan | modal\r\n`);
  expect(grammar.word("hedge.possibility", "forsan")?.attributes["modal"]).toBe("yes");
});

test("the document of the format explains every section, attribute and setting that the loader knows", () => {
  const document = readFileSync(new URL("../../docs/formats/grammar.md", import.meta.url), "utf8");
  const told = new Set([...document.matchAll(/`([^`\s]+)`/gu)].map((m) => m[1]!.replace(/=.*$/u, "")));
  const names = [...SETTINGS.keys(), ...SECTIONS.keys(), ...[...SECTIONS.values()].flat().map((a) => a.name)];
  expect([...new Set(names)].filter((name) => !told.has(name))).toEqual([]);
});
