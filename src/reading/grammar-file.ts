import { fold, type Problem } from "#kernel";
import { readingError } from "./errors.ts";
import { type AttributeKind, SECTIONS, SETTINGS, type SettingKind } from "./grammar-format.ts";

/** One line of a grammar: the forms that mean the same, and what is said of them. */
export interface Entry {
  readonly section: string;
  readonly forms: readonly string[];
  readonly attributes: Readonly<Record<string, string>>;
  readonly line: number;
}

/** Attributes whose values are words that are looked for in a text, and so folded like one. */
const FOLDED: ReadonlySet<string> = new Set(["until", "split"]);

/**
 * The entries of a grammar file (docs/formats/grammar.md). All faults are reported together, each with its line, what stands there
 * and what is needed.
 *
 * @param file its name in messages
 * @throws reading/bad-grammar
 */
export function entriesOf(language: string, source: string, file: string): Entry[] {
  const entries: Entry[] = [];
  const problems: Problem[] = [];
  let section = "";
  for (const [n, raw] of source
    .replace(/^\uFEFF/u, "")
    .split("\n")
    .entries()) {
    const text = raw.trim();
    const line = n + 1;
    const fault = (message: string): number => problems.push({ message, file, line, text });
    if (text === "" || text.startsWith("#")) continue;
    if (text.startsWith("[")) {
      const heading = /^\[([^\]]*)\]$/u.exec(text)?.[1];
      section = heading ?? "?";
      if (heading === undefined)
        fault(`"${text}" begins like a section and is none: needed [section] alone on the line`);
      else if (heading !== "language" && !SECTIONS.has(heading))
        fault(unknown("section", heading, [...SECTIONS.keys()]));
      continue;
    }
    const [left = "", right = "", ...more] = text.split("|");
    const forms = left
      .split(",")
      .map((form) => form.trim())
      .filter((form) => form !== "");
    if (section === "") fault(`"${text}" stands before the first [section]: needed a section for it`);
    else if (more.length > 0) fault("two bars: needed one, between the words and what is said of them");
    else if (forms.length === 0 && section !== "language") fault("no words before the bar: needed at least one");
    else if (forms.length > 0 && section === "language")
      fault(`"${left.trim()}" is a word: [language] has settings alone, behind a bar`);
    for (const form of forms)
      if (fold(form).trim() === "") fault(`"${form}" is no word: nothing of it is left when it is folded`);
    const attributes: Record<string, string> = {};
    for (const pair of right.trim().split(/\s+/u).filter(Boolean)) {
      const at = pair.indexOf("=");
      const key = at === -1 ? pair : pair.slice(0, at);
      const said = (at === -1 ? "yes" : pair.slice(at + 1)).replace(/_/gu, " ");
      if (Object.hasOwn(attributes, key)) fault(`"${key}" is said twice: needed once`);
      attributes[key] = FOLDED.has(key) ? said.split(",").map(fold).join(",") : said;
    }
    for (const message of section === "language" ? settingFaults(attributes) : attributeFaults(section, attributes))
      fault(message);
    if (section === "language" && attributes["code"] !== undefined && attributes["code"] !== language)
      fault(`code=${attributes["code"]}: needed code=${language}, as the file's name says`);
    entries.push({ section, forms, attributes, line });
  }
  const set = new Set(entries.flatMap((e) => (e.section === "language" ? Object.keys(e.attributes) : [])));
  for (const { name, needed } of SETTINGS.values())
    if (needed === "always" && !set.has(name))
      problems.push({ message: `the setting "${name}" is missing from [language]`, file });
  if (problems.length > 0) {
    throw readingError("reading/bad-grammar", {
      what: `Cannot use the grammar "${file}"`,
      found:
        problems.length === 1
          ? "1 line does not follow the format"
          : `${problems.length} lines do not follow the format`,
      unchanged: "No text was read.",
      mend: "Mend the lines named above; what a section may hold is in docs/formats/grammar.md.",
      problems,
    });
  }
  return entries;
}

function attributeFaults(section: string, attributes: Readonly<Record<string, string>>): string[] {
  const kinds = SECTIONS.get(section);
  if (kinds === undefined) return [];
  const out: string[] = [];
  for (const [key, value] of Object.entries(attributes)) {
    const kind = kinds.find((k) => k.name === key);
    if (kind === undefined)
      out.push(
        `in [${section}] ${unknown(
          "attribute",
          key,
          kinds.map((k) => k.name),
        )}`,
      );
    else out.push(...valueFaults(kind, value));
  }
  for (const { name, needed } of kinds)
    if (needed === "always" && attributes[name] === undefined)
      out.push(`without "${name}=": each entry of [${section}] needs it`);
  const some = kinds.filter((k) => k.needed === "one").map((k) => k.name);
  if (some.length > 0 && !some.some((name) => attributes[name] !== undefined))
    out.push(`without any of ${some.join(", ")}: each entry of [${section}] needs one`);
  return out;
}

function settingFaults(attributes: Readonly<Record<string, string>>): string[] {
  return Object.entries(attributes).flatMap(([key, value]) => {
    const kind = SETTINGS.get(key);
    return kind === undefined ? [unknown("setting", key, [...SETTINGS.keys()])] : valueFaults(kind, value);
  });
}

function valueFaults({ name, kind, choices }: AttributeKind | SettingKind, value: string): string[] {
  if (kind === "number")
    return Number.isFinite(Number(value)) && value.trim() !== "" ? [] : [`${name}=${value}: needed a number`];
  if (kind === "flag" || kind === "choice")
    return choices.includes(value)
      ? []
      : [`${name}=${value}: needed ${choices.map((c) => (kind === "flag" ? `"${name}" alone` : c)).join(" or ")}`];
  if (kind === "words") return value === "" ? [`${name}= has no value: needed words behind the "="`] : [];
  const tried = kind === "script" ? [`\\p{Script=${value}}`] : kind === "class" ? [`[${value}]`] : value.split(",");
  const needs = {
    script: "a Unicode script such as Latn, Arab, Cyrl",
    class: "the inside of a character class such as a-z",
    pattern: "regular expressions",
  };
  try {
    for (const pattern of tried) new RegExp(pattern, "u");
    return [];
  } catch {
    return [`${name}=${value}: needed ${needs[kind]}`];
  }
}

/** What is unknown, with the nearest name that is known, or all of a short list. */
function unknown(what: string, name: string, known: readonly string[]): string {
  const near = [...known].sort((a, b) => distance(name, a) - distance(name, b))[0] ?? "";
  const needed =
    distance(name, near) <= Math.max(2, name.length / 3)
      ? `needed "${near}"?`
      : known.length <= 12
        ? `needed one of ${known.join(", ")}`
        : `the ${what}s are listed in docs/formats/grammar.md`;
  return `there is no ${what} "${name}": ${needed}`;
}

/** Letters to add, drop or change to make one word of another. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (let j = 1; j <= b.length; j++)
      next.push(Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + (b[j - 1] === letter ? 0 : 1)));
    row = next;
  }
  return row[b.length]!;
}
