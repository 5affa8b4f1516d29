import { DEFAULT_LEVEL, type Figure, type Level, type Mark } from "#record";
import { type CaseState, type Item, itemsOf } from "./state.ts";

/** Who may see an item: it must be cleared for every level of a list. */
export interface ItemLevels {
  readonly item: readonly Level[];
  /** By pointer into the value; only fields that carry a mark of their own. */
  readonly fields: Readonly<Record<string, readonly Level[]>>;
}

/**
 * The levels of every item by id: its marks, else `team`; a text says its own. A figure also inherits the levels of the
 * claims and figures it comes from, for a number reveals what it is made of.
 */
export function levelsOf(state: CaseState): ReadonlyMap<string, ItemLevels> {
  const marks = itemsOf(state, "mark").map((item) => item.value as unknown as Mark);
  const byUid = new Map([...state.items.values()].map((item) => [item.uid, item]));
  const levels = new Map<string, ItemLevels>();
  const build = (item: Item): ItemLevels => {
    const known = levels.get(item.id);
    if (known !== undefined) return known;
    const own = marks.filter((mark) => mark.items.includes(item.id));
    const fields: Record<string, Level[]> = {};
    for (const { field, level } of own) if (field !== undefined) fields[field] = [...(fields[field] ?? []), level];
    const whole = own.filter((mark) => mark.field === undefined).map((mark) => mark.level);
    const said = item.noun === "text" ? [item.value["level"] as Level] : [];
    const stated = [...whole, ...said];
    const inherited = item.noun === "figure" ? originsOf(item).flatMap((uid) => build(byUid.get(uid)!).item) : [];
    const result = { item: [...new Set([...(stated.length === 0 ? [DEFAULT_LEVEL] : stated), ...inherited])], fields };
    levels.set(item.id, result);
    return result;
  };
  for (const item of state.items.values()) build(item);
  return levels;
}

function originsOf(item: Item): readonly string[] {
  const figure = item.value as unknown as Figure;
  return [...(figure.claim === undefined ? [] : [figure.claim]), ...figure.inputs];
}
