import { sha256Letters } from "#kernel";
import { type IdSource, idReader } from "../record-ids.ts";

/** Bytes of a hash that an id keeps. */
export const BYTES = 8;

/** The persons a thread hashes: those whose lowest record is one of [from, to). */
export interface PersonsPart {
  readonly ids: IdSource;
  readonly clusterOf: Int32Array;
  /** Shared by all threads: the hash of each person, at its lowest record. */
  readonly hashes: Uint8Array;
  readonly from: number;
  readonly to: number;
}

/** Hashes the sorted ids of each person's records. */
export function hashPersons({ ids, clusterOf, hashes, from, to }: PersonsPart): void {
  const idOf = idReader(ids);
  const next = nextOfPerson(clusterOf);
  for (let root = from; root < to; root++) {
    if (clusterOf[root] !== root) continue;
    let text = idOf(root);
    if (next[root] !== 0) {
      const members = [text];
      for (let record = next[root]!; record !== 0; record = next[record]!) members.push(idOf(record));
      text = members.sort().join("\n");
    }
    const letters = sha256Letters(text);
    for (let i = 0; i < BYTES; i++) hashes[BYTES * root + i] = letters.charCodeAt(i);
  }
}

// For each record the next one of its person; 0 where there is none, for record 0 is next to nobody.
function nextOfPerson(clusterOf: Int32Array): Int32Array {
  const [next, last] = [new Int32Array(clusterOf.length), new Int32Array(clusterOf.length)];
  for (let i = 0; i < clusterOf.length; i++) {
    const root = clusterOf[i]!;
    if (root !== i) next[last[root]!] = i;
    last[root] = i;
  }
  return next;
}
