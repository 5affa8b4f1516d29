import type { Entry, Match } from "../grammar.ts";
import type { Token } from "../text/tokens.ts";
import type { Numeral } from "./number-words.ts";
import { type Piece, plain, type View } from "./quantity-view.ts";

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
    const middle = middleBetween(view, a, b, open);
    // "fell 6.5 % to 164", "rose by 43 million to 419 million": an amount and what it came to are two figures
    const came =
      open === undefined
        ? isPercent(a) !== isPercent(b) || (a.form === "points" && b.form === "percent")
          ? isPercent(a)
          : changedTo(view, a, b)
        : (((moves(view, open.from) || tells(view, open)) && !isSpan(view, open.entry)) ||
            isShareBefore(numerals[i - 1], open.from)) &&
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

  function middleBetween(_: View, a: Numeral, b: Numeral, open: Match | undefined): true | null {
    let from = a.to;
    // a unit or currency may stand after the first number: "$3 to $5", "10 km to 12 km"
    const joined = tokens[b.from]!.norm.startsWith(view.grammar.setting("and-prefix") ?? "\0");
    if (matches.get("unit")?.some((m) => m.from === from && m.to <= b.from - (joined ? 0 : 1))) from += 1;
    const gap = tokens.slice(from, b.from).filter((t) => !view.grammar.has("currency", t.norm));
    const norms = gap.map((t) => t.norm);
    const until = open?.entry.attributes["until"]?.split(",") ?? [];
    const glue = view.grammar.setting("and-prefix");
    // "four or five thousand": the second lends its scale
    const near = neighbours(shown(a), shown(b)) || neighbours(shown(lent(view, a, b)), shown(b));
    // بين ثلاثين شخصا وأربعين, بين ربع السكان ونصفهم
    const behind = tokens[b.to];
    const closed = behind === undefined || behind.kind === "mark" || view.grammar.has("prepositions", behind.norm);
    // ما بين ثماني نساء واثنتي عشرة امرأة, بين ستة أطنان وعشرة أطنان: the same is counted again
    const again = open !== undefined && (open.to - open.from > 1 || alike(gap[0], behind));
    if (norms.length === 1 && glue !== undefined && until.includes(glue) && a.value < b.value && (closed || again))
      if (gap[0]!.kind === "word" && tokens[b.from]!.norm.startsWith(glue)) return true;
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
      norms.length === 0 && !until.includes(glue ?? "") && glue !== undefined && !tokens[b.from]!.norm.startsWith(glue);
    // ten, twelve
    const spoken = near || (a.value === 10 && b.value === 12);
    if (beside && spoken && [a, b].every((n) => n.form === "words" && n.to - n.from === 1)) return true;
    if (norms.length === 0 && open !== undefined && glue !== undefined && tokens[b.from]!.norm.startsWith(glue))
      return true;
    return null;
  }
}

/** شاحنات, شاحنة: do two words begin with the same three letters? */
const alike = (a: Token | undefined, b: Token | undefined): boolean =>
  a !== undefined && b !== undefined && a.norm.slice(0, 3) === b.norm.slice(0, 3);

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

/** "between A and B", بين: a range whatever moved; "from A to B" may tell where something came from. */
const isSpan = ({ grammar }: View, open: Entry): boolean => {
  const glue = grammar.setting("and-prefix");
  return (
    (glue !== undefined && (open.attributes["until"]?.split(",").includes(glue) ?? false)) ||
    open.forms.some((form) => grammar.has("pair-openers", form))
  );
};

/** "the share of those who ... rose from 11 % to 19 %": a verb of change anywhere before in the clause, and two figures. */
const tells = ({ tokens, matches, grammar }: View, { from }: Match): boolean =>
  grammar.has("direction.to", tokens[from]?.norm) || !grammar.hasCapitals
    ? (["direction.up", "direction.down"] as const).some((section) =>
        (matches.get(section) ?? []).some(
          (m) => m.to <= from && from - m.to <= 12 && !tokens.slice(m.to, from).some((t) => t.kind === "mark"),
        ),
      ) && !grammar.has("pair-openers", tokens[from]?.norm)
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

export function isCurrency({ tokens, grammar }: View, at: number): boolean {
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
