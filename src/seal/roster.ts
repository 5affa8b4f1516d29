import { canonicalJson, fromBase64, type Json, toBase64 } from "#kernel";
import type { Entry } from "./entry.ts";
import { isDay, keyName } from "./entry.ts";
import type { Genesis } from "./genesis.ts";
import { isAcceptablePublicKey } from "./public-key.ts";

/** Why a key no longer counts: its holder left, it is lost, or somebody else may have it. */
export const REVOKE_REASONS = ["left", "lost", "compromised"] as const;
export type RevokeReason = (typeof REVOKE_REASONS)[number];

/** What is said of a key when it is revoked. */
export interface Revocation {
  readonly reason: RevokeReason;
  /** Of a device's key: entries of its log that still count. */
  readonly n: number | null;
  /** Day from which on somebody else may have used it. */
  readonly since: string | null;
}

/** A key that may sign, or could: by role and device, never by a person. */
export interface RosterKey {
  /** As `keyName` gives it. */
  readonly name: string;
  readonly role: "log" | "approver";
  /** Letter of the device whose log it signs; `null` of an approver. */
  readonly device: string | null;
  readonly key: Uint8Array;
  /** Number of the entry that enrolled it. */
  readonly from: number;
  /** Number of the entry of this log that put another key in its place; `null` while there is none. */
  readonly rotatedAt: number | null;
  readonly revoked: Revocation | null;
}

/** The keys of a case as a log tells them, in the order in which they were enrolled. The log of device a is the one that counts. */
export type Roster = readonly RosterKey[];

/** The public part of a roster entry before it is signed. */
export type RosterChange =
  | { readonly kind: "key.add"; readonly x: { readonly device: string; readonly key: string; readonly role: "log" } }
  | { readonly kind: "key.add"; readonly x: { readonly key: string; readonly role: "approver" } }
  | { readonly kind: "key.rotate"; readonly x: { readonly key: string } }
  | {
      readonly kind: "key.revoke";
      readonly x: {
        readonly key: string;
        readonly n?: number;
        readonly reason: RevokeReason;
        readonly since?: string;
      };
    };

const KINDS: ReadonlySet<string> = new Set(["key.add", "key.rotate", "key.revoke"]);

export function isRosterKind(kind: string): boolean {
  return KINDS.has(kind);
}

/** The roster with which a log begins: its own key. */
export function firstRoster({ device, log }: Genesis): Roster {
  return [{ name: keyName(log), role: "log", device, key: log, from: 0, rotatedAt: null, revoked: null }];
}

/** The text that the case key signs for a change of the roster. */
export function rosterMessage(origin: string, { kind, x }: RosterChange): string {
  return `snowmelt roster\n${origin}\n${kind}\n${canonicalJson({ ...x })}\n`;
}

/** The public part of a roster entry. @param sign by the case key */
export function signRosterChange(
  origin: string,
  change: RosterChange,
  sign: (message: string) => Uint8Array,
): { readonly [key: string]: Json } {
  return { ...change.x, sig: toBase64(sign(rosterMessage(origin, change))) };
}

/** The change by which a log's key gives way to another. @param key 32 bytes */
export function rotationTo(key: Uint8Array): RosterChange {
  return { kind: "key.rotate", x: { key: toBase64(key) } };
}

/**
 * The roster after an entry of a log.
 *
 * @param verify by the case key
 * @returns why the entry does not belong there, where it does not
 */
export function applyRosterEntry(
  roster: Roster,
  entry: Entry,
  genesis: Genesis,
  verify: (message: string, signature: Uint8Array) => boolean,
): Roster | string {
  const read = readRosterChange(entry);
  if (read === null) return `the entry is no ${entry.kind}`;
  const { change, sig } = read;
  if (!verify(rosterMessage(genesis.origin, change), sig)) return "the change of keys is not signed by the case key";
  if (change.kind === "key.revoke") return revoke(roster, change.x, genesis.device);
  if (change.kind === "key.add" && genesis.device !== "a") return "only the log of device a enrols keys";
  const key = fromBase64(change.x.key)!;
  const name = keyName(key);
  // A key that was enrolled once stays what it became: else an old entry, written again, would bring a revoked one back.
  if (roster.some((known) => known.name === name)) return "the key was enrolled before";
  const fresh = { name, key, from: entry.seq, rotatedAt: null, revoked: null };
  if (change.kind === "key.rotate") {
    const rotated = roster.map((known) =>
      known.device === genesis.device && known.rotatedAt === null ? { ...known, rotatedAt: entry.seq } : known,
    );
    return [...rotated, { ...fresh, role: "log", device: genesis.device }];
  }
  if (change.x.role === "approver") return [...roster, { ...fresh, role: "approver", device: null }];
  const { device } = change.x;
  const isTaken = roster.some((known) => known.device === device);
  return isTaken ? `device ${device} has a key already` : [...roster, { ...fresh, role: "log", device }];
}

function revoke(
  roster: Roster,
  {
    key,
    n,
    reason,
    since,
  }: { readonly key: string; readonly n?: number; readonly reason: RevokeReason; readonly since?: string },
  device: string,
): Roster | string {
  const known = roster.find(({ name }) => name === key);
  if (known === undefined) return "the key that is revoked was never enrolled";
  if (known.device === device && known.rotatedAt === null) return "a log's own key is rotated before it is revoked";
  // What was said stays; more may be said, so that a compromise found later can be told.
  const stays = known.revoked?.n ?? null;
  if (stays !== null && n !== undefined && n > stays) return "a revoked key does not count for more entries again";
  const revoked = { reason, n: n ?? stays, since: since ?? known.revoked?.since ?? null };
  return roster.map((each) => (each === known ? { ...each, revoked } : each));
}

/** What a roster entry says and its signature, before anything is checked; `null` when it is none. */
export function readRosterChange({
  kind,
  x,
}: Entry): { readonly change: RosterChange; readonly sig: Uint8Array } | null {
  if (x === undefined || !isRosterKind(kind)) return null;
  const { sig, ...rest } = x;
  const bytes = typeof sig === "string" ? fromBase64(sig) : null;
  if (bytes === null || !isShape(kind, rest)) return null;
  return { change: { kind, x: rest } as unknown as RosterChange, sig: bytes };
}

function isShape(kind: string, x: { readonly [key: string]: Json }): boolean {
  const members = Object.keys(x).join(",");
  if (kind === "key.rotate") return members === "key" && isKey(x["key"]);
  if (kind === "key.add") {
    if (!isKey(x["key"])) return false;
    if (x["role"] === "approver") return members === "key,role";
    const { device } = x;
    return members === "device,key,role" && x["role"] === "log" && typeof device === "string" && /^[b-z]$/.test(device);
  }
  const isKnown = Object.keys(x).every((member) => ["key", "n", "reason", "since"].includes(member));
  const isName = typeof x["key"] === "string" && /^[0-9a-f]{16}$/.test(x["key"]);
  const isReason = (REVOKE_REASONS as readonly unknown[]).includes(x["reason"]);
  const isCount = x["n"] === undefined || (Number.isSafeInteger(x["n"]) && Number(x["n"]) >= 0);
  const isSince = x["since"] === undefined || (typeof x["since"] === "string" && isDay(x["since"]));
  return isKnown && isName && isReason && isCount && isSince;
}

function isKey(value: Json | undefined): boolean {
  const bytes = typeof value === "string" ? fromBase64(value) : null;
  return bytes !== null && isAcceptablePublicKey(bytes);
}
