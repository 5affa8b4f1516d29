import { fold } from "#kernel";
import type { Frame, SentenceView } from "./attribution/view.ts";
import type { Link } from "./format.ts";
import type { Block } from "./text/blocks.ts";
import type { Quote } from "./text/quotes.ts";
import type { Work } from "./work.ts";

/** What the form of a verb tells of its subject. */
type Agreement = "f" | "m" | null;

/** قالت, تقول, مضيفةً are a woman's or a body's; languages without such endings say nothing. */
function agreementOf(view: SentenceView, frame: Frame): Agreement {
  const { grammar } = view;
  const letter = grammar.setting("feminine-verb");
  const { norm } = view.tokens[frame.cue.from]!;
  const base = fold(grammar.word("cue.verbs", norm)?.forms[0] ?? "");
  if (letter === undefined || base === "" || !frame.rule.startsWith("verb-first")) return null;
  const join = grammar.settings("join-prefixes").find((j) => norm.startsWith(j) && !base.startsWith(j)) ?? "";
  const word = norm.slice(join.length);
  const present = word.startsWith(letter) && (!base.startsWith(letter) || word.startsWith(letter + letter));
  const participle = (frame.attributes["participles"] ?? "").split(",").some((p) => fold(p) === word);
  return (participle ? word.endsWith(grammar.setting("feminine-participle") ?? "\0") : present || word.endsWith(letter))
    ? "f"
    : "m";
}

/** Rules by which somebody has it from another. */
const HEARD: ReadonlySet<string> = new Set(["told-by", "heard-from"]);

/** Who goes on speaking where a sentence does not say so: quotations over sentences, turns, lists under a heading. */
export class Inheritance {
  readonly #quotes: readonly Quote[];
  readonly #speakers: Map<number, Link>;
  readonly #turns = new Map<number, Link>();
  readonly #spoken = new Map<number, { work: number; link: Link; quoted: boolean }[]>();
  readonly #works: readonly Work[];
  /** The first sentence of each block. */
  readonly #first = new Map<number, number>();
  readonly #leadIns = new Map<number, Link>();
  #last: Link | null = null;
  /** Whom the text is about when nobody has spoken yet: "the witness, born in 1989, worked in ..." */
  #topic: Link | null = null;
  /** The latest speakers, with what the verb or the name tells of their gender. */
  readonly #recent: { link: Link; agrees: Agreement }[] = [];

