import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { type Json, type Problem, sha256Hex } from "#kernel";
import { makeUid } from "#record";
import type { CaseState } from "../state.ts";
import type { References } from "./references.ts";
import { type SpeakerRow, type SuggestionRow, spansOf, speakerRow, suggestionRow } from "./review-row.ts";
import type { ClaimRow } from "./rows.ts";
import { type HandRow, handFile, openToml, parseRow } from "./table.ts";

/** A suggestion with the file it stands in and the exhibit it is about. */
export interface Reviewed extends HandRow<SuggestionRow> {
  readonly file: string;
  readonly exhibit: string;
  /** The source of the case behind a speaker's name, or undefined when nobody has said. */
  readonly sourceOf: (speaker: string) => string | undefined;
}

/** hand/readings/E12.toml and E12.2.toml, E12.3.toml that later engines added; in that order. */
export function reviewFiles(dir: string): readonly { readonly file: string; readonly exhibit: string }[] {
  const folder = join(dir, "hand", "readings");
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .flatMap((name) => {
      const match = /^(E[1-9]\d*[a-z]*)(?:\.(\d+))?\.toml$/.exec(name);
      return match === null ? [] : [{ file: `readings/${name}`, exhibit: match[1]!, number: Number(match[2] ?? 1) }];
    })
    .sort((a, b) => (a.exhibit < b.exhibit ? -1 : a.exhibit > b.exhibit ? 1 : a.number - b.number));
}

/** Every suggestion under hand/readings/, decided or not. Faults of a file go to `problems`; rows that have one are left out. */
export function readReviews(dir: string, problems: Problem[]): readonly Reviewed[] {
  return reviewFiles(dir).flatMap(({ file, exhibit }) => {
    const document = openToml(dir, handFile(file), problems);
    if (document === null) return [];
    for (const key of Object.keys(document.value))
      if (key !== "speaker" && key !== "suggestion")
        problems.push(
          document.problemAt([key], `unknown table "${key}": this file holds [[speaker]] and [[suggestion]]`),
        );
    const rowsOf = <T>(noun: string, schema: Parameters<typeof parseRow<T>>[0]): HandRow<T>[] => {
      const found = document.value[noun] ?? [];
      if (!Array.isArray(found)) {
        problems.push(document.problemAt([noun], `"${noun}" must be written as [[${noun}]]`));
        return [];
      }
      return found.flatMap((value, i) => {
        const problemAt: HandRow<T>["problemAt"] = (path, message) => document.problemAt([noun, i, ...path], message);
        const parsed = parseRow(schema, value, problemAt, problems);
        return parsed === null ? [] : [{ value: parsed.value, problemAt }];
      });
    };
    const speakers = new Map(rowsOf<SpeakerRow>("speaker", speakerRow).map(({ value }) => [value.name, value.source]));
    return rowsOf<SuggestionRow>("suggestion", suggestionRow).map((row) => ({
      ...row,
      file,
      exhibit,
      sourceOf: (name: string) => speakers.get(name),
    }));
  });
}

/** The accepted suggestions as rows of hand/claims.toml, so that they go the same way as claims written by hand. */
export function acceptedClaims(reviews: readonly Reviewed[], problems: Problem[]): readonly HandRow<ClaimRow>[] {
  return reviews.flatMap((review) => {
    const { value: row, problemAt, exhibit, sourceOf } = review;
    if (row.decision !== "accept") return [];
    const named = (name: string, path: readonly (string | number)[]): string | null => {
      const source = sourceOf(name);
      if (source !== undefined) return source;
      problems.push(
        problemAt(
          [...path],
          `nobody has said which source "${name}" is: write its id at [[speaker]] in this file (and the source in hand/sources.toml)`,
        ),
      );
      return null;
    };
    const source = named(row.speaker, ["speaker"]);
    const accordingTo = row["according-to"].map((name, i) => named(name, ["according-to", i]));
    if (source === null || accordingTo.includes(null)) return [];
    const { quote, page, statement, strength, credibility, quantity, time, place, governorate, polarity, note } = row;
    const value: ClaimRow = {
      id: row.claim,
      source,
      "according-to": accordingTo as string[],
      exhibit,
      quote,
      page,
      at: spansOf(row)[0]!.start,
      statement,
      strength,
      credibility,
      quantity,
      time,
      place,
      governorate,
      polarity,
      note,
    };
    return [{ value, problemAt: (path, message) => problemAt(inReview(path), message) }];
  });
}

/** The place in a review row of what a claim's row calls otherwise. */
const inReview = (path: readonly (string | number)[]): (string | number)[] => {
  const [first, ...rest] = path;
  const name = first === "source" ? "speaker" : first === "id" ? "claim" : first;
  return name === undefined ? [] : [name, ...rest];
};

/** The decisions as values for the record, one a suggestion; rows with the same id are the parts of a split one. */
export function decisionsOf(
  reviews: readonly Reviewed[],
  state: CaseState,
  references: References,
  randomBytes: (count: number) => Uint8Array,
  problems: Problem[],
): readonly { readonly [key: string]: Json }[] {
  const byId = new Map<string, Reviewed[]>();
  for (const review of reviews)
    if (review.value.decision !== "open") byId.set(review.value.id, [...(byId.get(review.value.id) ?? []), review]);
  return [...byId].flatMap(([id, rows]) => {
    const [first] = rows as [Reviewed];
    const { decision, reason, engine } = first.value;
    if (rows.some((row) => row.value.decision !== decision || row.exhibit !== first.exhibit)) {
      problems.push(
        first.problemAt(["id"], `"${id}" is decided in two ways: rows with one id are parts of one suggestion`),
      );
      return [];
    }
    if (decision === "reject" && reason === undefined) {
      problems.push(first.problemAt(["decision"], `"${id}" is rejected without a reason`));
      return [];
    }
    const claims = rows.flatMap(({ value, problemAt }) => {
      if (decision === "reject") return [];
      const claim = decision === "merge" ? value.into : value.claim;
      if (claim === undefined) {
        problems.push(problemAt(["decision"], `"${id}" is merged, and "into" names no claim that takes it in`));
        return [];
      }
      return (
        references.resolve(claim, ["claim"], (message) =>
          problemAt([decision === "merge" ? "into" : "claim"], message),
        ) ?? []
      );
    });
    const exhibit = references.resolve(first.exhibit, ["exhibit"], (message) => first.problemAt(["id"], message));
    if (exhibit === null || (decision !== "reject" && claims.length === 0)) return [];
    return [
      {
        uid: state.items.get(id)?.uid ?? makeUid(randomBytes(16)),
        id,
        exhibit,
        spans: spansOf(first.value).map(({ start, end }) => ({ start, end })),
        engine,
        decision,
        claims: [...new Set(claims)],
        edited: rows.length > 1 || rows.some(({ value }) => suggestedDigest(value) !== value.suggested),
        ...(reason === undefined ? {} : { reason }),
      },
    ];
  });
}

/** Digest of what a row suggests: everything but what a person fills in to decide. */
export function suggestedDigest(row: SuggestionRow): string {
  const { quote, statement, speaker, strength, quantity, time, place, polarity } = row;
  const said = [quote, statement, speaker, row["according-to"], strength, quantity, time, place, polarity];
  return sha256Hex(new TextEncoder().encode(JSON.stringify(said.map((part) => part ?? null)))).slice(0, 16);
}
