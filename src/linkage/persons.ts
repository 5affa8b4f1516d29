import { sha256Hex } from "#kernel";
import { clusterSizes } from "./cluster/sizes.ts";
import type { Records } from "./record-order.ts";

const PREFIX = "person-";
const DIGITS = 16;
const LENGTH = PREFIX.length + DIGITS;

/** A person's id is the hash of the sorted ids of its records: it changes exactly when the person's records do. */
export function personIds(records: Records, clusterOf: Int32Array): string[] {
  const sizes = clusterSizes(clusterOf);
  const members = new Map<number, string[]>();
  // Written into bytes and read back: texts made of parts would keep all their parts in memory.
  const line = Buffer.alloc(LENGTH, PREFIX, "latin1");
  const nameOf = (text: string): string => {
    line.write(sha256Hex(text), PREFIX.length, DIGITS, "latin1");
    return line.toString("latin1");
  };
  const names = new Array<string>(records.count);
  for (let i = 0; i < records.count; i++) {
    const root = clusterOf[i]!;
    if (sizes[root] === 1) {
      names[i] = nameOf(records.idOf(i));
      continue;
    }
    const list = members.get(root);
    if (list === undefined) members.set(root, [records.idOf(i)]);
    else list.push(records.idOf(i));
  }
  const shared = new Map([...members].map(([root, list]) => [root, nameOf(list.sort().join("\n"))]));
  for (let i = 0; i < records.count; i++) names[i] ??= shared.get(clusterOf[i]!)!;
  return names;
}
