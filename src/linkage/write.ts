import { ByteLines, csvValue } from "./byte-lines.ts";
import { digitsOf } from "./kernel/patterns.ts";
import type { LinkResult } from "./link.ts";

/** One line of RFC 4180 CSV. Values that a spreadsheet would run as a formula are quoted, never changed; numbers below zero are none. */
export function csvRow(values: readonly string[]): string {
  return `${values.map(csvValue).join(",")}\n`;
}

/** A pattern as digits, one a comparison, in the order of `model.json`: `-` missing, else the level's number. */
export function patternText(pattern: number, radices: readonly number[]): string {
  return digitsOf(pattern, radices)
    .map((digit) => (digit === 0 ? "-" : String(digit - 1)))
    .join(".");
}

/** `edges.csv`: kept pairs, ordered by records. */
export function* edgesCsv({ edges, records, radices }: LinkResult): Generator<Uint8Array> {
  yield Buffer.from("a,b,probability,weight,pattern\n");
  const patterns = new Map<number, string>();
  const textOf = (pattern: number): string => {
    const text = patterns.get(pattern) ?? patternText(pattern, radices);
    patterns.set(pattern, text);
    return text;
  };
  const lines = new ByteLines();
  for (let e = 0; e < edges.a.length; e++) {
    if (lines.isFull) yield lines.take();
    lines.id(records, edges.a[e]!);
    lines.id(records, edges.b[e]!);
    lines.fixed(edges.probability[e]!, 6);
    lines.fixed(edges.weight[e]!, 4);
    lines.last(textOf(edges.pattern[e]!));
  }
  yield lines.take();
}

/** `linkages.csv`: drawn clusterings, as `snowmelt estimate` reads several linkages. */
export function* linkagesCsv(
  { records, draw: drawn }: LinkResult,
  lists: readonly string[],
  draws: number,
  seed: number,
): Generator<string> {
  yield "linkage,list,person\n";
  for (let draw = 0; draw < draws; draw++) {
    const clusterOf = drawn(draw, seed);
    let lines = "";
    for (let i = 0; i < records.count; i++) {
      lines += csvRow([String(draw + 1), lists[records.listOf[i]!]!, String(clusterOf[i]! + 1)]);
      if (i % 10_000 !== 0) continue;
      yield lines;
      lines = "";
    }
    yield lines;
  }
}

/** `histories.csv`: how many persons stand on exactly which lists; a 0/1 column a list, then `count`. */
export function historiesCsv({ records, clustering }: LinkResult, lists: readonly string[]): string {
  const words = Math.ceil(lists.length / 31);
  // A bit a list, 31 lists a word, by the lowest record of the person.
  const bits = new Int32Array(records.count * words);
  for (let i = 0; i < records.count; i++) {
    const list = records.listOf[i]!;
    bits[clustering.clusterOf[i]! * words + Math.floor(list / 31)]! |= 1 << (list % 31);
  }
  const historyOf = (root: number): string =>
    lists.map((_, l) => (bits[root * words + Math.floor(l / 31)]! >>> (l % 31)) & 1).join(",");
  // Of few lists the bits themselves are counted: histories are few, persons many.
  const counts = new Map<number | string, { readonly history: string; count: number }>();
  for (let root = 0; root < records.count; root++) {
    if (clustering.clusterOf[root] !== root) continue;
    const key = words === 1 ? bits[root]! : historyOf(root);
    const known = counts.get(key);
    if (known === undefined) counts.set(key, { history: historyOf(root), count: 1 });
    else known.count++;
  }
  const rows = [...counts.values()]
    .sort((x, y) => (x.history < y.history ? 1 : -1))
    .map(({ history, count }) => `${history},${count}\n`);
  return `${csvRow([...lists, "count"])}${rows.join("")}`;
}
