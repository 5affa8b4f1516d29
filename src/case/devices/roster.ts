import { toBase64 } from "#kernel";
import {
  isAcceptablePublicKey,
  keyName,
  type RevokeReason,
  type RosterChange,
  type RosterKey,
  signRosterChange,
} from "#seal";
import { deviceLetters, openStore, readDeviceLog, type Store } from "#store";
import { caseError } from "../errors.ts";
import type { CaseOptions } from "../run.ts";
import { requireKnownFormat } from "../settings.ts";
import { type CaseState, foldActs } from "../state.ts";
import { type Approver, cosignatureFor } from "./approver.ts";
import { letterTaken } from "./join.ts";
import { ownerOf } from "./owner.ts";
import { needsSecond, saidBy } from "./second-signer.ts";

/**
 * Enrols the log key of a device that joined, by an act that the case key signs; from then on its log is taken over.
 *
 * @param key 64 hexadecimal digits, as `join` printed them on that device
 * @throws case/device-taken, case/bad-key, store/no-case-key
 */
export async function enrolDevice(
  options: RosterOptions & { readonly device: string; readonly key: string; readonly holder?: string | undefined },
): Promise<void> {
  const { device, key, holder } = options;
  await changeRoster(options, (store, state) => {
    const raw = readKey(key);
    const letters = [...state.items.keys()].map(ownerOf);
    const taken = [...new Set([...store.roster.flatMap((known) => known.device ?? []), ...letters, "a"])];
    if (!/^[b-z]$/.test(device) || taken.includes(device)) {
      throw letterTaken(`Cannot enrol the key of device ${device}`, device, taken);
    }
    if (store.roster.some((known) => known.name === keyName(raw))) throw badKey(key, "it was enrolled before");
    return {
      change: { kind: "key.add", x: { device, key: toBase64(raw), role: "log" } },
      value: holder === undefined ? {} : { holder },
    };
  });
}

/** Enrols the key of an approver, who signs beside the case key. @throws case/bad-key, case/second-signer, store/no-case-key */
export async function enrolApprover(
  options: RosterOptions & { readonly key: string; readonly holder?: string | undefined },
): Promise<void> {
  const { key, holder } = options;
  await changeRoster(options, (store) => {
    const raw = readKey(key);
    if (store.roster.some((known) => known.name === keyName(raw))) throw badKey(key, "it was enrolled before");
    const x = { key: toBase64(raw), role: "approver" as const };
    return { change: { kind: "key.add", x }, value: holder === undefined ? {} : { holder } };
  });
}

/**
 * Says that a key no longer counts. What was taken over of a device's log before stays; nothing after it is, unless the log
 * goes on under another key by then and the old one is named. A day since
 * which somebody else may have used the key is told with everything that rests on it.
 *
 * @param which a device's letter, or the name of a key
 * @throws case/unknown-key, store/no-case-key
 */
export async function revokeKey(
  options: RosterOptions & {
    readonly which: string;
    readonly reason: RevokeReason;
    readonly since?: string | undefined;
    readonly why?: string | undefined;
  },
): Promise<{ readonly n: number | null }> {
  const { which, reason, since, why } = options;
  let n: number | null = null;
  await changeRoster(options, (store, state) => {
    const known = findKey(store.roster, which);
    if (known === undefined) throw unknownKey(which, store.roster);
    if (known.device === store.device && known.rotatedAt === null) throw ownKey(which);
    const isOfOther = known.device !== null && known.device !== store.device;
    // A key that gave way to another signs nothing more in that log, which goes on; the device's letter means the log.
    const endsLog = isOfOther && !(which === known.name && hasGivenWay(store.dir, known));
    n = endsLog ? (known.revoked?.n ?? state.peers.get(known.device!)?.n ?? 0) : null;
    const x = { key: known.name, ...(n === null ? {} : { n }), reason, ...(since === undefined ? {} : { since }) };
    return { change: { kind: "key.revoke", x }, value: why === undefined ? {} : { why } };
  });
  return { n };
}

