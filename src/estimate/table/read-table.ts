import { asUtf8, type Problem } from "#kernel";
import { estimateError } from "../errors.ts";
import { type ColumnChoice, type Columns, chooseColumns } from "./columns.ts";
import { type Field, parseCsv } from "./csv.ts";
import { makeTable, type OverlapTable } from "./overlap-table.ts";
import { membershipColumns, readMemberships } from "./read-memberships.ts";

/** One linkage or replicate: the tables of its strata, and of the persons whose stratum is not known. */
export interface TableSet {
  /** Empty when the file holds a single linkage. */
  readonly label: string;
  readonly strata: readonly { readonly label: string; readonly table: OverlapTable }[];
  /** Persons without a stratum; `null` when all have one or there are none. */
  readonly missing: OverlapTable | null;
}

/** What a file of lists says. `sets` has one entry unless the file holds replicates or several linkages. */
export interface ListFile {
  readonly kind: "patterns" | "persons";
  readonly lists: readonly string[];
  readonly sets: readonly TableSet[];
  readonly stratified: boolean;
  /** Columns that were not used, and rows on no list: said aloud, never silently dropped. */
  readonly notes: readonly string[];
}

/** How often each person was listed, without knowing where: for Chao's bound only. */
export interface FrequencyFile {
  readonly kind: "frequencies";
  /** `frequencies[i]` persons were listed i + 1 times. */
  readonly frequencies: readonly number[];
}

/** Draws that another program made, per imputed or linked replicate. */
export interface DrawsFile {
  readonly kind: "draws";
  readonly replicates: readonly { readonly label: string; readonly observed: number; readonly draws: Float64Array }[];
}

export type EstimateInput = ListFile | FrequencyFile | DrawsFile;

const MISSING = new Set(["", "na", "n/a", "nan", "null", "missing", "unknown", "?"]);
export const MAX_LISTS = 20;
const WORKBOOK = "PK\u0003\u0004";

/**
 * Reads pattern counts (0/1 columns and `count`), one row per person (0/1 columns), mentions with their persons
 * (`list,person`, or `record_id,person_id` as `snowmelt link` writes them), `times_listed,count`, or `replicate,n_obs,N` draws. The format is described in docs/formats/estimate.md.
 *
 * @param source text, or the file's bytes: UTF-8, UTF-16 with a byte order mark, or `encoding` (a name of the WHATWG Encoding Standard)
 * @throws estimate/not-utf8 when bytes are of another encoding
 * @throws estimate/bad-table with every problem and its place
 * @throws estimate/unclear-columns when it is not plain what a column is
 * @throws estimate/too-many-lists above 20 lists
 */
