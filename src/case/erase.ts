import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { Json } from "#kernel";
import type { DossierPublish, Erase, Mark } from "#record";
import { type Act, deviceLetters, eraseDeviceValues, openStore, readDeviceLog, type Store } from "#store";
import { exhibitPath } from "#vault";
import { destroy } from "./at-rest/destroy.ts";
import { dropSealedCopies } from "./at-rest/seal-case.ts";
import { type Approver, cosignatureFor } from "./devices/approver.ts";
import { saidBy } from "./devices/second-signer.ts";
import { caseError } from "./errors.ts";
import { wordsOf } from "./index-database.ts";
import { edgesOf } from "./lineage.ts";
import { filesHolding } from "./residue.ts";
import { type CaseOptions, runCase } from "./run.ts";
import { requireKnownFormat } from "./settings.ts";
import { type CaseState, foldActs, type Item } from "./state.ts";

export interface EraseOptions extends CaseOptions {
  readonly id: string;
  readonly reason: Erase["reason"];
  readonly basis: string;
  /** Whose key signs beside the case's, where the case asks for two signers. */
  readonly approver?: Approver | undefined;
  /** Say what would be erased, and erase nothing. */
  readonly dryRun?: boolean;
}

export interface Erasure {
  /** Numbers of the acts whose values are gone. */
  readonly seqs: readonly number[];
  /** What was destroyed or cleaned, in words. */
  readonly cleaned: readonly string[];
  /** Files of the case folder that still hold words of what was erased. */
  readonly remaining: readonly string[];
  /** What no command on this machine reaches. */
  readonly unreachable: readonly string[];
}

/** Shorter words occur everywhere by chance. */
const SHORTEST = 5;

/**
 * Erases an item: the values and record keys of every act about it, the exhibit's bytes, decisions of the program that
 * name it, torn ends and output/. The ledger's entries stay and verify; without its key, a commitment tells nothing.
 * Interrupted, the same command finishes it.
 *
 * @throws case/unknown-id, case/still-named
 */
export async function eraseItem(options: EraseOptions): Promise<Erasure> {
  const { dir, home, effects, id } = options;
  requireKnownFormat(dir);
  const store = openStore({ dir, home, effects });
  try {
    const acts = [...store.acts()];
    const state = foldActs(acts);
    const plan = planErasure(dir, acts, state, id);
    const unreachable = unreachableOf(state, plan.seqs);
    const what = [`${plan.seqs.length} recorded values with their keys`, ...plan.files.map(({ name }) => name)];
    if (options.dryRun === true) return { seqs: plan.seqs, cleaned: what, remaining: [], unreachable };
    await store.unlock(options.passphrase);
    if (!plan.isRecorded) recordErasure(store, state, plan, options);
    for (const { path } of plan.files) destroy(path);
    store.erase(plan.seqs);
    for (const { device, seqs } of plan.others) eraseDeviceValues(dir, device, seqs);
    rmSync(join(dir, "private", "torn"), { recursive: true, force: true });
    const decisions = cleanDecisions(dir, id);
    store.close();
    rmSync(join(dir, "output"), { recursive: true, force: true });
    await runCase(options);
    const sealed = dropSealedCopies(dir);
    return {
      seqs: plan.seqs,
      cleaned: [...what, ...decisions, "output/, made anew", ...sealed],
      remaining: filesHolding(dir, plan.words),
      unreachable,
    };
  } finally {
    store.close();
  }
}

interface Plan {
  readonly ids: readonly string[];
  readonly seqs: readonly number[];
  /** The same in the copies of other devices' logs. */
  readonly others: readonly { readonly device: string; readonly seqs: readonly number[] }[];
  /** Words of the erased values, to look for afterwards. */
  readonly words: readonly string[];
  readonly files: readonly { readonly name: string; readonly path: string }[];
  /** The erasure stands in the ledger already, and was not finished. */
  readonly isRecorded: boolean;
}

function planErasure(dir: string, acts: readonly Act[], state: CaseState, id: string): Plan {
  const earlier = state.erasures.find(({ value }) => value.ids.includes(id));
  const uids = new Set(acts.filter(({ value }) => value?.["id"] === id).map(({ value }) => value!["uid"] as Json));
  const isAbout = ({ kind, value }: Act): boolean =>
    value !== null &&
    (value["id"] === id || uids.has(value["uid"] ?? null) || (kind === "mark.set" && namesOnly(value, id)));
  const about = acts.filter(isAbout);
  if (about.length === 0 && earlier === undefined) throw unknownId(id);
  requireFree(dir, id, state.items.get(id), state);
  const seqs = new Set([...about.map(({ seq }) => seq), ...(earlier?.value.seqs ?? [])]);
  // The name of another item, which this one rests on, is that item's and stays with it.
  const others = new Set<Json>(
    acts.filter((act) => !about.includes(act)).flatMap((act) => [...textsOf(act), act.value?.["uid"] ?? null]),
  );
  const words = [...new Set(about.flatMap((act) => textsOf(act)))].filter((word) => !others.has(word));
  return {
    ids: [id],
    seqs: [...seqs].sort((a, b) => a - b),
    others: othersOf(dir, state, id, uids),
    words,
    files: about.flatMap((act) => blobOf(dir, act, acts, id)),
    isRecorded: earlier !== undefined,
  };
}