  constructor(works: readonly Work[], quotes: readonly Quote[], speakers: Map<number, Link>) {
    this.#works = works;
    this.#quotes = quotes;
    this.#speakers = speakers;
    for (const [n, work] of works.entries())
      if (!this.#first.has(work.blockNumber)) this.#first.set(work.blockNumber, n);
  }

  #speak(block: number, work: number, link: Link, quoted: boolean, agrees: Agreement = null): void {
    const list = this.#spoken.get(block) ?? [];
    this.#spoken.set(block, list);
    list.push({ work, link, quoted });
    this.#last = link;
    const before = this.#recent.findLast((r) => r.link.source === link.source);
    this.#recent.push({ link, agrees: agrees ?? before?.agrees ?? null });
    if (this.#recent.length > 12) this.#recent.shift();
  }

  /** Somebody whom a sentence puts first, for verbs behind it that name no subject. */
  about(link: Link): void {
    this.#topic = link;
  }

  /** Somebody with whom a scene begins: whoever speaks on without a subject. */
  scene(link: Link): void {
    this.#last = link;
    this.#recent.push({ link, agrees: null });
  }

  /** The last one who spoke and was no interviewer. */
  answerer: Link | null = null;

  /** A turn, with the paragraphs behind it that name no speaker of their own. */
  turn(block: number, asks: boolean, link: Link): void {
    this.#turns.set(block, link);
    if (!asks) this.answerer = link;
    for (let n = this.#first.get(block) ?? this.#works.length; n < this.#works.length; n++) {
      const w = this.#works[n]!;
      if (w.blockNumber === block) continue;
      if (w.block.kind !== "paragraph" || this.#works[0]!.block.start === w.block.start) break;
      if (w.block.aside) continue;
      const owner = asks ? this.answerer : link;
      if (owner !== null) this.#turns.set(w.blockNumber, { ...owner, mention: null, inherited: true });
    }
    this.#speak(block, -1, link, false);
  }

  /** Remembers a frame's speaker and the quotations that it covers. */
  note(work: Work, n: number, frame: Frame, view: SentenceView, nested: boolean): void {
    const link = work.links.get(frame)!;
    if (frame.inner) return;
    let quoted = false;
    for (const content of frame.content) {
      for (let i = content.from; i < content.to; i++) {
        const q = view.quoted[i]!;
        // a verb of saying inside a quotation does not make the quotation its subject's
        if (q === -1 || q === view.quoted[frame.cue.from]) continue;
        quoted = true;
        if (!this.#speakers.has(q)) this.#speakers.set(q, link);
      }
    }
    if (nested && view.grammar.isVerbFirst) return;
    // "“I am told, by nurses, that it is worse. I cannot verify it.”": whoever is quoted speaks on
    if (HEARD.has(frame.rule) && view.quoted[frame.cue.from] !== -1) return;
    // "وروى له سجين": whom it was told to is whom the text goes on about
    if (this.#topic !== null && view.grammar.has("told-pronouns", view.tokens[frame.cue.to]?.norm)) return;
    this.#speak(work.blockNumber, n, link, quoted, frame.source === null ? null : agreementOf(view, frame));
    if (/[:：]\s*$/u.test(view.text.slice(work.start, work.end)) && work.end >= work.block.end) {
      this.#leadIns.set(work.blockNumber, link);
      // the quotation that begins the next paragraph, and its continuations over further ones
      const next = this.#works[this.#first.get(work.blockNumber + 1) ?? -1]?.block;
      const opened = next === undefined ? -1 : this.#quoteFrom(next.start);
      const begins = next !== undefined && (this.#quotes[opened]?.start ?? Infinity) <= next.start + 2;
      if (begins && !this.#speakers.has(opened)) this.#speakers.set(opened, link);
    }
  }

  /** The number of the first quotation that begins at or after an offset. */
  #quoteFrom(offset: number): number {
    let [low, high] = [0, this.#quotes.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#quotes[middle]!.start < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The quotations of this block, and those before it that end where it begins, are the signer's. */
  sign(work: Work, n: number, link: Link): void {
    for (let i = this.#quoteFrom(work.block.start); i < this.#quotes.length; i++) {
      if (this.#quotes[i]!.end > work.start) break;
      if (!this.#speakers.has(i)) this.#speakers.set(i, link);
    }
    this.#speak(work.blockNumber, n, link, true);
  }

  /** Asked while sources are resolved in text order, so that the last to speak is the nearest before. */
  lastSpeaker(work: Work, frame: Frame): Link | null {
    const turn = this.#turns.get(work.blockNumber);
    if (turn !== undefined) return turn;
    const wanted = work.view === null ? null : agreementOf(work.view, frame);
    if (wanted === null) return this.#last ?? this.#topic;
    const fits = this.#recent.findLast(({ agrees }) => agrees === null || agrees === wanted);
    return fits?.link ?? this.#topic ?? this.#last;
  }

  /** The one whose quotation this is: its own frame, one of the same block before or after, the paragraph before. */
  speakerOf(quote: number, n: number): Link | null {
    const known = this.#speakers.get(quote);
    if (known !== undefined) return known;
    const q = this.#quotes[quote]!;
    if (q.continued && quote > 0) {
      const before = this.speakerOf(quote - 1, n);
      if (before !== null) return before;
    }
    const block = this.#works[n]!.blockNumber;
    const own = this.#spoken.get(block) ?? [];
    const here = own.filter((s) => s.work <= n).at(-1) ?? own.find((s) => s.quoted);
    const near = here ?? this.#spoken.get(block - 1)?.at(-1);
    if (near === undefined) return null;
    return here !== undefined ? near.link : { ...near.link, cue: null };
  }

  /** The quotation that opens a block, by number, or null. */
  opensBlock(block: Block): number | null {
    const n = this.#quoteFrom(block.start);
    const quote = this.#quotes[n];
    return quote !== undefined && quote.start <= block.start + 2 ? n : null;
  }

  isContinued(block: Block): boolean {
    const n = this.opensBlock(block);
    return n !== null && this.#quotes[n]!.continued;
  }

  /** The quotation that opens a block is this one's. */
  quoteBy(block: Block, link: Link): void {
    const n = this.opensBlock(block);
    if (n !== null && !this.#speakers.has(n)) this.#speakers.set(n, link);
  }

  /** All of a block is this one's. */
  give(block: number, link: Link): void {
    if (this.#works[this.#first.get(block) ?? -1]?.block.aside) return;
    this.#turns.set(block, link);
  }

  turnOf(block: number): Link | null {
    return this.#turns.get(block) ?? null;
  }

  /** The source named by the line above a list or a set-off quotation. */
  listOf(work: Work): Link | null {
    const { kind } = work.block;
    if (kind === "paragraph") return this.#leadIns.get(work.blockNumber - 1) ?? null;
    if (kind !== "bullet") return null;
    for (let b = work.blockNumber - 1; b >= 0; b--) {
      const link = this.#leadIns.get(b);
      if (link !== undefined) return link;
      if (this.#works[this.#first.get(b) ?? -1]?.block.kind !== "bullet") return null;
    }
    return null;
  }
}
