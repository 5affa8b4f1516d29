import { canonicalJson, type Json, SnowmeltError } from "#kernel";
import { type Act, type DeviceLog, deviceLetters, readDeviceLog, type Store } from "#store";
import type { Check } from "#verify";
import type { CaseState } from "../state.ts";
import { faultOfLog, limitOf } from "./compare.ts";
import { openForks } from "./merge.ts";
import { secondSignerProblems } from "./second-signer.ts";
import { fromOf } from "./take-over.ts";

/** What verifying a case adds where more than one device keeps it; nothing where device a is alone and kept its key. */
export interface DeviceChecks {
  readonly checks: readonly Check[];
  readonly unchecked: readonly string[];
}

const SIGNERS =
  "since the case asked for two signers, each erasure and each change of the keys was signed by an approver too";

/**
 * Checks the logs of the other devices that lie in the folder: each by its own key, which device a enrolled; each at the
 * states that were taken over; each act that was taken over against the one it came from.
 */
export function checkDevices(store: Store, acts: readonly Act[], state: CaseState): DeviceChecks {
  const letters = new Set([...deviceLetters(store.dir), ...state.peers.keys()]);
  letters.delete(store.device);
  const unchecked = notesOf(store, acts, state);
  const second = secondSignerProblems(store, acts);
  const asked = state.settings?.value.signers === 2;
  const signers = asked || second.length > 0 ? [{ name: "signers", proves: SIGNERS, problems: second }] : [];
  if (letters.size === 0 && state.forks.length === 0) return { checks: signers, unchecked };
  const problems: string[] = [...openForks(state)];
  for (const letter of [...letters].sort()) {
    try {
      problems.push(...problemsOf(store, readDeviceLog(store.dir, letter), acts, state));
    } catch (error) {
      if (!(error instanceof SnowmeltError)) throw error;
      problems.push(`the log of device ${letter}: ${error.text.found}`);
    }
  }
  const taken = acts.filter((act) => fromOf(act) !== null).length;
  const proves = `the logs of ${letters.size} other devices are signed by keys of the roster, and ${taken} acts taken over are those that stand in them`;
  return { checks: [{ name: "devices", proves, problems }, ...signers], unchecked };
}

function problemsOf(store: Store, log: DeviceLog, acts: readonly Act[], state: CaseState): readonly string[] {
  const { device } = log;
  const problems: string[] = [];
  const first = device === "a" || store.device === "a" ? null : readDeviceLog(store.dir, "a");
  const own = { genesis: { ...log.genesis, ...keysOf(store), log: first?.genesis.log ?? log.genesis.log } };
  const fault = faultOfLog(log, own, store.roster);
  if (fault !== null) problems.push(`the log of device ${device}: ${fault.reason}`);
  const limit = limitOf(store.roster, device);
  if (limit !== null && log.size > limit) {
    problems.push(`the log of device ${device}: ${log.size - limit} entries stand behind its key's revocation`);
  }
  for (const act of acts) {
    const { n, root } = act.x ?? {};
    if (act.kind !== "peer.checkpoint" || act.x?.["device"] !== device) continue;
    if (log.markers.some((marker) => marker.n === n && marker.root === root)) continue;
    problems.push(`the log of device ${device} does not hold the state of ${n} entries that act ${act.seq} names`);
  }
  const gone = new Set(
    state.erasures.flatMap(({ value }) =>
      (value.others ?? []).flatMap((each) => (each.device === device ? each.seqs : [])),
    ),
  );
  const bySeq = new Map(
    acts.flatMap((act) => (fromOf(act)?.device === device ? [[fromOf(act)!.seq, act] as const] : [])),
  );
  for (const there of log.acts()) {
    if (there.value !== null && gone.has(there.seq)) {
      problems.push(`act ${there.seq} of device ${device}: it should be erased and is not; run the erasure again`);
    }
    const here = bySeq.get(there.seq);
    bySeq.delete(there.seq);
    if (here === undefined || here.value === null || there.value === null) continue;
    if (here.kind === there.kind && textOf(here) === textOf(there)) continue;
    problems.push(
      `act ${here.seq} is not what act ${there.seq} of device ${device} says, from which it was taken over`,
    );
  }
  for (const [seq, here] of bySeq)
    problems.push(`act ${here.seq} is taken over from act ${seq} of device ${device}, which has no such act`);
  return problems;
}

function keysOf(store: Store) {
  return { origin: store.origin, case: store.publicKeys().find(({ role }) => role === "case")!.raw };
}

function textOf({ value }: Act): string {
  return canonicalJson((value ?? null) as Json);
}

/** What must be said of keys with everything that rests on them. */
export function notesOf(store: Store, acts: readonly Act[], state: CaseState): readonly string[] {
  const notes: string[] = [];
  const { device } = store;
  if (device !== "a" && !store.roster.some((known) => known.device === device)) {
    notes.push(
      `this is device ${device}, whose key is not enrolled yet, as far as this copy of the log of device a tells`,
    );
  }
  for (const { name, device: of, revoked } of store.roster) {
    if (revoked === null) continue;
    const whose = of === null ? "an approver" : `device ${of}`;
    if (revoked.since === null) {
      notes.push(`key ${name} of ${whose} was revoked (${revoked.reason}); what was recorded under it before stands`);
      continue;
    }
    const disputed = acts.filter((act) => isBy(act, name, of, device) && act.day >= revoked.since!);
    notes.push(
      `key ${name} of ${whose} counts as compromised since ${revoked.since}: ${disputed.length} acts from that day on are disputed${idsOf(disputed)}`,
    );
  }
  for (const { value } of state.settlements)
    notes.push(
      `a second history of the log of device ${value.device} was met, and people went on with the one that is here: ${value.reason}`,
    );
  return notes;
}

/** Acts of this log by the key itself, or taken over from the device whose key it is; their days are no earlier than there. */
function isBy(act: Act, name: string, of: string | null, device: string): boolean {
  return of === device ? act.by === name && fromOf(act) === null : fromOf(act)?.device === of && of !== null;
}

function idsOf(acts: readonly Act[]): string {
  const ids = [...new Set(acts.flatMap(({ value }) => (typeof value?.["id"] === "string" ? [value["id"]] : [])))];
  return ids.length === 0 ? "" : ` (${ids.slice(0, 20).join(", ")}${ids.length > 20 ? ", ..." : ""})`;
}
