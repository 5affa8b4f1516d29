import { sha256 } from "#kernel";
import { clusterSizes } from "../cluster/sizes.ts";
import { SHORT } from "../read/texts.ts";
import { type IdSource, idCopier, idReader } from "../record-ids.ts";
import { ONE_BLOCK, ShortSha256 } from "./short-sha256.ts";

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
  const [idOf, copyId] = [idReader(ids), idCopier(ids)];
  const sizes = clusterSizes(clusterOf);
  const incomplete = new Map<number, string[]>();
  const short = new ShortSha256();
  const bytes = Buffer.alloc(Math.max(SHORT, 3 * ONE_BLOCK));
  const hash = (text: string, root: number): void => {
    // A letter of a text makes up to three bytes.
    const length = text.length > ONE_BLOCK ? text.length : bytes.write(text);
    if (length <= ONE_BLOCK) short.hash(bytes, length, hashes, BYTES * root);
    else hashes.set(sha256(text).subarray(0, BYTES), BYTES * root);
  };
  for (let i = 0; i < clusterOf.length; i++) {
    const root = clusterOf[i]!;
    if (root % parts !== part) continue;
    if (sizes[root] === 1) {
      const length = copyId(i, bytes, 0);
      if (length === -1 || length > ONE_BLOCK) hash(idOf(i), root);
      else short.hash(bytes, length, hashes, BYTES * root);
      continue;
    }
    const members = incomplete.get(root) ?? [];
    if (members.push(idOf(i)) < sizes[root]!) {
      incomplete.set(root, members);
      continue;
    }
    incomplete.delete(root);
    hash(members.sort().join("\n"), root);
  }
}
