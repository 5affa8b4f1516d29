import type { Quantity, Relation } from "../format.ts";
import type { Entry, Grammar, Match } from "../grammar.ts";
import type { Token } from "../text/tokens.ts";
import { type Numeral, numeralAt } from "./numerals.ts";

/** A quantity before it has an id; spans count in the document. */
export type Found = Omit<Quantity, "id" | "claims">;

/** One sentence as the layers see it. `blocked` are token numbers that belong to dates. */
export interface View {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly matches: ReadonlyMap<string, readonly Match[]>;
  readonly grammar: Grammar;
  readonly blocked: ReadonlySet<number>;
}

const RELATIONS: readonly Relation[] = [
  "atLeast",
  "moreThan",
  "justAbove",
  "atMost",
  "lessThan",
  "justBelow",
  "approx",
];

/** Lower and upper end of a relation: 1 inclusive, 0 exclusive, null none. */
const SHAPE: Readonly<Record<string, readonly [boolean | null, boolean | null]>> = {
  exact: [true, true],
  approx: [null, null],
  ordinal: [null, null],
  atLeast: [true, null],
  moreThan: [false, null],
  justAbove: [false, null],
  atMost: [null, true],
  lessThan: [null, false],
  justBelow: [null, false],
};

interface Piece {
  from: number;
  to: number;
  numeral: Numeral | null;
  relation: Relation;
  value: number | null;
  lower: number | null;
  upper: number | null;
  lowerInclusive: boolean | null;
  upperInclusive: boolean | null;
  order: number | null;
  unit: string | null;
}

/** The quantities of a sentence with their bounds, units, rates and directions, in text order. */
export function quantitiesOf(view: View): Found[] {
  const { tokens, grammar } = view;
  const skip = skipped(view);
  const numerals: Numeral[] = [];
  for (let at = 0; at < tokens.length; at++) {
    if (skip.has(at)) continue;
    const numeral = numeralAt(tokens, at, grammar);
    if (numeral === null) continue;
    if (range(numeral.from, numeral.to).some((i) => skip.has(i))) continue;
    if (isLabel(view, numeral)) {
      at = numeral.to - 1;
      continue;
    }
    numerals.push(numeral);
    at = numeral.to - 1;
  }
  const pieces = joinRanges(view, numerals);
  const bounded = mergeOpposite(
    view,
    pieces.map((piece) => bound(view, piece)),
  );
  for (const vague of vaguePieces(view, bounded)) bounded.push(vague);
  return bounded
    .filter((piece) => !isOne(view, piece))
    .sort((a, b) => a.from - b.from || a.to - b.to)
    .map((piece) => complete(view, piece));
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i);
}

/** Tokens that are no quantity whatever they look like: dates, "one of", section numbers. */
function skipped({ matches, blocked, tokens, grammar }: View): Set<number> {
  const skip = new Set(blocked);
  for (const match of matches.get("not-quantity") ?? []) for (const i of range(match.from, match.to)) skip.add(i);
  for (let i = 0; i + 2 < tokens.length; i++) {
    // clock times 10:30, scores and verses; the marks must touch the digits
    const [a, b, c] = [tokens[i]!, tokens[i + 1]!, tokens[i + 2]!];
    if (
      a.kind === "number" &&
      (b.text === ":" || b.text === "٫") &&
      c.kind === "number" &&
      a.end === b.start &&
      b.end === c.start
    ) {
      for (const j of [i, i + 1, i + 2]) skip.add(j);
    }
  }
  // addresses of the web
  for (let i = 0; i < tokens.length; i++) {
    if (!/^(?:https?|www)$/.test(tokens[i]!.norm)) continue;
    for (let j = i; j < tokens.length && (j === i || tokens[j]!.start === tokens[j - 1]!.end); j++) skip.add(j);
  }
  // "two in the morning", "7 p.m.", "six o'clock"
  for (const match of matches.get("clock-words") ?? []) {
    for (
      let i = match.from - 1;
      i >= 0 && i >= match.from - 3 && (tokens[i]!.kind === "number" || grammar.has("number", tokens[i]!.norm));
      i--
    )
      skip.add(i);
  }
  return skip;
}

