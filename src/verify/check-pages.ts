import { type Bag, textOf } from "./bag-files.ts";
import { expectCard, type ShownCard } from "./card.ts";
import { quote } from "./check-bag.ts";
import { type Contents, type Item, pagePath } from "./contents.ts";
import { Cursor, Mismatch } from "./cursor.ts";
import { expectEarlier } from "./earlier-list.ts";
import type { ExhibitFile } from "./exhibit-files.ts";
import { expectBottom, expectTop } from "./frame.ts";
import { expectLineage, restsOn } from "./lineage-list.ts";
import { Markup } from "./markup.ts";
import { isWritten, knownSentences, namedBy, pointerOf, type SentencePlace, sentenceParts } from "./sentence.ts";
import { withheldSigns } from "./words.ts";

export interface PageFindings {
  readonly sentences: readonly string[];
  readonly page: readonly string[];
  /** What each card shows, by item; of a card that could not be read there is nothing. */
  readonly cards: ReadonlyMap<Item, ShownCard>;
}

/** Section 6 of docs/formats/dossier.md for one page: it is read from the first byte to the last, and nothing is passed over. */
export function checkPage(
  bag: Bag,
  contents: Contents,
  text: Item,
  files: readonly ExhibitFile[],
  described: readonly string[],
): PageFindings {
  const path = pagePath(contents, text);
  let html: string;
  try {
    html = textOf(bag, path);
    const markup = new Markup(contents, text);
    for (const sign of withheldSigns(markup.language)) html = html.replaceAll(sign, markup.withheld());
  } catch (error) {
    return { sentences: [(error as Error).message], page: [], cards: new Map() };
  }
  const reader = new PageReader(path, html, new Markup(contents, text), files);
  const sentences = checkSentences(path, html, new Markup(contents, text), described);
  const page = reader.read(bag.files.has("verify.html"));
  return { sentences, page: sentences.length === 0 ? [...page, ...reader.misread] : page, cards: reader.cards };
}

const SENTENCE = /<span class="s" id="s(\d+)" data-s="(\d+) ([^" ]+)">/g;

/** Every sentence that stands anywhere on the page, by its own mark: what it says, and that they come as described. */
function checkSentences(path: string, html: string, markup: Markup, described: readonly string[]): readonly string[] {
  const problems: string[] = [];
  const { text, contents } = markup;
  const missing = new Set([...described, ...knownSentences(text)]);
  let count = 0;
  for (const match of html.matchAll(SENTENCE)) {
    const [tag, id, seq, pointer] = match as unknown as [string, string, string, string];
    const name = `${path}#s${id}`;
    if (Number(id) !== ++count) problems.push(`${name} is number ${count} on the page`);
    if (Number(seq) !== text.seq || described[count - 1] !== pointer)
      problems.push(`${name} is not the sentence that comes next (${quote(`${seq} ${pointer}`)})`);
    missing.delete(pointer);
    const from = match.index + tag.length;
    const end = endOfSentence(html, from);
    const words = html.slice(from, end);
    if (!isWritten(sentenceParts(contents, text, pointer, markup), words))
      problems.push(`${name} does not say what was recorded: ${quote(words.replace(/<[^>]*>/g, ""))}`);
  }
  for (const pointer of missing) problems.push(`${path} leaves out the sentence ${text.seq} ${pointer}`);
  return problems;
}

/** Where a sentence's own tag closes: tags within it are counted. */
function endOfSentence(html: string, from: number): number {
  const tag = /<(\/?)span[ >]/g;
  tag.lastIndex = from;
  let depth = 1;
  for (let match = tag.exec(html); match !== null; match = tag.exec(html)) {
    depth += match[1] === "" ? 1 : -1;
    if (depth === 0) return match.index;
  }
  return html.length;
}

class PageReader {
  /** Sentences that could not be read in their place; told only when nothing else tells of them. */
  readonly misread: string[] = [];
  readonly cards = new Map<Item, ShownCard>();
  readonly #path: string;
  readonly #cursor: Cursor;
  readonly #markup: Markup;
  readonly #files: ReadonlyMap<Item, ExhibitFile>;
  readonly #problems: string[] = [];
  #count = 0;

