import { Texts } from "./read/texts.ts";

/** Where ids of records come from; plain data, which can be sent to a thread. */
export interface IdSource {
  readonly listOf: Int32Array;
  readonly rowOf: Int32Array;
  readonly lists: readonly IdsOfList[];
  /** Whether the name of its list stands before each id. */
  readonly namesLists: boolean;
}

interface IdsOfList {
  readonly name: string;
  /** The column of ids; `null` where rows are numbered. */
  readonly column: {
    readonly codes: Int32Array;
    readonly texts: { readonly bytes: Uint8Array; readonly starts: Int32Array };
  } | null;
}

/** Reads the id of a record: as in its list, or the number of its row, with the list's name where ids of lists meet. */
export function idReader({ listOf, rowOf, lists, namesLists }: IdSource): (record: number) => string {
  const readers = lists.map(({ name, column }) => {
    const prefix = namesLists ? `${name}:` : "";
    if (column === null) return (row: number) => `${prefix}${row + 1}`;
    const texts = new Texts(column.texts.bytes, column.texts.starts);
    return (row: number) => prefix + texts.text(column.codes[row]!);
  });
  return (record) => readers[listOf[record]!]!(rowOf[record]!);
}

/**
 * Writes ids as UTF-8 to `into[at..]` and gives where they end: a text for each of millions of records takes longer than all the rest.
 * -1 where an id is not as it stands in its list, or longer than what `Texts.copy` copies: then {@link idReader} has it.
 */
export function idCopier({
  listOf,
  rowOf,
  lists,
  namesLists,
}: IdSource): (record: number, into: Uint8Array, at: number) => number {
  const copiers = lists.map(({ column }) => {
    if (namesLists || column === null) return () => -1;
    const texts = new Texts(column.texts.bytes, column.texts.starts);
    return (row: number, into: Uint8Array, at: number) => texts.copy(column.codes[row]!, into, at);
  });
  return (record, into, at) => copiers[listOf[record]!]!(rowOf[record]!, into, at);
}