/** Names and labels: "F-16", "Resolution 2139", "page 7", "section 1.e", "No. 5", "+44 20 7946". */
function isLabel({ tokens, grammar, matches }: View, numeral: Numeral): boolean {
  if (numeral.form === "percent" || numeral.form === "fraction" || numeral.form === "ordinal") return false;
  const before = tokens[numeral.from - 1];
  const first = tokens[numeral.from]!;
  const after = tokens[numeral.to];
  const glued = before !== undefined && before.end === first.start;
  if (
    glued &&
    before.kind === "word" &&
    !grammar.has("currency", before.norm) &&
    !grammar.has("clitics", before.norm)
  ) {
    return !/^(us|usd|y)$/.test(before.norm);
  }
  if (glued && before.norm === "-" && numeral.form === "digits") {
    const name = tokens[numeral.from - 2];
    if (name?.kind === "word" && name.end === before.start && name.capital) return true;
  }
  if (numeral.form === "digits" && after?.kind === "word" && after.start === tokens[numeral.to - 1]!.end) {
    const joined =
      grammar.has("unit", after.norm) ||
      grammar.has("multiplier", after.norm) ||
      /^(st|nd|rd|th|s|w|k)$/.test(after.norm);
    if (!joined && after.norm.length <= 2 && !/^[A-Za-z]$/.test(after.text))
      return after.text === after.text.toUpperCase() && grammar.setting("code") === "en";
    if (!joined && after.norm === "s") return true;
  }
  if (numeral.form !== "digits" && !(before?.capital === true && numeral.value < 100)) return false;
  const label = before?.text === "." ? tokens[numeral.from - 2] : before;
  if (label === undefined || label.kind !== "word") return false;
  if (!grammar.has("number-labels", label.norm)) return false;
  if (matches.get("bound.atMost")?.some((m) => m.to === numeral.from)) return false;
  // "in section 5" is a label, "in that area 40 families live" is not: a noun after the number counts
  const next = tokens[numeral.to];
  const counts = next !== undefined && (grammar.has("person-words", next.norm) || grammar.has("unit", next.norm));
  return !counts;
}

function isOne({ tokens, grammar }: View, piece: Piece): boolean {
  if (piece.relation !== "exact" || piece.value !== 1 || piece.numeral?.form !== "words" || piece.to - piece.from > 1)
    return false;
  const next = tokens[piece.to];
  if (next === undefined || next.kind !== "word") return true;
  return (
    grammar.has("auxiliaries", next.norm) ||
    grammar.has("prepositions", next.norm) ||
    grammar.has("verbs", next.norm) ||
    grammar.has("conjunctions", next.norm) ||
    grammar.has("relatives", next.norm) ||
    grammar.has("cue.verbs", next.norm)
  );
}

const plain = (numeral: Numeral): Piece => ({
  from: numeral.from,
  to: numeral.to,
  numeral,
  relation: numeral.form === "ordinal" ? "ordinal" : "exact",
  value: numeral.value,
  lower: null,
  upper: null,
  lowerInclusive: null,
  upperInclusive: null,
  order: null,
  unit:
    numeral.form === "percent" || numeral.form === "fraction"
      ? "fraction"
      : numeral.form === "points"
        ? "percentage point"
        : null,
});

