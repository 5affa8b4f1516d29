import { sharedInt32 } from "../compare/letters.ts";
import { linkageError } from "../errors.ts";
import type { Table } from "../read/table.ts";
import type { Records } from "../record-order.ts";

/**
 * Codes of the true persons by record, from a column that holds them; 0 where it says nothing. `pattern` takes its first group as the
 * person.
 *
 * @throws linkage/missing-column
 */
export function truthCodes(
  tables: readonly Table[],
  records: Records,
  column: string,
  pattern: RegExp | undefined,
): Int32Array {
  const truth = sharedInt32(records.count);
  const codes = new Map<string, number>();
  const columns = tables.map((table) => table.columns.find((c) => c.name === column));
  if (columns.every((found) => found === undefined)) {
    throw linkageError("linkage/missing-column", {
      what: `Cannot measure against "${column}"`,
      found: `no list has that column; found: ${tables.flatMap((t) => t.columns.map((c) => c.name)).join(", ")}`,
      unchanged: "Nothing was written.",
      mend: "Name a column that stands in the lists.",
    });
  }
  for (let i = 0; i < records.count; i++) {
    const texts = columns[records.listOf[i]!];
    const text = texts === undefined ? "" : texts.texts.text(texts.codes[records.rowOf[i]!]!);
    const person = pattern === undefined ? text : (pattern.exec(text)?.[1] ?? "");
    if (person === "") continue;
    if (!codes.has(person)) codes.set(person, codes.size + 1);
    truth[i] = codes.get(person)!;
  }
  return truth;
}
