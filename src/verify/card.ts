import { type Item, splitsOf } from "./contents.ts";
import type { Cursor } from "./cursor.ts";
import type { ExhibitFile } from "./exhibit-files.ts";
import { isInLanguage, labelOf } from "./kinds.ts";
import { type Markup, textOfLeaf } from "./markup.ts";
import { word } from "./words.ts";

/** What a card shows, for what is judged beyond the card. */
export interface ShownCard {
  /** Labels of rows in which the withheld sign stands. */
  readonly withheld: ReadonlySet<string>;
}

/** Leaves for programs, which no card shows. */
const SILENT = new Set([
  "/uid",
  "/anchor/start",
  "/anchor/end",
  "/quantity/lowerInclusive",
  "/quantity/upperInclusive",
]);

/** Relations whose words give no lower, or no upper, bound. */
const UNBOUNDED: Readonly<Record<string, ReadonlySet<string>>> = {
  "/quantity/lower": new Set(["approx", "atMost", "lessThan", "justBelow", "vague", "ordinal", "notStated"]),
  "/quantity/upper": new Set(["approx", "atLeast", "moreThan", "justAbove", "vague", "ordinal", "notStated"]),
};

/**
 * One card, from its tag on: every row is of this item and under its right label, and nothing that is opened is left out.
 *
 * @throws Mismatch
 */
export function expectCard(cursor: Cursor, markup: Markup, item: Item, file: ExhibitFile | undefined): ShownCard {
  const card = new CardReader(cursor, markup, item);
  card.read(file);
  return { withheld: card.withheld };
}

class CardReader {
  readonly withheld = new Set<string>();
  readonly #cursor: Cursor;
  readonly #markup: Markup;
  readonly #item: Item;
  readonly #shown = new Set<string>();
  readonly #labels = new Set<string>();
  readonly #byLabel = new Map<string, string[]>();

  constructor(cursor: Cursor, markup: Markup, item: Item) {
    this.#cursor = cursor;
    this.#markup = markup;
    this.#item = item;
    for (const pointer of [...item.leaves.keys(), ...splitsOf(item).keys()].sort(byIndexes)) {
      const label = labelOf(item.kind.noun, pointer);
      this.#byLabel.set(label, [...(this.#byLabel.get(label) ?? []), pointer]);
    }
  }

  read(file: ExhibitFile | undefined): void {
    const [cursor, markup, item] = [this.#cursor, this.#markup, this.#item];
    const name = item.number;
    cursor.expect(
      `<article class="card" id="${name}" data-item="${item.seq}"><h4>${markup.number(item)} `,
      `the card of ${name}`,
    );
    this.#note(
      cursor.takeOne(markup.headings(item), `${name}'s own words`),
      labelOf(item.kind.noun, `${item.kind.heading}/x`),
    );
    cursor.expect("</h4>", `${name}'s own words`);
    if (item.kind.noun === "claim") {
      const quoted = markup.leaf(item, "/anchor/quote");
      cursor.expect(`<blockquote class="quote">${quoted}</blockquote>`, `${name}'s quoted words`);
      this.#note(quoted, "anchor.quote");
    }
    if (cursor.take("<dl>")) {
      while (cursor.isAt("<div>")) this.#readRow();
      cursor.expect("</dl>", `a row of ${name}`);
    }
    this.#readFile(file);
    cursor.expect(`${markup.proof(item.seq)}</article>`, `the proof of ${name}, or what stands before it,`);
    this.#requireWhole();
  }

