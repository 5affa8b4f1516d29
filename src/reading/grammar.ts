import { readdirSync, readFileSync } from "node:fs";
import { fold } from "#kernel";
import { readingError } from "./errors.ts";
import { type Entry, entriesOf } from "./grammar-file.ts";
import { type Cutting, cutting, type Token, tokenize } from "./text/tokens.ts";

export type { Entry };

/** An entry found in a row of tokens, `from` inclusive, `to` exclusive (token numbers). */
export interface Match {
  readonly entry: Entry;
  readonly from: number;
  readonly to: number;
}

interface Node {
  next: Map<string, Node> | null;
  entries: Entry[] | null;
}

/** Words that are remembered with what the grammar knows of them: the vocabulary of a long document, and a bound on memory. */
const REMEMBERED = 200_000;

/** Scripts with small letters and capitals, as Unicode has them. */
const CASED: ReadonlySet<string> = new Set(["Latn", "Cyrl", "Grek", "Armn", "Geor", "Copt", "Glag", "Cher", "Adlm"]);

/** What most words are: in no section. */
const NOWHERE: ReadonlyMap<string, Entry> = new Map();

/** A language's lexicons, parsed; see docs/formats/grammar.md. */
export class Grammar {
  readonly language: string;
  readonly #sections = new Map<string, Entry[]>();
  readonly #root: Node = { next: null, entries: null };
  /** Forms of one word, with the sections that have them. */
  readonly #words = new Map<string, Map<string, Entry>>();
  readonly #cutting: Cutting;
  readonly #clitics: readonly (readonly [string, string])[];
  #verbPrefix: RegExp | null | undefined = undefined;
  #longestNumber: number | undefined;
  readonly #settings = new Map<string, string>();
  readonly #lists = new Map<string, readonly string[]>();
  readonly #sectionsOf = new Map<string, ReadonlyMap<string, Entry>>();
  readonly #known = new Map<string, readonly string[]>();
  readonly #endings = new Map<string, readonly { ending: string; least: number; not: readonly string[] }[]>();
  readonly #prefixed = new Map<string, boolean>();

