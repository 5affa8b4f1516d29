import type { Json } from "#kernel";
import type { Act, DeviceLog, NewAct } from "#store";
import { type CaseState, NOUNS } from "../state.ts";
import { ownerOf } from "./owner.ts";

/** What of another device's log becomes part of this one. */
export interface TakenOver {
  readonly acts: readonly NewAct[];
  /** What does not, with the reason; what is every device's own business (its checks, backups, time stamps) is not named. */
  readonly left: readonly string[];
}

/** Where an act that was taken over was first recorded; stands in its public part. */
export interface From {
  readonly device: string;
  readonly seq: number;
}

/** Kinds that device a alone records for the whole case. */
const FIRST_ONLY: ReadonlySet<string> = new Set(["case.set", "dossier.publish", "dossier.withdraw"]);
/** Kinds about an item that any device may record. */
const ANYONES: ReadonlySet<string> = new Set([
  "exhibit.note",
  "exhibit.examine",
  "exhibit.derive",
  "custody.hand-over",
]);

/** Where an act was taken over from; `null` when it was recorded here. */
export function fromOf({ x }: Act): From | null {
  const from = x?.["from"];
  if (from === null || typeof from !== "object" || Array.isArray(from) || from === undefined) return null;
  const { device, seq } = from as { readonly [key: string]: Json };
  return typeof device === "string" && typeof seq === "number" ? { device, seq } : null;
}

/**
 * The acts of another device's log that this log does not hold yet, ready to be recorded in it: each with the place where
 * it was first recorded. A device states its own items and no others, so logs never contradict each other, and the
 * order in which they are merged does not matter.
 */
export function takeOver(own: readonly Act[], state: CaseState, log: DeviceLog): TakenOver {
  const known = new Set(own.flatMap((act) => placeOf(fromOf(act)) ?? []));
  const erased = new Set(state.erasures.flatMap(({ value }) => value.ids));
  const idOf = new Map([...state.items.values()].map(({ uid, id }) => [uid, id]));
  const acts: NewAct[] = [];
  const left: string[] = [];
  for (const act of log.acts()) {
    const from = { device: log.device, seq: act.seq };
    if (act.value === null || fromOf(act) !== null || known.has(placeOf(from)!)) continue;
    const id = typeof act.value["id"] === "string" ? act.value["id"] : null;
    if (act.kind === "record.erase") left.push(...erasedThere(act, state, log.device));
    else if (id !== null && erased.has(id)) left.push(`${id}: it was erased here, and stays so`);
    else if (isTheft(act, id, idOf))
      left.push(`act ${act.seq} of device ${log.device}: ${id} takes the uid of ${idOf.get(String(act.value["uid"]))}`);
    else if (belongs(act.kind, id, log.device)) acts.push({ kind: act.kind, value: act.value, x: { from } });
    else if (isOfItem(act.kind))
      left.push(`act ${act.seq} of device ${log.device}: it states ${id}, which is another device's`);
  }
  return { acts, left };
}

/** References go by uid: an item that bore another's would be shown in its stead. */
function isTheft({ value }: Act, id: string | null, idOf: Map<string, string>): boolean {
  const uid = value?.["uid"];
  if (typeof uid !== "string" || id === null) return false;
  const known = idOf.get(uid);
  if (known === undefined) idOf.set(uid, id);
  return known !== undefined && known !== id;
}

function placeOf(from: From | null): string | null {
  return from === null ? null : `${from.device} ${from.seq}`;
}

function belongs(kind: string, id: string | null, device: string): boolean {
  if (FIRST_ONLY.has(kind)) return device === "a";
  return ANYONES.has(kind) || (isOfItem(kind) && id !== null && ownerOf(id) === device);
}

function isOfItem(kind: string): boolean {
  return (NOUNS as readonly string[]).includes(kind.slice(0, kind.indexOf(".")));
}

/** What another device erased and this case still holds: a person must decide, nothing is destroyed by a merge. */
function erasedThere({ value }: Act, state: CaseState, device: string): readonly string[] {
  const ids = (value?.["ids"] as readonly string[] | undefined) ?? [];
  const held = ids.filter((id) => state.items.has(id));
  return held.map((id) => `${id}: device ${device} erased it; to erase it here: snowmelt erase ${id}`);
}