/** "between 30 and 45", "30 to 45", "30-45", "from 10 to 12": one piece with two ends. */
function joinRanges(view: View, numerals: readonly Numeral[]): Piece[] {
  const { tokens, matches } = view;
  const pieces: Piece[] = [];
  for (let i = 0; i < numerals.length; i++) {
    const a = numerals[i]!;
    const b = numerals[i + 1];
    const open = (matches.get("range.open") ?? []).find(
      (m) => m.to === a.from || (m.to < a.from && m.to >= a.from - 1 && isCurrency(view, m.to)),
    );
    if (b === undefined || a.form === "ordinal" || b.form === "ordinal" || !(b.from - a.to <= 4)) {
      pieces.push(plain(a));
      continue;
    }
    const middle = middleBetween(view, a, b, open?.entry);
    if (middle === null) {
      pieces.push(plain(a));
      continue;
    }
    let low = a.value;
    // "between 1 and 2 million", "from 30 to 45 percent": the second number lends its scale to the first
    const scale = scaleOf(view, b);
    const shared = a.form === "digits" || a.form === "words" ? scale : 1;
    if (b.form === "percent" && a.form !== "percent" && a.form !== "fraction")
      low = Number((a.value / 100).toPrecision(15));
    else if (
      shared > 1 &&
      scaleOf(view, a) === 1 &&
      a.value < b.value / shared + 1e-9 &&
      a.value * shared <= b.value * 1000 &&
      a.value < 1000
    )
      low = a.value * shared;
    const reversed = low > b.value;
    if (reversed && open === undefined) {
      pieces.push(plain(a));
      continue;
    }
    pieces.push({
      ...plain(b),
      from: open?.from ?? a.from,
      relation: "between",
      value: null,
      lower: Math.min(low, b.value),
      upper: Math.max(low, b.value),
      lowerInclusive: true,
      upperInclusive: true,
      unit:
        b.form === "percent" || b.form === "fraction" ? "fraction" : b.form === "points" ? "percentage point" : null,
    });
    i += 1;
  }
  return pieces;

  function middleBetween(_: View, a: Numeral, b: Numeral, open: Entry | undefined): true | null {
    let from = a.to;
    // a unit or currency may stand after the first number: "$3 to $5", "10 km to 12 km"
    if (matches.get("unit")?.some((m) => m.from === from && m.to <= b.from - 1)) from += 1;
    const gap = tokens.slice(from, b.from).filter((t) => !view.grammar.has("currency", t.norm));
    const norms = gap.map((t) => t.norm);
    const until = open?.attributes["until"]?.split(",") ?? [];
    const glue = view.grammar.setting("and-prefix");
    if (norms.length === 1) {
      if (until.length > 0 && until.includes(norms[0]!)) return true;
      const entry = view.grammar.word("range.middle", norms[0]!);
      if (entry === undefined || norms[0] === glue) return null;
      if (entry.attributes["dash"] === "yes") return tokens[b.to]?.norm === "-" ? null : true;
      return until.length > 0 || entry.attributes["open"] === "yes" || norms[0] === "and" || norms[0] === "through"
        ? null
        : true;
    }
    if (norms.length === 0 && open !== undefined && glue !== undefined && tokens[b.from]!.norm.startsWith(glue))
      return true;
    return null;
  }
}

function isCurrency({ tokens, grammar }: View, at: number): boolean {
  return grammar.has("currency", tokens[at]?.norm);
}

function scaleOf({ tokens, grammar }: View, numeral: Numeral): number {
  let scale = 1;
  for (let i = numeral.from + 1; i < numeral.to; i++) {
    const by = Number(grammar.word("multiplier", tokens[i]!.norm)?.attributes["value"] ?? 1);
    if (by > 12) scale *= by;
  }
  return scale;
}

