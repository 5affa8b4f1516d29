import { sha256Hex } from "#kernel";
import { clusterSizes } from "./cluster/sizes.ts";
import type { Records } from "./record-order.ts";

const BYTES = 8;

/** The id of the person of each record: the hash of the sorted ids of the person's records, so it changes exactly when these do. */
export function personIds(records: Records, clusterOf: Int32Array): (record: number) => string {
  // Eight bytes a record; a text for each would take ten times that.
  const hashes = Buffer.alloc(BYTES * records.count);
  const sizes = clusterSizes(clusterOf);
  const members = new Map<number, string[]>();
  for (let i = 0; i < records.count; i++) {
    const root = clusterOf[i]!;
    const ids = members.get(root) ?? [];
    if (ids.push(records.idOf(i)) < sizes[root]!) members.set(root, ids);
    else {
      members.delete(root);
      hashes.write(sha256Hex(ids.sort().join("\n")).slice(0, 2 * BYTES), BYTES * root, "hex");
    }
  }
  return (record) => {
    const at = BYTES * clusterOf[record]!;
    return `person-${hashes.toString("hex", at, at + BYTES)}`;
  };
}
