import { sha256Hex } from "#kernel";
import { clusterSizes } from "./cluster/sizes.ts";
import type { Records } from "./record-order.ts";

const BYTES = 8;
const PREFIX = Buffer.from("person-");
const HEX = Buffer.from("0123456789abcdef");

export interface PersonIds {
  /** The id of a record's person. */
  readonly personOf: (record: number) => string;
  /** Writes that id to `into[at..]`, and gives where it ends. */
  readonly copyPerson: (record: number, into: Uint8Array, at: number) => number;
}

/** The id of the person of each record: the hash of the sorted ids of the person's records, so it changes exactly when these do. */
export function personIds(records: Records, clusterOf: Int32Array): PersonIds {
  // Eight bytes a record; a text for each would take ten times that.
  const hashes = Buffer.alloc(BYTES * records.count);
  const sizes = clusterSizes(clusterOf);
  const others = new Map<number, string[]>();
  for (let i = 0; i < records.count; i++) {
    const root = clusterOf[i]!;
    const id = records.idOf(i);
    let ids = id;
    if (sizes[root]! > 1) {
      const known = others.get(root) ?? [];
      if (known.push(id) < sizes[root]!) {
        others.set(root, known);
        continue;
      }
      others.delete(root);
      ids = known.sort().join("\n");
    }
    hashes.write(sha256Hex(ids), BYTES * root, BYTES, "hex");
  }
  return {
    personOf: (record) => {
      const at = BYTES * clusterOf[record]!;
      return `person-${hashes.toString("hex", at, at + BYTES)}`;
    },
    copyPerson: (record, into, at) => {
      for (let i = 0; i < PREFIX.length; i++) into[at++] = PREFIX[i]!;
      const from = BYTES * clusterOf[record]!;
      for (let i = from; i < from + BYTES; i++) {
        into[at++] = HEX[hashes[i]! >> 4]!;
        into[at++] = HEX[hashes[i]! & 15]!;
      }
      return at;
    },
  };
}
