import { runThread } from "../kernel/run-thread.ts";
import type { Records } from "../record-order.ts";
import { BYTES, hashPersons, type PersonsPart } from "./hash-persons.ts";

const PREFIX = Buffer.from("person-");
const HEX = Buffer.from("0123456789abcdef");
/** Records below which a second thread costs more than it saves. */
const MANY = 200_000;

export interface PersonIds {
  /** The id of a record's person. */
  readonly personOf: (record: number) => string;
  /** Writes that id to `into[at..]`, and gives where it ends. */
  readonly copyPerson: (record: number, into: Uint8Array, at: number) => number;
}

/**
 * The id of the person of each record: the hash of the sorted ids of the person's records, so it changes exactly when these do.
 *
 * @throws linkage/worker when a thread dies
 */
export async function personIds(records: Records, clusterOf: Int32Array, threads = 1): Promise<PersonIds> {
  // Eight bytes a record; a text for each would take ten times that.
  const hashes = new Uint8Array(new SharedArrayBuffer(BYTES * records.count));
  // This thread has other work: each of the others hashes twice as much.
  const others = records.count < MANY ? 0 : threads - 1;
  const share = (parts: number): number => Math.floor((records.count * parts) / (2 * others + 1));
  const partOf = (from: number, to: number): PersonsPart => ({ ids: records.ids, clusterOf, hashes, from, to });
  const theirs = Array.from({ length: others }, (_, t) =>
    runThread<null>(import.meta.url, partOf(share(2 * t + 1), share(2 * t + 3))),
  );
  await Promise.all([Promise.resolve(partOf(0, share(1))).then(hashPersons), ...theirs]);
  const copyPerson = (record: number, into: Uint8Array, at: number): number => {
    let end = at;
    for (let i = 0; i < PREFIX.length; i++) into[end++] = PREFIX[i]!;
    const from = BYTES * clusterOf[record]!;
    for (let i = from; i < from + BYTES; i++) {
      into[end++] = HEX[hashes[i]! >> 4]!;
      into[end++] = HEX[hashes[i]! & 15]!;
    }
    return end;
  };
  const one = Buffer.alloc(PREFIX.length + 2 * BYTES);
  return { copyPerson, personOf: (record) => one.toString("latin1", 0, copyPerson(record, one, 0)) };
}
