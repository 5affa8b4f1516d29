/** The words of `snowmelt-reading/1`; what each key means stands in docs/formats/reading.md. */
export const FORMAT = "snowmelt-reading/1";
export const ENGINE = { name: "snowmelt", version: "0.1.0" } as const;

export interface Span {
  readonly start: number;
  readonly end: number;
  readonly exact: string;
}

export type Relation =
  | "exact"
  | "approx"
  | "atLeast"
  | "moreThan"
  | "justAbove"
  | "atMost"
  | "lessThan"
  | "justBelow"
  | "between"
  | "vague"
  | "ordinal";

export interface Quantity extends Span {
  id: string;
  relation: Relation;
  value: number | null;
  lower: number | null;
  upper: number | null;
  lowerInclusive: boolean | null;
  upperInclusive: boolean | null;
  order: number | null;
  unit: string | null;
  counted: string | null;
  of: string | null;
  per: string | null;
  direction: "up" | "down" | null;
  derived: null | { value?: number; lower?: number; upper?: number; note: string }[];
  claims: string[];
}

export interface Time extends Span {
  id: string;
  value: string | null;
  candidates: string[];
  fuzzy: string | null;
  anchor: "absolute" | "reference-date" | "text" | "undecided" | null;
  role: "utterance" | "event" | "observation" | "publication" | null;
  claims: string[];
}

export type EntityType = "person" | "org" | "group" | "document" | "documents" | "evidence";

export interface Entity {
  label: string;
  type: EntityType;
  org: string | null;
  count: number | "vague" | null;
  aliases: string[];
}

export interface Link {
  source: string;
  label: string;
  mention: Span | null;
  cue: Span | null;
  inherited: boolean;
}

export interface Hedge extends Span {
  type: string;
  icd203: string | null;
  scope: Span[] | null;
}

export type Kind = "observation" | "assessment" | "figure" | "policy" | "call" | "background";

export interface Target {
  source: string;
  selector: [
    { type: "TextPositionSelector"; start: number; end: number },
    { type: "TextQuoteSelector"; exact: string; prefix: string; suffix: string },
  ];
}

export interface Claim {
  id: string;
  spans: Span[];
  target: Target[];
  proposition: string;
  kind: Kind;
  polarity: "positive" | "negative";
  presupposed: boolean;
  attribution: {
    voice: "attributed" | "author";
    mode: "direct" | "mixed" | "indirect" | "author";
    chain: Link[];
    venue: string | null;
    ambiguous: string | null;
  };
  hedges: Hedge[];
  quantities: string[];
  times: string[];
  places: (Span & { name: string | null })[];
  provenance: { rules: string[] };
}

export interface Sentence extends Span {
  id: string;
  status: "claim" | "question" | "non-claim" | "unread";
  reason: string | null;
  claims: string[];
  leftovers: (Span & { type: "number" | "date" | "quote" | "cue" | "hedge" })[];
}

export interface Warning extends Partial<Span> {
  code: string;
  message: string;
  claims: string[];
  /** Of figures that do not agree: what counting gives, and what the text says. */
  figures?: readonly [counted: string, said: string];
}

export interface Reading {
  format: typeof FORMAT;
  engine: { name: string; version: string };
  document: {
    sha256: string;
    length: number;
    referenceDate: string;
    language: string;
    extraction?: {
      tool: string;
      version: string;
      sha256: string;
      places: readonly { kind: "page" | "element"; label: string; start: number; end: number }[];
    };
  };
  sentences: Sentence[];
  claims: Claim[];
  quantities: Quantity[];
  times: Time[];
  entities: Record<string, Entity>;
  warnings: Warning[];
}

export const spanOf = (text: string, start: number, end: number): Span => ({
  start,
  end,
  exact: text.slice(start, end),
});