/** Acts about the item in the copies of other devices' logs that lie in the folder. */
function othersOf(dir: string, state: CaseState, id: string, uids: ReadonlySet<Json>): Plan["others"] {
  return deviceLetters(dir)
    .filter((device) => device !== state.device)
    .flatMap((device) => {
      const about = [...readDeviceLog(dir, device).acts()].filter(
        ({ value }) => value !== null && (value["id"] === id || uids.has(value["uid"] ?? null)),
      );
      return about.length === 0 ? [] : [{ device, seqs: about.map(({ seq }) => seq) }];
    });
}

/** Texts of a value that may be looked for; what other records say too is no trace of this one. */
function textsOf({ kind, value }: Act): readonly string[] {
  const words = value === null ? [] : wordsOf(value);
  // Of what a program found only the values are of the file; its name and theirs are the program's.
  const isOwn = (pointer: string): boolean =>
    kind === "exhibit.examine" ? /^\/entries\/\d+\/value$/.test(pointer) : pointer !== "/level" && pointer !== "/how";
  return words.flatMap(({ pointer, text }) => (text.length < SHORTEST || !isOwn(pointer) ? [] : [text]));
}

function namesOnly(value: Act["value"], id: string): boolean {
  const { items } = value as unknown as Mark;
  return items.length === 1 && items[0] === id;
}

/** The vault's copy, unless another exhibit is the same bytes. */
function blobOf(dir: string, { kind, value }: Act, acts: readonly Act[], id: string): Plan["files"] {
  if (kind !== "exhibit.add") return [];
  const sha256 = value!["sha256"] as string;
  const isShared = acts.some(
    (act) => act.kind === "exhibit.add" && act.value?.["sha256"] === sha256 && act.value["id"] !== id,
  );
  return isShared ? [] : [{ name: `the bytes of ${id} in the vault`, path: exhibitPath(dir, sha256) }];
}

/** An item that people still state under hand/, or that others rest on, would come back or leave them in the air. */
function requireFree(dir: string, id: string, item: Item | undefined, state: CaseState): void {
  const naming = handFiles(dir).filter((file) => {
    const lines = readFileSync(join(dir, file), "utf8").split("\n");
    return lines.some((line) => !line.trimStart().startsWith("#") && new RegExp(`\\b${id}\\b`).test(line));
  });
  const resting = [...state.items.values()].filter((other) => edgesOf(other).some(({ to }) => to === item?.uid));
  const places = [...naming, ...resting.map((other) => other.id)];
  if (places.length === 0) return;
  throw caseError("case/still-named", {
    what: `Cannot erase ${id}`,
    found: `it is still named in ${places.join(", ")}; needed: nothing that states it again or rests on it`,
    unchanged: "Nothing was erased.",
    mend: `Take it out there, then: snowmelt run; and again: snowmelt erase ${id}`,
  });
}

/** Files that people write under hand/. */
function handFiles(dir: string): readonly string[] {
  return readdirSync(join(dir, "hand"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(dir, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    .filter((file) => !file.startsWith("hand/decisions/") && /\.(toml|md|csv|geojson)$/.test(file))
    .sort();
}

/** Takes an id out of the rows that the program wrote; a row that names nothing else goes. @returns the files changed */
function cleanDecisions(dir: string, id: string): readonly string[] {
  const folder = join(dir, "hand", "decisions");
  if (!existsSync(folder)) return [];
  const changed: string[] = [];
  for (const name of readdirSync(folder).sort()) {
    const path = join(folder, name);
    const text = readFileSync(path, "utf8");
    const rows = text.split(/^(?=\[\[)/m);
    const kept = rows.map((row) => withoutId(row, id)).join("");
    if (kept === text) continue;
    writeFileSync(`${path}.new`, kept);
    destroy(path);
    renameSync(`${path}.new`, path);
    changed.push(`hand/decisions/${name}`);
  }
  return changed;
}

function withoutId(row: string, id: string): string {
  if (!row.includes(`"${id}"`)) return row;
  const items = /^items = (\[.*\])$/m.exec(row)?.[1];
  const others = items === undefined ? [] : (JSON.parse(items) as string[]).filter((item) => item !== id);
  return others.length === 0 ? "" : row.replace(items!, JSON.stringify(others));
}

function recordErasure(store: Store, state: CaseState, plan: Plan, { reason, basis, approver }: EraseOptions): void {
  const others = plan.others.map(({ device, seqs }) => ({ device, seqs: [...seqs] }));
  const value = { ids: [...plan.ids], seqs: [...plan.seqs], ...(others.length === 0 ? {} : { others }), reason, basis };
  const { roster } = store;
  const isNeeded = state.settings?.value.signers === 2;
  const said = saidBy("record.erase", value);
  const cosigned = cosignatureFor({ isNeeded, roster, approver, what: "record.erase", said });
  store.append([{ kind: "record.erase", value: cosigned === undefined ? value : { ...value, cosigned } }]);
}

/** What was handed out or copied before. */
function unreachableOf(state: CaseState, seqs: readonly number[]): readonly string[] {
  const first = Math.min(...seqs);
  return state.publications
    .map(({ value }) => value as unknown as DossierPublish)
    .filter(({ n }) => n > first)
    .map(({ dossier, day }) => `the dossier ${dossier} of ${day}: whoever received it keeps it; publish a correction`)
    .concat(
      state.backups
        .filter(({ value }) => value.n > first)
        .map(({ value }) => `the backup "${value.label}" of ${value.day}`),
      "other copies of this folder that were made before",
      "copies that the disk itself keeps (flash, snapshots)",
    );
}

function unknownId(id: string): Error {
  return caseError("case/unknown-id", {
    what: `Cannot erase "${id}"`,
    found: "no act of the case is about it",
    unchanged: "Nothing was erased.",
    mend: "See what there is: snowmelt list",
  });
}
