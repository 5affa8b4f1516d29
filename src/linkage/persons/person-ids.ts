import { sha256Letters } from "#kernel";
import { type IdSource, idReader } from "../record-ids.ts";

const PREFIX = Buffer.from("person-");
const HEX = Buffer.from("0123456789abcdef");
/** Bytes of a hash that an id keeps. */
const BYTES = 8;

/** The ids of persons. */
export interface PersonIds {
  /** The id of a record's person. */
  readonly personOf: (record: number) => string;
  /** Writes that id to `into[at..]`, and gives where it ends. */
  readonly copyPerson: (record: number, into: Uint8Array, at: number) => number;
}

/**
 * The id of the person of each record: the hash of the sorted ids of the person's records, so it changes exactly when these do. Each is
 * found when it is first asked for.
 */
export function personIds(ids: IdSource, clusterOf: Int32Array): PersonIds {
  const idOf = idReader(ids);
  const next = nextOfPerson(clusterOf);
  // Eight bytes a record; a text for each would take ten times that.
  const hashes = new Uint8Array(BYTES * clusterOf.length);
  const isFound = new Uint8Array(clusterOf.length);
  const find = (root: number): void => {
    isFound[root] = 1;
    let text = idOf(root);
    if (next[root] !== 0) {
      const members = [text];
      for (let record = next[root]!; record !== 0; record = next[record]!) members.push(idOf(record));
      text = members.sort().join("\n");
    }
    const letters = sha256Letters(text);
    for (let i = 0; i < BYTES; i++) hashes[BYTES * root + i] = letters.charCodeAt(i);
  };
  const copyPerson = (record: number, into: Uint8Array, at: number): number => {
    const root = clusterOf[record]!;
    if (isFound[root] === 0) find(root);
    let end = at;
    for (let i = 0; i < PREFIX.length; i++) into[end++] = PREFIX[i]!;
    for (let i = BYTES * root; i < BYTES * (root + 1); i++) {
      into[end++] = HEX[hashes[i]! >> 4]!;
      into[end++] = HEX[hashes[i]! & 15]!;
    }
    return end;
  };
  const one = Buffer.alloc(PREFIX.length + 2 * BYTES);
  return { copyPerson, personOf: (record) => one.toString("latin1", 0, copyPerson(record, one, 0)) };
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
