import { fold } from "#kernel";
import type { Match } from "../grammar.ts";
import { isDefinite } from "../word-shapes.ts";
import { bound, mergeOpposite } from "./bounds.ts";
import { codesOf } from "./codes.ts";
import { isLabel } from "./number-labels.ts";
import { joinRanges } from "./number-ranges.ts";
import { type Numeral, round } from "./number-words.ts";
import { numeralAt } from "./numerals.ts";
import { type Found, type Piece, plain, range, type View } from "./quantity-view.ts";
import { betweenTwo, hours, onceBefore, oneOrTwo, singles } from "./uncounted.ts";
import { directionOf, rateOf, unitOf } from "./units.ts";

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
    // مئات الآلاف is no hundred thousand
    const isVague = (view.matches.get("vague") ?? []).some((m) => m.from === numeral.from && m.to >= numeral.to);
    if (isVague || isLabel(view, numeral)) {
      at = numeral.to - 1;
      continue;
    }
    numerals.push(...(betweenTwo(view, numeral) ?? [numeral]));
    at = numeral.to - 1;
  }
  for (const single of [...singles(view), ...onceBefore(view), ...oneOrTwo(view)])
    if (!skip.has(single.from) && numerals.every((n) => n.to <= single.from || n.from >= single.to))
      numerals.push(single);
  numerals.sort((a, b) => a.from - b.from);
  const whole = withHalves(view, numerals);
  const bases = whole.filter((numeral) => isBase(view, numeral));
  const pieces = joinRanges(
    view,
    whole.filter((numeral) => !bases.includes(numeral)),
  );
  const placed: Piece[] = [];
  for (const piece of pieces) placed.push(bound(view, piece, placed.at(-1)?.to));
  const bounded = mergeOpposite(view, placed);
  for (const vague of vaguePieces(view, bounded))
    if (!bases.some((b) => b.from < vague.to && vague.from < b.to)) bounded.push(vague);
  const found = bounded
    .filter((piece) => !isOne(view, piece))
    .sort((a, b) => a.from - b.from || a.to - b.to)
    .map((piece) => complete(view, piece));
  return joinLengths(view, likeBefore(view, found));
}

/** "12,270 deaths and estimated the real number at 17,723": a number of what the figure before it counts. */
function likeBefore({ tokens, matches }: View, found: readonly Found[]): Found[] {
  const told = matches.get("sum.same") ?? [];
  return found.map((q, n) => {
    const before = found[n - 1];
    const same = told.some((m) => {
      const gap = tokens.filter((t) => t.start >= tokens[m.to - 1]!.end && t.end <= q.start);
      return tokens[m.from]!.start > (before?.end ?? Infinity) && tokens[m.to - 1]!.end <= q.start && gap.length <= 3;
    });
    const kin = before !== undefined && same && before.unit !== "fraction" && before.relation !== "ordinal";
    const bare = q.counted === null && q.relation !== "ordinal" && (q.unit === null || q.unit === "persons");
    return kin && bare && before.unit !== null && q.unit !== "fraction" ? { ...q, unit: before.unit } : q;
  });
}

/** How many of the second make one of the first. */
const MAKES: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  year: { month: 12 },
  week: { day: 7 },
  day: { hour: 24 },
  hour: { minute: 60 },
  minute: { second: 60 },
  foot: { inch: 12 },
};

/** "1 hour 50 minutes", "سنتين وثمانية أشهر": one length in two units, told in the smaller. */
function joinLengths({ text, tokens, grammar }: View, found: readonly Found[]): Found[] {
  const out: Found[] = [];
  const glue = grammar.setting("and-prefix") ?? "\0";
  for (const next of found) {
    const last = out.at(-1);
    const makes = last === undefined ? undefined : MAKES[last.unit ?? ""]?.[next.unit ?? ""];
    const gap = last === undefined ? [] : tokens.filter((t) => t.start >= last.end && t.end <= next.start);
    const near = gap.every(
      (t) => t.norm === glue || grammar.has("unit", t.norm) || (grammar.has("conjunctions", t.norm) && glue === "\0"),
    );
    const fits = makes !== undefined && next.value !== null && next.relation === "exact" && next.value < makes;
    if (last?.value == null || !fits || !near || gap.length > 2 || !Number.isInteger(last.value)) {
      out.push(next);
      continue;
    }
    const value = last.value * makes + next.value!;
    const at = (x: number | null): number | null => (x === null ? null : value);
    const { end, unit } = next;
    out[out.length - 1] = {
      ...last,
      end,
      unit,
      exact: text.slice(last.start, end),
      value,
      lower: at(last.lower),
      upper: at(last.upper),
    };
  }
  return out;
}