/** Puts the words of a bound before or after the number into the piece. */
function bound(view: View, piece: Piece): Piece {
  const { tokens, matches, grammar } = view;
  if (piece.relation === "ordinal") return piece;
  let from = piece.from;
  while (isCurrency(view, from - 1)) from -= 1;
  if (tokens[from - 1]?.norm === "us" && from < piece.from) from -= 1;
  let relation: Relation | null = null;
  let start = from;
  let to = piece.to;
  let cursor = from;
  for (let hops = 0; hops < 3; hops++) {
    let best: { relation: Relation | "exact"; match: Match } | null = null;
    for (const name of [...RELATIONS, "equal"] as const) {
      for (const match of matches.get(`bound.${name}`) ?? []) {
        if (match.entry.attributes["after"] === "yes" || match.to !== cursor) continue;
        if (best === null || match.from < best.match.from)
          best = { relation: name === "equal" ? "exact" : name, match };
      }
    }
    if (best !== null) {
      // "an average of about 40": the outer word does not undo the inner
      if (relation === null || relation === "exact" || (relation === "approx" && best.relation !== "exact"))
        relation = best.relation;
      cursor = best.match.from;
      if (best.relation !== "exact" || relation === "exact") start = cursor;
      continue;
    }
    const filler = (matches.get("bound.skip") ?? []).find((m) => m.to === cursor);
    if (filler === undefined || relation !== null) break;
    cursor = filler.from;
  }
  let sawAfter = false;
  for (const name of RELATIONS) {
    for (const match of matches.get(`bound.${name}`) ?? []) {
      if (match.entry.attributes["after"] !== "yes" || grammar.has("than-words", tokens[match.to]?.norm)) continue;
      const gap = tokens.slice(piece.to, match.from);
      const near =
        match.from === piece.to ||
        (match.from > piece.to &&
          gap.length <= 2 &&
          gap.every((t) => t.kind === "word") &&
          (match.to - match.from > 1 || grammar.setting("direction") === "rtl") &&
          unitIn(view, piece.to, match.from));
      if (!near || sawAfter) continue;
      if (match.entry.attributes["sign"] === "yes" && tokens[match.from]!.start !== tokens[match.from - 1]!.end)
        continue;
      if (relation !== null && relation !== "approx" && relation !== "exact") continue;
      relation = name;
      to = match.to;
      sawAfter = true;
    }
  }
  // "more than 5000 or equal": the end belongs to it
  const equal = (matches.get("bound.or-equal") ?? []).find((m) => m.from === piece.to);
  if (equal !== undefined && (relation === "moreThan" || relation === "lessThan")) {
    relation = relation === "moreThan" ? "atLeast" : "atMost";
    to = equal.to;
  }
  if (relation === "atMost" && /^(as few|as little)$/.test(tokens[start]!.norm)) relation = null;
  if (piece.relation === "between")
    return relation === null ? { ...piece, from } : { ...piece, from: relation === "approx" ? start : from, to };
  if (relation === null || relation === "exact") return { ...piece, from: relation === null ? from : from, to };
  void grammar;
  return { ...piece, from: start, to, relation };
}

function unitIn({ matches, tokens, grammar }: View, from: number, to: number): boolean {
  if ((matches.get("unit") ?? []).some((m) => m.from >= from && m.to <= to)) return true;
  return tokens.slice(from, to).some((t) => grammar.has("person-words", t.norm) || t.norm.endsWith("s"));
}

/** "more than 20 and less than 40" is one range with open ends. */
function mergeOpposite(view: View, pieces: readonly Piece[]): Piece[] {
  const out: Piece[] = [];
  const isLow = (p: Piece) => p.relation === "atLeast" || p.relation === "moreThan";
  const isHigh = (p: Piece) => p.relation === "atMost" || p.relation === "lessThan";
  for (let i = 0; i < pieces.length; i++) {
    const [a, b] = [pieces[i]!, pieces[i + 1]];
    const gap = b === undefined ? [] : view.tokens.slice(a.to, b.from).map((t) => t.norm);
    const joined =
      gap.length === 0
        ? view.grammar.setting("and-prefix") !== undefined
        : gap.every(
            (n) =>
              view.grammar.has("conjunctions", n) ||
              n === "but" ||
              n === "," ||
              view.grammar.has("clause-conjunctions", n),
          );
    if (b !== undefined && joined && gap.length <= 2 && ((isLow(a) && isHigh(b)) || (isHigh(a) && isLow(b)))) {
      const [low, high] = isLow(a) ? [a, b] : [b, a];
      if (low.value! < high.value!) {
        const inclusive = { lowerInclusive: low.relation === "atLeast", upperInclusive: high.relation === "atMost" };
        out.push({
          ...b,
          from: a.from,
          relation: "between",
          value: null,
          lower: low.value,
          upper: high.value,
          ...inclusive,
        });
        i += 1;
        continue;
      }
    }
    out.push(a);
  }
  return out;
}

