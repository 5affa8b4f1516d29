import { canonicalJson, type Json } from "#kernel";
import {
  csvRow,
  type Decisions,
  type LinkOptions,
  type LinkResult,
  type ListMap,
  link,
  linkagesCsv,
  personHistory,
  readCsv,
  readList,
  type Table,
} from "#linkage";
import { type Exhibit, type Linkage, type List, makeUid } from "#record";
import { openStore } from "#store";
import { readExhibit } from "#vault";
import { nextId, writeDecision } from "./decide.ts";
import { declareLists, exhibitOf, mapOf } from "./declare-lists.ts";
import { ENGINE } from "./engine.ts";
import { preserveMade } from "./imagery.ts";
import { itemsByUid } from "./lineage.ts";
import { recordedState } from "./look.ts";
import { checkNew, newRulings, pairsOf, type RuledPairs, rulingsOn } from "./rulings.ts";
import { type CaseOptions, runCase } from "./run.ts";
import { type CaseState, itemsOf } from "./state.ts";

export interface LinkCaseOptions extends CaseOptions {
  /** Lists (`L1`) or exhibits (`E4`), which become lists. */
  readonly ids: readonly string[];
  /** `COLUMN=role` for exhibits that become lists now. */
  readonly map: readonly string[];
  readonly unique: readonly string[];
  /** Of exhibits that become lists now and are not UTF-8. */
  readonly encoding: string | undefined;
  /** Rulings of reviewers, to be recorded. */
  readonly decisions: Decisions;
  readonly kappa: number | null;
  readonly draws: number;
  readonly linking: Omit<LinkOptions, "mustLink" | "cannotLink" | "unique">;
}

export interface LinkedCase {
  readonly linkage: string;
  readonly persons: string;
  readonly linkages: string;
  readonly result: LinkResult;
  readonly tables: readonly Table[];
  readonly maps: readonly ListMap[];
  /** Those the linkage stands on. */
  readonly rulings: RuledPairs;
}

/**
 * Links lists of a case. Exhibits become lists with their column map under hand/decisions/lists.toml, rulings go to
 * hand/decisions/links.toml, and all of it is recorded before anything is compared; then mentions with their persons, drawn
 * clusterings, model and history are preserved as exhibits and the linkage is an act. The same again records nothing.
 *
 * @throws case/unknown-id, case/list-recorded, case/ruling-recorded, case/hand-problems, and what linking throws
 */
export async function linkCase(options: LinkCaseOptions): Promise<LinkedCase> {
  // What people changed under hand/ comes first: rulings are held against it.
  const { state: before } = await runCase(options);
  const declared = await declareLists(options, before);
  const lists = declared.ids;
  const rulings = newRulings(options.decisions, before);
  checkNew(rulings, before, declared);
  declared.write();
  for (const { a, b, decision, id } of rulings)
    writeDecision(options.dir, "links.toml", "link", { id, a, b, decision });
  const { state } = await runCase(options);
  const chosen = lists.map((id) => ({ id, list: state.items.get(id)!.value as unknown as List }));
  const tables = await Promise.all(
    chosen.map(async ({ id, list }) => readList(await exhibitOf(options.dir, state, list), id, list.encoding)),
  );
  const maps = tables.map((table, t) => mapOf(chosen[t]!.list, table));
  const known = rulingsOn(lists, state);
  const result = await link(tables, maps, {
    ...options.linking,
    alwaysNameLists: true,
    unique: chosen.filter(({ list }) => list.unique).map(({ id }) => id),
    ...pairsOf(known),
  });
  const made = await preserveLinkage(options, state, result, lists);
  const linkage = await recordLinkage(options, {
    lists: chosen.map(({ list }) => list.uid),
    decisions: known.map(({ uid }) => uid),
    ...made,
    mentions: result.records.count,
    found: result.persons,
    pairs: result.pairs,
    threshold: String(result.threshold),
    seed: options.linking.seed ?? 1,
    ...(options.kappa === null ? {} : { kappa: options.kappa.toFixed(3) }),
    engine: ENGINE,
  });
  const idOf = (uid: string): string => itemsByUid(recordedState(options)).get(uid)!.id;
  await runCase(options);
  return {
    linkage,
    persons: idOf(made.persons),
    linkages: idOf(made.linkages),
    result,
    tables,
    maps,
    rulings: pairsOf(known),
  };
}

