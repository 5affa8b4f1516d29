import { estimateError } from "../errors.ts";
import type { Field } from "./csv.ts";

/** What the caller says about columns, by header name; what is left out is found out where that is plain. */
export interface ColumnChoice {
  readonly lists?: readonly string[];
  readonly count?: string;
  readonly strata?: readonly string[];
  /** Columns whose values tell imputed replicates or linkages apart. */
  readonly replicate?: readonly string[];
  readonly ignore?: readonly string[];
}

/** Positions of the columns. */
export interface Columns {
  readonly lists: readonly { readonly name: string; readonly at: number }[];
  /** `null` for one row per person. */
  readonly count: number | null;
  readonly strata: readonly number[];
  readonly set: readonly number[];
  /** Lists of the table were left out: rows that differ in them alone are one pattern, and some rows are on none that stayed. */
  readonly isPart: boolean;
  readonly notes: readonly string[];
}

const COUNT_NAMES = ["count", "n", "freq", "frequency"];
const STRATUM = /^strat(um|a)(_|$)/u;
const SET_NAMES = ["replicate", "linkage"];

/** Decides what each column is. A 0/1 column that nobody named is a list; a known name is a count, stratum or replicate. */
export function chooseColumns(
  file: string,
  header: readonly Field[],
  body: readonly (readonly Field[])[],
  choice: ColumnChoice,
): Columns {
  const names = header.map((field) => field.text);
  const unclear = (found: string, mend: string) =>
    estimateError("estimate/unclear-columns", {
      what: `Cannot tell the columns of "${file}" apart`,
      found,
      unchanged: "Nothing was estimated.",
      mend,
    });
  const find = (name: string): number => {
    const at = names.indexOf(name);
    if (at < 0) throw unclear(`no column "${name}"; there are ${names.join(", ")}`, "Name a column of the header.");
    return at;
  };
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw unclear(`two columns are called "${twice}"`, "Give each column a name of its own.");
  const countName = choice.count ?? COUNT_NAMES.find((name) => names.includes(name) && !choice.lists?.includes(name));
  const count = countName === undefined ? null : find(countName);
  const strata = choice.strata?.map(find) ?? names.flatMap((name, at) => (STRATUM.test(name) ? [at] : []));
  const set = choice.replicate?.map(find) ?? names.flatMap((name, at) => (SET_NAMES.includes(name) ? [at] : []));
  const taken = new Set([...strata, ...set, ...(choice.ignore ?? []).map(find), ...(count === null ? [] : [count])]);
  const free = names.map((name, at) => ({ name, at })).filter(({ at }) => !taken.has(at));
  const isBinary = (at: number) => body.every((row) => row[at]!.text === "0" || row[at]!.text === "1");
  const lists = choice.lists?.map((name) => ({ name, at: find(name) })) ?? free.filter(({ at }) => isBinary(at));
  const others = free.filter(({ at }) => !lists.some((list) => list.at === at));
  const notes: string[] = [];
  if (others.length > 0 && count !== null && choice.lists === undefined) {
    throw unclear(
      `other values than 0 and 1 stand in ${others.map(({ name, at }) => `"${name}" (${firstOther(body, at)})`).join(", ")}`,
      "Say what they are: --lists (values must be 0 or 1), --strata, --replicate, or --ignore.",
    );
  }
  if (others.length > 0) notes.push(`Columns not used: ${others.map(({ name }) => name).join(", ")}.`);
  if (lists.length === 0) throw unclear("no column holds only 0 and 1", "Name the list columns with --lists a,b,c.");
  const left = [...others.map(({ at }) => at), ...(choice.ignore ?? []).map(find)];
  return { lists, count, strata, set, isPart: left.some(isBinary), notes };
}

/** Where a column first holds something else than 0 or 1. */
function firstOther(body: readonly (readonly Field[])[], at: number): string {
  const { text, line } = body.find((row) => row[at]!.text !== "0" && row[at]!.text !== "1")![at]!;
  return `line ${line}: "${text}"`;
}