function vaguePieces(view: View, taken: readonly Piece[]): Piece[] {
  const { matches, blocked, tokens } = view;
  const out: Piece[] = [];
  for (const match of matches.get("vague") ?? []) {
    const free = (p: Piece) => match.to <= p.from || match.from >= p.to;
    if (!taken.every(free) || !out.every(free) || range(match.from, match.to).some((i) => blocked.has(i))) continue;
    if ((matches.get("not-quantity") ?? []).some((m) => m.from <= match.from && match.to <= m.to)) continue;
    const { lower, order, unit, exclusive, of } = match.entry.attributes;
    if (of === "yes" && !view.grammar.has("vague-of", tokens[match.to]?.norm)) continue;
    const relationIn = bound(view, { ...plain({ from: match.from, to: match.to, value: 0, form: "words" }) });
    out.push({
      from: relationIn.from,
      to: match.to,
      numeral: null,
      relation: "vague",
      value: null,
      lower: lower === undefined ? null : Number(lower),
      upper: null,
      lowerInclusive: lower === undefined ? null : exclusive !== "yes",
      upperInclusive: null,
      order: order === undefined ? null : Number(order),
      unit: unit ?? null,
    });
  }
  return out;
}

function complete(view: View, piece: Piece): Found {
  const { text, tokens } = view;
  const shape = SHAPE[piece.relation];
  const v = piece.value;
  const filled =
    shape === undefined
      ? piece
      : {
          ...piece,
          lower: shape[0] === null ? null : v,
          upper: shape[1] === null ? null : v,
          lowerInclusive: shape[0],
          upperInclusive: shape[1],
        };
  const unit = unitOf(view, piece);
  const end = unit.measureEnd ?? piece.to;
  const start = tokens[piece.from]!.start;
  const stop = tokens[end - 1]!.end;
  return {
    start,
    end: stop,
    exact: text.slice(start, stop),
    relation: piece.relation,
    value: v,
    lower: filled.lower,
    upper: filled.upper,
    lowerInclusive: filled.lowerInclusive,
    upperInclusive: filled.upperInclusive,
    order: piece.order,
    unit: piece.unit ?? unit.unit,
    counted: unit.counted,
    of: piece.unit === "fraction" ? unit.counted : null,
    per: rateOf(view, end),
    direction: directionOf(view, piece),
    derived: null,
  };
}

