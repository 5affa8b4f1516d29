import type { Claim, Quantity, Reading, Time } from "./format.ts";

/** A claim as a person gets it to decide on: plain JSON, with its quantities and times written out. */
export interface Suggestion {
  readonly claim: string;
  readonly quote: string;
  readonly spans: readonly { readonly start: number; readonly end: number; readonly exact: string }[];
  readonly proposition: string;
  readonly kind: Claim["kind"];
  readonly polarity: Claim["polarity"];
  readonly voice: "attributed" | "author";
  readonly mode: Claim["attribution"]["mode"];
  /** Who says it, outermost first: names as the text gives them, with the word that shows it. */
  readonly sources: readonly {
    readonly name: string;
    readonly type: string;
    readonly cue: string | null;
    readonly inherited: boolean;
  }[];
  readonly hedges: readonly { readonly words: string; readonly type: string; readonly icd203: string | null }[];
  readonly quantities: readonly Omit<Quantity, "claims">[];
  readonly times: readonly Omit<Time, "claims">[];
  readonly places: readonly string[];
  /** Questions that the text leaves open about this claim. */
  readonly questions: readonly string[];
  readonly rules: readonly string[];
}

/** The claims of a reading for review: what `snowmelt read E12` writes down and a person accepts, edits or rejects. */
export function suggestionsOf(reading: Reading): Suggestion[] {
  const quantities = new Map(reading.quantities.map((q) => [q.id, q]));
  const times = new Map(reading.times.map((t) => [t.id, t]));
  return reading.claims.map((c) => ({
    claim: c.id,
    quote: c.spans.map((s) => s.exact).join(" … "),
    spans: c.spans,
    proposition: c.proposition,
    kind: c.kind,
    polarity: c.polarity,
    voice: c.attribution.voice,
    mode: c.attribution.mode,
    sources: c.attribution.chain.map((l) => ({
      name: l.label,
      type: reading.entities[l.source]?.type ?? "group",
      cue: l.cue?.exact ?? null,
      inherited: l.inherited,
    })),
    hedges: c.hedges.map((h) => ({ words: h.exact, type: h.type, icd203: h.icd203 })),
    quantities: c.quantities.flatMap((id) => withoutClaims(quantities.get(id))),
    times: c.times.flatMap((id) => withoutClaims(times.get(id))),
    places: c.places.map((p) => p.exact),
    questions: reading.warnings.filter((w) => w.claims.includes(c.id)).map((w) => w.message),
    rules: c.provenance.rules,
  }));
}

function withoutClaims<T extends { claims: string[] }>(item: T | undefined): Omit<T, "claims">[] {
  if (item === undefined) return [];
  const { claims: _, ...rest } = item;
  return [rest];
}
