import { linkageError } from "../errors.ts";
import type { Table } from "../read/table.ts";
import type { ListMap, Role } from "./roles.ts";

const UNCOMPARED: ReadonlySet<Role> = new Set(["id", "ignore", "list"]);

/** Every list has a column that tells of a person: what is none, such as a text collected by mistake, joins nobody. @throws linkage/nothing-to-compare */
export function requireComparable(tables: readonly Table[], maps: readonly ListMap[]): void {
  const bare = maps.filter(({ columns }) => columns.every(({ role }) => UNCOMPARED.has(role)));
  if (bare.length > 0) throw nothingToCompare(tables, bare.map(({ list }) => `"${list}"`).join(", "));
}

/** Lists in which no column could be compared. */
export function nothingToCompare(tables: readonly Table[], lists: string): Error {
  return linkageError("linkage/nothing-to-compare", {
    what: "Cannot link the lists",
    found: `no column of ${lists} is mapped to a name, date, age, place or another comparable role`,
    unchanged: "Nothing was linked.",
    mend: `Name the roles, for example --map "Nom=name,Ville=place". Columns found: ${[...new Set(tables.flatMap((t) => t.columns.map((c) => c.name)))].join(", ")}.`,
  });
}
