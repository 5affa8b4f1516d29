import { sha256Hex } from "#kernel";
import { clusterSizes } from "../cluster/sizes.ts";
import { type IdSource, idReader } from "../record-ids.ts";

/** Bytes of a hash that an id keeps. */
export const BYTES = 8;

/** The persons a thread hashes: those whose lowest record leaves `part` over `parts`. */
export interface PersonsPart {
  readonly ids: IdSource;
  readonly clusterOf: Int32Array;
  /** Shared by all threads: the hash of each person, at its lowest record. */
  readonly hashes: Uint8Array;
  readonly part: number;
  readonly parts: number;
}

/** Hashes the sorted ids of each person's records. */
export function hashPersons({ ids, clusterOf, hashes, part, parts }: PersonsPart): void {
  const into = Buffer.from(hashes.buffer);
  const idOf = idReader(ids);
  const sizes = clusterSizes(clusterOf);
  const incomplete = new Map<number, string[]>();
  for (let i = 0; i < clusterOf.length; i++) {
    const root = clusterOf[i]!;
    if (root % parts !== part) continue;
    let text = idOf(i);
    if (sizes[root]! > 1) {
      const members = incomplete.get(root) ?? [];
      if (members.push(text) < sizes[root]!) {
        incomplete.set(root, members);
        continue;
      }
      incomplete.delete(root);
      text = members.sort().join("\n");
    }
    into.write(sha256Hex(text), BYTES * root, BYTES, "hex");
  }
}
