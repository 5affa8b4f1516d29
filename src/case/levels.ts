import { type ClosingReason, DEFAULT_LEVEL, type Figure, type Level, type Mark, type Redaction } from "#record";
import { derivedOf } from "./custody/derive.ts";
import { type CaseState, type Item, itemsOf, type Noun } from "./state.ts";

/** Who may see an item: it must be cleared for every level of a list. */
export interface ItemLevels {
  readonly item: readonly Level[];
  /** By pointer into the value; only fields that carry a mark of their own. */
  readonly fields: Readonly<Record<string, readonly Level[]>>;
  /** Of texts in which words are closed: what the whole text asks for besides. */
  readonly spans: Readonly<Record<string, readonly Level[]>>;
  /** Classes of reason by pointer; `""` is the whole item. */
  readonly reasons: Readonly<Record<string, ClosingReason>>;
  /** Coarser values that stand for closed fields, by the field's pointer. */
  readonly coarse: Readonly<Record<string, string>>;
}

/** Whose own row or head says who may see them. */
const SAY_THEIR_LEVEL: ReadonlySet<Noun> = new Set(["text", "erratum"]);

/** From the coarsest: of several that are asked for, the coarsest stands. */
const STEPS = ["year", "governorate", "band", "month", "band5"];

/**
 * The levels of every item by id: its marks, else `team`; a text and an erratum say their own. A figure also inherits the levels of the
 * claims and figures it comes from, for a number reveals what it is made of.
 */
export function levelsOf(state: CaseState): ReadonlyMap<string, ItemLevels> {
  const marks = itemsOf(state, "mark").map((item) => item.value as unknown as Mark);
  const redactions = itemsOf(state, "redaction").map((item) => item.value as unknown as Redaction);
  const byUid = new Map([...state.items.values()].map((item) => [item.uid, item]));
  const levels = new Map<string, ItemLevels>();
  const build = (item: Item): ItemLevels => {
    const known = levels.get(item.id);
    if (known !== undefined) return known;
    const own = marks.filter((mark) => mark.items.includes(item.id));
    const fields: Record<string, Level[]> = {};
    const spans: Record<string, Level[]> = {};
    const reasons: Record<string, ClosingReason> = {};
    const coarse: Record<string, string> = {};
    const add = (to: Record<string, Level[]>, pointer: string, mark: Mark): void => {
      to[pointer] = [...new Set([...(to[pointer] ?? []), mark.level])];
      if (mark.because !== undefined) reasons[pointer] ??= mark.because;
    };
    for (const mark of own) {
      if (mark.span !== undefined) closeSpan(item, mark, (pointer) => add(fields, pointer, mark), spans);
      else if (mark.field !== undefined) for (const pointer of closedWith(mark.field)) add(fields, pointer, mark);
      else if (mark.because !== undefined) reasons[""] ??= mark.because;
      if (mark.field !== undefined && mark.coarse !== undefined) {
        const [now, next] = [STEPS.indexOf(coarse[mark.field] ?? ""), STEPS.indexOf(mark.coarse)];
        if (now === -1 || next < now) coarse[mark.field] = mark.coarse;
      }
    }
    // Who may not see an exhibit whole must not learn its hash either: it would tell whoever holds the file.
    for (const { level } of redactions.filter(({ exhibit }) => exhibit === item.uid)) {
      for (const pointer of ["/sha256", "/size"]) fields[pointer] = [...(fields[pointer] ?? []), level];
    }
    const whole = own.filter((mark) => mark.field === undefined && mark.span === undefined).map((mark) => mark.level);
    const said = SAY_THEIR_LEVEL.has(item.noun) ? [item.value["level"] as Level] : [];
    const stated = [...whole, ...said];
    const inherited =
      item.noun === "exhibit"
        ? originalLevels(item, stated.length > 0, byUid, build)
        : item.noun === "figure"
          ? originsOf(item).flatMap((uid) => build(byUid.get(uid)!).item)
          : [];
    const result = {
      item: [...new Set([...(stated.length === 0 ? [DEFAULT_LEVEL] : stated), ...inherited])],
      fields: fields,
      spans: spans,
      reasons,
      coarse,
    };
    levels.set(item.id, result);
    return result;
  };
  for (const item of state.items.values()) build(item);
  return levels;
}

/** A field and what says the same: coordinates tell a place whose name is closed. */
function closedWith(field: string): readonly string[] {
  return field === "/where" ? [field, "/point"] : [field];
}

/** A translation says what its original says: it is as closed, until a mark of its own says otherwise; never less than protected. */
function originalLevels(
  item: Item,
  isMarked: boolean,
  byUid: ReadonlyMap<string, Item>,
  build: (item: Item) => ItemLevels,
): readonly Level[] {
  const originals = derivedOf(item).flatMap(({ of }) => byUid.get(of) ?? []);
  return originals.flatMap((original) => build(original).item.filter((level) => !isMarked || level === "protected"));
}

/** Marks the parts of the item's texts that hold the closed words, and the texts as a whole. */
function closeSpan(item: Item, mark: Mark, close: (pointer: string) => void, spans: Record<string, Level[]>): void {
  const texts = (item.value["spans"] ?? []) as unknown as readonly { field: string; parts: readonly string[] }[];
  for (const [i, { field, parts }] of texts.entries()) {
    if (mark.field !== undefined && mark.field !== field) continue;
    for (const [j, part] of parts.entries()) {
      if (!part.includes(mark.span!)) continue;
      close(`/spans/${i}/parts/${j}`);
      spans[field] = [...new Set([...(spans[field] ?? []), mark.level])];
    }
  }
}

function originsOf(item: Item): readonly string[] {
  const figure = item.value as unknown as Figure;
  return [...(figure.claim === undefined ? [] : [figure.claim]), ...figure.inputs];
}
