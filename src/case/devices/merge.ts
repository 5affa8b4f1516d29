import { createHash } from "node:crypto";
import { createReadStream, existsSync, readFileSync, realpathSync } from "node:fs";
import { chmod } from "node:fs/promises";
import { join, resolve } from "node:path";
import { canonicalJson, type Json, type Problem, sha256Hex } from "#kernel";
import {
  type DeviceLog,
  deviceLetters,
  type NewAct,
  openStore,
  putDeviceFiles,
  readDeviceFiles,
  readDeviceLog,
  type Store,
  writeFailure,
} from "#store";
import { exhibitPath } from "#vault";
import { doorOf } from "../at-rest/layout.ts";
import { writeWhole } from "../at-rest/write-whole.ts";
import { copyWhole, syncFoldersOf } from "../durable-copy.ts";
import { caseError } from "../errors.ts";
import type { CaseOptions } from "../run.ts";
import { readSettings, requireKnownFormat } from "../settings.ts";
import { type CaseState, foldActs, itemsOf } from "../state.ts";
import { compareLogs, faultOfLog, limitOf } from "./compare.ts";
import { takeOver } from "./take-over.ts";

export interface MergeOptions extends CaseOptions {
  /** Another copy of the case folder. It is only read. */
  readonly from: string;
}

export interface Merged {
  /** Per log that grew: its entries now, and how many of its acts were taken over. */
  readonly logs: readonly { readonly device: string; readonly entries: number; readonly acts: number }[];
  /** Exhibits whose bytes came over. */
  readonly exhibits: number;
  /** What was not taken over, and why. */
  readonly left: readonly string[];
  /** Second histories that were met now, as files under ledger/forks/. */
  readonly forks: readonly string[];
}

/** What one log of the other folder means for this case. */
interface Step {
  readonly log: DeviceLog;
  readonly ours: DeviceLog | null;
  readonly what: "take" | "nothing" | "fork" | "refuse";
}

/**
 * Brings over what another copy of the case folder holds: logs, private values, exhibits. Nothing that is here is lost, and
 * what was erased here stays erased. Acts of the other devices are recorded in this device's log, with the place they come
 * from, and how far each log was taken over. Two histories of one log are both kept; the one that is here goes on.
 * Interrupted, the same command finishes it.
 *
 * @throws case/bad-merge, case/not-enrolled, case/older-copy, store/corrupt; then nothing was changed
 */
export async function mergeCase(options: MergeOptions): Promise<Merged> {
  const { dir, home, effects, passphrase } = options;
  const other = resolve(effects.cwd, options.from);
  requireKnownFormat(dir);
  requireCopy(dir, other);
  const store = openStore({ dir, home, effects });
  try {
    await store.unlock(passphrase);
    const state = foldActs(store.acts());
    const steps = plan(store, other, state);
    const merged = await carryOut(store, other, steps, state);
    if (store.device !== "a") bringSettings(dir, other, state, foldActs(store.acts()));
    return merged;
  } finally {
    store.close();
  }
}

/** Takes over the logs of the others that lie in the case folder itself already. The store is unlocked. */
export async function takeOverHere(store: Store): Promise<Merged> {
  const logs = deviceLetters(store.dir).filter((letter) => letter !== store.device);
  const steps = logs.map((letter): Step => {
    const log = readDeviceLog(store.dir, letter);
    return { log, ours: log, what: "take" };
  });
  return carryOut(store, store.dir, steps, foldActs(store.acts()));
}