const WEB: ReadonlySet<string> = new Set(["http", "https", "www"]);

/** Tokens that are no quantity whatever they look like: dates, "one of", section numbers. */
function skipped(view: View): Set<number> {
  const { matches, blocked, tokens, grammar } = view;
  const skip = new Set(blocked);
  // أحد is nobody, أحد عشر eleven
  const longer = (m: Match): boolean =>
    // إحدى وعشرون
    (numeralAt(tokens, m.from, grammar)?.to ?? 0) > m.to ||
    (matches.get("number") ?? []).some((n) => n.from === m.from && n.to > m.to) ||
    // أسرة واحدة من كل خمس
    (matches.get("one-of") ?? []).some((n) => n.from > m.from && n.from < m.to && n.to > m.to);
  for (const match of matches.get("not-quantity") ?? [])
    if (
      !longer(match) &&
      !(match.entry.attributes["alone"] === "yes" && grammar.has("vague-of", tokens[match.to]?.norm))
    )
      for (const i of range(match.from, match.to)) skip.add(i);
  // clock times 10:30, scores and verses; the marks must touch the digits
  for (let i = 1; i + 1 < tokens.length; i++) {
    const mark = tokens[i]!;
    if (mark.text !== ":" && mark.text !== "٫") continue;
    const [a, b] = [tokens[i - 1]!, tokens[i + 1]!];
    if (a.kind === "number" && b.kind === "number" && a.end === mark.start && mark.end === b.start)
      for (const j of [i - 1, i, i + 1]) skip.add(j);
  }
  // "at 20.55"
  for (let i = 1; i < tokens.length; i++) {
    const next = tokens[i + 1]?.norm;
    const clock =
      /^(?:[01]?\d|2[0-3])\.[0-5]\d$/.test(tokens[i]!.norm) && grammar.has("clock-lead", tokens[i - 1]!.norm);
    if (clock && !["unit", "percent", "multiplier"].some((s) => grammar.has(s, next))) skip.add(i);
  }
  for (const code of codesOf(tokens, grammar)) skip.add(code);
  // addresses of the web
  for (let i = 0; i < tokens.length; i++) {
    if (!WEB.has(tokens[i]!.norm)) continue;
    for (let j = i; j < tokens.length && (j === i || tokens[j]!.start === tokens[j - 1]!.end); j++) skip.add(j);
  }
  for (const i of hours({ matches, tokens, grammar })) skip.add(i);
  // "two in the morning", "7 p.m.", "six o'clock", "half past ten"
  for (const match of matches.get("clock-words") ?? []) {
    if (match.entry.attributes["before"] === "yes") {
      for (const i of range(match.from, match.to + 1)) skip.add(i);
      continue;
    }
    for (let i = match.from - 1; i >= 0 && i >= match.from - 3 && isHour(view, i); i--) skip.add(i);
  }
  return skip;
}

/** A number, or where it is written with its article an ordinal, before words of a clock: الثامنة صباحا. */
const isHour = ({ tokens, grammar }: View, at: number): boolean =>
  tokens[at]!.kind === "number" ||
  grammar.has("number", tokens[at]!.norm) ||
  (isDefinite(tokens[at], grammar) && grammar.has("ordinal", tokens[at]!.norm));

/** "2.3 per 10,000": the number a rate is counted on is part of the rate. */
function isBase({ tokens, grammar }: View, { from, to, form, value }: Numeral): boolean {
  const counts = form === "digits" || (form === "words" && value >= 100);
  // "لكل 40 إلى 50 شخصا" is a range
  const goes = grammar.has("range.middle", tokens[to]?.norm) && tokens[to + 1]?.kind === "number";
  return counts && !goes && grammar.has("per-number", tokens[from - 1]?.norm) && from > 1;
}

