import { fold } from "#kernel";
import { withoutArticle } from "../names/fold-name.ts";
import type { Column, Table } from "../read/table.ts";
import { profileOf } from "./profile.ts";
import type { ListMap, Role } from "./roles.ts";

// Words of a name that tells no family; different values that must end names elsewhere, and their share of the column's.
const [SHORT, LEAST, SHARE] = [2.5, 5, 0.3];

/**
 * A list of short names may tell families in a column whose heading nobody knows (the tribe, the house): where it has none, a column of
 * texts is that one if the names of the other lists end with its values.
 */
export function withFamily(map: ListMap, own: number, tables: readonly Table[], maps: readonly ListMap[]): ListMap {
  const table = tables[own]!;
  const of = (role: Role): Column[] => columnsOf(table, map, role);
  const [name] = [...of("name"), ...of("given")];
  if (name === undefined || of("family").length > 0 || profileOf(name, table.rows).words >= SHORT) return map;
  const texts = of("text").filter((column) => profileOf(column, table.rows).digits === 0);
  if (texts.length === 0) return map;
  const ends = new Set<string>();
  for (const [t, other] of maps.entries())
    if (t !== own)
      for (const column of [...columnsOf(tables[t]!, other, "name"), ...columnsOf(tables[t]!, other, "family")])
        for (const word of lastWords(column)) ends.add(word);
  const shares = texts.map((column) => {
    const words = lastWords(column);
    const met = words.filter((word) => ends.has(word)).length;
    return met < LEAST ? 0 : met / words.length;
  });
  const best = shares.indexOf(Math.max(...shares));
  if (shares[best]! < SHARE) return map;
  const why = "names of other lists end with its values";
  const columns = map.columns.map((mapped) =>
    mapped.column === texts[best]!.name ? { ...mapped, role: "family" as const, why } : mapped,
  );
  return { ...map, columns };
}

function columnsOf(table: Table, map: ListMap, role: Role): Column[] {
  return map.columns.flatMap((mapped, c) => (mapped.role === role ? [table.columns[c]!] : []));
}

// Of each different value, folded and without an article.
function lastWords({ texts }: Column): string[] {
  const words: string[] = [];
  for (let code = 1; code < texts.size; code++) {
    const last = /\p{L}+(?=\P{L}*$)/u.exec(fold(texts.text(code)))?.[0];
    if (last !== undefined) words.push(withoutArticle(last));
  }
  return words;
}
