import type { Role } from "../map/roles.ts";
import { placesAround } from "../values/place-words.ts";
import { mapColumn, type RecordOrder } from "./coder.ts";
import type { Field } from "./fields.ts";
import type { PlaceReader } from "./single-places.ts";

/** Greater places that a place, named as `placeNames` does, lies in. */
export type Around = (name: string) => readonly string[];

/** Roles of columns that tell places. */
export const PLACES: ReadonlySet<Role> = new Set(["place", "event place", "governorate"]);
// Rows that must tell it, and the share of a place's rows that must agree.
const [LEAST, AGREEING] = [2, 0.8];

/**
 * Which places lie in which: by what is known of the world, and by what the lists tell themselves, in a value of two places (حلب - راجو)
 * or in a row that has a governorate and a place. Of two places that stand together the one that stands with more others is the greater.
 */
export function placesWithin(order: RecordOrder, fields: readonly Field[], namesIn: PlaceReader): Around {
  const beside = new Map<string, Map<string, number>>();
  const note = (a: string, b: string): void => {
    if (a === b) return;
    for (const [x, y] of [
      [a, b],
      [b, a],
    ] as const) {
      const others = beside.get(x) ?? new Map<string, number>();
      beside.set(x, others.set(y, (others.get(y) ?? 0) + 1));
    }
  };
  const of = (wanted: (role: Role) => boolean): (readonly (readonly string[])[])[] =>
    fields.filter(({ role }) => wanted(role)).map(({ columns }) => namesOf(order, columns, namesIn));
  for (const names of of((role) => PLACES.has(role)))
    for (const [first, second] of names) if (first !== undefined && second !== undefined) note(first, second);
  const [governorates] = of((role) => role === "governorate");
  if (governorates !== undefined)
    for (const names of of((role) => role === "place"))
      for (const [record, [name, second]] of names.entries()) {
        const [governorate] = governorates[record]!;
        if (name !== undefined && second === undefined && governorate !== undefined) note(governorate, name);
      }
  return (name) => {
    const known = placesAround(name);
    if (known.length > 0) return known;
    const others = [...(beside.get(name) ?? [])].sort((x, y) => y[1] - x[1] || (x[0] < y[0] ? -1 : 1));
    const rows = others.reduce((sum, [, count]) => sum + count, 0);
    const [best] = others;
    if (best === undefined || best[1] < LEAST || best[1] < AGREEING * rows) return [];
    return beside.get(best[0])!.size > others.length ? [best[0]] : [];
  };
}

function namesOf(order: RecordOrder, columns: Field["columns"], namesIn: PlaceReader): (readonly string[])[] {
  const names: (readonly string[])[] = [[]];
  const index = mapColumn(order, columns, (text) => names.push(namesIn(text)) - 1);
  return Array.from(index, (at) => names[at]!);
}
