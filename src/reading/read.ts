import { sha256Hex } from "#kernel";
import { Assembly } from "./assembly.ts";
import { actorOf } from "./attribution/actors.ts";
import { framesOf } from "./attribution/frames.ts";
import { isQuoteSign } from "./attribution/view.ts";
import { readingError } from "./errors.ts";
import type { Link, Reading, Warning } from "./format.ts";
import { type Grammar, grammarOf, LANGUAGES } from "./grammar.ts";
import { introduce, isFindings, isStory } from "./head.ts";
import { Inheritance } from "./inheritance.ts";
import { type Day, parseDay } from "./layers/calendar.ts";
import { People } from "./layers/people.ts";
import { quantitiesOf } from "./layers/quantities.ts";
import { timesWithSpeech } from "./layers/time-spoken.ts";
import type { TimeMemory } from "./layers/time-view.ts";
import { attribute } from "./speakers.ts";
import { type Block, blocksOf } from "./text/blocks.ts";
import { languageOf } from "./text/language.ts";
import { type Quote, quotesOf } from "./text/quotes.ts";
import { sentencesOf } from "./text/sentences.ts";
import { type Token, unmarked } from "./text/tokens.ts";
import { attempt, readsAsSpeech, type Work } from "./work.ts";

export interface ReadOptions {
  /** The day relative times count from, `YYYY-MM-DD`: the day of publication. */
  readonly referenceDate: string;
  /** BCP 47 tag of a grammar; guessed from the letters when absent. */
  readonly language?: string;
  /** A grammar that lies in no folder of the reader's, for whoever writes one: `parseGrammar(tag, text)`. */
  readonly grammar?: Grammar;
  /** SHA-256 of the file's bytes when the text is not simply their UTF-8. */
  readonly sha256?: string;
  readonly extraction?: Reading["document"]["extraction"];
  /** What is to be told of how the text was won: `extractionWarnings(extracted)`. */
  readonly warnings?: readonly Warning[];
}

/**
 * Reads a text into the format `snowmelt-reading/1` (docs/formats/reading.md). Deterministic: the same text, date and language
 * give the same reading anywhere.
 *
 * @throws reading/bad-date, reading/unknown-language (also when none is given and none fits)
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
  const language = options.grammar?.language ?? options.language ?? languageOf(text) ?? unknownLanguage();
  const grammar = options.grammar ?? grammarOf(language.split("-")[0]!);
  const blocks = blocksOf(text, grammar);
  const quotes = quotesOf(text, blocks);
  const people = new People(grammar);
  const works = sentenceWorks(text, blocks, quotes, grammar, reference, people);
  const speakers = new Map<number, Link>();
  const inherit = new Inheritance(works, quotes, speakers);
  introduce(text, blocks, grammar, people, inherit, works);
  for (const [n, work] of works.entries()) attempt(work, () => attribute(work, n, works, people, inherit, quotes));
  const sha256 = options.sha256 ?? sha256Hex(new TextEncoder().encode(text));
  const assembly = new Assembly(text, sha256, people, quotes, speakers, inherit, grammar);
  for (const [n, work] of works.entries()) {
    assembly.add(work, n);
    // the tokens of ten megabytes would weigh more than the reading itself
    work.view = null;
    work.frames = [];
    work.links.clear();
  }
  const reading = assembly.finish(text, blocks, quotes, works, {
    sha256,
    length: text.length,
    referenceDate: options.referenceDate,
    language,
    ...(options.extraction === undefined ? {} : { extraction: options.extraction }),
  });
  return { ...reading, warnings: [...(options.warnings ?? []), ...reading.warnings] };
}

function unknownLanguage(): never {
  throw readingError("reading/unknown-language", {
    what: "Cannot read the text",
    found: `its letters and small words are of no language that there is a grammar for (${LANGUAGES.join(", ")})`,
    unchanged: "Nothing was written.",
    mend: `Have it translated, or if the guess is wrong: --language ${LANGUAGES.join(" or --language ")}`,
  });
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
  const memory: TimeMemory = {
    last: null,
    span: null,
    day: null,
    year: null,
    full: null,
    findings: isFindings(blocks),
  };
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
        const tokens = unmarked(grammar.tokenize(text, from, end), text, from, end);
        while (quoteFrom < quotes.length && quotes[quoteFrom]!.end < from) quoteFrom++;
        const quoted = tokens.map((token) => quoteOf(token, quotes, quoteFrom));
        const matches = grammar.find(tokens);
        const times = timesWithSpeech({ text, tokens, matches, grammar, reference, memory }, quoted);
        const timeTokens = new Set<number>();
        for (const time of times)
          if (time.value !== null || time.candidates.length > 0 || time.fuzzy === "recent")
            for (let i = time.from; i < time.to; i++) timeTokens.add(i);
        const blocked = new Set<number>();
        for (const time of times)
          if (!time.length && time.fuzzy !== "duration") for (let i = time.from; i < time.to; i++) blocked.add(i);
        const turn = block.speaker !== null;
        work.view = { text, start, end, tokens, matches, grammar, quoted, times, timeTokens, turn, verbs: [] };
        work.quantities = quantitiesOf({ text, tokens, matches, grammar, blocked });
        people.learn(tokens, text);
        const actor = actorOf(work.view);
        if (actor !== null) people.meet(tokens.slice(actor.from, actor.to));
        if (readsAsSpeech(block)) work.frames = framesOf(work.view);
      });
    }
  }
  return works;
}

function quoteOf(token: Token, quotes: readonly Quote[], from: number): number {
  for (let i = from; i < quotes.length && quotes[i]!.start <= token.start; i++) {
    if (token.end <= quotes[i]!.end && !(isQuoteSign(token) && token.end > quotes[i]!.end)) return i;
  }
  return -1;
}
