import { existsSync } from "node:fs";
import { join } from "node:path";
import {
  blockingRecall,
  type Decisions,
  findRecords,
  type LinkResult,
  type ListMap,
  namelessRows,
  REPEATED_ID,
  sexCodes,
  type Table,
  type UnreadValue,
  unreadValues,
} from "#linkage";
import { visible } from "../print-error.ts";

/** Who has no name: none of these is joined with anybody but by an id, a ruling or the very day. */
export function namelessWarnings({ data }: LinkResult, tables: readonly Table[]): string[] {
  return namelessRows(data).flatMap((rows, list) =>
    rows === 0
      ? []
      : [
          `${tables[list]!.name}: ${rows} of ${tables[list]!.rows} rows ${rows === 1 ? "holds" : "hold"} no name that can be compared; nothing but an id, a ruling or the very day, where all else agrees, joins them with another row`,
        ],
  );
}

/** Where the truth says nothing, figures are worth nothing. */
export function truthWarnings({ metrics }: LinkResult, tables: readonly Table[], truth: string | undefined): string[] {
  if (metrics === null || truth === undefined) return [];
  return [
    ...(metrics.truePairs === 0
      ? [
          `no two records bear the same value in "${visible(truth)}": nothing was measured, and the figures mean nothing`,
        ]
      : []),
    ...tables
      .filter(({ columns }) => !columns.some(({ name }) => name === truth))
      .map(({ name }) => `${name}: no column "${visible(truth)}"; its records are left out of what is measured`),
  ];
}

/** Pairs that were asked for by ids that no record bears. */
export function pairWarnings({ records }: LinkResult, pairs: readonly (readonly [string, string])[]): string[] {
  const asked = new Set(pairs.flat());
  const found = findRecords(records, asked);
  return [...asked].flatMap((id) => (found.has(id) ? [] : [`--pair: no record is called "${visible(id)}"`]));
}

/** What clusterings drawn cannot know: pairs that no rule made. */
export function drawWarnings(result: LinkResult, draws: number): string[] {
  const estimate = draws === 0 ? null : blockingRecall(result).estimate;
  if (estimate === null || estimate > 0.995) return [];
  return [
    `about ${(100 * (1 - estimate)).toFixed(1)} % of true pairs are made by no rule, so no clustering drawn can join them: an estimate may be high by about as much; more rules (--block, --max-pairs) make it less`,
  ];
}

/** Where no pair was compared nobody can be found twice, and that says nothing of the lists. */
export function noPairWarnings({ records, pairs, data }: LinkResult): string[] {
  // One list alone that is free of duplicates has no pairs.
  if (pairs > 0 || records.count < 2 || (data.uniqueLists.length === 1 && data.uniqueLists[0]!)) return [];
  return ["no two records were compared, for no rule makes a pair: name rules with --block, or raise --max-pairs"];
}

/** A ruling weighs more than a list's word that nobody stands in it twice; who gave both should hear of it. */
export function uniqueWarnings(
  { records, data }: LinkResult,
  tables: readonly Table[],
  mustLink: Decisions["mustLink"],
): string[] {
  const found = findRecords(records, mustLink.flat());
  const lists = mustLink.flatMap(([a, b]) => {
    const [one, other] = [found.get(a), found.get(b)];
    if (one === undefined || other === undefined || one === other) return [];
    const list = records.listOf[one]!;
    return list === records.listOf[other] && data.uniqueLists[list] ? [list] : [];
  });
  return tables.flatMap(({ name }, list) => {
    const n = lists.filter((each) => each === list).length;
    return n === 0
      ? []
      : [
          `${name}: declared free of duplicates, yet ${n} of the rulings ${n === 1 ? "joins" : "join"} two of its records; rulings hold`,
        ];
  });
}

/** Where no pair is written, none is asked of a reviewer either: that may be right, or too little was told. */
export function noEdgeWarnings({ edges }: LinkResult, lists: number): string[] {
  if (lists < 2 || edges.a.length > 0) return [];
  return [
    "no pair is kept: nobody stands in two of these lists, or they tell too little to say who does; if so, map more columns, or give --model one made on lists like these",
  ];
}

