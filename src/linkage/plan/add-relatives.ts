import { digitTable, sharedInt32, storeLetters } from "../compare/letters.ts";
import { parseName } from "../names/parse-name.ts";
import { type Relatives, relativesIn, SPEAKS_OF_RELATIVES, shortOf } from "../names/relatives.ts";
import type { Column } from "../read/table.ts";
import { type Builder, fieldOf } from "./builder.ts";
import { Coder, frequenciesOf } from "./coder.ts";
import type { Field } from "./fields.ts";
import { TEXT_LEVELS } from "./levels.ts";

// Children named by their father alone cannot be told from each other: only whom one person belongs to is compared.
const COMPARED = ["husband", "child"] as const;
const NAMED_BY = { wife: "husband", parent: "child" } as const;
// Records named by a relative alone that make it worth looking; the share of a column's texts that must speak of relatives.
const [ENOUGH, SHARE] = [20, 0.3];

/**
 * A woman named only by her husband or child (زوجة محمد النجار) has no name to compare: he is compared with what other lists tell of a person's
 * husband and child in a column of their own.
 */
export function addRelatives(builder: Builder, fields: readonly Field[]): void {
  const name = fieldOf(fields, "name");
  if (name === undefined || name.columns.length < 2) return;
  const { count, listOf, rowOf } = builder.order;
  const names = name.columns.map((column) => textsOf(column).map(namedBy));
  const namedAt = (i: number): Relatives => names[listOf[i]!]![name.columns[listOf[i]!]?.codes[rowOf[i]!] ?? 0] ?? {};
  const named = names.map(() => 0);
  for (let i = 0; i < count; i++) if (Object.keys(namedAt(i)).length > 0) named[listOf[i]!]!++;
  const most = Math.max(...named);
  if (most < ENOUGH) return;
  const companions = name.columns.map((_, list) => companionOf(fields, list));
  const coders = COMPARED.map(() => new Coder<string>());
  const columns = COMPARED.map(() => sharedInt32(count));
  for (let i = 0; i < count; i++) {
    const list = listOf[i]!;
    const companion = companions[list];
    const told = companion == null ? {} : (companion.relatives[companion.column.codes[rowOf[i]!]!] ?? {});
    const relatives: Relatives = { ...told, ...namedAt(i) };
    COMPARED.forEach((relative, r) => {
      const text = relatives[relative];
      if (text !== undefined) columns[r]![i] = coders[r]!.codeOf(text, () => text);
    });
  }
  COMPARED.forEach((relative, r) => {
    if (coders[r]!.values.length > 1) push(builder, relative, columns[r]!, coders[r]!);
  });
}

function push(builder: Builder, relative: string, codes: Int32Array, coder: Coder<string>): void {
  const texts = coder.values.map((text) => text ?? "");
  const found = digitTable(texts.length);
  const store =
    builder.stores.push({ letters: storeLetters(texts), variants: null, atoms: null, occurrences: null, found }) - 1;
  const name = `${relative} named`;
  builder.comparisons.push({
    name,
    kind: "text",
    tells: "name",
    columns: [builder.column(codes)],
    store,
    levels: TEXT_LEVELS,
    sharedBy: [relative === "husband" ? "own" : "kin"],
    frequencies: [frequenciesOf(codes, texts.length)],
  });
  builder.key(name, name, codes, 0.5);
}

function textsOf(column: Column | null): string[] {
  return column === null ? [] : Array.from({ length: column.texts.size }, (_, code) => column.texts.text(code));
}

function namedBy(text: string): Relatives {
  // Most names are their bearers' own, and need not be taken apart once more.
  if (!SPEAKS_OF_RELATIVES.test(text)) return {};
  const { relation, atoms } = parseName(text);
  const relative = relation === null || relation === "child" ? undefined : shortOf(atoms);
  return relative === undefined ? {} : { [NAMED_BY[relation as "wife" | "parent"]]: relative };
}

/** The column of a list that speaks of relatives, as far as one does. */
function companionOf(
  fields: readonly Field[],
  list: number,
): { readonly column: Column; readonly relatives: readonly Relatives[] } | null {
  for (const { role, columns } of fields) {
    const column = columns[list];
    if (role !== "text" || column === null || column === undefined) continue;
    const relatives = textsOf(column).map(relativesIn);
    const telling = relatives.filter((one) => Object.keys(one).length > 0).length;
    if (telling >= ENOUGH && telling >= SHARE * (column.texts.size - 1)) return { column, relatives };
  }
  return null;
}
