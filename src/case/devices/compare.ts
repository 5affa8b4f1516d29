import { equalBytes, toHex } from "#kernel";
import type { Roster } from "#seal";
import type { DeviceLog } from "#store";

/** How another copy of a device's log stands to the one that is here. */
export type Standing = "longer" | "same or shorter" | "forked";

/** Two copies of one log share their signed markers up to the shorter one's end, or they are two histories. */
export function compareLogs(ours: DeviceLog | null, theirs: DeviceLog): Standing {
  const holds = (log: DeviceLog, line: string): boolean => log.markers.some((marker) => marker.line === line);
  if (ours === null) return "longer";
  if (holds(ours, theirs.markers.at(-1)!.line)) return "same or shorter";
  return holds(theirs, ours.markers.at(-1)!.line) ? "longer" : "forked";
}

/**
 * Why a log does not belong to the case.
 *
 * @param first the log of device a, by which the case knows its keys
 * @param roster the keys that log a tells
 * @returns `null` when it belongs to it; `key` is given when only the enrolment is missing
 */
export function faultOfLog(
  log: DeviceLog,
  first: Pick<DeviceLog, "genesis">,
  roster: Roster,
): { readonly reason: string; readonly key?: string } | null {
  const { genesis, device } = log;
  if (genesis.origin !== first.genesis.origin) return { reason: "it is of another case" };
  if (genesis.device !== device) return { reason: `it says that it is the log of device ${genesis.device}` };
  if (!equalBytes(genesis.case, first.genesis.case)) return { reason: "it names another case key" };
  if (device === "a") {
    return equalBytes(genesis.log, first.genesis.log) ? null : { reason: "it began with another log key" };
  }
  const enrolled = roster.find((known) => known.role === "log" && known.device === device);
  if (enrolled === undefined) return { reason: "its key is not enrolled", key: toHex(genesis.log) };
  if (equalBytes(enrolled.key, genesis.log)) return null;
  return { reason: `it is not signed by the key that was enrolled for device ${device}` };
}

/** Entries of a device's log that count; `null` when all do. */
export function limitOf(roster: Roster, device: string): number | null {
  return roster.find((known) => known.device === device && known.revoked?.n != null)?.revoked?.n ?? null;
}