  constructor(language: string, entries: readonly Entry[]) {
    this.language = language;
    const clitics: [string, string][] = [];
    const set = (name: string): readonly string[] =>
      entries.find((e) => e.section === "language" && e.attributes[name] !== undefined)?.attributes[name]?.split(",") ??
      [];
    this.#cutting = cutting(set("contractions"), set("elisions"), set("spaced-thousands").length > 0);
    for (const entry of entries) {
      if (entry.section === "language")
        for (const [name, value] of Object.entries(entry.attributes))
          if (!this.#settings.has(name)) this.#settings.set(name, value);
      const list = this.#sections.get(entry.section) ?? [];
      this.#sections.set(entry.section, list);
      list.push(entry);
      // endings are no words
      if (entry.section.startsWith("ending.")) continue;
      for (const form of entry.forms) {
        if (entry.section === "clitics") clitics.push([fold(form), fold(entry.attributes["becomes"] ?? "")]);
        const norms = this.tokenize(form).map((token) => token.norm);
        if (norms.length === 1) {
          const sections = this.#words.get(norms[0]!) ?? new Map<string, Entry>();
          this.#words.set(norms[0]!, sections.set(entry.section, entry));
        }
        let node = this.#root;
        for (const norm of norms) {
          node.next ??= new Map();
          let child = node.next.get(norm);
          if (child === undefined) {
            child = { next: null, entries: null };
            node.next.set(norm, child);
          }
          node = child;
        }
        node.entries ??= [];
        node.entries.push(entry);
      }
    }
    this.#clitics = clitics.sort((a, b) => b[0].length - a[0].length);
  }

  /** The sections that have entries. */
  get sections(): readonly string[] {
    return [...this.#sections.keys()];
  }

  entries(section: string): readonly Entry[] {
    return this.#sections.get(section) ?? [];
  }

  /** The entry of a section that has this one word, clitics removed when it has none with them. */
  word(section: string, norm: string): Entry | undefined {
    const sections = this.#sectionsOf.get(norm) ?? this.#lookUp(norm);
    return sections === NOWHERE ? undefined : sections.get(section);
  }

  has(section: string, norm: string | undefined): boolean {
    return norm !== undefined && this.word(section, norm) !== undefined;
  }

  /** All sections that have a word are looked up at once, as some fifty of them are asked for each word of a text. */
  #lookUp(norm: string): ReadonlyMap<string, Entry> {
    let sections = this.#words.get(norm) ?? NOWHERE;
    const article = this.setting("article-prefix");
    for (const variant of this.#variants(norm)) {
      const articled = article !== undefined && norm.includes(article + variant);
      for (const [section, entry] of this.#words.get(variant) ?? NOWHERE) {
        if (sections.has(section) || entry.attributes["bare"] === "yes") continue;
        if (articled && this.settings("no-article-sections").includes(section)) continue;
        sections = new Map(sections).set(section, entry);
      }
    }
    for (const stem of this.#stems(norm))
      for (const [section, entry] of this.#words.get(stem) ?? NOWHERE)
        if (this.settings("noun-sections").includes(section) && !sections.has(section))
          sections = new Map(sections).set(section, entry);
    if (this.#sectionsOf.size >= REMEMBERED) this.#sectionsOf.clear();
    this.#sectionsOf.set(norm, sections);
    return sections;
  }

  /** A noun without the ending of a plural, a feminine or a possessor: طبيبته -> طبيب, شقيقهم -> شقيق; also behind clitics. */
  #stems(norm: string): readonly string[] {
    const out: string[] = [];
    for (const ending of this.settings("noun-endings")) {
      if (!norm.endsWith(ending) || norm.length - ending.length < 3) continue;
      const stem = norm.slice(0, -ending.length);
      out.push(stem, ...this.#variants(stem).filter((v) => v.length >= 3));
    }
    return out;
  }

  /** A setting of the `[language]` section. */
  setting(name: string): string | undefined {
    return this.#settings.get(name);
  }

  /** Does the script know capitals? Where it does not, they can't tell names. */
  get hasCapitals(): boolean {
    return CASED.has(this.setting("script") ?? "");
  }

  /** A setting that is a list, with commas between; empty when it is not set. */
  settings(name: string): readonly string[] {
    const known = this.#lists.get(name);
    if (known !== undefined) return known;
    const list = this.#settings.get(name)?.split(",") ?? [];
    this.#lists.set(name, list);
    return list;
  }

  /** Tokens of a stretch of text, its words cut at apostrophes as the language does. */
  tokenize(text: string, from = 0, to = text.length): Token[] {
    return tokenize(text, from, to, this.#cutting);
  }

  /** Tokens of the longest number that is told in one entry: "quatre-vingt-dix-neuf" has seven. */
  get longestNumber(): number {
    this.#longestNumber ??= Math.max(
      1,
      ...this.entries("number").flatMap((e) =>
        e.attributes["value"] === undefined ? [] : e.forms.map((form) => this.tokenize(form).length),
      ),
    );
    return this.#longestNumber;
  }

  /** Has the word the prefix of a finite verb (Arabic `ي`)? Languages without such a prefix never do. */
  hasVerbPrefix(norm: string): boolean {
    if (this.#verbPrefix === undefined) {
      const prefix = this.setting("verb-prefix");
      const clitics = this.setting("verb-clitics") ?? "";
      this.#verbPrefix = prefix === undefined ? null : new RegExp(`^[${clitics}]{0,2}[${prefix}]\\p{L}{3,}$`, "u");
    }
    if (this.#verbPrefix === null) return false;
    const known = this.#prefixed.get(norm);
    if (known !== undefined) return known;
    const prefixed = this.#verbPrefix.test(norm);
    if (this.#prefixed.size >= REMEMBERED) this.#prefixed.clear();
    this.#prefixed.set(norm, prefixed);
    return prefixed;
  }

  /** Ends the word as words of a class do: "ing" of [ending.gerund], with as many letters before it as the entry asks for? */
  ends(kind: string, norm: string): boolean {
    let endings = this.#endings.get(kind);
    if (endings === undefined) {
      endings = this.entries(`ending.${kind}`).flatMap(({ forms, attributes }) =>
        forms.map((form) => {
          const ending = fold(form);
          const not = (attributes["not"]?.split(",") ?? []).map(fold);
          return { ending, least: ending.length + Number(attributes["least"] ?? 1), not };
        }),
      );
      this.#endings.set(kind, endings);
    }
    for (const { ending, least, not } of endings)
      if (norm.length >= least && norm.endsWith(ending) && !not.some((n) => norm.endsWith(n))) return true;
    return false;
  }

  /** Everything the grammar knows in these tokens, by section; overlaps are kept, longest first at each place. */
  find(tokens: readonly Token[]): Map<string, Match[]> {
    const found = new Map<string, Match[]>();
    const here: Match[] = [];
    for (let from = 0; from < tokens.length; from++) {
      const { norm } = tokens[from]!;
      here.length = 0;
      this.#walk(tokens, from, norm, false, here);
      if (this.#clitics.length > 0)
        for (const variant of this.#variants(norm)) this.#walk(tokens, from, variant, true, here);
      if (here.length > 1) here.sort((a, b) => b.to - a.to);
      for (const match of here) {
        const list = found.get(match.entry.section);
        if (list === undefined) found.set(match.entry.section, [match]);
        else list.push(match);
      }
    }
    return found;
  }

  #walk(tokens: readonly Token[], from: number, start: string, behindClitic: boolean, here: Match[]): void {
    let node = this.#root.next?.get(start);
    for (let to = from + 1; node !== undefined; to++) {
      for (const entry of node.entries ?? []) {
        if (behindClitic && entry.attributes["bare"] === "yes") continue;
        if (!here.some((m) => m.entry === entry && m.to === to)) here.push({ entry, from, to });
      }
      const next = tokens[to]?.norm;
      node = next === undefined ? undefined : node.next?.get(next);
    }
  }

  /** The entry of a section that is exactly these tokens, the first of them also behind clitics. */
  phrase(section: string, tokens: readonly Token[]): Entry | undefined {
    const [first] = tokens;
    if (first === undefined) return undefined;
    if (tokens.length === 1) return this.word(section, first.norm);
    const plain = this.#phraseFrom(section, tokens, first.norm, false);
    if (plain !== undefined || this.#clitics.length === 0) return plain;
    for (const variant of this.#variants(first.norm)) {
      const entry = this.#phraseFrom(section, tokens, variant, true);
      if (entry !== undefined) return entry;
    }
    return undefined;
  }

  #phraseFrom(section: string, tokens: readonly Token[], start: string, behindClitic: boolean): Entry | undefined {
    let node = this.#root.next?.get(start);
    for (let i = 1; i < tokens.length && node !== undefined; i++) node = node.next?.get(tokens[i]!.norm);
    return node?.entries?.find(
      (entry) => entry.section === section && !(behindClitic && entry.attributes["bare"] === "yes"),
    );
  }

  /** A word without its proclitics: `وبالقرب` -> `بالقرب`, `القرب`. */
  #variants(norm: string): readonly string[] {
    if (this.#clitics.length === 0) return [];
    const known = this.#known.get(norm);
    if (known !== undefined) return known;
    const out: string[] = [];
    this.#strip(norm, 2, out);
    if (this.#known.size >= REMEMBERED) this.#known.clear();
    this.#known.set(norm, out);
    return out;
  }

  #strip(word: string, depth: number, out: string[]): void {
    if (depth === 0) return;
    for (const [prefix, becomes] of this.#clitics) {
      if (!word.startsWith(prefix) || word.length - prefix.length < 2) continue;
      const rest = becomes + word.slice(prefix.length);
      if (!out.includes(rest)) out.push(rest);
      this.#strip(rest, depth - 1, out);
    }
  }
}

/** A grammar from the text of its file. @throws reading/bad-grammar, with all faults */
export function parseGrammar(language: string, source: string, file = `${language}.grammar`): Grammar {
  return new Grammar(language, entriesOf(language, source, file));
}

const loaded = new Map<string, Grammar>();

/** Tags of the languages that have a grammar file; English first, then by tag. A file put beside them is a language more. */
export const LANGUAGES: readonly string[] = readdirSync(new URL("./assets/", import.meta.url))
  .flatMap((name) => /^([a-z]{2,3})\.grammar$/.exec(name)?.[1] ?? [])
  .sort((a, b) => (a === "en" ? -1 : b === "en" ? 1 : a < b ? -1 : 1));

/** The grammar of a language, read once from `assets/<language>.grammar`. */
export function grammarOf(language: string): Grammar {
  const known = loaded.get(language);
  if (known !== undefined) return known;
  if (!LANGUAGES.includes(language)) {
    throw readingError("reading/unknown-language", {
      what: "Cannot read the text",
      found: `there is no grammar for "${language}", only for ${LANGUAGES.join(", ")}`,
      unchanged: "Nothing was written.",
      mend: "Give --language with one of these.",
    });
  }
  const grammar = parseGrammar(
    language,
    readFileSync(new URL(`./assets/${language}.grammar`, import.meta.url), "utf8"),
  );
  loaded.set(language, grammar);
  return grammar;
}
