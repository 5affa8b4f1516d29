import { digitsOf } from "./kernel/patterns.ts";
import type { LinkResult } from "./link.ts";
import { SHORT } from "./read/texts.ts";

/** One line of RFC 4180 CSV. Values that a spreadsheet would run as a formula are quoted, never changed; numbers below zero are none. */
export function csvRow(values: readonly string[]): string {
  return `${values.map(csvValue).join(",")}\n`;
}

function csvValue(value: string): string {
  return /[",\r\n]|^[=+@\t]|^-(?!\d+(\.\d+)?$)/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

/** A pattern as digits, one a comparison, in the order of `model.json`: `-` missing, else the level's number. */
export function patternText(pattern: number, radices: readonly number[]): string {
  return digitsOf(pattern, radices)
    .map((digit) => (digit === 0 ? "-" : String(digit - 1)))
    .join(".");
}

/** `edges.csv`: kept pairs, ordered by records. */
export function* edgesCsv({ edges, records, radices }: LinkResult): Generator<string> {
  yield "a,b,probability,weight,pattern\n";
  const patterns = new Map<number, string>();
  const textOf = (pattern: number): string => {
    const text = patterns.get(pattern) ?? patternText(pattern, radices);
    patterns.set(pattern, text);
    return text;
  };
  let lines = "";
  for (let e = 0; e < edges.a.length; e++) {
    const [a, b] = [csvValue(records.idOf(edges.a[e]!)), csvValue(records.idOf(edges.b[e]!))];
    lines += `${a},${b},${edges.probability[e]!.toFixed(6)},${edges.weight[e]!.toFixed(4)},${textOf(edges.pattern[e]!)}\n`;
    if (e % 1000 !== 0) continue;
    yield lines;
    lines = "";
  }
  yield lines;
}

/** `persons.csv`: every record and its person. */
export function* personsCsv({ records, personOf, copyPerson }: LinkResult): Generator<string> {
  yield "record_id,person_id\n";
  // Bytes are copied where they can be: a text for each of millions of lines takes longer than all the rest.
  const lines = Buffer.alloc(1 << 16);
  let at = 0;
  for (let i = 0; i < records.count; i++) {
    if (at > lines.length - LONGEST_LINE) {
      yield lines.toString("utf8", 0, at);
      at = 0;
    }
    const end = records.copyId(i, lines, at);
    if (end === -1 || mayNeedQuotes(lines, at, end)) {
      yield `${lines.toString("utf8", 0, at)}${csvValue(records.idOf(i))},${personOf(i)}\n`;
      at = 0;
      continue;
    }
    lines[end] = COMMA;
    at = copyPerson(i, lines, end + 1);
    lines[at++] = LF;
  }
  yield lines.toString("utf8", 0, at);
}

// Every byte that makes `csvValue` quote somewhere, wherever it stands.
const QUOTED = new Set(Buffer.from('",\r\n=+@\t-'));
const [COMMA, LF] = [44, 10];
const LONGEST_LINE = SHORT + 64;

function mayNeedQuotes(bytes: Uint8Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (bytes[i]! < 65 && QUOTED.has(bytes[i]!)) return true;
  return false;
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
    for (let i = 0; i < records.count; i++)
      yield csvRow([String(draw + 1), lists[records.listOf[i]!]!, String(clusterOf[i]! + 1)]);
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
  const counts = new Map<string, number>();
  const known = new Map<number, string>();
  const historyOf = (root: number): string =>
    lists.map((_, l) => (bits[root * words + Math.floor(l / 31)]! >>> (l % 31)) & 1).join(",");
  for (let root = 0; root < records.count; root++) {
    if (clustering.clusterOf[root] !== root) continue;
    let history = words === 1 ? known.get(bits[root]!) : undefined;
    if (history === undefined) {
      history = historyOf(root);
      known.set(bits[root]!, history);
    }
    counts.set(history, (counts.get(history) ?? 0) + 1);
  }
  const rows = [...counts].sort((x, y) => (x[0] < y[0] ? 1 : -1)).map(([history, count]) => `${history},${count}\n`);
  return `${csvRow([...lists, "count"])}${rows.join("")}`;
}
