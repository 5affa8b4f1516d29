import type { Json } from "#kernel";
import {
  applyNote,
  type Backup,
  type Beacon,
  type CaseSettings,
  type Erase,
  type Exhibit,
  type ExhibitNote,
  type Fixity,
  type Fork,
  type HandOver,
  parseAct,
  type Settlement,
  type Timestamp,
  type Withdrawal,
} from "#record";
import type { Act } from "#store";

/** The nouns that live as items in a case, as they begin an act's kind. */
export const NOUNS = [
  "exhibit",
  "source",
  "claim",
  "suggestion",
  "incident",
  "figure",
  "hypothesis",
  "scene",
  "plan",
  "finding",
  "assessment",
  "weighing",
  "outcome",
  "list",
  "link",
  "linkage",
  "judgement",
  "person",
  "population",
  "redaction",
  "approval",
  "mark",
  "text",
  "erratum",
] as const;
export type Noun = (typeof NOUNS)[number];

/** Nouns that commands record by themselves; nothing under hand/ declares or removes them. */
export const BY_COMMAND: ReadonlySet<Noun> = new Set(["exhibit", "scene", "plan", "linkage"]);

/** An item as the acts so far leave it. */
export interface Item {
  readonly noun: Noun;
  readonly id: string;
  readonly uid: string;
  /** Sequence number of the act that last set it. */
  readonly seq: number;
  /** The value under that act's commitment. */
  readonly recorded: { readonly [key: string]: Json };
  /** The value with later notes applied. */
  readonly value: { readonly [key: string]: Json };
}

/** What a case holds at one point of its ledger: a fold over the acts. */
export interface CaseState {
  /** Letter of the device by whose log this is. */
  readonly device: string;
  readonly size: number;
  readonly settings: { readonly seq: number; readonly value: CaseSettings } | null;
  /** By id, in the order in which the ids first appeared. */
  readonly items: ReadonlyMap<string, Item>;
  readonly publications: readonly Act[];
  /** Time stamps and beacons, with the number of the act that recorded each. */
  readonly timestamps: readonly Recorded<Timestamp>[];
  readonly beacons: readonly Recorded<Beacon>[];
  readonly erasures: readonly Recorded<Erase>[];
  readonly fixity: readonly Recorded<Fixity>[];
  readonly handOvers: readonly Recorded<HandOver>[];
  readonly backups: readonly Recorded<Backup>[];
  readonly withdrawals: readonly Recorded<Withdrawal>[];
  /** How far the logs of other devices were taken over, by letter. */
  readonly peers: ReadonlyMap<string, PeerHead>;
  /** Second histories that were met, and what people said of them. */
  readonly forks: readonly Recorded<Fork>[];
  readonly settlements: readonly Recorded<Settlement>[];
  /** Day of the newest act. */
  readonly day: string;
  /** Acts whose kind or value this version does not know; never dropped silently. */
  readonly unknown: readonly { readonly seq: number; readonly kind: string }[];
}

/** A state of another device's log: its entries and the base64 root over them. */
export interface PeerHead {
  readonly n: number;
  readonly root: string;
}

/** A value beside the number of the act that holds it. */
export interface Recorded<T> {
  readonly seq: number;
  readonly value: T;
}

/** Folds acts into a state. Acts are in ledger order. */
export function foldActs(acts: Iterable<Act>): CaseState {
  const items = new Map<string, Item>();
  const publications: Act[] = [];
  const timestamps: Recorded<Timestamp>[] = [];
  const beacons: Recorded<Beacon>[] = [];
  const erasures: Recorded<Erase>[] = [];
  const fixity: Recorded<Fixity>[] = [];
  const handOvers: Recorded<HandOver>[] = [];
  const backups: Recorded<Backup>[] = [];
  const withdrawals: Recorded<Withdrawal>[] = [];
  const peers = new Map<string, PeerHead>();
  const forks: Recorded<Fork>[] = [];
  const settlements: Recorded<Settlement>[] = [];
  const unknown: { seq: number; kind: string }[] = [];
  let device = "a";
  let settings: CaseState["settings"] = null;
  let size = 0;
  let day = "";
  for (const act of acts) {
    size = act.seq + 1;
    day = act.day;
    device = act.device;
    if (act.kind === "case.genesis" || act.value === null) continue;
    const parsed = parseAct(act.kind, act.value);
    if ("problems" in parsed) {
      unknown.push({ seq: act.seq, kind: act.kind });
      continue;
    }
    if (act.kind === "case.set") settings = { seq: act.seq, value: parsed.ok as CaseSettings };
    else if (act.kind === "dossier.publish") publications.push(act);
    else if (act.kind === "timestamp.add") timestamps.push({ seq: act.seq, value: parsed.ok as Timestamp });
    else if (act.kind === "beacon.add") beacons.push({ seq: act.seq, value: parsed.ok as Beacon });
    else if (act.kind === "record.erase") erasures.push({ seq: act.seq, value: parsed.ok as Erase });
    else if (act.kind === "fixity.check") fixity.push({ seq: act.seq, value: parsed.ok as Fixity });
    else if (act.kind === "custody.hand-over") handOvers.push({ seq: act.seq, value: parsed.ok as HandOver });
    else if (act.kind === "backup.make") backups.push({ seq: act.seq, value: parsed.ok as Backup });
    else if (act.kind === "dossier.withdraw") withdrawals.push({ seq: act.seq, value: parsed.ok as Withdrawal });
    else if (act.kind === "peer.checkpoint") notePeer(peers, act);
    else if (act.kind === "peer.fork") forks.push({ seq: act.seq, value: parsed.ok as Fork });
    else if (act.kind === "peer.settle") settlements.push({ seq: act.seq, value: parsed.ok as Settlement });
    else if (!act.kind.startsWith("key.")) applyItem(items, act);
  }
  return {
    device,
    size,
    settings,
    items,
    publications,
    timestamps,
    beacons,
    erasures,
    fixity,
    handOvers,
    backups,
    withdrawals,
    peers,
    forks,
    settlements,
    day,
    unknown,
  };
}

/** The items of one noun, in the order of their first appearance. */
export function itemsOf(state: CaseState, noun: Noun): readonly Item[] {
  return [...state.items.values()].filter((item) => item.noun === noun);
}

function notePeer(peers: Map<string, PeerHead>, { x }: Act): void {
  const { device, n, root } = x ?? {};
  if (typeof device === "string" && typeof n === "number" && typeof root === "string") peers.set(device, { n, root });
}

/** Where what programs found in an exhibit, and what it was made from, stands beside its own fields. */
const BESIDE = { examine: "examined", derive: "derived" } as const;

function applyItem(items: Map<string, Item>, act: Act): void {
  const [noun, verb] = act.kind.split(".") as [Noun, string];
  const value = act.value as { readonly [key: string]: Json };
  const [id, uid] = [value["id"] as string, value["uid"] as string];
  if (verb === "remove") {
    items.delete(id);
  } else if (verb === "note") {
    const item = items.get(id);
    if (item === undefined) return;
    const noted = applyNote(item.value as unknown as Exhibit, value as unknown as ExhibitNote);
    items.set(id, { ...item, value: noted as unknown as Item["value"] });
  } else if (verb === "examine" || verb === "derive") {
    const item = items.get(id);
    if (item === undefined) return;
    const { uid: _uid, id: _id, ...said } = value;
    const before = (item.value[BESIDE[verb]] ?? []) as Json[];
    items.set(id, { ...item, value: { ...item.value, [BESIDE[verb]]: [...before, said] } });
  } else {
    items.set(id, { noun, id, uid, seq: act.seq, recorded: value, value });
  }
}