/** "ثلاث سنوات ونصف السنة", "two years and a half", "a year and a half": a half behind the unit belongs to the number before it. */
function withHalves(view: View, numerals: readonly Numeral[]): Numeral[] {
  const out: Numeral[] = [];
  for (const numeral of numerals) {
    const before = out.at(-1);
    const unit = numeral.form === "fraction" && numeral.value < 1 ? unitBeforeHalf(view, numeral, before) : null;
    const counted =
      before !== undefined && ["digits", "words"].includes(before.form) && before.to >= (unit?.from ?? Infinity);
    if (unit !== null && counted && before.to <= unit.to)
      out[out.length - 1] = { ...before, to: numeral.to, value: round(before.value + numeral.value), form: "words" };
    else if (unit !== null && unit.one !== null)
      out.push({ from: unit.one, to: numeral.to, value: round(1 + numeral.value), form: "words" });
    else out.push(numeral);
  }
  return out;
}

/** The unit before "and a half", ونصف; `one` is where a single one begins ("a year", سنة), null when a number must count it. */
function unitBeforeHalf(
  { tokens, matches, grammar }: View,
  half: Numeral,
  before: Numeral | undefined,
): { from: number; to: number; one: number | null } | null {
  const glue = grammar.setting("and-prefix");
  let end = half.from;
  if (glue !== undefined) {
    if (!tokens[half.from]!.norm.startsWith(glue)) return null;
  } else {
    if (grammar.has("number-article", tokens[end - 1]?.norm)) end -= 1;
    if (!grammar.has("number-and", tokens[end - 1]?.norm)) return null;
    end -= 1;
  }
  const found = (matches.get("unit") ?? []).find((m) => m.to === end);
  // متران: the unit counts itself
  const counted = before?.to === end && before.value === 2 && !grammar.has("number", tokens[end - 1]!.norm);
  const dual = found === undefined && (counted || grammar.has("dual", tokens[end - 1]?.norm));
  if (found === undefined && !dual) return null;
  const from = found?.from ?? end - 1;
  if (glue !== undefined) return { from, to: end, one: dual ? null : from };
  return { from, to: end, one: grammar.has("number-article", tokens[from - 1]?.norm) ? from - 1 : null };
}

function isOne({ tokens, grammar }: View, piece: Piece): boolean {
  if (piece.relation !== "exact" || piece.value !== 1 || piece.numeral?.form !== "words" || piece.to - piece.from > 1)
    return false;
  // "ورقة واحدة": where the number stands behind its noun, one is counted
  const noun = tokens[piece.from - 1];
  const first = tokens[piece.from]!.norm;
  if (grammar.setting("modifier-after") === "yes" && first.startsWith(grammar.setting("article-prefix") ?? "\0"))
    return true;
  if (grammar.has("number-labels", noun?.norm)) return true;
  // "لواحد": behind a letter of its own it tells nothing of the noun before
  const own = grammar.word("number", first)?.forms.some((form) => fold(form) === first);
  const apart = ["prepositions", "conjunctions", "verbs", "determiners", "complementizers", "negations"];
  if (
    grammar.setting("modifier-after") === "yes" &&
    own === true &&
    noun?.kind === "word" &&
    !apart.some((s) => grammar.has(s, noun.norm))
  )
    return false;
  const next = tokens[piece.to];
  if (next === undefined || next.kind !== "word") return true;
  const joins = grammar.setting("by-prefix") ?? "\0";
  const said = next.norm.startsWith(joins) ? next.norm.slice(joins.length) : next.norm;
  return (
    grammar.hasVerbPrefix(said) ||
    grammar.has("auxiliaries", next.norm) ||
    grammar.has("prepositions", next.norm) ||
    grammar.has("verbs", next.norm) ||
    grammar.has("conjunctions", next.norm) ||
    grammar.has("relatives", next.norm) ||
    (!grammar.isVerbFirst && grammar.has("cue.verbs", next.norm))
  );
}

function vaguePieces(view: View, taken: readonly Piece[]): Piece[] {
  const { matches, blocked, tokens } = view;
  const out: Piece[] = [];
  for (const match of matches.get("vague") ?? []) {
    const free = (p: Piece) => match.to <= p.from || match.from >= p.to;
    if (!taken.every(free) || !out.every(free) || range(match.from, match.to).some((i) => blocked.has(i))) continue;
    if ((matches.get("not-quantity") ?? []).some((m) => m.from <= match.from && match.to <= m.to)) continue;
    const { lower, order, unit, exclusive, of } = match.entry.attributes;
    const next = tokens[match.to]?.norm;
    const counts = ["vague-of", "auxiliaries", "person-words", "person-verbs"].some((s) => view.grammar.has(s, next));
    if (of === "yes" && !counts) continue;
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
