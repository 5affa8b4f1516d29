import { fold } from "#kernel";
import { arithmeticWarnings } from "./arithmetic.ts";
import { range } from "./attribution/ranges.ts";
import { isMark, isQuoteMark, normAt, type Range, type SentenceView } from "./attribution/view.ts";
import type { Draft } from "./claim-draft.ts";
import { claimsOf } from "./claims.ts";
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
  type Time,
  type Warning,
} from "./format.ts";
import type { Grammar } from "./grammar.ts";
import type { Inheritance } from "./inheritance.ts";
import { type FoundHedge, hedgesOf } from "./layers/hedges.ts";
import type { People } from "./layers/people.ts";
import { placesOf } from "./layers/places.ts";
import { leftoversOf } from "./leftovers.ts";
import { asksBehind, asksOnly, statusOf } from "./status.ts";
import { target } from "./target.ts";
import type { Block } from "./text/blocks.ts";
import type { Quote } from "./text/quotes.ts";
import { spanWarnings } from "./warnings.ts";
import { attempt, readsAsSpeech, type Work } from "./work.ts";

/** Gives ids, sorts, and turns token ranges into spans of the document. */
export class Assembly {
  readonly #text: string;
  readonly #grammar: Grammar;
  readonly #sha256: string;
  readonly #people: People;
  readonly #quotes: readonly Quote[];
  readonly #pairs: ReadonlySet<string>;
  readonly #open: readonly Quote[];
  readonly #inherit: Inheritance;
  readonly #sentences: Sentence[] = [];
  readonly #claims: Claim[] = [];
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
    grammar: Grammar,
  ) {
    this.#grammar = grammar;
    this.#text = text;
    this.#sha256 = sha256;
    this.#people = people;
    this.#quotes = quotes;
    this.#pairs = new Set(quotes.map((q) => `${q.start}:${q.end}`));
    this.#open = quotes.filter((q) => q.open);
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
    const marks = this.#times.length;
    const hedges = hedgesOf(view);
    const drafts = this.#drafts(work, n, hedges);
    const ids: string[] = [];
    const made: Claim[] = [];
    for (const draft of drafts) {
      const claim = this.#claim(work, n, draft);
      if (claim === null) continue;
      made.push(claim);
      this.#claims.push(claim);
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
      const { from, to, length: _, ...rest } = time;
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
    sentence.claims = ids;
    const status = statusOf(work, made.length);
    sentence.status = status.status;
    sentence.reason = status.reason;
    sentence.leftovers = leftoversOf(this.#text, this.#open, this.#times.slice(marks), work, made, hedges);
  }

  #drafts(work: Work, n: number, hedges: readonly FoundHedge[]): Draft[] {
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
    const asks = /[?؟]/u.test(view.tokens.at(-1)?.text ?? "") ? asksBehind(work) : null;
    const drafts = claimsOf(view, work.frames, {
      hedges,
      quantities: work.quantities,
      spoken: (quote) => this.#isSpeech(quote, view) && this.#inherit.speakerOf(quote, n) !== null,
      owned: turn !== null || list !== null,
      turn: turn !== null,
      bullet: work.block.kind === "bullet",
    });
    return asks === null ? drafts : drafts.filter(({ parts }) => parts[0]!.from < asks);
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
    if (whole && words >= 2 && verb) return true;
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
    else if (list !== null) chain.push({ ...list, mention: null, inherited: true });
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
      const last = chain.at(-1);
      // "he told us he had heard": two pronouns that nobody is found for are one speaker
      const alike =
        last !== undefined && this.#grammar.has("pronouns", fold(link.label)) && fold(last.label) === fold(link.label);
      if (last?.source === link.source || alike) {
        if (last!.inherited || last!.cue === null) chain[chain.length - 1] = link;
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
    return this.#pairs.has(`${start}:${end}`);
  }

  finish(
    text: string,
    _blocks: readonly Block[],
    quotes: readonly Quote[],
    _works: readonly Work[],
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
    const claims = this.#claims.map((claim) => ({
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
    const warnings = [
      ...this.#warnings.map((w) => ({ ...w, claims: renamed(w.claims) })),
      ...spanWarnings(text, quotes, claims, ordered, this.#grammar),
      ...arithmeticWarnings(text, quantities, this.#grammar),
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
