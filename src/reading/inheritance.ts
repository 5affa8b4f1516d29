import type { Frame, SentenceView } from "./attribution/view.ts";
import type { Link } from "./format.ts";
import type { Quote } from "./text/quotes.ts";
import type { Work } from "./work.ts";

/** Who goes on speaking where a sentence does not say so: quotations over sentences, turns, lists under a heading. */
export class Inheritance {
  readonly #quotes: readonly Quote[];
  readonly #speakers: Map<number, Link>;
  readonly #turns = new Map<number, Link>();
  readonly #spoken: { work: number; block: number; link: Link; quoted: boolean }[] = [];
  readonly #works: readonly Work[];
  #leadIn: { block: number; link: Link } | null = null;
  readonly #lists = new Map<number, Link>();

  constructor(works: readonly Work[], quotes: readonly Quote[], speakers: Map<number, Link>) {
    this.#works = works;
    this.#quotes = quotes;
    this.#speakers = speakers;
  }

  /** The last one who spoke and was no interviewer. */
  answerer: Link | null = null;

  /** A turn, with the paragraphs behind it that name no speaker of their own. */
  turn(block: number, asks: boolean, link: Link): void {
    this.#turns.set(block, link);
    if (!asks) this.answerer = link;
    const follow = this.#works.filter((w) => w.blockNumber > block);
    for (const w of follow) {
      if (w.block.kind !== "paragraph" || this.#works[0]!.block.start === w.block.start) break;
      const owner = asks ? this.answerer : link;
      if (owner !== null) this.#turns.set(w.blockNumber, { ...owner, mention: null, inherited: true });
    }
    this.#spoken.push({ work: -1, block, link, quoted: false });
  }

  /** Remembers a frame's speaker and the quotations that it covers. */
  note(work: Work, n: number, frame: Frame, view: SentenceView, quotes: readonly Quote[]): void {
    const link = work.links.get(frame)!;
    if (frame.inner) return;
    let quoted = false;
    for (const content of frame.content) {
      for (let i = content.from; i < content.to; i++) {
        const q = view.quoted[i]!;
        if (q === -1) continue;
        quoted = true;
        if (!this.#speakers.has(q)) this.#speakers.set(q, link);
      }
    }
    this.#spoken.push({ work: n, block: work.blockNumber, link, quoted });
    if (/[:：]\s*$/u.test(view.text.slice(work.start, work.end)) && work.end >= work.block.end)
      this.#leadIn = { block: work.blockNumber, link };
    void quotes;
  }

  /** The quotations of this block, and those before it that end where it begins, are the signer's. */
  sign(work: Work, n: number, link: Link): void {
    for (const [i, quote] of this.#quotes.entries()) {
      if (quote.start >= work.block.start && quote.end <= work.start && !this.#speakers.has(i))
        this.#speakers.set(i, link);
    }
    this.#spoken.push({ work: n, block: work.blockNumber, link, quoted: true });
  }

  lastSpeaker(work: Work, n: number): Link | null {
    const own = this.#turns.get(work.blockNumber);
    if (own !== undefined) return own;
    const before = this.#spoken.filter((s) => s.work <= n);
    return before.at(-1)?.link ?? null;
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
    const near =
      this.#spoken.filter((s) => s.block === block && s.work <= n).at(-1) ??
      this.#spoken.find((s) => s.block === block && s.quoted) ??
      this.#spoken.filter((s) => s.block === block - 1).at(-1);
    if (near === undefined) return null;
    return near.block === block ? near.link : { ...near.link, cue: null };
  }

  /** All of a block is this one's. */
  give(block: number, link: Link): void {
    this.#turns.set(block, link);
  }

  turnOf(block: number): Link | null {
    return this.#turns.get(block) ?? null;
  }

  /** The source named by the line above a list or a set-off quotation. */
  listOf(work: Work): Link | null {
    if (this.#leadIn === null) return null;
    if (work.block.kind === "paragraph" && work.blockNumber === this.#leadIn.block + 1) return this.#leadIn.link;
    if (work.block.kind !== "bullet") return null;
    for (let b = work.blockNumber - 1; b >= 0; b--) {
      if (b === this.#leadIn.block) return this.#leadIn.link;
      if (this.#works.find((w) => w.blockNumber === b)?.block.kind !== "bullet") return null;
    }
    return null;
  }

  get lists(): Map<number, Link> {
    return this.#lists;
  }
}
