import type { LetterStore } from "../compare/letters.ts";
import type { Atom } from "../names/atom.ts";

export type ComparisonKind = "chain" | "name" | "text" | "code" | "date" | "age" | "sex" | "lists";

/** One comparison of the plan. A pair's outcome is a digit: 0 where a value is missing, else level + 1. */
export interface Comparison {
  readonly name: string;
  readonly kind: ComparisonKind;
  /** Whether it says who somebody is: by name, or by what only one person has; `null` for what many share. */
  readonly tells: "name" | "id" | null;
  /** Columns of `Compiled.columns` it reads: four for a chain, two for an age (age + 1, whether there is a birth date), one else. */
  readonly columns: readonly number[];
  /** Letter store of its values; -1 where numbers are compared. */
  readonly store: number;
  /** Names of the levels, weakest first. */
  readonly levels: readonly string[];
  /** Frequencies of values as a share of the filled ones, by code; one table a column; `null` where none are used. */
  readonly frequencies: readonly Float64Array[] | null;
  /** Who shares a value of each such column: nobody for sure, a family, or a place. */
  readonly sharedBy: readonly ("own" | "kin" | "place")[];
}

/** A column by which records can be gathered. */
export interface BlockKey {
  readonly name: string;
  /** What it is derived from: keys of one role do not add to each other in a rule. */
  readonly role: string;
  readonly column: number;
  /** A guess at how often two records of one person agree on it, for choosing rules; never used for scoring. */
  readonly agreement: number;
}

/** Letters, variants and atoms behind codes. Everything large lies in shared memory. */
export interface CompiledStore {
  readonly letters: LetterStore;
  /** Four variant ids a code, 0 = none: codes that share one are forms of one name. */
  readonly variants: Int32Array | null;
  /** Digits of pairs of low codes as far as found; see `digitTable`. `null` for chains. */
  readonly found: Uint8Array | null;
  /** Atoms by code for part comparison; only the store of chains has them. */
  readonly atoms: readonly (Atom | null)[] | null;
  /** How often each atom stands in the lists, in any part of a name. */
  readonly occurrences: Int32Array | null;
}

/** Lists made ready for comparing: dictionary codes in shared arrays, in an order that does not depend on the input's. */
export interface Compiled {
  readonly count: number;
  readonly listOf: Int32Array;
  /** Lists declared free of duplicates: pairs within them are never made. */
  readonly uniqueLists: readonly boolean[];
  /** Code or number per record; 0 is missing. */
  readonly columns: readonly Int32Array[];
  readonly stores: readonly CompiledStore[];
  readonly comparisons: readonly Comparison[];
  readonly keys: readonly BlockKey[];
  /** Code of Muhammad in the store of chains, -1 when absent. */
  readonly muhammad: number;
}
