import { sha256Hex } from "#kernel";
import { arithmeticWarnings } from "./arithmetic.ts";
import { framesOf } from "./attribution/frames.ts";
import { phraseAfter } from "./attribution/noun-phrases.ts";
import {
  type Frame,
  isMark,
  isQuoteMark,
  normAt,
  QUOTE_MARK,
  type Range,
  type SentenceView,
} from "./attribution/view.ts";
import { claimsOf, type Draft } from "./claims.ts";
import { readingError } from "./errors.ts";
import {
  type Claim,
  ENGINE,
  type Entity,
  FORMAT,
  type Link,
  type Quantity,
  type Reading,
  type Sentence,
  type Span,
  spanOf,
  type Target,
  type Time,
  type Warning,
} from "./format.ts";
import { type Grammar, grammarOf } from "./grammar.ts";
import { type Day, parseDay } from "./layers/calendar.ts";
import { hedgesOf } from "./layers/hedges.ts";
import { People } from "./layers/people.ts";
import { placesOf } from "./layers/places.ts";
import { type Found, quantitiesOf } from "./layers/quantities.ts";
import { type TimeMemory, timesOf } from "./layers/times.ts";
import { type Block, blocksOf } from "./text/blocks.ts";
import { languageOf } from "./text/language.ts";
import { type Quote, quotesOf } from "./text/quotes.ts";
import { sentencesOf } from "./text/sentences.ts";
import { type Token, tokenize } from "./text/tokens.ts";
import { spanWarnings } from "./warnings.ts";

export interface ReadOptions {
  /** The day relative times count from, `YYYY-MM-DD`: the day of publication. */
  readonly referenceDate: string;
  /** BCP 47 tag of a grammar; guessed from the letters when absent. */
  readonly language?: string;
  /** SHA-256 of the file's bytes when the text is not simply their UTF-8. */
  readonly sha256?: string;
  readonly extraction?: Reading["document"]["extraction"];
}

/** A sentence on its way through the layers. */
interface Work {
  readonly block: Block;
  readonly blockNumber: number;
  readonly start: number;
  readonly end: number;
  view: SentenceView | null;
  frames: Frame[];
  /** Links of each frame, outermost entity resolved. */
  links: Map<Frame, Link>;
  quantities: Found[];
  failure: string | null;
}

/**
 * Reads a text into the format `snowmelt-reading/1` (docs/formats/reading.md). Deterministic: the same text, date and language
 * give the same reading anywhere.
 *
 * @throws reading/bad-date, reading/unknown-language
 */
export function read(text: string, options: ReadOptions): Reading {
  const reference = parseDay(options.referenceDate);
  if (reference === null) {
    throw readingError("reading/bad-date", {
      what: `Cannot read with the reference date "${options.referenceDate}"`,
      found: "it is no day of the calendar written YYYY-MM-DD",
      unchanged: "No text was read.",
      mend: "Give the day of publication: --reference-date 2017-05-15.",
    });
  }
  const language = options.language ?? languageOf(text);
  const grammar = grammarOf(language.split("-")[0]!);
  const blocks = blocksOf(text, grammar);
  const quotes = quotesOf(text, blocks);
  const people = new People(grammar);
  const works = sentenceWorks(text, blocks, quotes, grammar, reference, people);
  const speakers = new Map<number, Link>();
  const inherit = new Inheritance(works, quotes, speakers);
  introduce(text, blocks, grammar, people, inherit, works);
  for (const [n, work] of works.entries()) attempt(work, () => attribute(work, n, works, people, inherit, quotes));
  const sha256 = options.sha256 ?? sha256Hex(new TextEncoder().encode(text));
  const assembly = new Assembly(text, sha256, people, quotes, speakers, inherit);
  for (const [n, work] of works.entries()) assembly.add(work, n);
  return assembly.finish(text, blocks, quotes, works, {
    sha256,
    length: text.length,
    referenceDate: options.referenceDate,
    language,
    ...(options.extraction === undefined ? {} : { extraction: options.extraction }),
  });
}

/** A conversation, or a text whose head calls it a statement or testimony. */
function isStory(text: string, blocks: readonly Block[], grammar: Grammar): boolean {
  if (blocks.some((b) => b.kind === "turn")) return true;
  return blocks.slice(0, 4).some((b) => (grammar.find(tokenize(text, b.start, b.end)).get("introducers") ?? []).some((m) => m.entry.attributes["statement"] === "yes"));
}

