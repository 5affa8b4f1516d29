import type { LetterStore } from "../compare/letters.ts";
import { linkageError } from "../errors.ts";
import { RAREST } from "../kernel/rarity.ts";
import type { Comparison, Compiled } from "../plan/compiled.ts";
import type { SqlColumn } from "./database.ts";

/** ASCII without NUL and DEL: the letters that both databases count as one byte each. */
const MOST_LETTERS = 126;

/**
 * The lists as one table of a row a record: number, list, blocking keys, and for each comparison codes, letters, ids of forms of
 * one name and -log2 of frequencies. Texts go as one byte a letter, because the databases count bytes. That is no protection:
 * with a list of names beside it anybody can read it back.
 *
 * @throws linkage/too-many-letters
 */
export function recordColumns(data: Compiled): SqlColumn[] {
  const columns: SqlColumn[] = [
    { name: "i", type: "int", values: Int32Array.from({ length: data.count }, (_, i) => i) },
    { name: "list", type: "int", values: data.listOf },
  ];
  data.keys.forEach((key, k) => {
    columns.push({ name: `k${k}`, type: "int", values: data.columns[key.column]! });
  });
  for (const [c, comparison] of data.comparisons.entries()) columns.push(...comparisonColumns(data, comparison, c));
  return columns;
}

function comparisonColumns(data: Compiled, comparison: Comparison, c: number): SqlColumn[] {
  const values = comparison.columns.map((column) => data.columns[column]!);
  const columns: SqlColumn[] = values.map((codes, k) => ({ name: `c${c}_${k}`, type: "int", values: codes }));
  const store = data.stores[comparison.store];
  if (store === undefined) return columns;
  comparison.frequencies?.forEach((frequencies, k) => {
    const bits = frequencies.map((f) => -Math.log2(Math.max(f, RAREST)));
    columns.push({ name: `f${c}_${k}`, type: "double", values: Float64Array.from(values[k]!, (code) => bits[code]!) });
  });
  if (store.variants !== null) {
    values.forEach((codes, k) => {
      for (let v = 0; v < 4; v++) {
        const ids = Int32Array.from(codes, (code) => store.variants![code * 4 + v]!);
        columns.push({ name: `v${c}_${k}_${v}`, type: "int", values: ids });
      }
    });
  }
  if (comparison.kind === "chain") return [...columns, ...rotatedColumns(values, c)];
  const letters = transcode(store.letters, comparison.name);
  columns.push({ name: `s${c}`, type: "text", values: Array.from(values[0]!, (code) => letters[code]!) });
  return columns;
}

// Parts behind the given name, and parts before the family name, each without gaps: what a turned name is compared by.
function rotatedColumns(parts: readonly Int32Array[], c: number): SqlColumn[] {
  const packed = (from: number, name: string): SqlColumn[] => {
    const columns = [0, 1, 2].map(() => new Int32Array(parts[0]!.length));
    for (let i = 0; i < parts[0]!.length; i++) {
      let at = 0;
      for (let p = from; p < from + 3; p++) if (parts[p]![i] !== 0) columns[at++]![i] = parts[p]![i]!;
    }
    return columns.map((values, k) => ({ name: `${name}${c}_${k}`, type: "int", values }));
  };
  return [...packed(1, "t"), ...packed(0, "h")];
}

function transcode(store: LetterStore, name: string): string[] {
  if (store.alphabetSize > MOST_LETTERS) {
    throw linkageError("linkage/too-many-letters", {
      what: `Cannot send "${name}" to a database`,
      found: `it is written with ${store.alphabetSize} different letters; the databases' functions count bytes, and only ${MOST_LETTERS} letters fit one byte each`,
      unchanged: "Nothing was sent.",
      mend: "Leave --clickhouse out: the program's own kernel counts letters of any script.",
    });
  }
  return Array.from({ length: store.starts.length - 1 }, (_, code) =>
    String.fromCharCode(
      ...Array.from(store.letters.subarray(store.starts[code]!, store.starts[code + 1]!), (n) => n + 1),
    ),
  );
}
