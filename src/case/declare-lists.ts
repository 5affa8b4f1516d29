import type { Problem } from "#kernel";
import {
  type ListMap,
  parseMapWords,
  proposeMap,
  proposeMaps,
  readList,
  requireComparable,
  type Table,
} from "#linkage";
import type { Exhibit, List } from "#record";
import { readExhibit } from "#vault";
import { nextId, writeDecision } from "./decide.ts";
import { caseError } from "./errors.ts";
import { itemsByUid } from "./lineage.ts";
import { type CaseState, itemsOf } from "./state.ts";

export interface ListWishes {
  readonly dir: string;
  /** Lists (`L1`) or exhibits (`E4`). */
  readonly ids: readonly string[];
  /** `COLUMN=role` or `ID:COLUMN=role`. */
  readonly map: readonly string[];
  readonly unique: readonly string[];
  /** Of exhibits that become lists now and are not UTF-8. */
  readonly encoding: string | undefined;
}

/** Lists as they are or will be recorded, and how to write down those that are new. */
export interface DeclaredLists {
  /** In the order given. */
  readonly ids: readonly string[];
  readonly tables: readonly Table[];
  readonly maps: readonly ListMap[];
  readonly write: () => void;
}

interface Wanted {
  readonly given: string;
  readonly id: string;
  readonly list: List | null;
  readonly exhibit: Exhibit;
}

/**
 * Reads the lists. Exhibits that are no lists yet become lists once `write` is called: roles are proposed, a person may change them in
 * the file. What is recorded of a list is never written over.
 *
 * @throws case/unknown-id, case/list-twice, case/list-recorded, linkage/bad-map
 */
export async function declareLists(wishes: ListWishes, state: CaseState): Promise<DeclaredLists> {
  const lists = wantedLists(wishes.ids, state);
  const tables = await Promise.all(
    lists.map(async ({ exhibit, id, list }) =>
      readList(await readExhibit(wishes.dir, exhibit.sha256), id, list === null ? wishes.encoding : list.encoding),
    ),
  );
  const proposed = proposeMaps(tables);
  const known = lists.map(({ list }, t) => (list === null ? proposed[t]! : mapOf(list, tables[t]!)));
  const maps = parseMapWords(wishes.map.map(byOwnIds(lists)), tables, known);
  requireComparable(tables, maps);
  checkRecorded(wishes, lists, known, maps);
  return { ids: lists.map(({ id }) => id), tables, maps, write: () => writeNew(wishes, lists, maps) };
}

// Exhibits that become lists now.
function writeNew(wishes: ListWishes, lists: readonly Wanted[], maps: readonly ListMap[]): void {
  lists.forEach(({ given, id, list, exhibit }, t) => {
    if (list !== null) return;
    writeDecision(wishes.dir, "lists.toml", "list", {
      id,
      exhibit: given,
      name: exhibit.originalName,
      columns: maps[t]!.columns.map(({ column, role }) => `${column}=${role}`),
      unique: wishes.unique.includes(given) ? "yes" : "no",
      ...(wishes.encoding === undefined ? {} : { encoding: wishes.encoding }),
    });
  });
}

/** The map of a recorded list. Where its role is the one proposed, the reason is that of the proposal. */
export function mapOf(list: List, table: Table): ListMap {
  const proposed = proposeMap(table);
  const [recorded] = parseMapWords(list.columns, [table], [proposed]);
  const columns = recorded!.columns.map((column, c) =>
    column.role === proposed.columns[c]!.role ? proposed.columns[c]! : column,
  );
  return { ...recorded!, columns };
}

/** Bytes of the exhibit that is the list. */
export function exhibitOf(dir: string, state: CaseState, list: List): Promise<Uint8Array> {
  return readExhibit(dir, (itemsByUid(state).get(list.exhibit)!.value as unknown as Exhibit).sha256);
}

function wantedLists(ids: readonly string[], state: CaseState): Wanted[] {
  const unknown = ids.filter((id) => !["list", "exhibit"].includes(state.items.get(id)?.noun ?? ""));
  if (unknown.length > 0) {
    throw caseError("case/unknown-id", {
      what: `Cannot link "${unknown.join('", "')}"`,
      found: "the case holds no such list or exhibit",
      unchanged: "Nothing was recorded.",
      mend: "See what there is: snowmelt list exhibits",
    });
  }
  const wanted = wantedOnce(ids, state);
  const twice = wanted.find(({ id }, i) => wanted.findIndex((each) => each.id === id) !== i);
  if (twice === undefined) return wanted;
  throw caseError("case/list-twice", {
    what: `Cannot link "${twice.given}" with itself`,
    found: `${twice.id} is given twice; needs each list once`,
    unchanged: "Nothing was recorded.",
    mend: "Give each list once: repeats within a list are found as well.",
  });
}

function wantedOnce(ids: readonly string[], state: CaseState): Wanted[] {
  const known = itemsOf(state, "list");
  const taken = known.map((item) => item.id);
  const byUid = itemsByUid(state);
  const fresh = new Map<string, string>();
  return ids.map((given) => {
    const item = state.items.get(given)!;
    const found = item.noun === "list" ? item : known.find((list) => list.value["exhibit"] === item.uid);
    const list = found === undefined ? null : (found.value as unknown as List);
    const id = found?.id ?? fresh.get(item.uid) ?? nextId("L", taken, state.device);
    if (found === undefined) {
      taken.push(id);
      fresh.set(item.uid, id);
    }
    const exhibit = (list === null ? item : byUid.get(list.exhibit)!).value as unknown as Exhibit;
    return { given, id, list, exhibit };
  });
}

// Tables are called by the lists' own ids; a person may say E4:COLUMN=role of an exhibit that becomes a list only now.
function byOwnIds(lists: readonly Wanted[]): (word: string) => string {
  return (word) => {
    const named = lists.find(({ given }) => word.startsWith(`${given}:`));
    return named === undefined ? word : `${named.id}${word.slice(named.given.length)}`;
  };
}

function checkRecorded(
  { unique, encoding }: ListWishes,
  lists: readonly Wanted[],
  known: readonly ListMap[],
  maps: readonly ListMap[],
): void {
  const problems = lists.flatMap(({ given, id, list }, t): Problem[] => {
    if (list === null) return [];
    const others = maps[t]!.columns.filter(({ role }, c) => role !== known[t]!.columns[c]!.role);
    return [
      ...others.map(({ column, role }) => ({ message: `${id}: column "${column}" is not recorded as ${role}` })),
      ...(unique.includes(given) && !list.unique ? [{ message: `${id} is not recorded as free of duplicates` }] : []),
      ...(encoding !== undefined && encoding !== list.encoding
        ? [{ message: `${id} is recorded as ${list.encoding ?? "utf-8"}, not ${encoding}` }]
        : []),
    ];
  });
  if (problems.length === 0) return;
  throw caseError("case/list-recorded", {
    what: "Cannot change lists that are recorded",
    found: `${problems.length} words of --map, --unique or --encoding are not what is recorded of them`,
    unchanged: "Nothing was linked or recorded.",
    mend: "Change the list in hand/decisions/lists.toml or hand/lists.toml, then link without these words.",
    problems,
  });
}