function attempt(work: Work, act: () => void): void {
  if (work.failure !== null) return;
  try {
    act();
  } catch (error) {
    // one sentence that cannot be read must not take the document with it
    work.failure = error instanceof Error ? error.message : String(error);
  }
}

function sentenceWorks(
  text: string,
  blocks: readonly Block[],
  quotes: readonly Quote[],
  grammar: Grammar,
  reference: Day,
  people: People,
): Work[] {
  const works: Work[] = [];
  let quoteFrom = 0;
  const memory: TimeMemory = { last: null, year: null, full: null };
  const story = isStory(text, blocks, grammar);
  for (const [blockNumber, block] of blocks.entries()) {
    // a conversation or a statement tells one story: its year goes on from paragraph to paragraph
    memory.year = story ? memory.full : null;
    const whole = !readsAsSpeech(block);
    const pieces = whole ? [{ start: block.body, end: block.end }] : sentencesOf(text, block.body, block.end, grammar);
    if (pieces.length > 0 && block.body > block.start) pieces[0] = { start: block.start, end: pieces[0]!.end };
    if (pieces.length === 0) pieces.push({ start: block.start, end: block.end });
    for (const [n, { start, end }] of pieces.entries()) {
      const work: Work = {
        block,
        blockNumber,
        start,
        end,
        view: null,
        frames: [],
        links: new Map(),
        quantities: [],
        failure: null,
      };
      works.push(work);
      attempt(work, () => {
        const from = n === 0 ? Math.min(block.body, end) : start;
        const tokens = tokenize(text, from, end);
        while (quoteFrom < quotes.length && quotes[quoteFrom]!.end < from) quoteFrom++;
        const quoted = tokens.map((token) => quoteOf(token, quotes, quoteFrom));
        const matches = grammar.find(tokens);
        const times = timesOf({ text, tokens, matches, grammar, reference, memory });
        const timeTokens = new Set<number>();
        for (const time of times)
          if (time.value !== null || time.candidates.length > 0 || time.fuzzy === "recent")
            for (let i = time.from; i < time.to; i++) timeTokens.add(i);
        const blocked = new Set<number>();
        for (const time of times) for (let i = time.from; i < time.to; i++) blocked.add(i);
        work.view = { text, start, end, tokens, matches, grammar, quoted, times, timeTokens };
        work.quantities = quantitiesOf({ text, tokens, matches, grammar, blocked });
        people.learn(tokens, text);
        if (readsAsSpeech(block)) work.frames = framesOf(work.view);
      });
    }
  }
  return works;
}

const readsAsSpeech = (block: Block): boolean => !["title", "heading", "byline", "date", "credit"].includes(block.kind);

function quoteOf(token: Token, quotes: readonly Quote[], from: number): number {
  for (let i = from; i < quotes.length && quotes[i]!.start <= token.start; i++) {
    if (token.end <= quotes[i]!.end && !(QUOTE_MARK.test(token.text) && token.end > quotes[i]!.end)) return i;
  }
  return -1;
}

/**
 * Who a conversation or a statement is with, as its head says: "Interview with Dr. X", "Witness statement of Y". A statement in the
 * first person, without turns, is the witness's from the head on.
 */
