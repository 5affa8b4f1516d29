/** Records of one share of a rule, gathered by equal keys; groups of one are left out. */
export interface Groups {
  readonly members: Int32Array;
  /** Group g is `members[starts[g], starts[g + 1])`. */
  readonly starts: Int32Array;
}

/** Gathers the records whose keys are all present and whose hash falls into share `part` of `parts`. */
export function groupRecords(keys: readonly Int32Array[], count: number, part: number, parts: number): Groups {
  if (keys.length === 0) {
    const everyone = part === 0 ? count : 0;
    return { members: Int32Array.from({ length: everyone }, (_, i) => i), starts: Int32Array.of(0, everyone) };
  }
  const chosen = new Int32Array(count);
  const hashes = new Int32Array(count);
  const size = chooseRecords(keys, count, part, parts, chosen, hashes);
  let slotsLength = 16;
  while (slotsLength < size * 2) slotsLength *= 2;
  const slots = new Int32Array(slotsLength).fill(-1);
  const groupOf = new Int32Array(size);
  const firstOf = new Int32Array(size);
  const sizes = new Int32Array(size);
  let groups = 0;
  for (let c = 0; c < size; c++) {
    const record = chosen[c]!;
    let slot = (hashes[c]! >>> 4) & (slotsLength - 1);
    for (;;) {
      const group = slots[slot]!;
      if (group === -1) {
        slots[slot] = groups;
        firstOf[groups] = record;
        groupOf[c] = groups++;
        break;
      }
      if (agree(keys, firstOf[group]!, record)) {
        groupOf[c] = group;
        break;
      }
      slot = (slot + 1) & (slotsLength - 1);
    }
    sizes[groupOf[c]!]!++;
  }
  return layOut(chosen, groupOf, sizes, size, groups);
}

function chooseRecords(
  keys: readonly Int32Array[],
  count: number,
  part: number,
  parts: number,
  chosen: Int32Array,
  hashes: Int32Array,
): number {
  let size = 0;
  for (let i = 0; i < count; i++) {
    let hash = 0x2545f491;
    let isWhole = true;
    for (let k = 0; k < keys.length; k++) {
      const value = keys[k]![i]!;
      if (value === 0) {
        isWhole = false;
        break;
      }
      hash = Math.imul(hash ^ value, 0x85ebca6b);
      hash ^= hash >>> 13;
    }
    if (!isWhole) continue;
    hash = Math.imul(hash, 0xc2b2ae35);
    hash ^= hash >>> 16;
    if (parts > 1 && (hash >>> 0) % parts !== part) continue;
    hashes[size] = hash;
    chosen[size++] = i;
  }
  return size;
}

function layOut(chosen: Int32Array, groupOf: Int32Array, sizes: Int32Array, size: number, groups: number): Groups {
  const starts: number[] = [];
  const place = new Int32Array(groups);
  let at = 0;
  for (let g = 0; g < groups; g++) {
    if (sizes[g]! < 2) {
      place[g] = -1;
      continue;
    }
    place[g] = at;
    starts.push(at);
    at += sizes[g]!;
  }
  starts.push(at);
  const members = new Int32Array(at);
  for (let c = 0; c < size; c++) {
    const g = groupOf[c]!;
    if (place[g]! >= 0) members[place[g]!++] = chosen[c]!;
  }
  return { members, starts: Int32Array.from(starts) };
}

function agree(keys: readonly Int32Array[], a: number, b: number): boolean {
  for (let k = 0; k < keys.length; k++) if (keys[k]![a] !== keys[k]![b]) return false;
  return true;
}