async function preserveLinkage(
  options: LinkCaseOptions,
  state: CaseState,
  result: LinkResult,
  lists: readonly string[],
): Promise<Pick<Linkage, "persons" | "linkages" | "model"> & Partial<Pick<Linkage, "history" | "previous">>> {
  const { records, personOf } = result;
  let persons = "list,record_id,person_id\n";
  for (let i = 0; i < records.count; i++) persons += csvRow([lists[records.listOf[i]!]!, records.idOf(i), personOf(i)]);
  const drawn = [...linkagesCsv(result, lists, options.draws, options.linking.seed ?? 1)].join("");
  const model = `${JSON.stringify(result.model, null, 1)}\n`;
  const previous = previousLinkage(
    state,
    lists.map((id) => state.items.get(id)!.uid),
  );
  const history = previous === undefined ? null : await historyCsv(options.dir, state, previous.value, result);
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
  const method = `made by snowmelt link, ${ENGINE}`;
  const byUid = itemsByUid(state);
  const madeFrom = lists.map((id) => {
    const list = state.items.get(id)!.value as unknown as List;
    return (byUid.get(list.exhibit)!.value as unknown as Exhibit).sha256;
  });
  const transformations = [`linked from ${lists.join(", ")}`];
  const files = [
    { name: "persons.csv", bytes: bytes(persons) },
    { name: "linkages.csv", bytes: bytes(drawn) },
    { name: "model.json", bytes: bytes(model) },
    ...(history === null ? [] : [{ name: "history.csv", bytes: bytes(history) }]),
  ];
  const ids = await preserveMade(
    options,
    files.map((file) => ({ ...file, method, transformations, madeFrom })),
  );
  const items = recordedState(options).items;
  const [personsUid, linkages, modelUid, historyUid] = ids.map((id) => items.get(id)!.uid);
  return {
    persons: personsUid!,
    linkages: linkages!,
    model: modelUid!,
    ...(historyUid === undefined ? {} : { history: historyUid, previous: previous!.uid }),
  };
}

// The last linkage of these lists, whatever was linked since; else the last of any of them.
function previousLinkage(state: CaseState, lists: readonly string[]): ReturnType<typeof itemsOf>[number] | undefined {
  const known = itemsOf(state, "linkage");
  const listsOf = (value: { readonly [key: string]: Json }): readonly string[] => value["lists"] as string[];
  const isSame = (others: readonly string[]): boolean =>
    others.length === lists.length && others.every((list) => lists.includes(list));
  return (
    known.filter(({ value }) => isSame(listsOf(value))).at(-1) ??
    known.filter(({ value }) => listsOf(value).some((list) => lists.includes(list))).at(-1)
  );
}

/** What became of the persons of the linkage before; `null` when they are the same. */
async function historyCsv(
  dir: string,
  state: CaseState,
  previous: { readonly [key: string]: Json },
  { records, personOf }: LinkResult,
): Promise<string | null> {
  const exhibit = itemsByUid(state).get(previous["persons"] as string)!.value as unknown as Exhibit;
  const table = readCsv(await readExhibit(dir, exhibit.sha256), "persons.csv");
  const column = (name: string): ((row: number) => string) => {
    const found = table.columns.find((c) => c.name === name)!;
    return (row) => found.texts.text(found.codes[row]!);
  };
  const [record, person] = [column("record_id"), column("person_id")];
  const before = new Map(Array.from({ length: table.rows }, (_, row) => [record(row), person(row)]));
  const after = new Map(Array.from({ length: records.count }, (_, i) => [records.idOf(i), personOf(i)]));
  const changes = personHistory(before, after).filter(({ before: x, after: y, what }) => what !== "same" || x !== y);
  if (changes.length === 0) return null;
  return `before,after,what,records\n${changes.map(({ before: x, after: y, what, records: n }) => csvRow([x, y, what, String(n)])).join("")}`;
}

// Linking the same again makes the same files; then the linkage keeps its act.
async function recordLinkage(options: LinkCaseOptions, value: Omit<Linkage, "uid" | "id">): Promise<string> {
  const { dir, home, effects } = options;
  const state = recordedState(options);
  const known = itemsOf(state, "linkage");
  const bare = (each: object): string => {
    const { uid, id, history, previous, ...rest } = each as Linkage;
    return canonicalJson(rest as unknown as Json);
  };
  // Other lists may have been linked since.
  const last = known.filter((item) => (item.value["lists"] as string[]).join() === value.lists.join()).at(-1);
  if (last !== undefined && bare(last.value) === bare(value)) return last.id;
  const id = nextId(
    "Y",
    known.map((item) => item.id),
    state.device,
  );
  const store = openStore({ dir, home, effects });
  try {
    await store.unlock(options.passphrase);
    const act = { uid: makeUid(effects.randomBytes(16)), id, ...value };
    store.append([{ kind: "linkage.set", value: act as unknown as { [key: string]: Json } }]);
    return id;
  } finally {
    store.close();
  }
}
