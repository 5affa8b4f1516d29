import { type Frame, matchAt, normAt, type Range, type SentenceView, verbAt } from "./attribution/view.ts";
import type { Setting } from "./claim-draft.ts";
import type { Kind } from "./format.ts";
import type { FoundHedge } from "./layers/hedges.ts";

export const within = (ranges: readonly Range[], at: number): boolean => ranges.some((r) => r.from <= at && at < r.to);

export function modeOf(view: SentenceView, parts: readonly Range[], turn: boolean): "direct" | "mixed" | "indirect" {
  let [inside, outside] = [0, 0];
  for (const part of parts) {
    for (let i = part.from; i < part.to; i++) {
      if (view.tokens[i]!.kind === "mark") continue;
      if (view.quoted[i] !== -1) inside++;
      else outside++;
    }
  }
  if (turn) return "direct";
  return inside === 0 ? "indirect" : outside === 0 ? "direct" : "mixed";
}

export function kindOf(
  view: SentenceView,
  parts: readonly Range[],
  frames: readonly Frame[],
  attributed: boolean,
  hedges: readonly FoundHedge[],
  setting: Setting,
): Kind {
  const own = frames.map((f) => f.attributes["kind"]).find((k) => k !== undefined);
  if (own === "call") return "call";
  const has = (section: string): boolean => (view.matches.get(section) ?? []).some((m) => within(parts, m.from));
  if (hedges.some((h) => h.type === "deontic") && has("call-words")) return "call";
  if (frames.some((f) => f.rule === "told-to")) return "call";
  const figures = setting.quantities.filter(
    (q) =>
      q.relation !== "ordinal" &&
      (q.relation !== "vague" || q.order !== null) &&
      parts.some((p) => view.tokens[p.from]!.start <= q.start && q.end <= view.tokens[p.to - 1]!.end),
  );
  if (
    figures.some(
      (q) =>
        q.unit === "persons" ||
        q.unit === "fraction" ||
        q.unit === "families" ||
        q.relation !== "exact" ||
        (q.value ?? 0) >= 10,
    )
  )
    return "figure";
  if (
    own === "policy" ||
    (has("policy-words") && !hedges.some((h) => h.type === "probability" || h.type === "possibility"))
  )
    return own === "policy" || attributed ? "policy" : "background";
  if (has("observation-words")) return "observation";
  const witness = frames.some(
    (f) =>
      f.source !== null &&
      view.tokens.slice(f.source.from, f.source.to).some((t) => view.grammar.has("witness-words", t.norm)),
  );
  if (witness) return "observation";
  if (figures.length > 0) return "figure";
  if (
    attributed ||
    hedges.some((h) => ["probability", "judgement", "evidential", "consistency", "possibility"].includes(h.type))
  )
    return "assessment";
  return "background";
}

export function isNegative(view: SentenceView, parts: readonly Range[], frames: readonly Frame[]): boolean {
  const inner = frames.at(-1);
  const denied = inner?.attributes["negative"] === "yes";
  const { grammar } = view;
  let negated = false;
  let bounds: readonly Range[] | null = null;
  for (const part of parts) {
    const verb = verbAt(view, part.from, part.to);
    for (let i = part.from; i < part.to; i++) {
      const norm = normAt(view, i);
      if (view.tokens[i]!.kind !== "word") continue;
      const entry = matchAt(view, "negations", i)?.entry ?? grammar.word("negations", norm);
      if (entry === undefined && i > part.from + 1) continue;
      bounds ??= boundWords(view);
      if (within(bounds, i)) continue;
      const strong = entry !== undefined && entry.attributes["weak"] !== "yes";
      // "whether or not": no denial
      const either =
        grammar.has("conjunctions", normAt(view, i - 1)) && grammar.has("complementizers", normAt(view, i - 2));
      if (strong && !either && matchAt(view, "not-negations", i) === undefined) {
        // a negation belongs to the main verb when it stands beside it, not in a later clause
        if (grammar.isVerbFirst ? i - part.from < 8 || verb < 0 : verb < 0 || i - verb <= 3) negated = true;
      }
      // "it had no lawyer": what nobody has
      if (entry?.attributes["weak"] === "yes" && verb >= 0 && i === verb + 1 && !grammar.isVerbFirst) negated = true;
      if (
        i <= part.from + 1 &&
        (entry?.attributes["weak"] === "yes" || grammar.has("negative-subjects", norm)) &&
        (verb < 0 || i < verb)
      )
        negated = true;
    }
  }
  return denied !== negated;
}

/** "no fewer than", "لا يقل عن": a negation that belongs to a number or to a hedge denies nothing. */
function boundWords(view: SentenceView): Range[] {
  const out: Range[] = [];
  for (const matches of [...view.matches.under("bound.").values(), view.matches.get("hedge.litotes") ?? []])
    for (const m of matches) if (!view.grammar.has("subject-pronouns", normAt(view, m.from))) out.push(m);
  return out;
}
