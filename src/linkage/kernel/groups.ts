/** Records of one share of a rule, gathered by equal keys; groups of one are left out. The arrays are good until the next call. */
export interface Groups {
  readonly members: Int32Array;
  /** Group g is `members[starts[g], starts[g + 1])`. */
  readonly starts: Int32Array;
}

/** The share of `parts` that a record's block falls into; -1 where a key is missing. */
export function shareOf(keys: readonly Int32Array[], record: number, parts: number): number {
  const hash = hashOf(keys, record);
  return hash === MISSING ? -1 : (hash >>> 0) % parts;
}

const MISSING = 0;

// Never 0 for a record that has all keys.
function hashOf(keys: readonly Int32Array[], record: number): number {
  let hash = 0x2545f491;
  for (let k = 0; k < keys.length; k++) {
    const value = keys[k]![record]!;
    if (value === 0) return MISSING;
    hash = Math.imul(hash ^ value, 0x85ebca6b);
    hash ^= hash >>> 13;
  }
  hash = Math.imul(hash, 0xc2b2ae35);
  hash ^= hash >>> 16;
  return hash | 1;
}

/** Gathers records by keys; its buffers serve every call, for shares are many and lists long. */
export class Grouper {
  readonly #count: number;
  #chosen = new Int32Array(0);
  #hashes = new Int32Array(0);
  #groupOf = new Int32Array(0);
  #firstOf = new Int32Array(0);
  #sizes = new Int32Array(0);
  #slots = new Int32Array(16);

  constructor(count: number) {
    this.#count = count;
  }

  /** Gathers the records whose keys are all present and whose hash falls into share `part` of `parts`. No keys: all in one. */
  group(keys: readonly Int32Array[], part: number, parts: number): Groups {
    if (keys.length === 0) {
      const everyone = part === 0 ? this.#count : 0;
      return { members: Int32Array.from({ length: everyone }, (_, i) => i), starts: Int32Array.of(0, everyone) };
    }
    const size = this.#choose(keys, part, parts);
    const [chosen, hashes, groupOf, firstOf, sizes] = [
      this.#chosen,
      this.#hashes,
      this.#groupOf,
      this.#firstOf,
      this.#sizes,
    ];
    const slots = this.#emptySlots(size);
    const mask = slots.length - 1;
    let groups = 0;
    for (let c = 0; c < size; c++) {
      const record = chosen[c]!;
      let slot = (hashes[c]! >>> 4) & mask;
      for (;;) {
        const group = slots[slot]!;
        if (group === -1) {
          slots[slot] = groups;
          firstOf[groups] = record;
          sizes[groups] = 1;
          groupOf[c] = groups++;
          break;
        }
        if (agree(keys, firstOf[group]!, record)) {
          groupOf[c] = group;
          sizes[group]!++;
          break;
        }
        slot = (slot + 1) & mask;
      }
    }
    return layOut(chosen, groupOf, sizes, size, groups);
  }

  #choose(keys: readonly Int32Array[], part: number, parts: number): number {
    if (this.#chosen.length < this.#count) {
      [this.#chosen, this.#hashes, this.#groupOf] = [0, 0, 0].map(() => new Int32Array(this.#count)) as [
        Int32Array<ArrayBuffer>,
        Int32Array<ArrayBuffer>,
        Int32Array<ArrayBuffer>,
      ];
      [this.#firstOf, this.#sizes] = [new Int32Array(this.#count), new Int32Array(this.#count)];
    }
    const [chosen, hashes] = [this.#chosen, this.#hashes];
    let size = 0;
    for (let i = 0; i < this.#count; i++) {
      const hash = hashOf(keys, i);
      if (hash === MISSING || (parts > 1 && (hash >>> 0) % parts !== part)) continue;
      hashes[size] = hash;
      chosen[size++] = i;
    }
    return size;
  }

  #emptySlots(size: number): Int32Array {
    let length = 16;
    while (length < size * 2) length *= 2;
    if (this.#slots.length < length) this.#slots = new Int32Array(length);
    return this.#slots.subarray(0, length).fill(-1);
  }
}

function layOut(chosen: Int32Array, groupOf: Int32Array, sizes: Int32Array, size: number, groups: number): Groups {
  let [kept, held] = [0, 0];
  for (let g = 0; g < groups; g++) {
    if (sizes[g]! < 2) continue;
    kept++;
    held += sizes[g]!;
  }
  const starts = new Int32Array(kept + 1);
  const place = new Int32Array(groups);
  let [at, next] = [0, 0];
  for (let g = 0; g < groups; g++) {
    if (sizes[g]! < 2) {
      place[g] = -1;
      continue;
    }
    place[g] = at;
    starts[next++] = at;
    at += sizes[g]!;
  }
  starts[next] = at;
  const members = new Int32Array(held);
  for (let c = 0; c < size; c++) {
    const g = groupOf[c]!;
    if (place[g]! >= 0) members[place[g]!++] = chosen[c]!;
  }
  return { members, starts };
}

function agree(keys: readonly Int32Array[], a: number, b: number): boolean {
  for (let k = 0; k < keys.length; k++) if (keys[k]![a] !== keys[k]![b]) return false;
  return true;
}
