import { z } from "zod";
import type { Problem } from "#kernel";
import type { Built } from "./items.ts";
import type { References } from "./references.ts";
import { type HandRow, readTable } from "./table.ts";

const text = z.string().refine((value) => value.trim() !== "", "is blank");

/** A row of hand/lists.toml: an exhibit that is a table of people, with the role of every column. */
export const listRow = z.strictObject({
  id: text,
  exhibit: text,
  name: text,
  columns: z.array(text.refine((word) => /.=./.test(word), 'is no "HEADING=role"')).min(1),
  unique: z.union([z.boolean(), z.enum(["yes", "no"]).transform((word) => word === "yes")]).default(false),
  encoding: text.optional(),
});
export type ListRow = z.infer<typeof listRow>;

/** A row of hand/links.toml: a ruling on two mentions. */
export const linkRow = z.strictObject({
  id: text,
  a: text,
  b: text,
  decision: z.enum(["same", "different", "unsure"]),
  by: text.optional(),
  reason: text.optional(),
});
export type LinkRow = z.infer<typeof linkRow>;

export interface ListRows {
  readonly lists: readonly HandRow<ListRow>[];
  readonly links: readonly HandRow<LinkRow>[];
}

/** Lists and rulings on mentions, declared so that others may refer to them. */
export function readLists(dir: string, problems: Problem[]): ListRows {
  return {
    lists: readTable(dir, "lists.toml", "list", listRow, problems),
    links: readTable(dir, "links.toml", "link", linkRow, problems),
  };
}

/** Lists and rulings as values for the record; exhibits become uids. */
export function buildLists({ lists, links }: ListRows, references: References): Built[] {
  const built: Built[] = [];
  for (const { value: row, problemAt } of lists) {
    const exhibit = references.resolve(row.exhibit, ["exhibit"], (message) => problemAt(["exhibit"], message));
    if (exhibit === null || !references.has(row.id)) continue;
    const { id, name, columns, unique, encoding } = row;
    const uid = references.uid(id);
    const value = { uid, id, name, exhibit, columns, unique, ...(encoding === undefined ? {} : { encoding }) };
    built.push({ noun: "list", value });
  }
  for (const { value: row } of links) {
    if (!references.has(row.id)) continue;
    const { id, a, b, decision, by, reason } = row;
    built.push({
      noun: "link",
      value: {
        uid: references.uid(id),
        id,
        a,
        b,
        decision,
        ...(by === undefined ? {} : { by }),
        ...(reason === undefined ? {} : { reason }),
      },
    });
  }
  return built;
}
