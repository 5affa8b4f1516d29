import { readdirSync, readFileSync } from "node:fs";
import { fold } from "#kernel";
import { readingError } from "./errors.ts";
import { type Entry, entriesOf } from "./grammar-file.ts";
import { type Known, Lexicon, type Match, phraseOf } from "./lexicon.ts";
import { Matches } from "./matches.ts";
import { type Cutting, cutting, type Token, tokenize } from "./text/tokens.ts";

export type { Entry, Match };

/** Words that are remembered with what the grammar knows of them: the vocabulary of a long document, and a bound on memory. */
const REMEMBERED = 200_000;

/** Scripts with small letters and capitals, as Unicode has them. */
const CASED: ReadonlySet<string> = new Set(["Latn", "Cyrl", "Grek", "Armn", "Geor", "Copt", "Glag", "Cher", "Adlm"]);

/** What is known of a word, with the sections that have it alone. */
interface Word extends Known {
  readonly norm: string;
  readonly sections: ReadonlyMap<string, Entry>;
}

/** What most words are: in no section. */
const NOWHERE: ReadonlyMap<string, Entry> = new Map();

/** A language's lexicons, parsed; see docs/formats/grammar.md. */
export class Grammar {
  readonly language: string;
  readonly #sections = new Map<string, Entry[]>();
  readonly #lexicon: Lexicon;
  /** Forms of one word, with the sections that have them. */
  readonly #words = new Map<string, Map<string, Entry>>();
  readonly #cutting: Cutting;
  readonly #clitics: readonly (readonly [string, string])[];
  #verbPrefix: RegExp | null | undefined = undefined;
  #longestNumber: number | undefined;
  readonly #settings = new Map<string, string>();
  readonly #lists = new Map<string, readonly string[]>();
  readonly #known = new Map<string, Word>();
  /** The word asked about last: many questions in a row are about the same. */
  #last: Word | null = null;
  readonly #endings = new Map<string, readonly { ending: string; least: number; not: readonly string[] }[]>();
  readonly #prefixed = new Map<string, boolean>();

  constructor(language: string, entries: readonly Entry[]) {
    this.language = language;
    const clitics: [string, string][] = [];
    const set = (name: string): readonly string[] =>
      entries.find((e) => e.section === "language" && e.attributes[name] !== undefined)?.attributes[name]?.split(",") ??
      [];
    this.#lexicon = new Lexicon(entries.map((entry) => entry.section));
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
        this.#lexicon.add(entry, norms);
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
    const { sections } = this.#wordOf(norm);
    return sections === NOWHERE ? undefined : sections.get(section);
  }

  has(section: string, norm: string | undefined): boolean {
    return norm !== undefined && this.word(section, norm) !== undefined;
  }

  /** All that is known of a word is looked up at once, as some hundreds of questions are asked of the words of a sentence. */
  #wordOf(norm: string): Word {
    if (this.#last?.norm === norm) return this.#last;
    let word = this.#known.get(norm);
    if (word === undefined) {
      const variants = this.#variants(norm);
      word = { norm, sections: this.#sectionsOf(norm, variants), ...this.#lexicon.know(norm, variants) };
      if (this.#known.size >= REMEMBERED) this.#known.clear();
      this.#known.set(norm, word);
    }
    this.#last = word;
    return word;
  }

  #sectionsOf(norm: string, variants: readonly string[]): ReadonlyMap<string, Entry> {
    let sections = this.#words.get(norm) ?? NOWHERE;
    const article = this.setting("article-prefix");
    for (const variant of variants) {
      // الوالي is no إلى with an article
      const articled = article !== undefined && (norm.startsWith(article) || norm.includes(article + variant));
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

  /** Does the verb of a clause stand before its subject? */
  get isVerbFirst(): boolean {
    return this.setting("order") === "verb-first";
  }

  /** الجيش: is the article written onto the word? */
  hasArticle(norm: string): boolean {
    const article = this.setting("article-prefix");
    return article !== undefined && norm.startsWith(article);
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

  /** Everything the grammar knows in these tokens. */
  find(tokens: readonly Token[]): Matches {
    return new Matches(
      tokens,
      tokens.map(({ norm }) => this.#wordOf(norm)),
      this.#lexicon,
    );
  }

  /** The entry of a section that is exactly so many tokens from `at`, the first of them also behind clitics. */
  phrase(section: string, tokens: readonly Token[], at: number, length: number): Entry | undefined {
    if (at + length > tokens.length) return undefined;
    const { norm } = tokens[at]!;
    if (length === 1) return this.word(section, norm);
    return phraseOf(section, tokens, at, length, this.#wordOf(norm));
  }

  /** A word without its proclitics: `وبالقرب` -> `بالقرب`, `القرب`. */
  #variants(norm: string): readonly string[] {
    const out: string[] = [];
    this.#strip(norm, 2, out);
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
