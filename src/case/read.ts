import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fold, type Problem, SnowmeltError } from "#kernel";
import {
  type BoundDrift,
  boundDrift,
  type Extracted,
  extractionWarnings,
  type Reading,
  read,
  suggestionsOf,
} from "#reading";
import type { Exhibit, Source, Suggestion } from "#record";
import { nextId } from "./decide.ts";
import { caseError } from "./errors.ts";
import { exhibitTexts } from "./exhibit-text.ts";
import { type Reviewed, readReviews, reviewFiles } from "./hand/review.ts";
import { namesOf, reviewFile } from "./hand/review-file.ts";
import { spansOf } from "./hand/review-row.ts";
import { claimRow } from "./hand/rows.ts";
import { readTable } from "./hand/table.ts";
import { recordedState } from "./look.ts";
import type { CaseOptions } from "./run.ts";
import { type CaseState, itemsOf } from "./state.ts";

export interface ReadExhibitOptions extends Pick<CaseOptions, "dir" | "home" | "effects"> {
  /** `E12` */
  readonly exhibit: string;
  /** The day relative times count from; the publication day of the exhibit's source when absent. */
  readonly referenceDate?: string | undefined;
  readonly language?: string | undefined;
}

export interface ExhibitReading {
  readonly text: string;
  readonly reading: Reading;
  /** The review file that was written, relative to the case; null when nothing in the reading is new. */
  readonly file: string | null;
  /** Suggestions written now, and those that a person has before them or has decided already. */
  readonly suggested: number;
  readonly known: number;
  /** Speakers that no source of the case is known for. */
  readonly unknownSpeakers: readonly string[];
  /** The same figure with other bounds in another exhibit. */
  readonly drift: readonly BoundDrift[];
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Reads an exhibit and writes what is new to hand/readings/: claims that no row and no decision speaks of yet. Files that
 * are there are never rewritten, so that neither this nor a later engine changes what a person has decided.
 *
 * @throws case/unknown-id, case/no-text-to-read, case/no-date, case/hand-problems when a review file cannot be understood
 */
export async function readExhibitOfCase(options: ReadExhibitOptions): Promise<ExhibitReading> {
  const { dir, exhibit: id } = options;
  const state = recordedState(options);
  const item = state.items.get(id);
  if (item?.noun !== "exhibit") {
    throw caseError("case/unknown-id", {
      what: `Cannot read "${id}"`,
      found: "the case has no exhibit of that id",
      unchanged: "Nothing was written.",
      mend: "snowmelt list exhibits",
    });
  }
  const textOf = exhibitTexts(dir, state);
  const extracted = await textOf(id);
  if (typeof extracted === "string") {
    throw caseError("case/no-text-to-read", {
      what: `Cannot read ${id}`,
      found: extracted,
      unchanged: "Nothing was written.",
      mend: "A picture or a scan must be transcribed first: collect the transcript, and read that.",
    });
  }
  const exhibit = item.value as unknown as Exhibit;
  const referenceDate = options.referenceDate ?? publishedOn(state, exhibit);
  if (referenceDate === null) {
    throw caseError("case/no-date", {
      what: `Cannot read ${id}`,
      found: "no source of the exhibit says when it was published, so that “last week” has no day to count from",
      unchanged: "Nothing was written.",
      mend: `snowmelt read ${id} --reference-date YYYY-MM-DD`,
    });
  }
  const reading = readText(extracted, exhibit.sha256, referenceDate, options.language);
  const reviews = understood(dir);
  const decided = itemsOf(state, "suggestion")
    .map((decision) => decision.value as unknown as Suggestion)
    .filter((decision) => decision.exhibit === exhibit.uid);
  const known: readonly (readonly Span[])[] = [
    ...reviews.filter((row) => row.exhibit === id).map((row) => spansOf(row.value)),
    ...decided.map(({ spans }) => spans),
  ];
  const all = suggestionsOf(reading);
  const fresh = all.filter(({ spans }) => !known.some((other) => overlap(spans, other) >= 0.5));
  const sources = sourcesByName(state, fresh.flatMap(namesOf));
  const file = fresh.length === 0 ? null : fileFor(dir, id);
  if (file !== null) {
    const usedIds = [...reviews.map((row) => row.value.id), ...itemsOf(state, "suggestion").map((each) => each.id)];
    const claims = [...claimIds(dir, state), ...reviews.map((row) => row.value.claim)];
    const suggestions = fresh.map((suggestion) => {
      const [suggestionId, claim] = [nextId("U", usedIds, state.device), nextId("C", claims, state.device)];
      usedIds.push(suggestionId);
      claims.push(claim);
      const start = suggestion.spans[0]!.start;
      const quote = extracted.text.slice(start, suggestion.spans.at(-1)!.end);
      const page = extracted.places.find((place) => place.kind === "page" && place.start <= start && start < place.end);
      return { id: suggestionId, claim, suggestion, quote, page: page?.label };
    });
    const engine = `${reading.engine.name} ${reading.engine.version}`;
    const written = reviewFile({ exhibit: id, engine, referenceDate, suggestions, sources });
    mkdirSync(join(dir, "hand", "readings"), { recursive: true });
    writeFileSync(join(dir, file), written, { flag: "wx" });
  }
  return {
    text: extracted.text,
    reading,
    file,
    suggested: fresh.length,
    known: all.length - fresh.length,
    unknownSpeakers: [...new Set(fresh.flatMap(namesOf))].filter((name) => !sources.has(name)),
    drift: await driftFrom(state, id, reading, textOf),
  };
}

function readText(extracted: Extracted, sha256: string, referenceDate: string, language?: string): Reading {
  const { tool, version, sha256: textSha256, places } = extracted;
  return read(extracted.text, {
    referenceDate,
    sha256,
    extraction: { tool, version, sha256: textSha256, places },
    warnings: extractionWarnings(extracted),
    ...(language === undefined ? {} : { language }),
  });
}

/** The day on which the source that the exhibit is was published, when it is known to the day. */
function publishedOn(state: CaseState, exhibit: Exhibit): string | null {
  const days = itemsOf(state, "source")
    .map((item) => item.value as unknown as Source)
    .filter((source) => source.exhibit === exhibit.uid && /^\d{4}-\d{2}-\d{2}$/.test(source.published ?? ""))
    .map((source) => source.published!);
  return days[0] ?? null;
}

/** Review files that are there must be understood before more is suggested. */
function understood(dir: string): readonly Reviewed[] {
  const problems: Problem[] = [];
  const reviews = readReviews(dir, problems);
  if (problems.length === 0) return reviews;
  throw caseError("case/hand-problems", {
    what: "Cannot tell what has been decided under hand/readings/",
    found: `${problems.length} ${problems.length === 1 ? "problem" : "problems"}, listed above`,
    unchanged: "Nothing was written.",
    mend: "Mend the lines named above, then read again.",
    problems,
  });
}

/** Share of characters that two lists of spans have in common. */
function overlap(a: readonly Span[], b: readonly Span[]): number {
  let both = 0;
  for (const x of a) for (const y of b) both += Math.max(0, Math.min(x.end, y.end) - Math.max(x.start, y.start));
  const size = (spans: readonly Span[]): number => spans.reduce((n, { start, end }) => n + end - start, 0);
  return both / (size(a) + size(b) - both || 1);
}

/** Sources whose name is the speaker's, or holds all words of it. Two that fit are none: a person must say. */
function sourcesByName(state: CaseState, names: readonly string[]): ReadonlyMap<string, string> {
  const sources = itemsOf(state, "source").map((item) => ({
    id: item.id,
    words: wordsOf((item.value as unknown as Source).name),
  }));
  const found = new Map<string, string>();
  for (const name of new Set(names)) {
    const words = wordsOf(name.split(/[,،(]/u)[0]!);
    const fits = sources.filter((source) => words.length > 0 && words.every((word) => source.words.includes(word)));
    if (fits.length === 1) found.set(name, fits[0]!.id);
  }
  return found;
}

const wordsOf = (name: string): string[] =>
  (fold(name).match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => !["the", "a", "an"].includes(word));

/** readings/E12.toml, or the next free readings/E12.2.toml. */
function fileFor(dir: string, exhibit: string): string {
  const there = reviewFiles(dir).filter((each) => each.exhibit === exhibit).length;
  return `hand/readings/${exhibit}${there === 0 ? "" : `.${there + 1}`}.toml`;
}

function claimIds(dir: string, state: CaseState): string[] {
  const written = readTable(dir, "claims.toml", "claim", claimRow, []).map(({ value }) => value.id);
  return [...written, ...itemsOf(state, "claim").map((item) => item.id)];
}

/** A text in a language without a grammar has no figures to compare. */
function readable(act: () => Reading): Reading | null {
  try {
    return act();
  } catch (error) {
    if (error instanceof SnowmeltError && error.code === "reading/unknown-language") return null;
    throw error;
  }
}

/** Compares the reading with those of the other exhibits that have a text and a day. */
async function driftFrom(
  state: CaseState,
  id: string,
  reading: Reading,
  textOf: (exhibit: string) => Promise<Extracted | string>,
): Promise<readonly BoundDrift[]> {
  const readings = [{ text: id, reading }];
  for (const other of itemsOf(state, "exhibit")) {
    if (other.id === id) continue;
    const extracted = await textOf(other.id);
    if (typeof extracted === "string") continue;
    const exhibit = other.value as unknown as Exhibit;
    const day = publishedOn(state, exhibit) ?? reading.document.referenceDate;
    const theirs = readable(() => readText(extracted, exhibit.sha256, day));
    if (theirs !== null) readings.push({ text: other.id, reading: theirs });
  }
  return boundDrift(readings).filter(({ variants }) => variants.some(({ text }) => text === id));
}
