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
  const inWords = (x: string, y: string): string => {
    const [a, b] = [x, y].sort();
    return a === b ? say("group.within", { group: x }) : say("group.and", { a: a!, b: b! });
  };
  const lists = tables.map(({ name }) => name);
  const scripts = SCRIPTS.map((script) => say(`script.${script}`));
  const scriptOf = scriptReader(result, tables, maps);
  return {
    byLists: count(result, (record) => listOf[record]!, lists, inWords),
    byScripts: count(result, scriptOf, scripts, inWords),
  };
}

/** By the kinds of the two records, numbers of `names`. */
function count(
  result: LinkResult,
  kindOf: (record: number) => number,
  names: readonly string[],
  inWords: (x: string, y: string) => string,
): GroupErrors[] {
  const { edges, threshold, truthOf } = result;
  const groups = new Map<string, { pairs: number; expectedWrong: number; expectedMissed: number; wrong: number }>();
  const groupOf = (kinds: number): NonNullable<ReturnType<typeof groups.get>> => {
    const name = inWords(names[Math.floor(kinds / names.length)]!, names[kinds % names.length]!);
    const group = groups.get(name) ?? { pairs: 0, expectedWrong: 0, expectedMissed: 0, wrong: 0 };
    groups.set(name, group);
    return group;
  };
  // Groups are few, pairs are many.
  const known = new Map<number, ReturnType<typeof groupOf>>();
  for (let e = 0; e < edges.a.length; e++) {
    const [a, b, p] = [edges.a[e]!, edges.b[e]!, edges.probability[e]!];
    const kinds = kindOf(a) * names.length + kindOf(b);
    const group = known.get(kinds) ?? groupOf(kinds);
    known.set(kinds, group);
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

const SCRIPTS = ["none", "mixed", "arabic", "other"] as const;
// What letters a text holds; UNSEEN where it was not looked at yet.
const [UNSEEN, SOME, ARABIC, LATIN] = [8, 1, 2, 4];

/** Reads the number among {@link SCRIPTS} of a record's name. */
function scriptReader(
  { records }: LinkResult,
  tables: readonly Table[],
  maps: readonly ListMap[],
): (record: number) => number {
  const columns = tables.map((table, t) => {
    const names = maps[t]!.columns.filter(({ role }) => role === "name" || role === "given" || role === "family");
    return names
      .flatMap(({ column }) => table.columns.find((c) => c.name === column) ?? [])
      .map(({ codes, texts }) => ({ codes, texts, found: new Uint8Array(texts.size).fill(UNSEEN) }));
  });
  return (record) => {
    const row = records.rowOf[record]!;
    let letters = 0;
    for (const { codes, texts, found } of columns[records.listOf[record]!]!) {
      const code = codes[row]!;
      if (found[code] === UNSEEN) found[code] = lettersOf(texts.text(code));
      letters |= found[code]!;
    }
    if (letters === 0) return 0;
    return (letters & ARABIC) === 0 ? 3 : (letters & LATIN) === 0 ? 2 : 1;
  };
}

function lettersOf(text: string): number {
  if (text.trim() === "") return 0;
  return SOME | (ARABIC_LETTER.test(text) ? ARABIC : 0) | (/\p{Script=Latin}/u.test(text) ? LATIN : 0);
}
