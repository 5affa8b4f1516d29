import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { grammarOf, LANGUAGES } from "./grammar.ts";

// Rules are code, words are data: what holds for one language alone stands in its grammar, so that the next needs no code.

const ROOT = fileURLToPath(new URL(".", import.meta.url));
/** Not rules: files that come in, the words of the page and of the format, and what a grammar may say. */
const OTHER =
  /^(?:extract|testing|assets)\/|^(?:view|view-words|format|errors|score|suggest|grammar|grammar-format|grammar-file)\.ts$/;

const rules = readdirSync(ROOT, { recursive: true, encoding: "utf8" })
  .map((file) => file.replaceAll("\\", "/"))
  .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts") && !OTHER.test(file));

/** The lines of a rule without comments. */
const codeOf = (file: string): string[] =>
  readFileSync(join(ROOT, file), "utf8")
    .split("\n")
    .map((line) => (/^\s*(?:\/\/|\*|\/\*)/u.test(line) ? "" : line.replace(/\s\/\/ .*$/u, "")));

const REGEX = /(?<=[(=:|&!?,[]\s*|^\s*)\/((?:\\.|\[(?:\\.|[^\]])*\]|[^/\\\n[])+)\/[a-z]*[.,;)]/gu;
/** A regular expression without classes, escapes and ranges: what is left of it are letters that it looks for. */
const lettersOf = (regex: string): string =>
  regex
    .replace(/\\[pP]\{[^}]*\}|\\u\{?[0-9A-Fa-f]+\}?|\\[a-zA-Z]/gu, "")
    .replace(/\$\{[^}]*\}|[aA]-[zZ]/gu, "")
    .replace(/\(\?<?[a-z]*[:=!]/gu, "");

test("rules compare no token with a word of a language and look for no letters of one", () => {
  const found = rules.flatMap((file) =>
    codeOf(file).flatMap((line, n) => {
      const regexes = [...line.matchAll(REGEX)].filter(([, body]) =>
        /[A-Za-z]|[\u0620-\u064A\u064B-\u0652]/u.test(lettersOf(body!)),
      );
      const wordy =
        /\p{Script=Arabic}(?<![،؛؟۔٪٫٬٠-٩])/u.test(line) ||
        /(?:norm|text|normAt\([^)]*\))\)?\s*[!=]==\s*["'][^"']*\p{L}/u.test(line) ||
        /\[[^\]]*"\p{L}+"[^\]]*\]\.includes\((?:\w+\.)?(?:norm|text)\b/u.test(line) ||
        (regexes.length > 0 && !/rule\b/u.test(line));
      return wordy ? [`${file}:${n + 1} ${line.trim()}`] : [];
    }),
  );
  expect(rules.length).toBeGreaterThan(60);
  expect(found).toEqual([]);
});

test("every section of the grammars is asked for by a rule or by an entry", () => {
  const code = rules.concat("grammar.ts").flatMap(codeOf).join("\n");
  const grammars = LANGUAGES.map(grammarOf);
  const families = /^(?:language|bound|hedge|ending|gender|direction|time)\b/u;
  const sections = new Set(grammars.flatMap((g) => g.sections).filter((section) => !families.test(section)));
  const entries = grammars.flatMap((g) => g.sections.flatMap((section) => g.entries(section)));
  const named = new Set(
    entries.flatMap(({ attributes }) =>
      `${attributes["next"]},${attributes["unless-next"]},${attributes["near"]}`.split(","),
    ),
  );
  expect(sections.size).toBeGreaterThan(100);
  expect([...sections].filter((section) => !code.includes(`"${section}"`) && !named.has(section))).toEqual([]);
});