/** Clusterings that an earlier run left in the folder are none of this linkage. */
export function staleWarnings(out: string | null, draws: number): string[] {
  if (out === null || draws > 0 || !existsSync(join(out, "linkages.csv"))) return [];
  return ["linkages.csv in that folder is of an earlier linkage: none were drawn now (--draws)"];
}

// A name may also be compared as a plain text.
const NAMES: ReadonlySet<string> = new Set(["name", "given", "father", "family", "text"]);

/** What a person should hear of before believing the result. `leaveOut` says how a column is left out. */
export function warningsOf(
  tables: readonly Table[],
  { disputed }: Decisions,
  maps: readonly ListMap[],
  leaveOut = (column: string, _list: string): string => `--map "${column}=ignore" leaves it out`,
): string[] {
  const bad = tables.reduce((n, table) => n + table.problems.length, 0);
  return [
    ...(bad > 0 ? [`${bad} rows could not be used and were left out; each is listed with its line`] : []),
    ...(disputed.length > 0
      ? [`${disputed.length} pairs were ruled differently by the reviewers and count as undecided`]
      : []),
    ...tables.flatMap((table) =>
      table.renamed.map(
        (name) => `${table.name}: a heading stands twice; the later column is called "${visible(name)}"`,
      ),
    ),
    ...maps.flatMap((map) =>
      map.columns
        .filter((c) => c.why.startsWith(REPEATED_ID))
        .map(
          (c) =>
            `${map.list}: column "${visible(c.column)}" is ${c.why}: rows are numbered, and it is ${c.role === "ignore" ? "not compared" : `compared as ${c.role}; ${leaveOut(visible(c.column), map.list)}`}`,
        ),
    ),
    ...tables.flatMap((table, t) => codesOf(table, maps[t]!)),
    ...tables.flatMap((table, t) => unreadOf(table.name, unreadValues(table, maps[t]!))),
    ...maps
      .filter(({ columns }) => !columns.some(({ role }) => NAMES.has(role)))
      .map(
        ({ list }) => `${list}: no column was taken for a name; --map COLUMN=name says which one is, if there is one`,
      ),
    ...maps.flatMap((map) =>
      map.columns
        .filter((c) => c.why === "the column is empty")
        .map((c) => `${map.list}: column "${c.column}" is empty and is not compared`),
    ),
  ];
}

const EXAMPLES = 3;

const LONGEST = 60;
const shortened = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text);

// One line a column, with examples: who sees them knows what to mend, or that the column was mapped wrongly.
function unreadOf(list: string, values: readonly UnreadValue[]): string[] {
  return [...new Set(values.map(({ column }) => column))].map((name) => {
    const own = values.filter(({ column }) => column === name);
    const rows = own.reduce((n, value) => n + value.rows, 0);
    const shown = own.slice(0, EXAMPLES).map(({ text, line }) => `"${shortened(visible(text))}" (line ${line})`);
    const more = own.length > EXAMPLES ? `, and ${own.length - EXAMPLES} more such values` : "";
    const holds = rows === 1 ? "1 row holds" : `${rows} rows hold`;
    return `${list}, column "${visible(name)}": ${holds} no ${own[0]!.kind} we can read, which ${rows === 1 ? "counts" : "count"} as missing: ${shown.join(", ")}${more}`;
  });
}

// Which codes were taken for which sex, and why.
function codesOf(table: Table, map: ListMap): string[] {
  const codes = sexCodes(table, map);
  if (codes.length === 0) return [];
  const column = map.columns.find(({ role }) => role === "sex")!.column;
  const read = codes.map(
    ({ code, sex, by }) => `"${visible(code)}" is read as ${sex === 1 ? "male" : "female"} by the ${by}`,
  );
  return [`${table.name}, column "${visible(column)}": ${read.join(", ")}`];
}