  constructor(path: string, html: string, markup: Markup, files: readonly ExhibitFile[]) {
    this.#path = path;
    this.#cursor = new Cursor(path, html);
    this.#markup = markup;
    this.#files = new Map(files.map((file) => [file.exhibit, file]));
  }

  read(hasVerifierPage: boolean): readonly string[] {
    const cursor = this.#cursor;
    const isWhole = [
      this.#try("<main>", () => expectTop(cursor, this.#markup)),
      this.#try('<section id="evidence">', () => this.#sections()),
      this.#try("</main>", () => this.#evidence()),
    ];
    if (isWhole.every((found) => found)) {
      this.#try("", () => {
        cursor.expect("</main>", "the end of the evidence");
        expectBottom(cursor, this.#markup, hasVerifierPage);
      });
    }
    return this.#problems;
  }

  /** Reads a part; after a mismatch goes on where the next part begins. `false` when that is nowhere. */
  #try(next: string, read: () => void): boolean {
    try {
      read();
      return true;
    } catch (error) {
      if (!(error instanceof Mismatch)) throw error;
      this.#problems.push(error.message);
      return next !== "" && this.#cursor.skipTo(next);
    }
  }

  #sections(): void {
    const cursor = this.#cursor;
    cursor.expect("<main>", "the main part");
    expectEarlier(cursor, this.#markup);
    let section = 0;
    while (cursor.take("<section>")) {
      this.#section(section);
      section += 1;
    }
    const left = [...this.#markup.text.leaves.keys()].find((pointer) => sectionOf(pointer) >= section);
    if (left !== undefined) cursor.fail(`the text leaves out ${left}, and what follows`);
  }

  #section(section: number): void {
    const [cursor, markup] = [this.#cursor, this.#markup];
    const { leaves, seq } = markup.text;
    const base = `/sections/${section}`;
    const depth = Math.min(4, Math.max(2, Number(leaves.get(`${base}/depth`) ?? 2)));
    const heading = `<h${depth}>${markup.leaf(markup.text, `${base}/heading`)}</h${depth}>\n`;
    if (leaves.has(`${base}/heading`)) cursor.expect(heading, "a heading");
    else cursor.take(heading);
    if (leaves.get(`${base}/voice`) === "authors") {
      const voice = `<p class="voice" data-p="${seq} ${base}/voice" data-w="voice.authors">${markup.word("voice.authors")}</p>\n`;
      cursor.expect(voice, "the sign that the authors speak");
    }
    let block = 0;
    while (!cursor.take("</section>\n")) {
      if (cursor.take("<ul>")) {
        do {
          cursor.expect("<li>", "an item of a list");
          this.#block({ section, block, sentence: 0 }, "item", "</li>\n");
          block += 1;
        } while (!cursor.take("</ul>\n"));
      } else {
        cursor.expect("<div>", "a block");
        const kind = leaves.get(`${base}/blocks/${block}/kind`) === "quote" ? "quote" : "paragraph";
        this.#block({ section, block, sentence: 0 }, kind, "</div>\n");
        block += 1;
      }
    }
    const left = [...knownSentences(markup.text)].find((pointer) => isBeyond(pointer, section, block));
    if (left !== undefined) cursor.fail(`the section leaves out ${left}, and what follows`);
  }

  #block(at: SentencePlace, kind: "item" | "quote" | "paragraph", end: string): void {
    const [cursor, markup] = [this.#cursor, this.#markup];
    const { text, contents } = markup;
    const recorded = text.leaves.get(`/sections/${at.section}/blocks/${at.block}/kind`) ?? "paragraph";
    if (recorded !== kind) cursor.fail(`a block of the kind ${String(recorded)}`);
    const tag = { item: "div", quote: "blockquote", paragraph: "p" }[kind];
    cursor.expect(`<${tag}>`, "a block");
    const named = new Set<Item>();
    let sentence = 0;
    do {
      const pointer = pointerOf({ ...at, sentence });
      this.#sentence(pointer);
      for (const item of namedBy(contents, text, pointer)) named.add(item);
      sentence += 1;
    } while (cursor.take(" "));
    if (knownSentences(text).has(pointerOf({ ...at, sentence })))
      cursor.fail(`the block leaves out ${pointerOf({ ...at, sentence })}, and what follows`);
    cursor.expect(`</${tag}>`, "what stands between sentences");
    const items = restsOn(markup, [...named]);
    if (items.size > 0) expectLineage(cursor, markup, items);
    cursor.expect(end, "the end of a block");
  }

  /** Its place and its words; words that differ are told by `checkSentences`, so that the rest of the page is read on. */
  #sentence(pointer: string): void {
    const [cursor, markup] = [this.#cursor, this.#markup];
    this.#count += 1;
    cursor.expect(`<span class="s" id="s${this.#count}" data-s="${markup.text.seq} ${pointer}">`, "a sentence");
    const from = cursor.at;
    const isRight = sentenceParts(markup.contents, markup.text, pointer, markup).every((part) =>
      part.some((choice) => cursor.take(choice)),
    );
    if (isRight && cursor.take("</span>")) return;
    this.misread.push(`${this.#path}#s${this.#count} is not written as sentences are`);
    cursor.at = from;
    if (!cursor.skipPast("</span>")) cursor.fail("a sentence");
    while (
      !cursor.isAt(' <span class="s"') &&
      !cursor.isAt("</p>") &&
      !cursor.isAt("</blockquote>") &&
      !cursor.isAt("</div>")
    )
      if (!cursor.skipPast("</span>")) cursor.fail("a sentence");
  }

  #evidence(): void {
    const [cursor, markup] = [this.#cursor, this.#markup];
    cursor.expect(`<section id="evidence"><h2 data-w="evidence">${markup.word("evidence")}</h2>\n`, "the evidence");
    const missing = new Map(markup.contents.items.map((item) => [item.number, item]));
    let letter = "";
    while (!cursor.take("</section>\n")) {
      const group = cursor.match(/<h3 data-w="group\.([A-Z])">/y)?.[1];
      if (group !== undefined) {
        cursor.expect(`${markup.word(`group.${group}`)}</h3>\n`, "a heading of the evidence");
        letter = group;
        continue;
      }
      const from = cursor.at;
      const number = cursor.match(/<article class="card" id="([A-Z]\d+)"/y)?.[1] ?? cursor.fail("the evidence");
      cursor.at = from;
      const item = missing.get(number) ?? cursor.fail(`a card of ${number}`);
      missing.delete(number);
      this.#card(item, letter);
    }
    if (missing.size > 0) cursor.fail(`the evidence leaves out ${[...missing.keys()].join(", ")}, and what follows`);
  }

  /** A card that is wrong is told, and the next one is read. */
  #card(item: Item, letter: string): void {
    const cursor = this.#cursor;
    const from = cursor.at;
    try {
      if (letter !== item.kind.letter) cursor.fail(`${item.number} stands under another heading, and`);
      this.cards.set(item, expectCard(cursor, this.#markup, item, this.#files.get(item)));
      cursor.expect("\n", "what stands between cards");
    } catch (error) {
      if (!(error instanceof Mismatch)) throw error;
      this.#problems.push(error.message);
      cursor.at = from;
      if (!cursor.skipPast("</article>\n")) throw error;
    }
  }
}

function sectionOf(pointer: string): number {
  return Number(/^\/sections\/(\d+)\//.exec(pointer)?.[1] ?? -1);
}

function isBeyond(pointer: string, section: number, blocks: number): boolean {
  const [, ofSection, ofBlock] = /^\/sections\/(\d+)\/blocks\/(\d+)\//.exec(pointer)!;
  return Number(ofSection) === section && Number(ofBlock) >= blocks;
}
