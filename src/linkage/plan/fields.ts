import { fold } from "#kernel";
import { type ListMap, MANY_ROLES, type Role } from "../map/roles.ts";
import type { Column, Table } from "../read/table.ts";

/** One thing to compare, with the column that holds it in each list (`null` where a list lacks it). */
export interface Field {
  readonly role: Role;
  readonly name: string;
  readonly columns: readonly (Column | null)[];
}

/** Gathers columns of all lists into fields. Where a role may occur often, columns meet by header; a lone one meets a lone one. */
export function fieldsOf(tables: readonly Table[], maps: readonly ListMap[]): Field[] {
  const found = new Map<string, { role: Role; name: string; columns: (Column | null)[] }>();
  tables.forEach((table, t) => {
    for (const { column: header, role } of maps[t]!.columns) {
      if (role === "ignore" || role === "id" || role === "list") continue;
      const isLone = maps.every((map) => map.columns.filter((c) => c.role === role).length <= 1);
      const key = MANY_ROLES.has(role) && !isLone ? `${role}:${fold(header)}` : role;
      const field = found.get(key) ?? {
        role,
        name: MANY_ROLES.has(role) ? header : role,
        columns: tables.map(() => null),
      };
      field.columns[t] = table.columns.find((c) => c.name === header) ?? null;
      found.set(key, field);
    }
  });
  return [...found.values()].sort((a, b) => (a.role + a.name < b.role + b.name ? -1 : 1));
}
