import { type Quantity, spanOf, type Warning } from "./format.ts";
import type { Grammar } from "./grammar.ts";

/** Words that tie figures together, as patterns over the text: the sections `sum.*` of a grammar. */
class Ties {
  readonly missing: RegExp;
  readonly including: RegExp;
  readonly total: RegExp;
  readonly further: RegExp;
  readonly parts: RegExp;
  readonly of: RegExp;
  readonly goesOn: RegExp;

  constructor(grammar: Grammar) {
    const glue = grammar.setting("and-prefix");
    const any = (section: string): string => {
      const forms = grammar.entries(section).flatMap((entry) => entry.forms);
      const escaped = forms.map((form) => form.replace(/[.*+?^${}()|[\]\\]/gu, "\\$&").replace(/ /gu, "\\s+"));
      const longest = escaped.sort((x, y) => y.length - x.length);
      return forms.length === 0
        ? "(?!)"
        : `(?<!\\p{L})${glue === undefined ? "" : `(?:${glue})?`}(?:${longest.join("|")})(?!\\p{L})`;
    };
    this.missing = new RegExp(any("sum.missing"), "iu");
    this.including = new RegExp(`^(?:\\s*\\p{L}+){0,3}[,،]?\\s*${any("sum.including")}`, "iu");
    this.total = new RegExp(`${any("sum.total")}\\s*$`, "iu");
    this.further = new RegExp(any("sum.further"), "iu");
    this.parts = new RegExp(`(?:^|[.!?؟\\n]\\s*)${any("sum.parts")}\\s*$`, "iu");
    this.of = new RegExp(`^\\s*(?:\\p{L}+\\s+){0,2}${any("sum.of")}\\s*$`, "iu");
    this.goesOn = new RegExp(`[.!?؟;؛\\n]|[,،]\\s+\\p{L}+\\s+${any("sum.goes-on")}`, "iu");
  }
}

const known = new WeakMap<Grammar, Ties>();
function tiesOf(grammar: Grammar): Ties {
  const ties = known.get(grammar) ?? new Ties(grammar);
  known.set(grammar, ties);
  return ties;
}

/** "300 people: 120 men, ...": the parts stand behind a colon. */
const LISTS = /^(?:\s*\p{L}+){0,3}\s*:\s*[\p{N}]/u;

const percent = (x: number): string => `${Number((x * 100).toFixed(1))} %`;

/**
 * Figures that do not add up, by the words that tie them together:
 * "40 of 80 (60 per cent)", "12,270 documented, 17,723 estimated, 25 per cent unreported", "30 people, including 25 women and 12 children".
 * A share may differ from its printed value by one and a half points, for rounding.
 */
export function arithmeticWarnings(text: string, quantities: readonly Quantity[], grammar: Grammar): Warning[] {
  const ties = tiesOf(grammar);
  const out: Warning[] = [];
  const exact = (q: Quantity): number | null =>
    q.unit === "fraction" || q.value === null || q.relation === "ordinal" ? null : q.value;
  for (const [n, share] of quantities.entries()) {
    if (share.unit !== "fraction" || share.value === null || !["exact", "approx"].includes(share.relation)) continue;
    const near = quantities
      .slice(Math.max(0, n - 4), n + 3)
      .filter((q) => Math.abs(q.start - share.start) < 320 && exact(q) !== null);
    for (const a of near) {
      for (const b of near) {
        if (a === b || exact(a)! >= exact(b)! || exact(b)! === 0) continue;
        const ratio = exact(a)! / exact(b)!;
        const tied = partOfWhole(text, ties, a, b, share)
          ? ratio
          : ties.missing.test(text.slice(share.start, share.end + 90)) && a.end < share.start && b.end < share.start
            ? 1 - ratio
            : null;
        if (tied === null || Math.abs(tied - share.value) <= 0.015) continue;
        out.push(
          warn(
            text,
            [a, b, share],
            `${a.exact} against ${b.exact} gives ${percent(tied)}, the text says ${percent(share.value)}.`,
            [percent(tied), percent(share.value)],
          ),
        );
      }
    }
  }
  for (const [n, whole] of quantities.entries()) {
    const total = exact(whole);
    if (
      total === null ||
      !["exact", "approx", "atMost", "lessThan"].includes(whole.relation) ||
      !(
        ties.including.test(text.slice(whole.end, whole.end + 60)) ||
        ties.parts.test(text.slice(Math.max(0, whole.start - 40), whole.start)) ||
        LISTS.test(text.slice(whole.end, whole.end + 60))
      )
    )
      continue;
    // the clause that goes on behind the list counts no parts: ", ten were freed"
    const end = text.slice(whole.end).search(ties.goesOn);
    const parts = quantities
      .slice(n + 1)
      .filter(
        (q) =>
          exact(q) !== null &&
          q.start < whole.end + (end === -1 ? 300 : end) &&
          (q.unit === whole.unit || q.unit === null),
      );
    const sum = parts.reduce((s, q) => s + exact(q)!, 0);
    if (parts.length > 1 && sum > total)
      out.push(
        warn(text, [whole, ...parts], `The parts add up to ${sum}, the whole is ${whole.exact}; they may overlap.`, [
          `${sum}`,
          whole.exact,
        ]),
      );
  }
  for (const [n, total] of quantities.entries()) {
    const sum = exact(total);
    if (
      sum === null ||
      total.relation !== "exact" ||
      !ties.total.test(text.slice(Math.max(0, total.start - 40), total.start))
    )
      continue;
    const start = Math.max(
      ...[".", "!", "?", "؟", "\n"].map((mark) => text.lastIndexOf(`${mark} `, total.start)),
      text.lastIndexOf("\n", total.start),
    );
    const parts = quantities
      .slice(Math.max(0, n - 6), n)
      .filter(
        (q) =>
          q.start > start &&
          q.relation === "exact" &&
          exact(q) !== null &&
          (q.unit === total.unit || q.unit === null || total.unit === null),
      );
    const added = parts.reduce((s, q) => s + exact(q)!, 0);
    const further = ties.further.test(text.slice(start + 1, total.start));
    if (parts.length > 1 && further && added !== sum)
      out.push(
        warn(text, [...parts, total], `The parts add up to ${added}, the total is ${total.exact}.`, [
          `${added}`,
          total.exact,
        ]),
      );
  }
  return out;
}

/** "40 of the 80 ... (60 per cent)": the part, the word of, the whole, and the share right behind it in brackets or commas. */
function partOfWhole(text: string, ties: Ties, a: Quantity, b: Quantity, share: Quantity): boolean {
  const between = text.slice(a.end, b.start);
  const after = text.slice(b.end, share.start);
  const of = ties.of.test(between);
  return of && share.start >= b.end && /^[^.;!?؟\n]{0,40}[(,،–—]\s*(?:\p{L}{1,3}\s+)?$/u.test(after);
}

function warn(
  text: string,
  quantities: readonly Quantity[],
  message: string,
  figures: readonly [string, string],
): Warning {
  const start = Math.min(...quantities.map((q) => q.start));
  const end = Math.max(...quantities.map((q) => q.end));
  return {
    code: "arithmetic",
    message,
    figures,
    ...spanOf(text, start, end),
    claims: [...new Set(quantities.flatMap((q) => q.claims))],
  };
}
