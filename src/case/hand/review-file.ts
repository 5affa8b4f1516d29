import type { Suggestion } from "#reading";
import { suggestedDigest } from "./review.ts";
import { type SuggestionRow, suggestionRow } from "./review-row.ts";

/** What a new review file is written from. */
export interface ReviewDraft {
  readonly exhibit: string;
  readonly engine: string;
  readonly referenceDate: string;
  readonly suggestions: readonly {
    readonly id: string;
    readonly claim: string;
    readonly suggestion: Suggestion;
    readonly quote: string;
    readonly page: string | undefined;
  }[];
  /** Sources of the case that a speaker's name fits, by that name. */
  readonly sources: ReadonlyMap<string, string>;
}

const HEAD = `#
# decision = "open"     nothing is recorded yet
# decision = "accept"   becomes the claim named by "claim", with the words and values as they stand here: edit them first where
#                       the reader is wrong. Its speaker needs a source: write the source in hand/sources.toml and its id below.
# decision = "reject"   needs a reason
# decision = "merge"    needs "into", the claim that takes it in; lengthen the quote and the statement of that one
# To split a suggestion, copy its row, keep "id", "spans", "engine" and "suggested", and give each copy its own "claim" and words.
# Then: snowmelt run
`;

/** The text of hand/readings/<exhibit>.toml: speakers first, then a row a suggestion. */
export function reviewFile({ exhibit, engine, referenceDate, suggestions, sources }: ReviewDraft): string {
  const lines = [
    `# What ${engine} read in ${exhibit}, counting relative times from ${referenceDate}. Yours to decide; the program never rewrites this file.`,
    HEAD,
  ];
  const speakers = new Set(suggestions.flatMap(({ suggestion }) => namesOf(suggestion)));
  for (const name of speakers)
    lines.push("[[speaker]]", `name = ${quoted(name)}`, `source = ${quoted(sources.get(name) ?? "")}`, "");
  for (const { id, claim, suggestion, quote, page } of suggestions) {
    const row = rowOf(id, claim, suggestion, quote, page, engine);
    lines.push(...suggestion.questions.map((question) => `# ? ${oneLine(question)}`), ...others(suggestion));
    lines.push("[[suggestion]]");
    for (const [key, value] of Object.entries(row)) if (value !== undefined) lines.push(`${key} = ${toml(value)}`);
    lines.push(
      `suggested = ${quoted(suggestedDigest(suggestionRow.parse({ ...row, suggested: "0".repeat(16) })))}`,
      "",
    );
  }
  return `${lines.join("\n")}`;
}

/** Who is named as the source of a suggestion: the outermost, then whom that one relies on. */
export function namesOf(suggestion: Suggestion): readonly string[] {
  const names = suggestion.sources.map(({ name }) => name);
  return names.length === 0 ? ["the text itself"] : names;
}

function rowOf(
  id: string,
  claim: string,
  suggestion: Suggestion,
  quote: string,
  page: string | undefined,
  engine: string,
): RowParts {
  const [speaker = "", ...rest] = namesOf(suggestion);
  const [time] = suggestion.times.filter(
    ({ value, role }) => value !== null && !value.includes("X") && role !== "utterance",
  );
  return {
    id,
    decision: "open",
    reason: "",
    into: "",
    claim,
    speaker,
    "according-to": rest,
    quote,
    page,
    statement: oneLine(suggestion.proposition),
    strength: strengthOf(suggestion),
    credibility: 6,
    quantity: quantityOf(suggestion),
    time: time?.value ?? undefined,
    place: suggestion.places[0],
    polarity: suggestion.polarity,
    spans: suggestion.spans.map(({ start, end }) => `${start}-${end}`).join(" "),
    engine,
  };
}

/** A row before it is written: keys in the order of the file. */
type RowParts = { readonly [K in keyof SuggestionRow]?: unknown };

const strengthOf = ({ hedges }: Suggestion): string | undefined =>
  hedges.length === 0 ? undefined : [...new Set(hedges.map(({ words }) => oneLine(words)))].join("; ");

/** The first number with a bound, as a claim's row writes it; a position and a bare "many" are none. */
function quantityOf({ quantities }: Suggestion): Record<string, string> | undefined {
  const quantity = quantities.find(({ relation }) => relation !== "ordinal" && relation !== "vague");
  if (quantity === undefined) return undefined;
  const { relation, value, lower, upper, unit, counted, per } = quantity;
  const number = (n: number | null): string | undefined => (n === null ? undefined : decimal(n));
  const between = relation === "between";
  const parts = {
    relation,
    value: between ? undefined : number(value ?? lower ?? upper),
    lower: between ? number(lower) : undefined,
    upper: between ? number(upper) : undefined,
    unit: unit === "persons" ? "people" : (unit ?? counted ?? "number"),
    per: per ?? undefined,
  };
  return Object.fromEntries(Object.entries(parts).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

/** A number without exponent and without the tail of binary fractions. */
const decimal = (n: number): string => n.toFixed(6).replace(/\.?0+$/, "");

/** Numbers and times beside the first, which a claim's row has no place for: make claims of their own of them. */
function others({ quantities, times }: Suggestion): string[] {
  const more = quantities.filter(({ relation }) => relation !== "ordinal" && relation !== "vague").slice(1);
  const dates = times.filter(({ value }) => value !== null).slice(1);
  const words = [...more.map(({ exact }) => exact), ...dates.map(({ exact }) => exact)].map(oneLine);
  return words.length === 0 ? [] : [`# also in these words: ${words.join("; ")}`];
}

const oneLine = (text: string): string => text.replace(/\s+/gu, " ").trim();
const quoted = (text: string): string => JSON.stringify(text);

function toml(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(toml).join(", ")}]`;
  if (typeof value === "object" && value !== null)
    return `{ ${Object.entries(value)
      .map(([key, part]) => `${key} = ${toml(part)}`)
      .join(", ")} }`;
  return JSON.stringify(value);
}
