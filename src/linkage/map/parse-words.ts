import { linkageError } from "../errors.ts";
import type { Table } from "../read/table.ts";
import { type ListMap, ROLES, type Role } from "./roles.ts";

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
    const touched = tables.filter(
      (table) => (list === undefined || table === list) && table.columns.some((c) => c.name === column),
    );
    if (touched.length === 0) problems.push({ message: `no list has a column "${column}"` });
    const isSole = ["id", "name", "birth", "age", "age group", "sex"].includes(role);
    maps = maps.map((map, t) =>
      touched.includes(tables[t]!)
        ? {
            ...map,
            columns: map.columns.map((c) =>
              c.column === column
                ? { column, role, why: "said by a person" }
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
