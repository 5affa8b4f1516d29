import { canonicalJson, type Json } from "#kernel";
import { type Contents, type Item, languageOf, splitsOf, targetOf } from "./contents.ts";
import { escapeText } from "./cursor.ts";
import { isCode, lastPart } from "./kinds.ts";
import type { Part, SentenceWriter } from "./sentence.ts";
import { word, wordsChoices } from "./words.ts";

/** How one page writes what is proved (docs/formats/dossier.md, section 6). Everything here gives the exact text. */
export class Markup implements SentenceWriter {
  readonly contents: Contents;
  readonly text: Item;
  readonly language: string;
  readonly #words = new Map<string, string>();

  constructor(contents: Contents, text: Item) {
    this.contents = contents;
    this.text = text;
    this.language = languageOf(text);
  }

  /** A word of the interface. A key that is none gives half a surrogate pair, which no UTF-8 holds, so no page. */
  word(key: string): string {
    const known = this.#words.get(key) ?? escapeText(word(this.language, key) ?? "\ud800");
    this.#words.set(key, known);
    return known;
  }

  w(key: string): string {
    return `<span data-w="${key}">${this.word(key)}</span>`;
  }

  withheld(): string {
    return `<span class="withheld" data-w="withheld">${this.word("withheld")}</span>`;
  }

  value(label: string, attributes = ""): string {
    return `<bdi${attributes} data-v="${label}">${escapeText(this.contents.info.get(label) ?? "")}</bdi>`;
  }

  file(path: string): string {
    return `<a href="${path}" data-f="${path}">${path}</a>`;
  }

  /** A leaf as text. @param attributes written before `data-p`, each with a space in front */
  leaf(item: Item, pointer: string, attributes = "", tag = "bdi"): string {
    const value = item.leaves.get(pointer);
    const split = splitsOf(item).get(pointer);
    if (value === undefined && split !== undefined) {
      const parts = Array.from({ length: split.count }, (_, at) => `/spans/${split.index}/parts/${at}`);
      return parts.map((part) => (item.leaves.has(part) ? this.leaf(item, part) : this.withheld())).join("");
    }
    if (value === undefined) return this.withheld();
    return `<${tag}${attributes} data-p="${item.seq} ${escapeText(pointer)}">${escapeText(textOfLeaf(value))}</${tag}>`;
  }

  /** A word of a closed list. */
  code(item: Item, pointer: string): string {
    const value = item.leaves.get(pointer);
    if (value === undefined) return this.withheld();
    const key = `${lastPart(pointer)}.${textOfLeaf(value)}`;
    return `<span data-p="${item.seq} ${escapeText(pointer)}" data-w="${escapeText(key)}">${this.word(key)}</span>`;
  }

  /** A leaf of an entry that is no item. */
  said({ seq, leaves }: Pick<Item, "seq" | "leaves">, pointer: string, attributes = ""): string {
    return `<bdi${attributes} data-p="${seq} ${pointer}">${escapeText(textOfLeaf(leaves.get(pointer) ?? ""))}</bdi>`;
  }

  /** The way to the proof of an entry. */
  proof(seq: number): string {
    return `<details><summary data-w="proof">${this.word("proof")}</summary><p>${this.w("proof.entry")} ${this.file(`proofs/${seq}.json`)}</p><p>${this.w("proof.inclusion")} ${this.file(`proofs/${seq}.tlog-proof`)}</p></details>`;
  }

  number(item: Item): string {
    return `<a class="ref" data-i="${item.seq}" href="#${item.number}">${item.number}</a>`;
  }

  ref(item: Item, pointer: string): string {
    const target = targetOf(this.contents, item, pointer);
    if (target === undefined) return this.withheld();
    return `<a class="ref" data-u="${item.seq} ${escapeText(pointer)}" href="#${target.number}">${target.number}</a>`;
  }

  /** The ways in which an item's own words may be written; `""` for an exhibit without a title. */
  headings(item: Item): readonly string[] {
    const { heading, isInLanguages, noun } = item.kind;
    if (isInLanguages) {
      return wordsChoices(item, heading, this.language).map((pointer) =>
        pointer === null ? this.leaf(item, `${heading}/${this.language}`) : this.leaf(item, pointer),
      );
    }
    if (noun === "exhibit" && !item.leaves.has(heading)) return [this.withheld(), ""];
    return [this.leaf(item, heading)];
  }

  /** The ways in which a value may stand in a row: as reference, as code, or as it is. */
  inRow(item: Item, pointer: string): readonly string[] {
    const target = targetOf(this.contents, item, pointer);
    if (target !== undefined) {
      return this.headings(target).map((heading) => `<span>${this.ref(item, pointer)} ${heading}</span>`);
    }
    if (isCode(pointer)) return [this.code(item, pointer)];
    return [this.leaf(item, pointer), this.leaf(item, pointer, ' class="hash"')];
  }

  // What a sentence is made of.

  words(text: string): string {
    return escapeText(text);
  }

  figure(figure: Item): Part {
    return wordsChoices(figure, "/words", this.language).map((pointer) =>
      pointer === null ? this.withheld() : this.leaf(figure, pointer, ` class="figure" href="#${figure.number}"`, "a"),
    );
  }

  person(person: Item, pointer: string): Part {
    return wordsChoices(person, "/name", this.language).map((name) =>
      name === null
        ? this.ref(this.text, pointer)
        : this.leaf(person, name, ` class="figure" href="#${person.number}"`, "a"),
    );
  }

  span(pointer: string): readonly [string, string] {
    return [`<span data-p="${this.text.seq} ${pointer}">`, "</span>"];
  }

  reference(_target: Item, pointer: string, at: string | null): string {
    const place = at === null ? "" : ` ${this.leaf(this.text, `${pointer.slice(0, -4)}/at`, ' class="at"')}`;
    return `${this.ref(this.text, pointer)}${place}`;
  }
}

/** A leaf as it is printed. */
export function textOfLeaf(value: Json): string {
  return typeof value === "string" ? value : canonicalJson(value);
}