  /** Keeps in mind which leaves a text shows; without a pointer in it, it is the withheld sign. */
  #note(written: string, label: string): void {
    const pointers = [...written.matchAll(/data-[pu]="(\d+) ([^"]*)"/g)].filter(
      ([, seq]) => Number(seq) === this.#item.seq,
    );
    if (pointers.length === 0) this.withheld.add(label);
    for (const [, , pointer] of pointers) {
      this.#shown.add(pointer!);
      const field = this.#fieldOf(pointer!);
      if (field !== undefined) this.#shown.add(field);
    }
  }

  #readRow(): void {
    const [cursor, markup, name] = [this.#cursor, this.#markup, this.#item.number];
    const label =
      cursor.match(/<div><dt data-w="field\.([A-Za-z0-9.]{1,64})">/y)?.[1] ?? cursor.fail(`a row of ${name}`);
    if (word(markup.language, `field.${label}`) === undefined || this.#labels.has(label))
      cursor.fail(`a row "${label}" of ${name}`);
    this.#labels.add(label);
    cursor.expect(`${markup.word(`field.${label}`)}</dt>`, `the label of a row of ${name}`);
    let count = 0;
    do {
      cursor.expect("<dd>", `a value of ${name}`);
      this.#readValue(label);
      cursor.expect("</dd>", `a value of ${name}`);
      count += 1;
    } while (!cursor.take("</div>"));
    const isBound = `/${label.replace(".", "/")}` in UNBOUNDED && this.#item.leaves.has("/quantity/relation");
    if (isBound && count > 1) cursor.fail(`${name} has more than one ${label}, and what follows it`);
  }

  #readValue(label: string): void {
    const [cursor, markup, item] = [this.#cursor, this.#markup, this.#item];
    // Rows that belong together are read in one order, so what stands in a row comes in the order in which it was recorded.
    const left = this.#byLabel.get(label) ?? [];
    for (const [at, pointer] of left.entries()) {
      if (this.#shown.has(pointer) || SILENT.has(pointer)) continue;
      const written = markup.inRow(item, pointer).find((one) => one !== markup.withheld() && cursor.take(one));
      if (written === undefined) continue;
      this.#note(written, label);
      this.#shown.add(pointer);
      this.#byLabel.set(label, left.slice(at + 1));
      return;
    }
    const bound = `/${label.replace(".", "/")}`;
    const isOpenEnd = UNBOUNDED[bound]?.has(textOfLeaf(item.leaves.get("/quantity/relation") ?? "")) === true;
    if (isOpenEnd && !item.leaves.has(bound)) {
      const notStated = `<span data-q="${item.seq} ${bound}" data-w="notStated">${markup.word("notStated")}</span>`;
      if (cursor.take(notStated)) return;
    }
    cursor.takeOne([`<span>${markup.withheld()}</span>`, markup.withheld()], `${item.number}: ${label}`);
    this.withheld.add(label);
  }

  #readFile(file: ExhibitFile | undefined): void {
    if (file === undefined) return;
    const [cursor, markup, name] = [this.#cursor, this.#markup, this.#item.number];
    const link = `<p>${markup.w("file")} ${markup.file(file.path)}</p>`;
    if (file.tool === null) {
      cursor.expect(link, `the file of ${name}`);
      return;
    }
    const isPdf = file.mediaType === "application/pdf";
    cursor.expect(`${isPdf ? "" : `<img src="${file.path}" alt="${name}">`}${link}`, `the file of ${name}`);
    const said = (key: string): string => `<p class="copy" data-w="${key}">${markup.word(key)}</p>`;
    cursor.takeOne([...(isPdf ? [] : [said("copy")]), said("redacted")], `what the file of ${name} is`);
  }

  #requireWhole(): void {
    const { kind, leaves, number } = this.#item;
    const needed = leaves.has("/quantity/relation") ? ["quantity.lower", "quantity.upper"] : [];
    if (kind.noun === "claim") needed.push("source", "exhibit");
    const absent = needed.find((label) => !this.#labels.has(label));
    if (absent !== undefined) this.#cursor.fail(`the card of ${number} has no row "${absent}", and what follows it`);
    for (const pointer of leaves.keys()) {
      if (/^\/spans\/\d+\/(?:field|count)$/.test(pointer)) continue;
      if (this.#shown.has(pointer) || SILENT.has(pointer) || this.#isShownElsewhere(pointer)) continue;
      this.#cursor.fail(`the card of ${number} leaves out ${pointer}, and what follows it`);
    }
  }

  /** The text of which a pointer is a part. */
  #fieldOf(pointer: string): string | undefined {
    const index = /^\/spans\/(\d+)\/parts\/\d+$/.exec(pointer)?.[1];
    return index === undefined ? undefined : String(this.#item.leaves.get(`/spans/${index}/field`));
  }

  /** Words in other languages need not be shown, nor a number that is one of the bounds. */
  #isShownElsewhere(pointer: string): boolean {
    const { kind, leaves } = this.#item;
    if (pointer === "/quantity/value") {
      const value = leaves.get(pointer);
      return value === leaves.get("/quantity/lower") || value === leaves.get("/quantity/upper");
    }
    const whole = this.#fieldOf(pointer) ?? pointer;
    if (!isInLanguage(kind.noun, whole)) return false;
    const base = whole.slice(0, whole.lastIndexOf("/"));
    const own = `${base}/${this.#markup.language}`;
    if (whole === own) return false;
    if (leaves.has(own) || splitsOf(this.#item).has(own)) return true;
    const isShown = [...this.#shown].some((one) => one.startsWith(`${base}/`));
    return isShown || this.withheld.has(labelOf(kind.noun, whole));
  }
}

/** Order of pointers by the numbers in them, as lists are recorded. */
function byIndexes(a: string, b: string): number {
  const [left, right] = [indexesOf(a), indexesOf(b)];
  for (let at = 0; at < Math.min(left.length, right.length); at++) {
    if (left[at] !== right[at]) return left[at]! - right[at]!;
  }
  return left.length - right.length;
}

function indexesOf(pointer: string): readonly number[] {
  return (pointer.match(/(?<=\/)\d+(?=\/|$)/g) ?? []).map(Number);
}
