import { linkageError } from "../errors.ts";
import type { Table } from "../read/table.ts";
import { type ListMap, ROLES, type Role } from "./roles.ts";

// As it is seen: marks of direction, which nobody can type, and forms of letters aside.
const seen = (heading: string): string =>
  heading
    .normalize("NFKC")
    .replace(/\p{Cf}/gu, "")
    .replace(/\s+/g, " ")
    .trim();

// The heading that is meant: the very one, else the only one that looks like it.
function headingOf({ columns }: Table, column: string): string | undefined {
  const names = columns.map(({ name }) => name);
  if (names.includes(column)) return column;
  const alike = names.filter((name) => seen(name) === seen(column));
  return alike.length === 1 ? alike[0] : undefined;
}

/**
 * Applies what a person wrote, `COLUMN=role` or `LIST:COLUMN=role`, to proposed maps. All mistakes are gathered.
 *
 * @throws linkage/bad-map, linkage/missing-column
 */
export function parseMapWords(
  words: readonly string[],
  tables: readonly Table[],
  proposed: readonly ListMap[],
): ListMap[] {
  const problems: { message: string }[] = [];
  // A comma in a heading parts nothing: only one behind a role does.
  const changes = words.flatMap((word) => word.split(/(?<==[a-z_ ]*),/)).filter((word) => word.trim() !== "");
  let maps = [...proposed];
  for (const change of changes) {
    const at = change.lastIndexOf("=");
    const role = change
      .slice(at + 1)
      .trim()
      .replaceAll("_", " ") as Role;
    const left = change.slice(0, at).trim();
    const list = tables.find((table) => left.startsWith(`${table.name}:`));
    const column = list === undefined ? left : left.slice(list.name.length + 1);
    if (at < 1 || !ROLES.includes(role)) {
      problems.push({ message: `"${change}" names no role; roles are: ${ROLES.join(", ")}` });
      continue;
    }
    const named = tables.map((table) => (list === undefined || table === list ? headingOf(table, column) : undefined));
    const touched = tables.filter((_, t) => named[t] !== undefined);
    if (touched.length === 0) problems.push({ message: `no list has a column "${column}"` });
    const isSole = ["id", "name", "birth", "age", "age group", "sex"].includes(role);
    maps = maps.map((map, t) =>
      touched.includes(tables[t]!)
        ? {
            ...map,
            columns: map.columns.map((c) =>
              c.column === named[t]
                ? { column: c.column, role, why: "said by a person" }
                : isSole && c.role === role && c.why !== "said by a person"
                  ? { ...c, role: "ignore" as const, why: `"${column}" was said to be the ${role}` }
                  : c,
            ),
          }
        : map,
    );
  }
  if (problems.length === 0) return maps;
  throw linkageError("linkage/bad-map", {
    what: "Cannot map the columns",
    found: `${problems.length} entries of the map do not fit`,
    unchanged: "Nothing was linked.",
    mend: `Write COLUMN=role or LIST:COLUMN=role; columns are: ${[...new Set(tables.flatMap((t) => t.columns.map((c) => c.name)))].join(", ")}.`,
    problems,
  });
}
