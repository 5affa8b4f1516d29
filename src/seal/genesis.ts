import { fromBase64, type Json } from "#kernel";
import type { Entry } from "./entry.ts";
import { isAcceptablePublicKey } from "./public-key.ts";

export const GENESIS_KIND = "case.genesis";

/** What the first entry of a log says in public: whose log it is, and by which keys it is to be judged. */
export interface Genesis {
  /** `snowmelt/` and 32 hex digits, random for each case. */
  readonly origin: string;
  /** The device's letter. */
  readonly device: string;
  /** Public key that signs the log's markers. */
  readonly log: Uint8Array;
  /** Public key that signs dossiers. */
  readonly case: Uint8Array;
  /** Whether the private keys were under a passphrase when the case was made. */
  readonly passphrase: boolean;
}

export function isOrigin(text: string): boolean {
  return /^snowmelt\/[0-9a-f]{32}$/.test(text);
}

/** Reads the genesis out of a log's first entry; `null` when the entry is none. */
export function parseGenesis(entry: Entry): Genesis | null {
  if (entry.seq !== 0 || entry.kind !== GENESIS_KIND || entry.x === undefined) return null;
  if (Object.keys(entry.x).join(",") !== "case,device,log,origin,passphrase") return null;
  const { origin, device, passphrase } = entry.x;
  const log = readKey(entry.x["log"]);
  const caseKey = readKey(entry.x["case"]);
  if (typeof origin !== "string" || !isOrigin(origin)) return null;
  if (typeof device !== "string" || !/^[a-z]$/.test(device)) return null;
  if (typeof passphrase !== "boolean" || log === null || caseKey === null) return null;
  return { origin, device, log, case: caseKey, passphrase };
}

function readKey(value: Json | undefined): Uint8Array | null {
  const bytes = typeof value === "string" ? fromBase64(value) : null;
  return bytes !== null && isAcceptablePublicKey(bytes) ? bytes : null;
}