function introduce(text: string, blocks: readonly Block[], grammar: Grammar, people: People, inherit: Inheritance, works: readonly Work[]): void {
  const first = blocks.findIndex((b) => b.kind === "turn");
  const head = blocks.slice(0, first === -1 ? 5 : Math.min(first, 8));
  let link: Link | null = null;
  let statement = false;
  let last = 0;
  for (const [n, block] of head.entries()) {
    const tokens = tokenize(text, block.start, block.end);
    const matches = grammar.find(tokens);
    for (const match of matches.get("introducers") ?? []) {
      const monologue = match.entry.attributes["statement"] === "yes";
      statement ||= monologue;
      if (monologue) last = Math.max(last, n);
      const view = bareView(text, block, tokens, matches, grammar);
      const phrase = phraseAfter(view, match.to) ?? (/^[:：]$/u.test(tokens[match.to]?.text ?? "") ? phraseAfter(view, match.to + 1) : null);
      if (phrase === null || link !== null || !namesSomeone(view, phrase)) continue;
      const named = tokens.slice(phrase.from, phrase.to);
      const { entity } = people.resolve(named, text, [], null);
      link = { source: entity.key, label: entity.label, mention: spanOf(text, named[0]!.start, named.at(-1)!.end), cue: null, inherited: false };
    }
  }
  if (link === null && first > 0) {
    // no such words: the first person whom the head names with a title or a role
    for (const block of head) {
      const tokens = tokenize(text, block.start, block.end);
      const at = tokens.findIndex((t, i) => (grammar.has("titles", t.norm) || grammar.has("person-words", t.norm)) && tokens[i + 1] !== undefined && (tokens[i + 1]!.capital || tokens[i + 1]!.text === "." || grammar.setting("script") !== "Latn"));
      if (at === -1) continue;
      const view = bareView(text, block, tokens, grammar.find(tokens), grammar);
      const phrase = phraseAfter(view, at);
      if (phrase === null) continue;
      const named = tokens.slice(phrase.from, phrase.to);
      const { entity } = people.resolve(named, text, [], null);
      link = { source: entity.key, label: entity.label, mention: spanOf(text, named[0]!.start, named.at(-1)!.end), cue: null, inherited: false };
      break;
    }
  }
  if (first > 0) inherit.answerer = link;
  if (!statement || first !== -1) return;
  const body = works.filter((w) => w.blockNumber > last && w.block.kind === "paragraph" && w.view !== null);
  const own = body.filter((w) => (w.view!.matches.get("first-person") ?? []).length > 0).length;
  if (own < 3 || own < 0.3 * body.length) return;
  const witness = link ?? { ...people.witness(), mention: null, cue: null, inherited: false };
  for (const block of new Set(body.map((w) => w.blockNumber))) inherit.give(block, { ...witness, mention: null, inherited: true });
}

const bareView = (text: string, block: Block, tokens: Token[], matches: SentenceView["matches"], grammar: Grammar): SentenceView => ({
  text,
  start: block.start,
  end: block.end,
  tokens,
  matches,
  grammar,
  quoted: tokens.map(() => -1),
  times: [],
  timeTokens: new Set(),
});

const namesSomeone = (view: SentenceView, { from, to }: Range): boolean =>
  !view.grammar.has("number-labels", normAt(view, from)) &&
  view.tokens.slice(from, to).some((t) => (t.capital || view.grammar.setting("script") !== "Latn" || view.grammar.has("person-words", t.norm)) && t.kind === "word");

/** Resolves who each frame's source is, in text order, so that "he" finds the one who spoke last. */
function attribute(
  work: Work,
  n: number,
  works: readonly Work[],
  people: People,
  inherit: Inheritance,
  quotes: readonly Quote[],
): void {
  const view = work.view!;
  if (work.block.speaker !== null && works[n - 1]?.block !== work.block) {
    const { start, end } = work.block.speaker;
    const tokens = tokenize(view.text, start, end);
    if (tokens.length > 0) {
      // "A:" is whoever answers in this conversation
      const answers = tokens.length === 1 && view.grammar.has("turn-answer", tokens[0]!.norm);
      const known = answers ? inherit.answerer : people.byInitials(tokens[0]!.text);
      const entity =
        known !== null
          ? people.entities.find((k) => k.key === known.source)!
          : answers
            ? people.interviewee()
            : people.resolve(tokens, view.text, [], null).entity;
      const asks = work.block.asks;
      inherit.turn(work.blockNumber, asks, {
        source: entity.key,
        label: entity.label,
        mention: spanOf(view.text, start, end),
        cue: null,
        inherited: false,
      });
    }
  }
  if (work.frames.length === 0) signature(work, n, people, inherit);
  for (const frame of work.frames) {
    const cue = spanOf(view.text, view.tokens[frame.cue.from]!.start, view.tokens[frame.cue.to - 1]!.end);
    if (frame.source === null) {
      const last = inherit.lastSpeaker(work, n);
      if (last !== null) work.links.set(frame, { ...last, mention: null, cue, inherited: false });
      else {
        const unknown = people.resolve(
          [{ ...view.tokens[frame.cue.from]!, text: "unnamed speaker", norm: "unnamed speaker", capital: false }],
          view.text,
          [],
          null,
        ).entity;
        work.links.set(frame, { source: unknown.key, label: unknown.label, mention: null, cue, inherited: false });
      }
    } else {
      const tokens = view.tokens.slice(frame.source.from, frame.source.to);
      const { entity } = people.resolve(
        tokens,
        view.text,
        view.tokens.slice(0, frame.source.from),
        roleAfter(view, frame),
      );
      const mention = spanOf(view.text, tokens[0]!.start, tokens.at(-1)!.end);
      work.links.set(frame, { source: entity.key, label: entity.label, mention, cue, inherited: false });
    }
    inherit.note(work, n, frame, view, quotes);
  }
}

