import { cpSync, existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Effects, toHex } from "#kernel";
import { DEVICE_LETTERS, deviceHere, deviceLetters, joinStore, keyFolder, readDeviceLog, realFiles } from "#store";
import { doorOf } from "../at-rest/layout.ts";
import { caseError } from "../errors.ts";
import { HAND_TEMPLATES } from "../hand/templates.ts";
import { requireKnownFormat } from "../settings.ts";
import { takeOverHere } from "./merge.ts";

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
}

/**
 * Makes this machine one more device of a case: a case folder of its own with everything the copy holds, a log of its own
 * with a key of its own, and everything of the other logs taken over. Others take its log over once its key is enrolled.
 * What people wrote under hand/ on the other device stays there: each device states its own items.
 *
 * @throws case/exists, case/bad-merge, case/device-here, case/device-taken
 */
export async function joinCase(options: JoinCaseOptions): Promise<Joined> {
  const { home, effects, passphrase } = options;
  const [copy, dir] = [resolve(effects.cwd, options.copy), resolve(effects.cwd, options.dir)];
  requireWholeCopy(copy, options.copy);
  if (existsSync(dir) && readdirSync(dir).length > 0) throw notEmpty(options.dir);
  const first = readDeviceLog(copy, "a");
  const { origin } = first.genesis;
  const here = deviceHere(realFiles, keyFolder(home, origin));
  if (here !== null) throw alreadyHere(here);
  const taken = new Set([...deviceLetters(copy), ...first.roster.flatMap((known) => known.device ?? [])]);
  const device = options.device ?? [...DEVICE_LETTERS].find((letter) => !taken.has(letter)) ?? "";
  if (!/^[b-z]$/.test(device) || taken.has(device)) throw letterTaken("Cannot join the case", device, [...taken]);
  for (const folder of ["hand/decisions", "vault", "dossiers"]) mkdirSync(join(dir, folder), { recursive: true });
  for (const path of ["ledger", "private", "vault/sha256", "case.toml", ".gitignore"]) {
    if (existsSync(join(copy, path))) cpSync(join(copy, path), join(dir, path), { recursive: true });
  }
  for (const [name, text] of Object.entries(HAND_TEMPLATES)) writeFileSync(join(dir, "hand", name), text);
  const of = { origin, case: first.genesis.case };
  const store = joinStore({ dir, home, effects, passphrase, of, device });
  try {
    const { logs } = await takeOverHere(store);
    const log = store.publicKeys().find(({ role }) => role === "log")!;
    return { device, key: toHex(log.raw), acts: logs.reduce((sum, { acts }) => sum + acts, 0) };
  } finally {
    store.close();
  }
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
