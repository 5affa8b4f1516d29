import { type Child, el, type Html, join, word } from "#page";
import type { ClosingReason } from "#record";
import type { OpenItem, Selection } from "./selection.ts";

/**
 * The words of one page, each tied to what proves it by an attribute (docs/formats/dossier.md, "The page"): `data-p` a proved
 * leaf, `data-u` a proved reference, `data-i` an item's number, `data-f` a file of the bag, `data-v` a line of bag-info.txt,
 * `data-w` a word of the interface. Nothing else may stand on a page but white space.
 */
export class Marks {
  readonly language: string;
  readonly #selection: Selection;

  constructor(language: string, selection: Selection) {
    this.language = language;
    this.#selection = selection;
  }

  /** A word of the interface. */
  word(key: string, tag = "span", attributes: Readonly<Record<string, string>> = {}): Html {
    return el(tag, { ...attributes, "data-w": key }, word(this.language, `dossier.${key}`));
  }

  /** The sign of what is not shown, with the class of reason where one was given; it is as wide for a word as for a page. */
  withheld(reason?: ClosingReason): Html {
    return this.word(reason === undefined ? "withheld" : `withheld.${reason}`, "span", { class: "withheld" });
  }

  /** The sign for a leaf or a reference that is closed. */
  #closed(open: OpenItem, pointer: string): Html {
    return this.withheld(reasonOf(open, pointer));
  }

  /** A text of which words are closed: its parts in order, `shown` for those that are open. */
  split(
    open: OpenItem,
    pointer: string,
    shown: (text: string) => readonly Child[] = (text) => [text],
    tag = "bdi",
  ): readonly Html[] {
    const { index, count } = open.splits.get(pointer)!;
    return Array.from({ length: count }, (_, i) => {
      const part = `/spans/${index}/parts/${i}`;
      const text = open.open.get(part);
      if (text === undefined) return this.withheld(reasonOf(open, part));
      return el(tag, { "data-p": placeOf(open, part) }, ...shown(String(text)));
    });
  }

  /** The value at a pointer, or the withheld sign when the audience may not see it. */
  leaf(open: OpenItem, pointer: string, tag = "bdi", attributes: Readonly<Record<string, string>> = {}): Html {
    const value = open.open.get(pointer);
    if (value === undefined && open.splits.has(pointer)) return join(this.split(open, pointer));
    if (value === undefined) return this.#closed(open, pointer);
    return el(tag, { ...attributes, "data-p": placeOf(open, pointer) }, String(value));
  }

  /** A value of a closed list, in words. */
  code(open: OpenItem, pointer: string, tag = "span", attributes: Readonly<Record<string, string>> = {}): Html {
    const value = open.open.get(pointer);
    if (value === undefined) return this.#closed(open, pointer);
    const key = `${pointer.slice(pointer.lastIndexOf("/") + 1)}.${value}`;
    const text = word(this.language, `dossier.${key}`);
    return el(tag, { ...attributes, "data-p": placeOf(open, pointer), "data-w": key }, text);
  }

  /** What a reference leads to, as its number; the withheld sign when that does not go out. */
  reference(open: OpenItem, pointer: string): Html {
    const target = this.target(open, pointer);
    if (target === undefined) return this.#closed(open, pointer);
    const attributes = { class: "ref", "data-u": placeOf(open, pointer), href: `#${target.number}` };
    return el("a", attributes, target.number);
  }

  /** An item's number, leading to its card. */
  number(open: OpenItem): Html {
    return el("a", { class: "ref", "data-i": String(open.item.seq), href: `#${open.number}` }, open.number);
  }

  file(path: string): Html {
    return el("a", { href: path, "data-f": path }, path);
  }

  /** The way to the proof of an entry. */
  proof(seq: number): Html {
    return el(
      "details",
      {},
      this.word("proof", "summary"),
      el("p", {}, this.word("proof.entry"), " ", this.file(`proofs/${seq}.json`)),
      el("p", {}, this.word("proof.inclusion"), " ", this.file(`proofs/${seq}.tlog-proof`)),
    );
  }

  /** A value of bag-info.txt. */
  info(label: string, value: string, tag = "bdi", attributes: Readonly<Record<string, string>> = {}): Html {
    return el(tag, { ...attributes, "data-v": label }, value);
  }

  /** A person as a sentence names one: by name, by the number that is a pseudonym, or not at all. */
  person(open: OpenItem, pointer: string): Html {
    const person = this.target(open, pointer);
    if (person === undefined) return this.#closed(open, pointer);
    const name = this.inLanguage(person, "/name");
    if (!person.open.has(name)) return this.reference(open, pointer);
    return this.leaf(person, name, "a", { class: "figure", href: `#${person.number}` });
  }

  target(open: OpenItem, pointer: string): OpenItem | undefined {
    const uid = open.open.get(pointer);
    return uid === undefined ? undefined : this.#selection.byUid.get(String(uid));
  }

  /** The pointer of the words in the page's language below `base`, else of the first language that is open. */
  inLanguage(open: OpenItem, base: string): string {
    const own = `${base}/${this.language}`;
    if (open.open.has(own) || open.closed.has(own)) return own;
    const other = [...open.fields.keys()].find((pointer) => pointer.startsWith(`${base}/`));
    return other ?? own;
  }
}

/** The class of reason given for a pointer, for what lies above it, or for the whole item. */
function reasonOf({ item }: OpenItem, pointer: string): ClosingReason | undefined {
  const reasons = item.levels.reasons ?? {};
  for (let at = pointer; at !== ""; at = at.slice(0, at.lastIndexOf("/"))) {
    if (reasons[at] !== undefined) return reasons[at];
  }
  return reasons[""];
}

export function placeOf(open: OpenItem, pointer: string): string {
  return `${open.item.seq} ${pointer}`;
}

/** One row of a card: label and what is said, in one or more parts. */
export function row(marks: Marks, label: string, ...values: readonly Child[]): Html {
  return el("div", {}, marks.word(`field.${label}`, "dt"), ...values.map((value) => el("dd", {}, value)));
}