/** `“Q.” ― Christina Lastra`: a dash and a name behind a quotation. */
function signature(work: Work, n: number, people: People, inherit: Inheritance): void {
  const view = work.view!;
  const [dash, first] = view.tokens;
  if (
    dash === undefined ||
    first === undefined ||
    !/^[—–―-]$/u.test(dash.text) ||
    !first.capital ||
    view.tokens.length > 14
  )
    return;
  const before = view.text.slice(Math.max(work.block.start - 2, 0), work.start).trimEnd();
  if (!/["”»]$/u.test(before) || view.tokens.some((t) => view.grammar.has("auxiliaries", t.norm))) return;
  const stop = view.tokens.findIndex((t, i) => i > 1 && t.kind === "mark" && !/^[.’'-]$/u.test(t.text));
  const tokens = view.tokens
    .slice(1, stop === -1 ? view.tokens.length : stop)
    .filter((t) => t.text !== "." || t !== view.tokens.at(-1));
  const { entity } = people.resolve(tokens, view.text, [], null);
  const mention = spanOf(view.text, tokens[0]!.start, tokens.at(-1)!.end);
  inherit.sign(work, n, {
    source: entity.key,
    label: entity.label,
    mention,
    cue: spanOf(view.text, dash.start, dash.end),
    inherited: false,
  });
}

/** ", head of the office" behind a name. */
function roleAfter(view: SentenceView, frame: Frame): string | null {
  const at = frame.source!.to;
  const { from } = frame.source!;
  if (/^[,،]$/u.test(view.tokens[from - 1]?.text ?? "") && frame.cue.from > at) {
    // "A spokesman for the corps, Yusuf Amin, said": the role stands before the name
    const start = Math.max(...frame.frame.filter((r) => r.from <= from).map((r) => r.from), 0);
    const words = view.tokens.slice(start, from - 1);
    return words.length > 0 && words.length < 14 && words.some((t) => view.grammar.has("person-words", t.norm))
      ? view.text.slice(words[0]!.start, words.at(-1)!.end).replace(/^(?:the|a|an)\s+/i, "")
      : null;
  }
  if (!/^[,،]$/u.test(view.tokens[at]?.text ?? "")) return null;
  let to = at + 1;
  while (to < view.tokens.length && to - at < 16 && !/^[,،.;:]$/u.test(view.tokens[to]!.text) && !isQuoteMark(view, to))
    to++;
  const known = view.tokens.slice(at + 1, to).some((t) => view.grammar.has("person-words", t.norm));
  if (frame.cue.from >= at && to > frame.cue.from) return null;
  const inFrame = frame.frame.some((r) => r.from <= at && at + 1 < r.to);
  return known && inFrame && to > at + 1 ? view.text.slice(view.tokens[at + 1]!.start, view.tokens[to - 1]!.end) : null;
}

/** Who goes on speaking where a sentence does not say so: quotations over sentences, turns, lists under a heading. */
class Inheritance {
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

/** Gives ids, sorts, and turns token ranges into spans of the document. */
class Assembly {
  readonly #text: string;
  readonly #sha256: string;
  readonly #people: People;
  readonly #quotes: readonly Quote[];
  readonly #inherit: Inheritance;
  readonly #sentences: Sentence[] = [];
  readonly #claims: (Claim & { sentence: number })[] = [];
  readonly #quantities: Quantity[] = [];
  readonly #times: Time[] = [];
  readonly #warnings: Warning[] = [];

  constructor(
    text: string,
    sha256: string,
    people: People,
    quotes: readonly Quote[],
    _speakers: Map<number, Link>,
    inherit: Inheritance,
  ) {
    this.#text = text;
    this.#sha256 = sha256;
    this.#people = people;
    this.#quotes = quotes;
    this.#inherit = inherit;
  }

  add(work: Work, n: number): void {
    const sentence: Sentence = {
      id: `s${n + 1}`,
      ...spanOf(this.#text, work.start, work.end),
      status: "claim",
      reason: null,
      claims: [],
      leftovers: [],
    };
    this.#sentences.push(sentence);
    const marks = { claims: this.#claims.length, quantities: this.#quantities.length, times: this.#times.length };
    attempt(work, () => this.#fill(work, n, sentence));
    if (work.failure !== null) {
      this.#claims.length = marks.claims;
      this.#quantities.length = marks.quantities;
      this.#times.length = marks.times;
      Object.assign(sentence, {
        status: "unread",
        reason: `reading failed: ${work.failure}`,
        claims: [],
        leftovers: [],
      });
      this.#warnings.push({
        code: "unread-sentence",
        message: "This sentence could not be read; please read it yourself.",
        ...spanOf(this.#text, work.start, work.end),
        claims: [],
      });
    }
  }

  #fill(work: Work, n: number, sentence: Sentence): void {
    const view = work.view!;
    const drafts = this.#drafts(work, n);
    const ids: string[] = [];
    const made: Claim[] = [];
    for (const draft of drafts) {
      const claim = this.#claim(work, n, draft);
      if (claim === null) continue;
      made.push(claim);
      this.#claims.push({ ...claim, sentence: n });
      ids.push(claim.id);
    }
    const covers = (c: Claim, s: { start: number; end: number }): boolean =>
      c.spans.some((x) => x.start < s.end && s.start < x.end);
    for (const quantity of work.quantities) {
      const id = `q${this.#quantities.length}`;
      const owners = made.filter((c) => covers(c, quantity));
      for (const c of owners) c.quantities.push(id);
      if (readsAsSpeech(work.block) || quantity.relation !== "ordinal")
        this.#quantities.push({ id, ...quantity, claims: owners.map((c) => c.id) });
    }
    for (const time of view.times) {
      const { from, to, ...rest } = time;
      void from;
      void to;
      const id = `t${this.#times.length}`;
      let owners = made.filter((c) => covers(c, time));
      if (owners.length === 0 && made.length > 0 && time.value !== null)
        owners = made.filter((c) => c.attribution.voice === "attributed");
      for (const c of owners) c.times.push(id);
      const utterance = made.length > 0 && !made.some((c) => covers(c, time)) && work.frames.length > 0;
      const role =
        work.block.kind === "date" || work.block.kind === "byline"
          ? "publication"
          : utterance
            ? "utterance"
            : rest.role;
      this.#times.push({ id, ...rest, role, claims: owners.map((c) => c.id) });
      if (time.candidates.length > 0) {
        this.#warnings.push({
          code: "undecided-time",
          message: `Which day is “${time.exact}”: ${time.candidates.join(" or ")}?`,
          ...spanOf(this.#text, time.start, time.end),
          claims: owners.map((c) => c.id),
        });
      }
    }
    for (const claim of made) this.#copyBack(claim);
    sentence.claims = ids;
    const status = statusOf(work, made.length);
    sentence.status = status.status;
    sentence.reason = status.reason;
    sentence.leftovers = this.#leftovers(work, made);
  }

  #copyBack(claim: Claim): void {
    const stored = this.#claims.find((c) => c.id === claim.id)!;
    stored.quantities = claim.quantities;
    stored.times = claim.times;
  }

  #drafts(work: Work, n: number): Draft[] {
    const view = work.view!;
    if (!readsAsSpeech(work.block)) return [];
    const turn = this.#inherit.turnOf(work.blockNumber);
    const list = this.#inherit.listOf(work);
    if (asksOnly(work)) return [];
    if (
      (view.matches.get("imperatives") ?? []).some((m) => m.from === 0) ||
      (view.matches.get("greetings") ?? []).some((m) => m.from === 0 && view.tokens.length < 8)
    )
      return [];
    return claimsOf(view, work.frames, {
      hedges: hedgesOf(view),
      quantities: work.quantities,
      spoken: (quote) => this.#isSpeech(quote, view) && this.#inherit.speakerOf(quote, n) !== null,
      owned: turn !== null || list !== null,
      turn: turn !== null,
      bullet: work.block.kind === "bullet",
    });
  }

  /** Quotation marks may set off a word or a title; speech is longer or says "we". */
  #isSpeech(quote: number, view: SentenceView): boolean {
    const q = this.#quotes[quote]!;
    if (q.continued || q.open) return true;
    const words = this.#text.slice(q.start, q.end).match(/[\p{L}\p{M}\p{N}]+/gu)?.length ?? 0;
    if (words >= 9) return true;
    const inside = view.tokens.filter((t) => t.start >= q.start && t.end <= q.end);
    const whole = q.start - view.start <= 2 && view.end - q.end <= 2;
    const verb = inside.some((t) => view.grammar.has("auxiliaries", t.norm) || view.grammar.has("verbs", t.norm));
    return words >= 4 && (whole || (verb && inside.some((t) => view.grammar.has("subject-pronouns", t.norm))));
  }

  #claim(work: Work, n: number, draft: Draft): Claim | null {
    const view = work.view!;
    const spans = draft.parts.map((p) => this.#span(view, p)).filter((s) => s !== null);
    if (spans.length === 0) return null;
    const chain: Link[] = [];
    const turn = this.#inherit.turnOf(work.blockNumber);
    const list = this.#inherit.listOf(work);
    if (turn !== null) chain.push(turn);
    else if (list !== null) chain.push({ ...list, mention: null, cue: null, inherited: true });
    else if (draft.inherited) {
      const first = draft.parts[0]!;
      const quote =
        range(first)
          .map((i) => view.quoted[i]!)
          .find((q) => q !== -1) ?? -1;
      const link = quote === -1 ? null : this.#inherit.speakerOf(quote, n);
      if (link !== null) chain.push({ ...link, mention: null, inherited: true });
    }
    for (const frame of draft.frames) {
      const link = work.links.get(frame);
      if (link === undefined) continue;
      if (chain.at(-1)?.source === link.source) {
        if (chain.at(-1)!.inherited || chain.at(-1)!.cue === null) chain[chain.length - 1] = link;
        continue;
      }
      chain.push(link);
    }
    const attributed = chain.length > 0;
    const hedges = draft.hedges.map((h) => ({
      ...spanOf(this.#text, view.tokens[h.from]!.start, view.tokens[h.to - 1]!.end),
      type: h.type,
      icd203: h.icd203,
      scope:
        h.scope === null
          ? null
          : [spanOf(this.#text, view.tokens[h.scope.from]!.start, view.tokens[h.scope.to - 1]!.end)],
    }));
    const id = `c${this.#claims.length}`;
    const venue = (view.matches.get("venues") ?? []).find((m) =>
      draft.frames.some((f) => f.frame.some((r) => r.from <= m.from && m.to <= r.to)),
    );
    return {
      id,
      spans,
      target: spans.map((s) => target(this.#text, s, this.#sha256)),
      proposition: spans.map((s) => s.exact.replace(/\s+/gu, " ")).join(" "),
      kind: draft.kind,
      polarity: draft.polarity,
      presupposed: draft.presupposed,
      attribution: {
        voice: attributed ? "attributed" : "author",
        mode: attributed ? (draft.mode === "author" ? "indirect" : draft.mode) : "author",
        chain,
        venue:
          venue === undefined ? null : this.#text.slice(view.tokens[venue.from]!.start, view.tokens[venue.to - 1]!.end),
        ambiguous: draft.ambiguous,
      },
      hedges,
      quantities: [],
      times: [],
      places: placesOf(view, draft.parts),
      provenance: {
        rules:
          draft.frames.length > 0
            ? draft.frames.map((f) => f.rule)
            : [turn !== null ? "turn" : list !== null ? "list" : draft.inherited ? "quote-goes-on" : "author"],
      },
    };
  }

  /** The words without white space and without quotation marks whose partner lies outside. */
  #span(view: SentenceView, part: Range): Span | null {
    let { from, to } = part;
    for (let turns = 0; turns < 4; turns++) {
      if (from >= to) return null;
      const opens = isQuoteMark(view, from);
      const closes = isQuoteMark(view, to - 1);
      if (opens && closes && to - from > 1 && this.#pair(view, from, to - 1)) {
        from++;
        to--;
      } else if (opens && !range({ from: from + 1, to }).some((i) => isQuoteMark(view, i) && this.#pair(view, from, i)))
        from++;
      else if (closes && !range({ from, to: to - 1 }).some((i) => isQuoteMark(view, i) && this.#pair(view, i, to - 1)))
        to--;
      else if (isMark(view, to - 1) && /^[,،;:؛]$|^[—–]$/u.test(view.tokens[to - 1]!.text)) to--;
      else if (
        /^[.!?؟…]$/u.test(view.tokens[to - 1]!.text) &&
        !(view.tokens[to - 2] !== undefined && view.grammar.has("abbreviations", normAt(view, to - 2)))
      )
        to--;
      else if (isMark(view, from) && /^[,،;:.—–]$/u.test(view.tokens[from]!.text)) from++;
      else break;
    }
    if (from >= to) return null;
    return spanOf(this.#text, view.tokens[from]!.start, view.tokens[to - 1]!.end);
  }

  #pair(view: SentenceView, open: number, close: number): boolean {
    const start = view.tokens[open]!.end;
    const end = view.tokens[close]!.start;
    return this.#quotes.some((q) => q.start === start && q.end === end);
  }

  #leftovers(work: Work, claims: readonly Claim[]): Sentence["leftovers"] {
    const view = work.view!;
    const out: Sentence["leftovers"] = [];
    const used = (s: { start: number; end: number }): boolean =>
      claims.some(
        (c) =>
          c.spans.some((x) => x.start < s.end && s.start < x.end) ||
          c.hedges.some((h) => h.start <= s.start && s.end <= h.end),
      );
    const linked = (s: { start: number; end: number }): boolean =>
      claims.some((c) =>
        c.attribution.chain.some((l) =>
          [l.cue, l.mention].some((m) => m !== null && m.start < s.end && s.start < m.end),
        ),
      );
    const times = view.times;
    for (const token of view.tokens) {
      const span = spanOf(this.#text, token.start, token.end);
      if (used(span) || linked(span)) continue;
      const time = times.find((t) => t.start <= token.start && token.end <= t.end);
      if (time !== undefined) {
        const dated = claims.some(
          (c) => c.times.length > 0 && this.#times.some((t) => t.start === time.start && t.claims.includes(c.id)),
        );
        if (!dated && token.start === time.start)
          out.push({ ...spanOf(this.#text, time.start, time.end), type: "date" });
      } else if (
        token.kind === "number" ||
        (view.grammar.word("number", token.norm) !== undefined &&
          work.quantities.some((q) => q.start <= token.start && token.end <= q.end))
      )
        out.push({ ...span, type: "number" });
      else if (view.grammar.word("cue.verbs", token.norm)?.attributes["basic"] === "yes" && readsAsSpeech(work.block))
        out.push({ ...span, type: "cue" });
    }
    for (const hedge of hedgesOf(view)) {
      const span = spanOf(this.#text, view.tokens[hedge.from]!.start, view.tokens[hedge.to - 1]!.end);
      if (!used(span) && !claims.some((c) => c.hedges.some((h) => h.start === span.start)))
        out.push({ ...span, type: "hedge" });
    }
    for (const quote of this.#quotes) {
      if (quote.open && quote.start > work.start && quote.start <= work.end)
        out.push({ ...spanOf(this.#text, quote.start - 1, quote.start), type: "quote" });
    }
    return out.sort((a, b) => a.start - b.start || a.end - b.end);
  }

  finish(
    text: string,
    blocks: readonly Block[],
    quotes: readonly Quote[],
    works: readonly Work[],
    document: Reading["document"],
  ): Reading {
    const order = <T extends { start: number; end: number }>(items: T[]): T[] =>
      items.sort((a, b) => a.start - b.start || a.end - b.end);
    this.#claims.sort(
      (a, b) =>
        a.spans[0]!.start - b.spans[0]!.start ||
        a.spans[0]!.end - b.spans[0]!.end ||
        a.spans.at(-1)!.start - b.spans.at(-1)!.start,
    );
    const ids = new Map<string, string>();
    for (const [n, c] of this.#claims.entries()) ids.set(c.id, `c${n + 1}`);
    for (const [n, q] of order(this.#quantities).entries()) ids.set(q.id, `q${n + 1}`);
    for (const [n, t] of order(this.#times).entries()) ids.set(t.id, `t${n + 1}`);
    const renamed = (list: readonly string[]): string[] =>
      list.map((id) => ids.get(id)).filter((id) => id !== undefined);
    const entities: Record<string, Entity> = {};
    const entityIds = new Map<string, string>();
    for (const claim of this.#claims)
      for (const link of claim.attribution.chain)
        if (!entityIds.has(link.source)) entityIds.set(link.source, `e${entityIds.size + 1}`);
    for (const known of this.#people.entities) {
      const id = entityIds.get(known.key);
      if (id === undefined) continue;
      const { label, type, org, count, aliases } = known;
      entities[id] = { label, type, org, count, aliases };
    }
    const ordered: Record<string, Entity> = {};
    for (const id of [...entityIds.values()]) if (entities[id] !== undefined) ordered[id] = entities[id];
    const claims = this.#claims.map(({ sentence, ...claim }) => ({
      ...claim,
      id: ids.get(claim.id)!,
      attribution: {
        ...claim.attribution,
        chain: claim.attribution.chain.map((link) => ({
          ...link,
          source: entityIds.get(link.source)!,
          label: ordered[entityIds.get(link.source)!]?.label ?? link.label,
        })),
      },
      quantities: renamed(claim.quantities),
      times: renamed(claim.times),
    }));
    const sentences = this.#sentences.map((s) => ({
      ...s,
      claims: renamed(s.claims).sort((a, b) => Number(a.slice(1)) - Number(b.slice(1))),
    }));
    const quantities = this.#quantities.map((q) => ({ ...q, id: ids.get(q.id)!, claims: renamed(q.claims) }));
    const times = this.#times.map((t) => ({ ...t, id: ids.get(t.id)!, claims: renamed(t.claims) }));
    void blocks;
    void works;
    const warnings = [
      ...this.#warnings.map((w) => ({ ...w, claims: renamed(w.claims) })),
      ...spanWarnings(text, quotes, claims, ordered),
      ...arithmeticWarnings(text, quantities),
    ];
    warnings.sort((a, b) => (a.start ?? 0) - (b.start ?? 0) || (a.code < b.code ? -1 : a.code > b.code ? 1 : 0));
    return {
      format: FORMAT,
      engine: { ...ENGINE },
      document,
      sentences,
      claims,
      quantities,
      times,
      entities: ordered,
      warnings,
    };
  }
}

const range = ({ from, to }: Range): number[] => Array.from({ length: to - from }, (_, i) => from + i);

/** A question that asserts nothing: it ends in a question mark and nobody is quoted as its speaker. */
function asksOnly(work: Work): boolean {
  const end = work.view!.text.slice(work.start, work.end).trimEnd();
  if (!/[?؟]["”»']*$/u.test(end)) return false;
  return work.frames.length === 0 || work.block.kind === "turn";
}

function statusOf(work: Work, claims: number): { status: Sentence["status"]; reason: string | null } {
  if (claims > 0) return { status: "claim", reason: null };
  if (asksOnly(work)) return { status: "question", reason: null };
  const { kind } = work.block;
  const byKind: Readonly<Record<string, string>> = {
    title: "title",
    heading: "heading",
    byline: "byline",
    date: "date",
    credit: "credit line",
  };
  const view = work.view!;
  const norms = view.tokens;
  const starts = (section: string): boolean => (view.matches.get(section) ?? []).some((m) => m.from <= 1);
  const reason =
    byKind[kind] ??
    (starts("greetings")
      ? "greeting"
      : starts("imperatives")
        ? "instruction"
        : norms.length < 12
          ? "fragment"
          : "other");
  return { status: "non-claim", reason };
}

const PREFIX = 32;

function target(text: string, span: Span, sha256: string): Target {
  let prefix = text.slice(Math.max(0, span.start - PREFIX), span.start);
  if (/^[\udc00-\udfff]/.test(prefix)) prefix = prefix.slice(1);
  let suffix = text.slice(span.end, span.end + PREFIX);
  if (/[\ud800-\udbff]$/.test(suffix)) suffix = suffix.slice(0, -1);
  return {
    source: `sha256:${sha256}`,
    selector: [
      { type: "TextPositionSelector", start: span.start, end: span.end },
      { type: "TextQuoteSelector", exact: span.exact, prefix, suffix },
    ],
  };
}
