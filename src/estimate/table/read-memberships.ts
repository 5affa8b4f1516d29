import type { Problem } from "#kernel";
import { estimateError } from "../errors.ts";
import type { Field } from "./csv.ts";
import { makeTable } from "./overlap-table.ts";
import type { ListFile } from "./read-table.ts";

/** Columns of a file with a row per mention: which list it is of, and which person it was judged to be. */
export interface MembershipColumns {
  /** A column of list names; without one they stand before the colon of `record_id`. */
  readonly list: number | null;
  readonly record: number | null;
  readonly person: number;
  /** Tells several linkages of the same lists apart. */
  readonly linkage: number | null;
}

/** The columns of such a file by their names, as `snowmelt link` writes them; `null` when it is another kind of file. */
export function membershipColumns(names: readonly string[]): MembershipColumns | null {
  const at = (...known: readonly string[]): number | null => {
    const found = names.findIndex((name) => known.includes(name));
    return found < 0 ? null : found;
  };
  const person = at("person_id", "person");
  const [list, record] = [at("list"), at("record_id")];
  if (person === null || (list === null && record === null)) return null;
  return { list, record, person, linkage: at("linkage", "replicate", "draw") };
}

/**
 * Reads mentions and persons, the output of a linkage: a person is on each list that has a mention of them. Several linkages
 * of the same mentions become several sets, so that doubt about the linkage enters the interval.
 *
 * @throws estimate/unclear-columns when a record's list cannot be told
 */
export function readMemberships(
  file: string,
  columns: MembershipColumns,
  body: readonly (readonly Field[])[],
  badTable: (file: string, problems: readonly Problem[]) => Error,
): ListFile {
  const problems: Problem[] = [];
  const lists: string[] = [];
  const bitOf = new Map<string, number>();
  const sets = new Map<string, Map<string, number>>();
  for (const row of body) {
    const list = columns.list === null ? listBefore(row[columns.record!]!.text) : row[columns.list]!.text;
    const person = row[columns.person]!;
    if (list === null || list === "") throw unclearLists(file, row[columns.record ?? columns.list!]!);
    if (person.text === "")
      problems.push({ message: "The row names no person", line: person.line, column: person.column });
    let bit = bitOf.get(list);
    if (bit === undefined) {
      bit = lists.length;
      bitOf.set(list, bit);
      lists.push(list);
    }
    const label = columns.linkage === null ? "" : row[columns.linkage]!.text;
    const persons = sets.get(label) ?? new Map<string, number>();
    sets.set(label, persons);
    persons.set(person.text, (persons.get(person.text) ?? 0) | (1 << (bit % 32)));
  }
  if (lists.length > 20) {
    throw estimateError("estimate/too-many-lists", {
      what: `Cannot estimate from "${file}"`,
      found: `${lists.length} lists, at most 20 can be handled`,
      unchanged: "Nothing was estimated.",
      mend: "Merge lists that share a source before they are linked, and say in the report why.",
    });
  }
  if (problems.length > 0) throw badTable(file, problems);
  return {
    kind: "persons",
    lists,
    stratified: false,
    notes: [`Read as ${body.length} mentions of persons on ${lists.length} lists.`],
    sets: [...sets].map(([label, persons]) => ({
      label,
      strata: [
        {
          label: "",
          table: makeTable(
            lists,
            [...persons.values()].map((pattern) => [pattern, 1]),
          ),
        },
      ],
      missing: null,
    })),
  };
}

function listBefore(record: string): string | null {
  const colon = record.indexOf(":");
  return colon < 1 ? null : record.slice(0, colon);
}

function unclearLists(file: string, field: Field): Error {
  return estimateError("estimate/unclear-columns", {
    what: `Cannot tell the lists of "${file}" apart`,
    found: `line ${field.line}: "${field.text}" does not say which list the record is of`,
    unchanged: "Nothing was estimated.",
    mend: 'Add a column "list", or write record_id as LIST:ID.',
  });
}