/** What the number counts: money before it, a measure right after it, people or things in the words that follow. */
function unitOf(view: View, piece: Piece): { unit: string | null; counted: string | null; measureEnd: number | null } {
  const { tokens, matches, grammar } = view;
  for (let i = piece.from; i < piece.to; i++) {
    const currency = grammar.word("currency", tokens[i]!.norm);
    if (currency !== undefined) return { unit: currency.attributes["unit"] ?? null, counted: null, measureEnd: null };
  }
  const dash = tokens[piece.to]?.norm === "-" ? 1 : 0;
  const measure = (matches.get("unit") ?? []).find(
    (m) =>
      m.from === piece.to + dash &&
      !view.blocked.has(m.from) &&
      (m.entry.attributes["bare"] !== "yes" || m.to - m.from > 0),
  );
  if (measure !== undefined && piece.relation !== "ordinal" && piece.unit === null) {
    return { unit: measure.entry.attributes["unit"] ?? null, counted: null, measureEnd: measure.to };
  }
  const words: string[] = [];
  let person = false;
  let last: string | null = null;
  const limit = Math.min(tokens.length, piece.to + 8);
  let at = piece.to;
  if (grammar.has("vague-of", tokens[at]?.norm)) at += 1;
  for (; at < limit; at++) {
    const token = tokens[at]!;
    if ((token.kind !== "word" && token.norm !== "-") || view.blocked.has(at)) break;
    if (grammar.has("determiners", token.norm) && words.length === 0) continue;
    const stop =
      grammar.has("auxiliaries", token.norm) ||
      grammar.has("relatives", token.norm) ||
      grammar.has("prepositions", token.norm) ||
      grammar.has("clause-conjunctions", token.norm) ||
      grammar.has("pronouns", token.norm);
    if (stop) break;
    if (grammar.has("conjunctions", token.norm) && last !== null) break;
    if (
      words.length > 0 &&
      last !== null &&
      (grammar.has("verbs", token.norm) || grammar.has("person-verbs", token.norm) || /ed$/.test(token.norm))
    )
      break;
    words.push(token.text);
    if (grammar.has("person-words", token.norm)) {
      person = true;
      last = token.norm;
      break;
    }
    if (grammar.setting("plural-s") === "no" ? words.length === 1 : /[^s]s$/.test(token.norm) && token.norm.length > 3)
      last = token.norm;
    if (last !== null && grammar.setting("plural-s") === "no") break;
  }
  if (person) return { unit: familyOr(tokens[at]!.norm), counted: words.join(" "), measureEnd: null };
  if (words.length === 0 || last === null) {
    const near = tokens.slice(Math.max(0, piece.from - 4), piece.to + 3);
    if (near.some((t) => grammar.has("person-verbs", t.norm)))
      return { unit: "persons", counted: null, measureEnd: null };
  }
  return { unit: last, counted: words.length === 0 ? null : words.join(" "), measureEnd: null };
}

const familyOr = (norm: string): string =>
  /^(family|families|household|households)$/.test(norm)
    ? norm.startsWith("f")
      ? "families"
      : "households"
    : "persons";

function rateOf({ tokens, matches, grammar }: View, from: number): string | null {
  for (let at = from; at < Math.min(tokens.length, from + 7); at++) {
    if (tokens[at]!.kind === "mark" && tokens[at]!.norm !== "-") return null;
    if (
      at > from &&
      (grammar.has("relatives", tokens[at - 1]!.norm) || /^(than|for|within|after|over)$/.test(tokens[at - 1]!.norm))
    )
      return null;
    const adverb = (matches.get("per-adverb") ?? []).find((m) => m.from === at);
    if (adverb !== undefined) return adverb.entry.attributes["per"] ?? null;
    for (const match of matches.get("per") ?? []) {
      if (match.from !== at) continue;
      const unit = grammar.word("per-unit", tokens[match.to]?.norm ?? "");
      if (unit === undefined) continue;
      const indefinite = /^an?$/.test(tokens[at]!.norm);
      if (indefinite && at > from + 2 && unit.attributes["per"] === undefined) continue;
      return unit.attributes["per"] ?? tokens[match.to]!.norm;
    }
  }
  return null;
}

function directionOf(view: View, piece: Piece): "up" | "down" | null {
  const { tokens, matches } = view;
  for (const way of ["up", "down"] as const) {
    for (const match of matches.get(`direction.${way}`) ?? []) {
      const gap = piece.from - match.to;
      if (gap < 0 || gap > 3) continue;
      if (match.from < piece.from && match.to > piece.from) continue;
      const between = tokens.slice(match.to, piece.from);
      if (between.some((t) => view.grammar.has("clause-conjunctions", t.norm))) continue;
      if (between.some((t) => ["to", "at", "from", "الى", "من", "ل", ",", ".", ";"].includes(t.norm))) continue;
      const phrase = matches.get("bound.atMost")?.some((m) => m.from <= match.from && match.to <= m.to);
      if (phrase) continue;
      return way;
    }
  }
  return null;
}
