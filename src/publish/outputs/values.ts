import { word } from "#page";
import { headingOf } from "../card.ts";
import { plainSentence } from "../crate.ts";
import { Marks } from "../marks.ts";
import type { OpenItem, Selection } from "../selection.ts";
import { blocksOf, sectionsOf } from "../structure.ts";

/** The open values of a dossier as plain words in one language; what is closed reads as the sign of what is withheld. */
export class Values {
  readonly language: string;
  readonly selection: Selection;
  readonly #marks: Marks;

  constructor(language: string, selection: Selection) {
    this.language = language;
    this.selection = selection;
    this.#marks = new Marks(language, selection);
  }

  word(key: string): string {
    return word(this.language, key);
  }

  get withheld(): string {
    return this.word("dossier.withheld");
  }

  items(kind: OpenItem["item"]["kind"]): readonly OpenItem[] {
    return this.selection.items.filter(({ item }) => item.kind === kind);
  }

  /** An item's own words. */
  heading(open: OpenItem): string {
    return this.at(open, headingOf(this.#marks, open)) ?? "";
  }

  /** The words below a pointer in this language, or the only ones there are. */
  words(open: OpenItem, base: string): string | undefined {
    return this.at(open, this.#marks.inLanguage(open, base));
  }

  /** The value at a pointer: as it is, in parts, as withheld, or `undefined` when there is none. */
  at(open: OpenItem, pointer: string): string | undefined {
    const value = open.open.get(pointer);
    if (value !== undefined) return String(value);
    const split = open.splits.get(pointer);
    if (split === undefined) return open.closed.has(pointer) ? this.withheld : undefined;
    return Array.from({ length: split.count }, (_, i) =>
      String(open.open.get(`/spans/${split.index}/parts/${i}`) ?? this.withheld),
    ).join("");
  }

  /** A value of a closed list, in words of the language. */
  code(open: OpenItem, pointer: string): string | undefined {
    const value = open.open.get(pointer);
    if (value === undefined) return open.closed.has(pointer) ? this.withheld : undefined;
    return this.word(`dossier.${pointer.slice(pointer.lastIndexOf("/") + 1)}.${value}`);
  }

  /** What a reference leads to, when that goes out. */
  target(open: OpenItem, pointer: string): OpenItem | undefined {
    return this.#marks.target(open, pointer);
  }

  targets(open: OpenItem, pattern: RegExp): readonly OpenItem[] {
    return [...open.open.keys()]
      .filter((pointer) => pattern.test(pointer))
      .flatMap((at) => this.target(open, at) ?? []);
  }

  /** The text of the dossier in this language: sections with their blocks as plain words. */
  sections(text: OpenItem): readonly {
    readonly heading: string | undefined;
    readonly isAuthors: boolean;
    readonly blocks: readonly { readonly kind: string; readonly words: string }[];
  }[] {
    return sectionsOf(text).map((at) => ({
      heading: this.at(text, `${at}/heading`),
      isAuthors: text.open.get(`${at}/voice`) === "authors",
      blocks: blocksOf(text, at).map(({ kind, sentences }) => ({
        kind,
        words: sentences
          .map(({ pointer }) => plainSentence(this.#marks, text, pointer).replaceAll("[withheld]", this.withheld))
          .join(" "),
      })),
    }));
  }
}