function plan(store: Store, other: string, state: CaseState): readonly Step[] {
  const { dir, device } = store;
  const here = new Map(deviceLetters(dir).map((letter) => [letter, readDeviceLog(dir, letter)]));
  const logs = deviceLetters(other).map((letter) => readDeviceLog(other, letter));
  const first = here.get("a")!;
  const theirFirst = logs.find((log) => log.device === "a");
  const isNewer = theirFirst !== undefined && compareLogs(first, theirFirst) === "longer";
  // The newest log of device a tells the keys; it was checked to the last signature when it was read.
  const roster = device === "a" || !isNewer ? store.roster : theirFirst.roster;
  const steps: Step[] = [];
  const faults: Problem[] = [];
  for (const log of logs) {
    const fault = faultOfLog(log, first, roster);
    const ours = here.get(log.device) ?? null;
    if (log.device !== device && fault?.key !== undefined) throw notEnrolled(log.device, fault.key);
    // A device that was not enrolled yet when this copy of log a was made still knows its own log.
    if (fault !== null && !(log.device === device && fault.key !== undefined)) {
      faults.push({ message: `the log of device ${log.device}: ${fault.reason}` });
      continue;
    }
    const standing = compareLogs(ours, log);
    if (log.device === device && standing === "longer") throw olderCopy(ours!.size, log.size);
    const limit = limitOf(roster, log.device);
    const isRefused = limit !== null && log.size > limit && log.device !== device;
    if (standing === "forked") steps.push({ log, ours, what: "fork" });
    else if (isRefused && standing === "longer") steps.push({ log, ours, what: "refuse" });
    else if (log.device === device) steps.push({ log, ours, what: "nothing" });
    else if (standing === "longer" || (state.peers.get(log.device)?.n ?? 0) < log.size)
      steps.push({ log, ours, what: "take" });
  }
  if (faults.length > 0) throw badMerge("logs that do not belong to this case", faults);
  return steps;
}

async function carryOut(store: Store, other: string, steps: readonly Step[], state: CaseState): Promise<Merged> {
  const { dir } = store;
  const own = [...store.acts()];
  const acts: NewAct[] = [];
  const left: string[] = [];
  const logs: { device: string; entries: number; acts: number }[] = [];
  for (const { log, ours, what } of steps) {
    if (what !== "take") continue;
    // A copy here that is longer than the other is what counts.
    const longest = ours !== null && ours.size > log.size ? ours : log;
    const taken = takeOver([...own], state, longest);
    left.push(...taken.left);
    acts.push(...taken.acts);
    const last = longest.markers.at(-1)!;
    const isKnown = state.peers.get(log.device)?.n === last.n;
    if (!isKnown) acts.push(checkpointOf(log.device, last));
    logs.push({ device: log.device, entries: last.n, acts: taken.acts.length });
  }
  const exhibits = await missingExhibits(dir, other, state, acts);
  const forks = steps.flatMap((step) => (step.what === "fork" ? keepAside(dir, step.log, "forks") : []));
  for (const { log, what } of steps) {
    if (what !== "refuse") continue;
    const [file] = keepAside(dir, log, "refused");
    left.push(
      `the log of device ${log.device}: it goes on after its key was revoked${file === undefined ? "" : `; kept as ledger/refused/${file}`}`,
    );
  }
  for (const { log, ours, what } of steps) if (what === "take") putLog(dir, log, ours);
  for (const { from, path } of exhibits) await copyExhibit(from, path);
  const met = steps.flatMap(({ log, what }) => (what === "fork" ? forkAct(log, state) : []));
  store.append([...acts, ...met]);
  return { logs, exhibits: exhibits.length, left, forks };
}

function checkpointOf(device: string, { n, root }: { readonly n: number; readonly root: string }): NewAct {
  return { kind: "peer.checkpoint", value: {}, x: { device, n, root } };
}

/** A log grows by whole lines; a value that was erased here stays erased. */
function putLog(dir: string, log: DeviceLog, ours: DeviceLog | null): void {
  if (ours !== null && ours.size >= log.size) return;
  const theirs = readDeviceFiles(log);
  const here = ours === null ? [] : readDeviceFiles(ours).privates;
  putDeviceFiles(dir, log.device, {
    ledger: theirs.ledger,
    privates: [...here, ...theirs.privates.slice(here.length)],
  });
}

function evidenceName(log: DeviceLog): string {
  const last = log.markers.at(-1)!;
  return `${log.device}-${last.n}-${sha256Hex(last.line).slice(0, 8)}.jsonl`;
}

/** Keeps a log that does not count, whole; once. @returns its name, when it is new */
function keepAside(dir: string, log: DeviceLog, folder: "forks" | "refused"): readonly string[] {
  const name = evidenceName(log);
  if (existsSync(join(dir, "ledger", folder, name))) return [];
  putDeviceFiles(dir, log.device, readDeviceFiles(log), { folder, name });
  return [name];
}

function forkAct(log: DeviceLog, state: CaseState): readonly NewAct[] {
  const file = evidenceName(log);
  if (state.forks.some(({ value }) => value.file === file)) return [];
  const { n, root } = log.markers.at(-1)!;
  return [{ kind: "peer.fork", value: { device: log.device, n, root, file } }];
}

