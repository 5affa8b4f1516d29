import type { RosterKey } from "#seal";
import type { Act, Store } from "#store";
import { fromOf } from "../devices/take-over.ts";

/** A key under which acts were recorded, and what is known of it now. */
export interface Signer {
  /** Name of the key; `null` where acts were taken over from a device whose key this log does not know. */
  readonly name: string | null;
  readonly device: string;
  readonly seqs: readonly number[];
  /** A key of the section `papers` of the locales: `keys.sound`, `keys.rotated`, `keys.left`, `keys.lost`, `keys.compromised`, `keys.since`. */
  readonly known: string;
  /** Where somebody else may have used it: from which day on, and the acts of that day or later. */
  readonly since: string | null;
  readonly disputed: readonly number[];
  readonly rotatedAt: number | null;
}

/**
 * The keys behind some acts, in the order in which they first signed. An act that was taken over from another device is
 * that device's, whoever's key wrote it down here. Only a day from which on somebody else may have had a key puts acts in
 * doubt (docs/formats/ledger.md, "The roster"); a key that was lost, or whose holder left, says nothing of what it signed before.
 */
export function signersOf(
  acts: readonly Act[],
  { roster, device: here }: Pick<Store, "roster" | "device">,
): readonly Signer[] {
  const groups = new Map<string, { device: string; key: RosterKey | undefined; acts: Act[] }>();
  for (const act of acts) {
    const from = fromOf(act)?.device;
    // Of several keys of another device, the one that was revoked is told.
    const theirs = roster.filter(({ device }) => device === from);
    const key =
      from === undefined
        ? roster.find(({ name }) => name === act.by)
        : (theirs.find(({ revoked }) => revoked !== null) ?? theirs.at(-1));
    const group = `${from ?? here} ${from === undefined ? act.by : ""}`;
    const known = groups.get(group) ?? { device: from ?? here, key, acts: [] };
    known.acts.push(act);
    groups.set(group, known);
  }
  return [...groups.values()].map(({ device, key, acts: signed }): Signer => {
    const since = key?.revoked?.since ?? null;
    return {
      name: key?.name ?? (device === here ? signed[0]!.by : null),
      device,
      seqs: signed.map(({ seq }) => seq),
      known: `keys.${knownOf(key)}`,
      since,
      disputed: since === null ? [] : signed.filter(({ day }) => day >= since).map(({ seq }) => seq),
      rotatedAt: key?.rotatedAt ?? null,
    };
  });
}

function knownOf(key: RosterKey | undefined): string {
  if (key === undefined) return "unknown";
  if (key.revoked !== null) return key.revoked.since === null ? key.revoked.reason : "since";
  return key.rotatedAt === null ? "sound" : "rotated";
}
