import { fold } from "#kernel";
import type { Claim, Entity, Link, Quantity, Reading, Time } from "./format.ts";

/** A hand-made reading, `snowmelt-reading-gold/1`, as far as it is scored here. */
export interface Gold {
  readonly format: string;
  readonly text: { readonly dateline: string; readonly language?: string };
  readonly entities: Readonly<Record<string, Partial<Entity>>>;
  readonly sentences: readonly {
    readonly start: number;
    readonly end: number;
    readonly role: string;
    readonly why?: string;
  }[];
  readonly claims: readonly (Pick<Claim, "spans" | "attribution"> & {
    readonly hedges?: readonly { start: number; end: number }[];
  })[];
  readonly quantities: readonly (Partial<Quantity> & {
    readonly start: number;
    readonly end: number;
    readonly relation: string;
  })[];
  readonly times: readonly (Partial<Time> & { readonly start: number; readonly end: number })[];
}

/** Counts of one layer: `right` of `gold` items, and of `found` items where the layer has a precision. */
export interface Layer {
  readonly name: string;
  readonly right: number;
  readonly gold: number;
  readonly found: number | null;
}

interface Place {
  readonly start: number;
  readonly end: number;
}

/**
 * Scores a reading against a gold: sentence spans, claims (IoU of characters of at least one half), voice, mode and outer source by
 * text (half of a gold claim's characters), second links, hedge cues, quantities and times. The gold's alternatives are not used, so
 * that the figures are a lower bound of what the format's own scorer gives.
 */
export function scoreReading(gold: Gold, reading: Reading): Layer[] {
  const sets = gold.claims.map((c) => charsOf(c.spans));
  const found = reading.claims.map((c) => ({ claim: c, chars: charsOf(c.spans) }));
  const heldBy = (chars: Set<number>, test: (c: Claim) => boolean): boolean => {
    const held = new Set(found.filter((f) => test(f.claim)).flatMap((f) => [...f.chars]));
    return 2 * [...chars].filter((i) => held.has(i)).length >= chars.size;
  };
  const byText = (
    name: string,
    test: (g: Gold["claims"][number], c: Claim) => boolean,
    only: (g: Gold["claims"][number]) => boolean = () => true,
  ): Layer => {
    const some = gold.claims.map((g, i) => ({ g, chars: sets[i]! })).filter(({ g }) => only(g));
    return {
      name,
      right: some.filter(({ g, chars }) => heldBy(chars, (c) => test(g, c))).length,
      gold: some.length,
      found: null,
    };
  };
  const same = (link: Link | undefined, other: Link | undefined): boolean =>
    sameSource(link, gold.entities, other, reading.entities);
  const pairs = pair(
    sets,
    found.map((f) => f.chars),
  );
  const seconds = gold.claims.flatMap((g, i) => (g.attribution.chain[1] === undefined ? [] : [{ g, i }]));
  const bounded = (q: { relation?: string }): boolean => q.relation !== "vague" && q.relation !== "ordinal";
  const goldQ = gold.quantities.filter(bounded);
  const foundQ = reading.quantities.filter(bounded);
  const q = goldQ.map((g) => ({ g, f: foundQ.find((x) => touches(g, x)) }));
  const value = ({ g, f }: { g: Gold["quantities"][number]; f: Quantity | undefined }): boolean =>
    f !== undefined &&
    (g.relation === "between"
      ? near(g.lower, f.lower) && near(g.upper, f.upper)
      : f.relation !== "between" && near(g.value ?? g.lower ?? g.upper, f.value));
  const dated = gold.times.filter((t) => t.value != null && !t.value.includes("X"));
  const cues = places(gold.claims.flatMap((c) => c.hedges ?? []));
  const foundCues = places(reading.claims.flatMap((c) => c.hedges));
  const key = (s: Place): string => `${s.start}:${s.end}`;
  const spans = new Set(reading.sentences.map(key));
  return [
    {
      name: "sentences",
      right: gold.sentences.filter((s) => spans.has(key(s))).length,
      gold: gold.sentences.length,
      found: spans.size,
    },
    { name: "claims", right: pairs, gold: sets.length, found: found.length },
    byText("voice", (g, c) => c.attribution.voice === g.attribution.voice),
    byText("mode", (g, c) => c.attribution.mode === g.attribution.mode),
    byText(
      "outer source",
      (g, c) => same(g.attribution.chain[0], c.attribution.chain[0]),
      (g) => g.attribution.chain.length > 0,
    ),
    {
      name: "second link",
      right: seconds.filter(({ g, i }) =>
        heldBy(sets[i]!, (c) => c.attribution.chain.slice(1).some((l) => same(g.attribution.chain[1], l))),
      ).length,
      gold: seconds.length,
      found: null,
    },
    {
      name: "hedge cues",
      right: cues.filter((c) => foundCues.some((f) => touches(c, f))).length,
      gold: cues.length,
      found: foundCues.length,
    },
    { name: "quantity value", right: q.filter(value).length, gold: goldQ.length, found: foundQ.length },
    {
      name: "quantity bounds",
      right: q.filter((x) => value(x) && x.f!.relation === x.g.relation).length,
      gold: goldQ.length,
      found: null,
    },
    {
      name: "time value",
      right: dated.filter((t) => reading.times.some((f) => touches(t, f) && f.value === t.value)).length,
      gold: dated.length,
      found: null,
    },
  ];
}

