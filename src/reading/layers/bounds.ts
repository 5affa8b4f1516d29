import type { Relation } from "../format.ts";
import type { Entry, Match } from "../grammar.ts";
import type { Token } from "../text/tokens.ts";
import type { Numeral } from "./number-words.ts";
import { type Piece, plain, type View } from "./quantity-view.ts";

const RELATIONS: readonly Relation[] = [
  "atLeast",
  "moreThan",
  "justAbove",
  "atMost",
  "lessThan",
  "justBelow",
  "approx",
];

/** "between 30 and 45", "30 to 45", "30-45", "from 10 to 12": one piece with two ends. */
export function joinRanges(view: View, numerals: readonly Numeral[]): Piece[] {
  const { tokens, matches } = view;
  const pieces: Piece[] = [];
  for (let i = 0; i < numerals.length; i++) {
    const a = numerals[i]!;
    const b = numerals[i + 1];
    const open = (matches.get("range.open") ?? []).find(
      (m) => m.to === a.from || (m.to === a.from - 1 && (isCurrency(view, m.to) || isUnit(view, m.to))),
    );
    if (b === undefined || a.form === "ordinal" || b.form === "ordinal" || !(b.from - a.to <= 5)) {
      pieces.push(plain(a));
      continue;
    }
    const middle = middleBetween(view, a, b, open?.entry);
    // "fell 6.5 % to 164", "rose by 43 million to 419 million": an amount and what it came to are two figures
    const came =
      open === undefined
        ? isPercent(a) !== isPercent(b) || (a.form === "points" && b.form === "percent")
          ? isPercent(a)
          : changedTo(view, a, b)
        : (moves(view, open.from) || tells(view, open) || isShareBefore(numerals[i - 1], open.from)) &&
          !view.grammar.has("bound.approx", tokens[open.from - 1]?.norm);
    if (middle === null) {
      pieces.push(plain(a));
      continue;
    }
    if (open === undefined && isRatio(view, a, b)) {
      i += 1;
      continue;
    }
    // "between 1 and 2 million", "from 30 to 45 percent": the second number lends its scale to the first
    const low = lent(view, a, b);
    const reversed = low.value > b.value;
    if (came || (reversed && open === undefined)) {
      pieces.push(plain(low));
      continue;
    }
    pieces.push({
      ...plain(b),
      from: open?.from ?? a.from,
      relation: "between",
      value: null,
      lower: Math.min(low.value, b.value),
      upper: Math.max(low.value, b.value),
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
    // "four or five thousand": the second lends its scale
    const near = neighbours(shown(a), shown(b)) || neighbours(shown(lent(view, a, b)), shown(b));
    if (norms.length === 1) {
      // "60, 65 people"
      if (norms[0] === "," || norms[0] === "،") return near && isPair(view, a, b) ? true : null;
      // "12 or 13 trucks"
      if (view.grammar.word("range.middle", norms[0]!)?.attributes["next"] === "yes") return near ? true : null;
      if (until.length > 0 && until.includes(norms[0]!)) return true;
      const entry = view.grammar.word("range.middle", norms[0]!);
      if (entry === undefined || norms[0] === glue) return null;
      if (entry.attributes["dash"] === "yes") return tokens[b.to]?.norm === "-" ? null : true;
      return until.length > 0 || entry.attributes["open"] === "yes" || view.grammar.has("number-and", norms[0])
        ? null
        : true;
    }
    // "خمسة أشخاص أو ستة"
    if (norms.length === 2 && view.grammar.word("range.middle", norms[1]!)?.attributes["next"] === "yes") {
      const ends = tokens[b.to] === undefined || tokens[b.to]!.kind === "mark";
      // "ten rounds or twelve"
      const close = near || (b.value > a.value && b.value <= 1.5 * a.value);
      return ends && gap[0]!.kind === "word" && close ? true : null;
    }
    // "sixteen, or it may be seventeen"
    const words = norms.filter((n) => n !== ",");
    const or = view.grammar.word("range.middle", words[0] ?? "")?.attributes["next"] === "yes";
    if (or && words.length > 1 && words.length <= 4 && near && words.slice(1).every((n) => isGuess(view, n)))
      return true;
    // ستين سبعين رجلا: sixty or seventy, as people say it
    const beside =
      norms.length === 0 && open === undefined && glue !== undefined && !tokens[b.from]!.norm.startsWith(glue);
    if (beside && near && [a, b].every((n) => n.form === "words" && n.to - n.from === 1)) return true;
    if (norms.length === 0 && open !== undefined && glue !== undefined && tokens[b.from]!.norm.startsWith(glue))
      return true;
    return null;
  }
}

/** "a ratio of one to 30", "three to one": how two amounts stand to each other, no range between them and no count. */
const isRatio = ({ tokens, grammar }: View, a: Numeral, b: Numeral): boolean =>
  (a.value === 1 || b.value === 1) &&
  [a, b].every((n) => n.form === "words" || n.form === "digits") &&
  tokens.slice(0, a.from).some((t) => grammar.has("ratio-words", t.norm));

/** "60, 65 people": two figures alone, no list, and what they count behind them. */
function isPair({ tokens, grammar }: View, a: Numeral, b: Numeral): boolean {
  const [before, after] = [tokens[a.from - 1]?.norm, tokens[b.to]];
  const counts = after !== undefined && (grammar.has("person-words", after.norm) || grammar.has("unit", after.norm));
  return counts && !/^[,،]$/u.test(before ?? "") && [a, b].every((n) => n.form === "digits" || n.form === "words");
}

function lent(view: View, a: Numeral, b: Numeral): Numeral {
  const bare = a.form === "digits" || a.form === "words";
  if (!bare) return a;
  if (b.form === "percent") return { ...a, value: Number((a.value / 100).toPrecision(15)), form: "percent" };
  const scale = scaleOf(view, b);
  const shares =
    scale > 1 &&
    scaleOf(view, a) === 1 &&
    a.value < b.value / scale + 1e-9 &&
    a.value * scale <= b.value * 1000 &&
    a.value < 1000;
  return shares ? { ...a, value: a.value * scale } : a;
}

/** The number as it stands in the words: 20 of "20 %". */
const shown = (n: Numeral): number => (isPercent(n) ? Math.round(n.value * 1e4) / 100 : n.value);

const isGuess = ({ grammar }: View, norm: string): boolean =>
  ["bound.approx", "hedge.possibility", "auxiliaries", "subject-pronouns"].some((s) => grammar.has(s, norm));

const isUnit = ({ tokens, grammar }: View, at: number): boolean => grammar.has("unit", tokens[at]?.norm);

/** "the share of those who ... rose from 11 % to 19 %": a verb of change anywhere before in the clause, and two figures. */
const tells = ({ tokens, matches, grammar }: View, { from }: Match): boolean =>
  grammar.has("direction.to", tokens[from]?.norm) || grammar.setting("direction") === "rtl"
    ? (["direction.up", "direction.down"] as const).some((section) =>
        (matches.get(section) ?? []).some(
          (m) => m.to <= from && from - m.to <= 12 && !tokens.slice(m.to, from).some((t) => t.kind === "mark"),
        ),
      ) && tokens[from]?.norm !== "between"
    : false;

/** 12 or 13, 60 or 65, 300 or 400: one step of their last place apart, or half a step of ten. */
function neighbours(a: number, b: number): boolean {
  if (!Number.isInteger(a) || a < 1) return false;
  if (b - a === 1 || (b - a === 5 && a % 5 === 0)) return true;
  const step = 10 ** Math.floor(Math.log10(a));
  return step > 1 && a % step === 0 && b - a === step;
}

/** "fell 14 per cent from 2,310 to 1,987" */
const isShareBefore = (before: Numeral | undefined, at: number): boolean =>
  before !== undefined && isPercent(before) && at - before.to >= 0 && at - before.to <= 1;

const isPercent = ({ form }: Numeral): boolean => form === "percent" || form === "points";

function changedTo({ tokens, grammar, matches }: View, a: Numeral, b: Numeral): boolean {
  if (!grammar.has("direction.to", tokens[b.from - 1]?.norm) && !grammar.has("direction.to", tokens[b.from - 2]?.norm))
    return false;
  return moves({ matches }, a.from) && b.value > 3 * a.value;
}

/** A verb of rising or falling shortly before: "rose from 212 to 240" tells two figures, no range. */
const moves = ({ matches }: Pick<View, "matches">, at: number): boolean =>
  (["direction.up", "direction.down"] as const).some((section) =>
    (matches.get(section) ?? []).some((m) => at - m.to >= 0 && at - m.to <= 2),
  );

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

/** Puts the words of a bound before or after the number into the piece; what lies before `floor` belongs to the number before. */
export function bound(view: View, piece: Piece, floor = 0): Piece {
  const { tokens, matches, grammar } = view;
  if (piece.relation === "ordinal") return agedBound(view, piece) ?? piece;
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
        const { after, split } = match.entry.attributes;
        if (after === "yes" || split !== undefined || match.to !== cursor || match.from < floor) continue;
        if (isTornSign(view, match) || (match.entry.attributes["during"] === "yes" && isDuring(view, match, piece)))
          continue;
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
    const gap: { relation: Relation; from: number } | null = relation === null ? gapBound(view, cursor) : null;
    if (gap !== null) {
      relation = gap.relation;
      cursor = gap.from;
      start = cursor;
      continue;
    }
    const filler = (matches.get("bound.skip") ?? []).find((m) => m.to === cursor);
    if (filler === undefined || relation !== null) break;
    cursor = filler.from;
  }
  let sawAfter = false;
  for (const name of RELATIONS) {
    for (const match of matches.get(`bound.${name}`) ?? []) {
      if (match.entry.attributes["after"] !== "yes" || isCompared(view, match)) continue;
      if (numberAt(view, match.to)) continue;
      const gap = tokens.slice(piece.to, match.from);
      const near =
        match.from === piece.to ||
        (match.from > piece.to &&
          gap.length <= 2 &&
          gap.every((t) => t.kind === "word") &&
          (match.to - match.from > 1 || grammar.setting("direction") === "rtl") &&
          (grammar.setting("modifier-after") === "yes" || unitIn(view, piece.to, match.from)));
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
  const equal = (matches.get("bound.or-equal") ?? []).find((m) => m.from === piece.to && !numberAt(view, m.to));
  if (equal !== undefined && (relation === "moreThan" || relation === "lessThan")) {
    relation = relation === "moreThan" ? "atLeast" : "atMost";
    to = equal.to;
  }
  if (piece.relation === "between")
    return relation === null ? { ...piece, from } : { ...piece, from: relation === "approx" ? start : from, to };
  if (relation === null || relation === "exact") return { ...piece, from: relation === null ? from : from, to };
  void grammar;
  return { ...piece, from: start, to, relation };
}

/**
 * A bound with words inside it: a verb of exceeding, its subject and the number ("لا تتجاوز طاقتها ٣٠", "لا يتجاوز نصيب الفرد ١٥"), or a verb whose
 * preposition stands before the number ("لا يزيد عدد الناجين على ١٥").
 */
function gapBound({ tokens, matches, grammar }: View, cursor: number): { relation: Relation; from: number } | null {
  const word = tokens[cursor - 1];
  if (word?.kind !== "word") return null;
  const opens = (fits: (match: Match) => boolean): { relation: Relation; from: number }[] =>
    RELATIONS.flatMap((relation) =>
      (matches.get(`bound.${relation}`) ?? []).filter(fits).map((m) => ({ relation, from: m.from })),
    );
  const stops = (t: Token): boolean =>
    t.kind !== "word" || ["prepositions", "conjunctions", "number", "month"].some((s) => grammar.has(s, t.norm));
  const found = opens(
    (m) =>
      m.entry.attributes["gap"] === "yes" &&
      m.to < cursor &&
      cursor - m.to <= 2 &&
      !tokens.slice(m.to, cursor).some(stops),
  );
  found.push(
    ...opens((m) => {
      const words = tokens.slice(m.to, cursor - 1);
      return (
        (m.entry.attributes["split"]?.split(",").includes(word.norm) ?? false) &&
        words.length > 0 &&
        words.length <= 4 &&
        words.every((t) => t.kind === "word" && !grammar.has("number", t.norm))
      );
    }),
  );
  return found.sort((x, y) => x.from - y.from)[0] ?? null;
}

/** دون الخامسة, فوق سن الستين: an age is told by an ordinal. */
function agedBound({ matches }: View, piece: Piece): Piece | null {
  for (const relation of RELATIONS)
    for (const { to, from, entry } of matches.get(`bound.${relation}`) ?? [])
      if (to === piece.from && entry.attributes["age"] === "yes") return { ...piece, from, relation };
  return null;
}

/** "40 people over three weeks" took three weeks; "it took over three weeks" took more. */
function isDuring({ tokens, matches, grammar }: View, { from }: Match, piece: Piece): boolean {
  const before = tokens[from - 1];
  const timed = (matches.get("unit") ?? []).some(
    (m) => m.from - piece.to <= 1 && m.from >= piece.to && grammar.has("time.unit", tokens[m.from]!.norm),
  );
  if (!timed || before?.kind !== "word") return false;
  const leads = ["auxiliaries", "verbs", "prepositions", "conjunctions", "adverbs", "determiners", "bound.skip"];
  return !leads.some((s) => grammar.has(s, before.norm)) && !/(?:ed|ing)$/.test(before.norm);
}

/** "or more than": the words belong to the number that follows. */
const isCompared = ({ tokens, grammar }: View, { from, to }: Match): boolean =>
  grammar.has("than-words", tokens[to]?.norm) && (to - from === 1 || grammar.has("conjunctions", tokens[from]!.norm));

/** "<>", "=>", "=<" say no bound. */
const isTornSign = ({ tokens }: View, match: Match): boolean =>
  match.entry.attributes["sign"] === "yes" &&
  /^[<>=]$/.test(tokens[match.from - 1]?.text ?? "") &&
  tokens[match.from - 1]!.end === tokens[match.from]!.start;

const numberAt = ({ tokens, grammar }: View, at: number): boolean =>
  tokens[at]?.kind === "number" || grammar.word("number", tokens[at]?.norm ?? "") !== undefined;

function unitIn({ matches, tokens, grammar }: View, from: number, to: number): boolean {
  if ((matches.get("unit") ?? []).some((m) => m.from >= from && m.to <= to)) return true;
  return tokens.slice(from, to).some((t) => grammar.has("person-words", t.norm) || t.norm.endsWith("s"));
}

/** "more than 20 and less than 40" is one range with open ends. */
export function mergeOpposite(view: View, pieces: readonly Piece[]): Piece[] {
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
              /^[,،]$/u.test(n) ||
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
