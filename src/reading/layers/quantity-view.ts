import type { Quantity, Relation } from "../format.ts";
import type { Grammar } from "../grammar.ts";
import type { Matches } from "../matches.ts";
import type { Token } from "../text/tokens.ts";
import type { Numeral } from "./number-words.ts";

/** A quantity before it has an id; spans count in the document. */
export type Found = Omit<Quantity, "id" | "claims">;

/** One sentence as the layers see it. `blocked` are token numbers that belong to dates. */
export interface View {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly matches: Matches;
  readonly grammar: Grammar;
  readonly blocked: ReadonlySet<number>;
}

export interface Piece {
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

export function range(from: number, to: number): number[] {
  const out: number[] = [];
  for (let i = from; i < to; i++) out.push(i);
  return out;
}

export const plain = (numeral: Numeral): Piece => ({
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
