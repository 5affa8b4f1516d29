import type { LinkResult } from "../link.ts";
import type { ListMap } from "../map/roles.ts";
import { ARABIC_LETTER } from "../names/fold-name.ts";
import type { Table } from "../read/table.ts";
import type { Say } from "./words.ts";

/** Errors to be expected among the pairs of one kind, by the probabilities themselves and, where truth was given, as they are. */
export interface GroupErrors {
  readonly group: string;
  /** Pairs held to be one person. */
  readonly pairs: number;
  readonly expectedWrong: number;
  /** Pairs held to be two people that are expected to be one. */
  readonly expectedMissed: number;
  readonly wrong: number | null;
}

/** Errors by the lists and by the scripts of the two names of a pair, groups in order of their names. */
export function groupErrors(
  result: LinkResult,
  tables: readonly Table[],
  maps: readonly ListMap[],
  say: Say,
): { readonly byLists: readonly GroupErrors[]; readonly byScripts: readonly GroupErrors[] } {
  const { listOf } = result.records;
  const scripts = scriptsOf(result, tables, maps, say);
  const inWords = (x: string, y: string): string => {
    const [a, b] = [x, y].sort();
    return a === b ? say("group.within", { group: x }) : say("group.and", { a: a!, b: b! });
  };
  // Groups are few, pairs are many.
  const known = new Map<string, string>();
  const both = (x: string, y: string): string => {
    const key = `${x}\0${y}`;
    const words = known.get(key) ?? inWords(x, y);
    known.set(key, words);
    return words;
  };
  return {
    byLists: count(result, (a, b) => both(tables[listOf[a]!]!.name, tables[listOf[b]!]!.name)),
    byScripts: count(result, (a, b) => both(scripts(a), scripts(b))),
  };
}

function count(result: LinkResult, groupOf: (a: number, b: number) => string): GroupErrors[] {
  const { edges, threshold, truthOf } = result;
  const groups = new Map<string, { pairs: number; expectedWrong: number; expectedMissed: number; wrong: number }>();
  for (let e = 0; e < edges.a.length; e++) {
    const [a, b, p] = [edges.a[e]!, edges.b[e]!, edges.probability[e]!];
    const name = groupOf(a, b);
    const group = groups.get(name) ?? { pairs: 0, expectedWrong: 0, expectedMissed: 0, wrong: 0 };
    groups.set(name, group);
    if (p < threshold) {
      group.expectedMissed += p;
      continue;
    }
    group.pairs++;
    group.expectedWrong += 1 - p;
    if (truthOf !== null && truthOf[a] !== 0 && truthOf[b] !== 0 && truthOf[a] !== truthOf[b]) group.wrong++;
  }
  return [...groups]
    .sort(([x], [y]) => (x < y ? -1 : 1))
    .map(([group, counts]) => ({ group, ...counts, wrong: truthOf === null ? null : counts.wrong }));
}

function scriptsOf(
  { records }: LinkResult,
  tables: readonly Table[],
  maps: readonly ListMap[],
  say: Say,
): (record: number) => string {
  const columns = tables.map((table, t) => {
    const names = maps[t]!.columns.filter(({ role }) => role === "name" || role === "given" || role === "family");
    return names.flatMap(({ column }) => table.columns.find((c) => c.name === column) ?? []);
  });
  const [none, mixed, arabic, other] = ["none", "mixed", "arabic", "other"].map((script) => say(`script.${script}`));
  return (record) => {
    const row = records.rowOf[record]!;
    const text = columns[records.listOf[record]!]!.map((c) => c.texts.text(c.codes[row]!)).join(" ");
    if (text.trim() === "") return none!;
    return !ARABIC_LETTER.test(text) ? other! : /\p{Script=Latin}/u.test(text) ? mixed! : arabic!;
  };
}