function charsOf(spans: readonly Place[]): Set<number> {
  const out = new Set<number>();
  for (const s of spans) for (let i = s.start; i < s.end; i++) out.add(i);
  return out;
}

/** Pairs made greedily by overlap, each claim once. */
function pair(gold: readonly Set<number>[], found: readonly Set<number>[]): number {
  const options: { i: number; j: number; iou: number }[] = [];
  for (const [i, g] of gold.entries()) {
    for (const [j, f] of found.entries()) {
      const both = [...g].filter((x) => f.has(x)).length;
      const iou = both / (g.size + f.size - both || 1);
      if (iou >= 0.5) options.push({ i, j, iou });
    }
  }
  options.sort((a, b) => b.iou - a.iou || a.i - b.i || a.j - b.j);
  const [rows, columns] = [new Set<number>(), new Set<number>()];
  for (const { i, j } of options) {
    if (rows.has(i) || columns.has(j)) continue;
    rows.add(i);
    columns.add(j);
  }
  return rows.size;
}

const touches = (a: Place, b: Place): boolean =>
  2 * (Math.min(a.end, b.end) - Math.max(a.start, b.start)) >= Math.min(a.end - a.start, b.end - b.start);
const near = (a: number | null | undefined, b: number | null | undefined): boolean =>
  a != null && b != null && Math.abs(a - b) <= 1e-4 * Math.abs(a) + 1e-12;
const places = (all: readonly Place[]): Place[] => [...new Map(all.map((p) => [`${p.start}:${p.end}`, p])).values()];

function sameSource(
  a: Link | undefined,
  inA: Gold["entities"],
  b: Link | undefined,
  inB: Reading["entities"],
): boolean {
  if (a === undefined || b === undefined) return false;
  if (a.mention != null && b.mention != null && touches(a.mention, b.mention)) return true;
  const [x, y] = [names(inA[a.source], a), names(inB[b.source], b)];
  return x.some((m) => y.some((n) => m.every((w) => n.includes(w)) || n.every((w) => m.includes(w))));
}

function names(entity: Partial<Entity> | undefined, link: Link): string[][] {
  return [link.label, entity?.label, ...(entity?.aliases ?? [])]
    .filter((label) => label !== undefined)
    .map((label) =>
      (
        fold(label)
          .replace(/\([^)]*\)/g, "")
          .split(/[,،]/)[0]!
          .match(/[\p{L}\p{N}]+/gu) ?? []
      ).filter((w) => !["the", "a", "an", "of", "for", "and"].includes(w)),
    )
    .filter((words) => words.length > 0);
}
