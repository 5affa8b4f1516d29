import type { Relation } from "../format.ts";
import type { Grammar, Match } from "../grammar.ts";
import type { Token } from "../text/tokens.ts";
import { unjoined } from "../word-shapes.ts";
import { isCurrency } from "./number-ranges.ts";
import type { Piece, View } from "./quantity-view.ts";

const RELATIONS = ["atLeast", "moreThan", "justAbove", "atMost", "lessThan", "justBelow", "approx"] as const;

const SECTION = {
  atLeast: "bound.atLeast",
  moreThan: "bound.moreThan",
  justAbove: "bound.justAbove",
  atMost: "bound.atMost",
  lessThan: "bound.lessThan",
  justBelow: "bound.justBelow",
  approx: "bound.approx",
  equal: "bound.equal",
} as const;

/** Puts the words of a bound before or after the number into the piece; what lies before `floor` belongs to the number before. */
export function bound(view: View, piece: Piece, floor = 0): Piece {
  const { tokens, matches, grammar } = view;
  if (piece.relation === "ordinal") return agedBound(view, piece) ?? ageOf(view, piece) ?? piece;
  let from = piece.from;
  while (isCurrency(view, from - 1)) from -= 1;
  if (grammar.has("currency-letters", tokens[from - 1]?.norm) && from < piece.from) from -= 1;
  let relation: Relation | null = null;
  let start = from;
  let to = piece.to;
  let cursor = from;
  for (let hops = 0; hops < 3; hops++) {
    let best: { relation: Relation | "exact"; match: Match } | null = null;
    for (const name of [...RELATIONS, "equal"] as const) {
      for (const match of matches.get(SECTION[name]) ?? []) {
        const { after, split } = match.entry.attributes;
        if (after === "yes" || split !== undefined || match.to !== cursor || match.from < floor) continue;
        if (isTornSign(view, match) || isParticle(view, match)) continue;
        if (match.entry.attributes["during"] === "yes" && isDuring(view, match, piece)) continue;
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
    const gap: { relation: Relation; from: number } | null =
      relation === null && !tellsBy(view, cursor) ? gapBound(view, cursor) : null;
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
  // "quarantaine": a number that is none to the unit
  if (relation === null && grammar.word("number", tokens[from]!.norm)?.attributes["approx"] === "yes")
    relation = "approx";
  let sawAfter = false;
  for (const name of RELATIONS) {
    for (const match of matches.get(SECTION[name]) ?? []) {
      if (match.entry.attributes["after"] !== "yes") continue;
      if (name !== "approx" && match.entry.attributes["odd"] !== "yes" && isCompared(view, match)) continue;
      // "واحد تقريبا من كل خمسة"
      const inside = match.from > piece.from && match.to < piece.to;
      // "400 troops and up to 25 pumps"
      const next = grammar.has("direction.to", tokens[match.to]?.norm) ? match.to + 1 : match.to;
      if (numberAt(view, next) && !inside) continue;
      const gap = tokens.slice(piece.to, match.from);
      // "ثلاث مرات في الأسبوع تقريبا"
      const rated = grammar.setting("modifier-after") === "yes" && gap.length === 3 && isRate(gap.slice(1), grammar);
      // "60٪ من مساحة المنشأة تقريبا": behind what it is a part of
      const whole =
        isShare(piece) &&
        gap.length <= 4 &&
        gap.every((t) => t.kind === "word") &&
        grammar.has("vague-of", gap[0]?.norm) &&
        !grammar.hasCapitals;
      const near =
        match.from === piece.to ||
        inside ||
        rated ||
        whole ||
        (match.from > piece.to &&
          gap.length <= 2 &&
          gap.every((t) => t.kind === "word") &&
          (match.to - match.from > 1 || !grammar.hasCapitals) &&
          (grammar.setting("modifier-after") === "yes" || unitIn(view, piece.to, match.from)));
      if (!near || sawAfter) continue;
      if (match.entry.attributes["sign"] === "yes" && tokens[match.from]!.start !== tokens[match.from - 1]!.end)
        continue;
      if (relation !== null && relation !== "approx" && relation !== "exact") continue;
      relation = name;
      to = Math.max(to, match.to);
      sawAfter = true;
    }
  }
  // "more than 5000 or equal": the end belongs to it
  const equal = (matches.get("bound.or-equal") ?? []).find((m) => m.from === piece.to && !numberAt(view, m.to));
  if (equal !== undefined && (relation === "moreThan" || relation === "lessThan")) {
    relation = relation === "moreThan" ? "atLeast" : "atMost";
    to = equal.to;
  }
  // "لا تحصل على أكثر من ١٢", "does not get more than 12": what is denied turns the bound
  if ((relation === "moreThan" || relation === "lessThan") && deniedBefore(view, start))
    relation = relation === "moreThan" ? "atMost" : "atLeast";
  if (piece.relation === "between")
    return relation === null ? { ...piece, from } : { ...piece, from: relation === "approx" ? start : from, to };
  if (relation === null || relation === "exact") return { ...piece, from: relation === null ? from : from, to };
  void grammar;
  return { ...piece, from: start, to, relation };
}

const isRate = ([per, unit]: readonly Token[], grammar: Grammar): boolean =>
  grammar.has("per", per!.norm) && grammar.has("per-unit", unit!.norm);

/** A negation, its verb, and in some languages a subject and a preposition that the verb asks for, before a bound. */
function deniedBefore({ tokens, grammar }: View, at: number): boolean {
  const asked = grammar.has("denied-links", tokens[at - 1]?.norm);
  const stops = ["conjunctions", "complementizers", "relatives", "clause-conjunctions", "cue.verbs"];
  for (let i = at - 1; i >= Math.max(0, at - (asked ? 5 : 2)); i--) {
    const { kind, norm } = tokens[i]!;
    if (kind !== "word") return false;
    const entry = grammar.word("negations", norm);
    if (entry !== undefined) return entry.attributes["weak"] !== "yes" && i < at - 1;
    if (i < at - 1 && stops.some((s) => grammar.has(s, norm))) return false;
  }
  return false;
}

/**
 * A bound with words inside it: a verb of exceeding, its subject and the number ("لا تتجاوز طاقتها ٣٠", "لا يتجاوز نصيب الفرد ١٥"), or a verb whose
 * preposition stands before the number ("لا يزيد عدد الناجين على ١٥").
 */
function gapBound(view: View, cursor: number): { relation: Relation; from: number } | null {
  const { tokens, matches, grammar } = view;
  const word = tokens[cursor - 1];
  if (word?.kind !== "word" || matches.under("bound.").size === 0) return null;
  const opens = (fits: (match: Match) => boolean): { relation: Relation; from: number }[] =>
    RELATIONS.flatMap((relation) =>
      (matches.get(SECTION[relation]) ?? []).filter(fits).map((m) => ({ relation, from: m.from })),
    );
  const stops = (t: Token): boolean =>
    t.kind !== "word" ||
    ["prepositions", "conjunctions", "number", "multiplier", "month"].some((s) => grammar.has(s, t.norm));
  const found = opens(
    (m) =>
      m.entry.attributes["gap"] === "yes" &&
      m.to < cursor &&
      // "لا يتجاوز متوسط دخل الأسرة التي تعيلها امرأة دولارين": a denial can mean nothing but the number
      (m.to - m.from > 1
        ? cursor - m.to <= 9 &&
          !tokens.slice(m.to, cursor).some((t) => t.kind !== "word" || grammar.has("number", t.norm))
        : cursor - m.to <= 3 && !tokens.slice(m.to, cursor).some(stops)),
  );
  // لا يتجاوز متوسط دخل الأسرة التي تعيلها امرأة دولارين
  found.push(
    ...opens(
      (m) =>
        m.entry.attributes["gap"] !== undefined && m.to < cursor && tellsMeasure({ tokens, grammar }, m.to, cursor),
    ),
  );
  found.push(
    ...opens((m) => {
      const words = tokens.slice(m.to, cursor - 1);
      return (
        (m.entry.attributes["split"]?.split(",").includes(word.norm) ?? false) &&
        words.length <= 4 &&
        words.every((t) => t.kind === "word" && !grammar.has("number", t.norm))
      );
    }),
  );
  return found.sort((x, y) => x.from - y.from)[0] ?? null;
}

/** تفوق الحد بثلاثة أضعاف: by so many, and not the number that is exceeded. */
function tellsBy({ tokens, grammar }: View, at: number): boolean {
  const by = grammar.setting("by-prefix");
  const norm = tokens[at]?.norm ?? "";
  if (by === undefined) return false;
  const joined = norm.startsWith(by) && norm.length > by.length && grammar.has("number", norm.slice(by.length));
  return joined || tokens[at - 1]?.norm === by;
}

/** عدد, عددهم, أعمارهن: what a verb of exceeding may be told of. */
const isMeasure = ({ norm }: Token, grammar: Grammar): boolean =>
  grammar.has("measures", norm) ||
  grammar
    .settings("suffixes")
    .some(
      (s) => norm.endsWith(s) && grammar.has("measures", unjoined(norm.slice(0, -s.length), grammar, "joined-letters")),
    );

/** Is what stands between a verb of exceeding and its number a measure, with no more than words, or an aside between commas, behind it? */
function tellsMeasure({ tokens, grammar }: Pick<View, "tokens" | "grammar">, from: number, to: number): boolean {
  const words = tokens.slice(from, to);
  const isComma = (t: Token): boolean => /^[,،]$/u.test(t.text);
  const [open, close] = [words.findIndex(isComma), words.findLastIndex(isComma)];
  const plain = close > open && close === words.length - 1 ? words.slice(0, open) : words;
  // مساحة الواحدة منها: one of them, no number
  const counts = (t: Token): boolean =>
    grammar.has("number", t.norm) && !t.norm.startsWith(grammar.setting("article-prefix") ?? "\0");
  const ends = (t: Token): boolean => t.kind !== "word" || counts(t) || grammar.has("conjunctions", t.norm);
  const last = plain.at(-1);
  return (
    isMeasure(words[0]!, grammar) && plain.length <= 9 && !plain.some(ends) && !grammar.has("prepositions", last?.norm)
  );
}

/** دون الخامسة, فوق سن الستين: an age is told by an ordinal. */
function agedBound({ matches }: View, piece: Piece): Piece | null {
  for (const relation of RELATIONS)
    for (const { to, from, entry } of matches.get(SECTION[relation]) ?? [])
      if (to === piece.from && entry.attributes["age"] === "yes") return { ...piece, from, relation };
  return null;
}

/** في السابعة عشرة من عمره: an ordinal tells how old somebody is; لم تتجاوز الثانية عشرة من عمرها a bound of it. */
function ageOf(view: View, piece: Piece): Piece | null {
  const { tokens, matches, grammar } = view;
  const tail = (matches.get("age-tails") ?? []).find((m) => m.from === piece.to);
  const gap = gapBound(view, piece.from);
  const told = gap !== null && tokens.slice(gap.from, piece.from).some((t) => grammar.has("age-words", t.norm));
  if (tail === undefined && !told) return null;
  const to = tail?.to ?? piece.to;
  return { ...piece, from: gap?.from ?? piece.from, to, relation: gap?.relation ?? "exact", unit: "year" };
}

/** "40 people over three weeks" took three weeks; "it took over three weeks" took more. */
function isDuring({ tokens, matches, grammar }: View, { from }: Match, piece: Piece): boolean {
  const before = tokens[from - 1];
  const timed = (matches.get("unit") ?? []).some(
    (m) => m.from - piece.to <= 1 && m.from >= piece.to && grammar.has("time.unit", tokens[m.from]!.norm),
  );
  const met = grammar.has("spread-words", tokens[piece.to]?.norm);
  if (!(timed || met) || before?.kind !== "word") return false;
  const leads = ["auxiliaries", "verbs", "prepositions", "conjunctions", "adverbs", "determiners", "bound.skip"];
  return (
    !leads.some((s) => grammar.has(s, before.norm)) &&
    !grammar.ends("past", before.norm) &&
    !grammar.ends("gerund", before.norm)
  );
}

/** "or more than": the words belong to the number that follows. */
const isCompared = ({ tokens, grammar }: View, { from, to }: Match): boolean =>
  grammar.has("than-words", tokens[to]?.norm) && (to - from === 1 || grammar.has("conjunctions", tokens[from]!.norm));

/** "handed over 1,500": a part of the verb. */
const isParticle = ({ tokens }: View, { entry, from }: Match): boolean =>
  entry.attributes["not-behind"]?.split(",").includes(tokens[from - 1]?.norm ?? "") === true;

/** "<>", "=>", "=<" say no bound. */
const isTornSign = ({ tokens }: View, match: Match): boolean =>
  match.entry.attributes["sign"] === "yes" &&
  /^[<>=]$/.test(tokens[match.from - 1]?.text ?? "") &&
  tokens[match.from - 1]!.end === tokens[match.from]!.start;

const numberAt = ({ tokens, grammar }: View, at: number): boolean =>
  tokens[at]?.kind === "number" || grammar.word("number", tokens[at]?.norm ?? "") !== undefined;

function unitIn({ matches, tokens, grammar }: View, from: number, to: number): boolean {
  if ((matches.get("unit") ?? []).some((m) => m.from >= from && m.to <= to)) return true;
  return tokens.slice(from, to).some((t) => grammar.has("person-words", t.norm) || grammar.ends("plural", t.norm));
}

const isShare = ({ numeral }: Piece): boolean =>
  numeral !== null && numeral !== undefined && ["fraction", "percent"].includes(numeral.form);

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
              view.grammar.has("conjunctions", n) || /^[,،]$/u.test(n) || view.grammar.has("clause-conjunctions", n),
          );
    const alike = b !== undefined && isShare(a) === isShare(b);
    if (b !== undefined && alike && joined && gap.length <= 2 && ((isLow(a) && isHigh(b)) || (isHigh(a) && isLow(b)))) {
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
