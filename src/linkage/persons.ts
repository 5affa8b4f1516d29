import { sha256Hex } from "#kernel";
import type { Records } from "./record-order.ts";

/** A person's id is the hash of the sorted ids of its records: it changes exactly when the person's records do. */
export function personIds(records: Records, clusterOf: ArrayLike<number>): string[] {
  const members = new Map<number, string[]>();
  const ids = Array.from({ length: records.count }, (_, i) => records.idOf(i));
  ids.forEach((id, i) => {
    const list = members.get(clusterOf[i]!);
    if (list === undefined) members.set(clusterOf[i]!, [id]);
    else list.push(id);
  });
  const names = new Map<number, string>();
  for (const [root, list] of members) {
    list.sort();
    names.set(root, `person-${sha256Hex(new TextEncoder().encode(list.join("\n"))).slice(0, 16)}`);
  }
  return ids.map((_, i) => names.get(clusterOf[i]!)!);
}