export function readTable(
  source: string | Uint8Array,
  choice: ColumnChoice = {},
  file = "the table",
  encoding?: string,
): EstimateInput {
  const text = typeof source === "string" ? source : textOf(source, file, encoding);
  const kind = /^\s*(?:\{\s*["}]|\[\s*[[{])/u.test(text) ? "JSON" : text.startsWith(WORKBOOK) ? "a workbook" : null;
  if (kind !== null)
    throw badTable(file, [
      { message: `The file is ${kind}, which is not read here: save the table as CSV`, line: 1, column: 1 },
    ]);
  const { rows, problems } = parseCsv(text);
  const [header, ...body] = rows;
  if (header === undefined || body.length === 0) {
    throw badTable(file, [...problems, { message: "The file has no rows below a header", line: 1, column: 1 }]);
  }
  if (problems.length > 0) throw badTable(file, problems);
  const garbled = rows.flat().filter(({ text: value }) => value.includes("\uFFFD"));
  if (garbled.length > 0)
    throw badTable(
      file,
      garbled.map((field) => ({ message: "Letters that are not UTF-8; save the table as UTF-8", ...placed(field) })),
    );
  const names = header.map((field) => field.text);
  if (names.includes("times_listed")) return readFrequencies(file, names, body);
  if (names.includes("n_obs") && names.includes("N")) return readDraws(file, names, body);
  const memberships = choice.lists === undefined && choice.count === undefined ? membershipColumns(names) : null;
  if (memberships !== null) return readMemberships(file, memberships, body, badTable);
  return readLists(file, chooseColumns(file, header, body, choice), body);
}

function textOf(bytes: Uint8Array, file: string, encoding?: string): string {
  const start = String.fromCharCode(...bytes.subarray(0, WORKBOOK.length));
  if (start === WORKBOOK) return start;
  const text = asUtf8(bytes, file, encoding);
  if (text instanceof Uint8Array) return new TextDecoder().decode(text);
  throw estimateError("estimate/not-utf8", {
    what: `Cannot read "${file}" as lists`,
    unchanged: "Nothing was estimated.",
    ...text,
  });
}

function readLists(file: string, columns: Columns, body: readonly (readonly Field[])[]): ListFile {
  const problems: Problem[] = [];
  if (columns.lists.length > MAX_LISTS) {
    throw estimateError("estimate/too-many-lists", {
      what: `Cannot estimate from "${file}"`,
      found: `${columns.lists.length} lists, at most ${MAX_LISTS} can be handled`,
      unchanged: "Nothing was estimated.",
      mend: "Merge lists that share a source, or choose some with --lists a,b,c and say in the report why.",
    });
  }
  const sets = new Map<string, Map<string | null, [number, number][]>>();
  const seen = new Map<string, number>();
  let zeroRows = 0;
  for (const row of body) {
    let pattern = 0;
    const before = problems.length;
    columns.lists.forEach(({ at }, j) => {
      const value = row[at]!;
      if (value.text === "1") pattern |= 1 << j;
      else if (value.text !== "0") problems.push({ message: "A list column holds 0 or 1 only", ...placed(value) });
    });
    const isPattern = problems.length === before;
    const count = columns.count === null ? 1 : wholeNumber(row[columns.count]!, problems);
    if (!isPattern) continue;
    const label = columns.set.map((at) => row[at]!.text).join(" / ");
    const parts = columns.strata.map((at) => row[at]!.text);
    const stratum = parts.some((part) => MISSING.has(part.toLowerCase())) ? null : parts.join(" / ");
    if (pattern === 0) {
      zeroRows += count;
      if (columns.count !== null && count > 0 && !columns.isPart) {
        problems.push({
          message: "A row of zeros with a count: how many are on no list is what is to be estimated",
          ...placed(row[0]!),
        });
      }
      continue;
    }
    if (columns.count !== null && !columns.isPart) {
      const key = JSON.stringify([label, parts, pattern]);
      const first = seen.get(key);
      if (first !== undefined) {
        problems.push({ message: `The same pattern stands in line ${first} already`, ...placed(row[0]!) });
      }
      seen.set(key, row[0]!.line);
    }
    const set = sets.get(label) ?? new Map<string | null, [number, number][]>();
    sets.set(label, set);
    const cells = set.get(stratum) ?? [];
    set.set(stratum, cells);
    cells.push([pattern, count]);
  }
  if (problems.length > 0) throw badTable(file, problems);
  if (sets.size === 0) throw badTable(file, [{ message: "No row names a person on any list", line: 2, column: 1 }]);
  const lists = columns.lists.map(({ name }) => name);
  const notes = [...columns.notes];
  if (zeroRows > 0) {
    const which = columns.isPart ? "on none of these lists" : "on no list";
    notes.push(`Persons ${which}, not observed and left out: ${zeroRows}.`);
  }
  return {
    kind: columns.count === null ? "persons" : "patterns",
    lists,
    stratified: columns.strata.length > 0,
    notes,
    sets: [...sets].map(([label, cells]) => ({
      label,
      strata: [...cells]
        .filter((entry): entry is [string, [number, number][]] => entry[0] !== null)
        .map(([stratum, counts]) => ({ label: stratum, table: makeTable(lists, counts) })),
      missing: cells.has(null) ? makeTable(lists, cells.get(null)!) : null,
    })),
  };
}

function readFrequencies(file: string, names: readonly string[], body: readonly (readonly Field[])[]): FrequencyFile {
  const problems: Problem[] = [];
  const frequencies: number[] = [];
  const [times, count] = [names.indexOf("times_listed"), names.indexOf("count")];
  if (count < 0) throw badTable(file, [{ message: 'A column "count" is needed', line: 1, column: 1 }]);
  for (const row of body) {
    const i = wholeNumber(row[times]!, problems);
    const value = wholeNumber(row[count]!, problems);
    if (i === 0 && value > 0) {
      problems.push({ message: "How many were listed 0 times is what is to be estimated", ...placed(row[times]!) });
    }
    if (i > 0 && i <= 10_000) frequencies[i - 1] = (frequencies[i - 1] ?? 0) + value;
  }
  if (problems.length > 0) throw badTable(file, problems);
  return { kind: "frequencies", frequencies: Array.from(frequencies, (value) => value ?? 0) };
}

function readDraws(file: string, names: readonly string[], body: readonly (readonly Field[])[]): DrawsFile {
  const problems: Problem[] = [];
  const replicates = new Map<string, { observed: number; draws: number[] }>();
  const [label, observed, total] = ["replicate", "n_obs", "N"].map((name) => names.indexOf(name));
  for (const row of body) {
    const name = label! < 0 ? "" : row[label!]!.text;
    const n = wholeNumber(row[observed!]!, problems);
    const draw = wholeNumber(row[total!]!, problems);
    const entry = replicates.get(name) ?? { observed: n, draws: [] };
    replicates.set(name, entry);
    if (entry.observed !== n)
      problems.push({ message: `n_obs differs within replicate "${name}"`, ...placed(row[observed!]!) });
    if (draw < n) problems.push({ message: `A draw of N (${draw}) is below n_obs (${n})`, ...placed(row[total!]!) });
    entry.draws.push(draw);
  }
  if (problems.length > 0) throw badTable(file, problems);
  return {
    kind: "draws",
    replicates: [...replicates].map(([name, { observed: n, draws }]) => ({
      label: name,
      observed: n,
      draws: Float64Array.from(draws),
    })),
  };
}

function wholeNumber(field: Field, problems: Problem[]): number {
  if (!/^\d{1,12}$/u.test(field.text)) {
    const what = /^-\s*\d/u.test(field.text)
      ? "negative"
      : /^\d*[.,]\d+$/u.test(field.text)
        ? "a fraction"
        : "not a number";
    problems.push({ message: `A count is ${what}; counts are whole numbers from 0 up`, ...placed(field) });
    return 0;
  }
  return Number(field.text);
}

function placed(
  field: Field,
): Pick<Problem, "line" | "column" | "text"> & { line: number; column: number; text: string } {
  return { line: field.line, column: field.column, text: field.text };
}

export function badTable(file: string, problems: readonly Problem[]): Error {
  return estimateError("estimate/bad-table", {
    what: `Cannot read "${file}" as lists`,
    found: `${problems.length === 1 ? "a problem" : `${problems.length} problems, the first`}: ${problems[0]!.message}; needed are rows of 0/1 per list, with counts or one row per person`,
    unchanged: "Nothing was estimated.",
    mend: "Correct these places; docs/formats/estimate.md shows the accepted tables.",
    problems: problems.map((problem) => ({ ...problem, file: problem.file ?? file })),
  });
}
