import { existsSync, readdirSync, renameSync, rmdirSync, rmSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { type Effects, toHex } from "#kernel";
import type { Genesis } from "#seal";
import {
  DEVICE_LETTERS,
  deviceHere,
  deviceLetters,
  joinStore,
  keyFolder,
  makeFolderDurably,
  readDeviceLog,
  realFiles,
} from "#store";
import { destroy } from "../at-rest/destroy.ts";
import { doorOf } from "../at-rest/layout.ts";
import { enableSealing, recipientsOf } from "../at-rest/seal-case.ts";
import { writeWhole } from "../at-rest/write-whole.ts";
import { copyWhole, syncFoldersOf } from "../durable-copy.ts";
import { caseError } from "../errors.ts";
import { HAND_TEMPLATES } from "../hand/templates.ts";
import { requireKnownFormat } from "../settings.ts";
import { takeOverHere } from "./merge.ts";
import { fromOf } from "./take-over.ts";

export interface JoinCaseOptions {
  /** A copy of the case folder, such as a backup. It is only read. */
  readonly copy: string;
  /** The new case folder of this device; made here. */
  readonly dir: string;
  readonly home: string;
  readonly effects: Effects;
  /** For the keys of this device; `null` for none, which its log then says. */
  readonly passphrase: string | null;
  /** The device's letter; by default the next that is free. */
  readonly device?: string | undefined;
}

export interface Joined {
  readonly device: string;
  /** The log key of this device, 64 hexadecimal digits, to be enrolled where the case was made. */
  readonly key: string;
  /** Acts that were taken over. */
  readonly acts: number;
  /** Whether it is to be sealed, as the copy's case is. */
  readonly isSealable: boolean;
}

/**
 * Makes this machine one more device of a case: a case folder of its own with everything the copy holds, a log of its own
 * with a key of its own, and everything of the other logs taken over. Others take its log over once its key is enrolled.
 * What people wrote under hand/ on the other device stays there: each device states its own items. Interrupted, the same
 * command begins anew, or finishes it.
 *
 * @throws case/exists, case/bad-merge, case/device-here, case/device-taken
 */
export async function joinCase(options: JoinCaseOptions): Promise<Joined> {
  const { home, effects } = options;
  const [copy, dir] = [resolve(effects.cwd, options.copy), resolve(effects.cwd, options.dir)];
  requireWholeCopy(copy, options.copy);
  if (existsSync(dir) && readdirSync(dir).length > 0) throw notEmpty(options.dir);
  const first = readDeviceLog(copy, "a");
  const { origin } = first.genesis;
  const draft = `${dir}.joining`;
  const here = deviceHere(realFiles, keyFolder(home, origin));
  // Stopped after the keys came to their place, only the folder's name is missing.
  if (here !== null && isJoining(draft, here, origin)) return giveName(draft, dir, here);
  if (here !== null) throw alreadyHere(here);
  const taken = new Set([...deviceLetters(copy), ...first.roster.flatMap((known) => known.device ?? [])]);
  const device = options.device ?? [...DEVICE_LETTERS].find((letter) => !taken.has(letter)) ?? "";
  if (!/^[b-z]$/.test(device) || taken.has(device)) throw letterTaken("Cannot join the case", device, [...taken]);
  // Until its keys are in their place nothing of it counts, and who stops the program leaves nothing of it.
  const remove = (): void => rmSync(draft, { recursive: true, force: true });
  remove();
  process.once("exit", remove);
  try {
    await make(options, copy, draft, { device, origin, case: first.genesis.case });
  } catch (error) {
    remove();
    throw error;
  } finally {
    process.off("exit", remove);
  }
  await moveKeys(join(draft, KEYS), home, origin);
  return giveName(draft, dir, device);
}

/** Where the keys of a device that is being made lie, within its folder. */
const KEYS = "keys.new";

/** Makes the folder of the new device under another name, with keys of its own inside. */
async function make(
  { effects, passphrase }: JoinCaseOptions,
  copy: string,
  draft: string,
  { device, ...of }: Pick<Genesis, "origin" | "case" | "device">,
): Promise<void> {
  const paths = ["ledger", "private", "vault/sha256", "case.toml", ".gitignore"].flatMap((path) =>
    filesUnder(copy, path),
  );
  for (const [done, path] of paths.entries()) {
    effects.progress({ what: "copying", done, total: paths.length, unit: "files" });
    await copyWhole(join(copy, path), join(draft, path));
  }
  for (const folder of ["hand/decisions", "vault", "dossiers"]) makeFolderDurably(realFiles, join(draft, folder));
  for (const [name, text] of Object.entries(HAND_TEMPLATES)) writeWhole(join(draft, "hand", name), text);
  syncFoldersOf(paths.map((path) => join(draft, path)));
  const place = { dir: draft, home: join(draft, KEYS), effects, passphrase };
  const store = joinStore({ ...place, of, device });
  try {
    await takeOverHere(store);
  } finally {
    store.close();
  }
  // What is sealed on the first device is sealed on this one, under an identity of its own; the first can open it too.
  const others = recipientsOf(copy);
  if (others.length > 0) await enableSealing(place, others);
}

function filesUnder(folder: string, path: string): readonly string[] {
  const full = join(folder, path);
  if (!existsSync(full)) return [];
  if (statSync(full).isFile()) return [path];
  return readdirSync(full, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
}

/** Puts the keys where they belong, the file by which this machine is a device of the case last. */
async function moveKeys(from: string, home: string, origin: string): Promise<void> {
  const [there, folder] = [keyFolder(from, origin), keyFolder(home, origin)];
  const isKeys = (name: string): boolean => /^keys(-[a-z])?\.json$/.test(name);
  const names = readdirSync(there).sort((a, b) => Number(isKeys(a)) - Number(isKeys(b)));
  for (const name of names) {
    await copyWhole(join(there, name), join(folder, name));
    realFiles.syncFolder(folder);
  }
}

function isJoining(draft: string, device: string, origin: string): boolean {
  return deviceLetters(draft).includes(device) && readDeviceLog(draft, device).genesis.origin === origin;
}

/** The last step: what is whole gets its name. */
function giveName(draft: string, dir: string, device: string): Joined {
  const keys = join(draft, KEYS);
  for (const file of existsSync(keys) ? filesUnder(keys, ".") : []) destroy(join(keys, file));
  rmSync(keys, { recursive: true, force: true });
  const log = readDeviceLog(draft, device);
  const acts = [...log.acts()].filter((act) => fromOf(act) !== null).length;
  if (existsSync(dir)) rmdirSync(dir);
  renameSync(draft, dir);
  realFiles.syncFolder(dirname(dir));
  return { device, key: toHex(log.logKey), acts, isSealable: recipientsOf(dir).length > 0 };
}

function requireWholeCopy(copy: string, named: string): void {
  const door = existsSync(copy) ? doorOf(copy) : "closed";
  if (deviceLetters(copy).includes("a") && existsSync(join(copy, "case.toml")) && door !== "closed") {
    requireKnownFormat(copy);
    return;
  }
  throw caseError("case/bad-merge", {
    what: `Cannot join the case in "${named}"`,
    found: "it is no open case folder with the log of device a; needed: a copy, such as a backup",
    unchanged: "Nothing was made.",
    mend: "Make one where the case is: snowmelt backup DIR; then here: snowmelt join COPY NEW-FOLDER",
  });
}

function notEmpty(named: string): Error {
  return caseError("case/exists", {
    what: `Cannot make the case folder of this device in "${named}"`,
    found: "the folder is not empty",
    unchanged: "Nothing was written.",
    mend: "Name a folder that does not exist yet: snowmelt join COPY NEW-FOLDER",
  });
}

function alreadyHere(device: string): Error {
  return caseError("case/device-here", {
    what: "Cannot join the case",
    found: `this machine is device ${device} of it already; needed: a machine, or a SNOWMELT_HOME, without keys of the case`,
    unchanged: "Nothing was made.",
    mend: "To bring its copy up to date: snowmelt merge FOLDER. Another user: SNOWMELT_HOME=DIR snowmelt join ...",
  });
}

/** A letter that cannot be a new device's. */
export function letterTaken(what: string, device: string, taken: readonly string[]): Error {
  return caseError("case/device-taken", {
    what,
    found: `"${device}" is no letter for a new device; needed: one of b to z but for ${[...taken].sort().join(", ")}`,
    unchanged: "Nothing was changed.",
    mend: "Name another letter, or leave it out where you join: the next free one is taken.",
  });
}
