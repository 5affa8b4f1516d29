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