/** Bytes of exhibits that are not here. @throws case/bad-merge when the other folder does not have them either, or damaged */
async function missingExhibits(dir: string, other: string, state: CaseState, acts: readonly NewAct[]) {
  const added = acts.flatMap(({ kind, value }) => (kind === "exhibit.add" ? [value] : []));
  const known = itemsOf(state, "exhibit").map((item) => item.value);
  const found: { readonly from: string; readonly path: string }[] = [];
  const problems: Problem[] = [];
  for (const [i, value] of [...added, ...known].entries()) {
    const sha256 = value["sha256"] as string;
    const path = exhibitPath(dir, sha256);
    if (existsSync(path) || found.some((each) => each.path === path)) continue;
    const from = exhibitPath(other, sha256);
    if (existsSync(from) && (await sha256Of(from)) === sha256) found.push({ from, path });
    // What was missing here before is no reason to refuse what is there.
    else if (i < added.length) problems.push({ message: `${value["id"]}: its bytes are missing there, or damaged` });
  }
  if (problems.length > 0) throw badMerge("acts about exhibits whose bytes it does not hold", problems);
  return found;
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer);
  return hash.digest("hex");
}

async function copyExhibit(from: string, path: string): Promise<void> {
  try {
    await copyWhole(from, path, (draft) => chmod(draft, 0o444));
    syncFoldersOf([path]);
  } catch (error) {
    throw writeFailure(`Cannot preserve "${path}"`, error);
  }
}

/** On a device that joined, case.toml follows device a as long as nobody changed it here. */
function bringSettings(dir: string, other: string, before: CaseState, after: CaseState): void {
  const textOf = (value: unknown): string => canonicalJson((value ?? null) as Json);
  const wanted = textOf(after.settings?.value);
  if (textOf(readSettings(dir, [])) !== textOf(before.settings?.value) || textOf(before.settings?.value) === wanted)
    return;
  if (textOf(readSettings(other, [])) !== wanted) return;
  writeWhole(join(dir, "case.toml"), readFileSync(join(other, "case.toml")));
}

function requireCopy(dir: string, other: string): void {
  if (existsSync(other) && realpathSync(other) === realpathSync(dir)) throw badMerge("the same folder");
  if (deviceLetters(other).length === 0) throw badMerge("a folder without a ledger");
  const door = doorOf(other);
  if (door !== "open" && door !== "never sealed") throw badMerge("a sealed case; open it first, in its place");
  requireKnownFormat(other);
}

function badMerge(found: string, problems: readonly Problem[] = []): Error {
  return caseError("case/bad-merge", {
    what: "Cannot merge that folder into this case",
    found: `${found}; needed: another copy of this very case, whole`,
    unchanged: "Nothing was changed, here or there.",
    mend: "Check the folder (snowmelt verify FOLDER), then: snowmelt merge FOLDER",
    problems,
  });
}

function notEnrolled(device: string, key: string): Error {
  return caseError("case/not-enrolled", {
    what: `Cannot take over the log of device ${device}`,
    found: `its key is not enrolled: ${key}`,
    unchanged: "Nothing was changed, here or there.",
    mend: `Compare the key with what \`snowmelt join\` printed on that device; then, where the case was made: snowmelt keys enrol ${device} ${key}`,
  });
}

function olderCopy(here: number, there: number): Error {
  return caseError("case/older-copy", {
    what: "Cannot merge that folder into this case",
    found: `there this device's own log has ${there} entries, here ${here}: this copy is the older one`,
    unchanged: "Nothing was changed, here or there.",
    mend: "Go on in that folder, or restore it here. A second history begun here would be a fork.",
  });
}

/** Second histories that nobody has decided on. */
export function openForks(state: CaseState): readonly string[] {
  const settledAt = (device: string): number =>
    Math.max(-1, ...state.settlements.filter(({ value }) => value.device === device).map(({ seq }) => seq));
  return state.forks
    .filter(({ seq, value }) => seq > settledAt(value.device))
    .map(
      ({ value }) =>
        `the log of device ${value.device} has a second history of ${value.n} entries: ledger/forks/${value.file}`,
    );
}