/** Records that people looked at a fork and go on with the history in ledger/. @throws case/unknown-key */
export async function settleFork(
  options: CaseOptions & { readonly device: string; readonly reason: string },
): Promise<void> {
  const { dir, home, effects, passphrase, device, reason } = options;
  requireKnownFormat(dir);
  const store = openStore({ dir, home, effects });
  try {
    const { forks } = foldActs(store.acts());
    if (!forks.some(({ value }) => value.device === device)) {
      throw caseError("case/unknown-key", {
        what: `Cannot settle a fork of device ${device}`,
        found: "no second history of its log was met",
        unchanged: "Nothing was recorded.",
        mend: "See what there is: snowmelt verify CASE",
      });
    }
    await store.unlock(passphrase);
    store.append([{ kind: "peer.settle", value: { device, reason } }]);
  } finally {
    store.close();
  }
}

/** For a change of the keys. */
interface RosterOptions extends CaseOptions {
  /** Whose key signs beside the case's, where the case asks for two signers. */
  readonly approver?: Approver | undefined;
}

async function changeRoster(
  { dir, home, effects, passphrase, approver }: RosterOptions,
  make: (
    store: Store,
    state: CaseState,
  ) => { readonly change: RosterChange; readonly value: { readonly [name: string]: string } },
): Promise<void> {
  requireKnownFormat(dir);
  const store = openStore({ dir, home, effects });
  try {
    const state = foldActs(store.acts());
    const { change, value } = make(store, state);
    const { roster } = store;
    const said = saidBy(change.kind, value, { ...change.x });
    const isNeeded = needsSecond(state, roster);
    const cosigned = cosignatureFor({ isNeeded, roster, approver, what: change.kind, said });
    await store.unlock(passphrase);
    const x = signRosterChange(store.origin, change, (text) => store.sign("case", Buffer.from(text)));
    store.append([{ kind: change.kind, value: cosigned === undefined ? value : { ...value, cosigned }, x }]);
  } finally {
    store.close();
  }
}

/** Whether a device's own log, as far as it is here, goes on under another key. */
function hasGivenWay(dir: string, { name, device }: RosterKey): boolean {
  if (device === null || !deviceLetters(dir).includes(device)) return false;
  return readDeviceLog(dir, device).roster.some((known) => known.name === name && known.rotatedAt !== null);
}

function findKey(roster: readonly RosterKey[], which: string): RosterKey | undefined {
  return (
    roster.find(({ name }) => name === which) ??
    roster.find((known) => known.device === which && known.rotatedAt === null)
  );
}

/** @throws case/bad-key */
export function readKey(text: string): Uint8Array {
  const raw = /^[0-9a-f]{64}$/.test(text) ? new Uint8Array(Buffer.from(text, "hex")) : null;
  if (raw !== null && isAcceptablePublicKey(raw)) return raw;
  throw badKey(text, "it is not 64 hexadecimal digits of an Ed25519 key that may be used");
}

export function badKey(key: string, found: string): Error {
  return caseError("case/bad-key", {
    what: `Cannot enrol the key "${key.slice(0, 16)}"`,
    found,
    unchanged: "Nothing was recorded.",
    mend: "Copy what `snowmelt join` printed on that device: snowmelt keys enrol DEVICE KEY",
  });
}

export function unknownKey(which: string, roster: readonly RosterKey[], what = "revoke"): Error {
  return caseError("case/unknown-key", {
    what: `Cannot ${what} "${which}"`,
    found: `the roster has ${roster.map(({ name, device }) => `${name}${device === null ? "" : ` (device ${device})`}`).join(", ")}`,
    unchanged: "Nothing was recorded.",
    mend: "Name a device or a key: snowmelt keys list",
  });
}

function ownKey(which: string): Error {
  return caseError("case/unknown-key", {
    what: `Cannot revoke "${which}"`,
    found: "it is the key that signs this log now",
    unchanged: "Nothing was recorded.",
    mend: "Put another in its place first: snowmelt keys rotate; then revoke the old one by its name.",
  });
}
