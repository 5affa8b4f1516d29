import { sharedInt32 } from "../compare/letters.ts";

/** Records gathered by equal keys, in shared memory; groups of one are left out. */
export interface Groups {
  /** Records, group by group; ascending within each. */
  readonly members: Int32Array;
  /** Group g is `members[starts[g], starts[g + 1])`. Groups come in the order of a hash of their keys, which is as good as any chance. */
  readonly starts: Int32Array;
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

const DIGITS = [
  { shift: 0, mask: 0x7ff },
  { shift: 11, mask: 0x7ff },
  { shift: 22, mask: 0x3ff },
] as const;

/** Gathers records by keys: a radix sort of their hashes. Its buffers serve every call, for rules are many and lists long. */
export class Grouper {
  readonly #count: number;
  #hashes: Int32Array[] = [];
  #records: Int32Array[] = [];
  readonly #places = new Int32Array(2048);

  constructor(count: number) {
    this.#count = count;
  }

  /** Gathers the records that have all keys. No keys: all in one. */
  group(keys: readonly Int32Array[]): Groups {
    if (keys.length === 0) return everyone(this.#count);
    if (this.#hashes.length === 0) {
      this.#hashes = [new Int32Array(this.#count), new Int32Array(this.#count)];
      this.#records = [new Int32Array(this.#count), new Int32Array(this.#count)];
    }
    const [hashes, records] = [this.#hashes[0]!, this.#records[0]!];
    let size = 0;
    for (let i = 0; i < this.#count; i++) {
      const hash = hashOf(keys, i);
      if (hash === MISSING) continue;
      hashes[size] = hash;
      records[size++] = i;
    }
    for (const [pass, { shift, mask }] of DIGITS.entries()) this.#sortBy(shift, mask, size, pass % 2);
    return layOut(keys, this.#hashes[1]!, this.#records[1]!, size);
  }

  // One stable pass from buffers `from` to the others.
  #sortBy(shift: number, mask: number, size: number, from: number): void {
    const [hashes, records] = [this.#hashes[from]!, this.#records[from]!];
    const [toHashes, toRecords] = [this.#hashes[1 - from]!, this.#records[1 - from]!];
    const places = this.#places.fill(0);
    for (let c = 0; c < size; c++) places[(hashes[c]! >>> shift) & mask]!++;
    let at = 0;
    for (let digit = 0; digit <= mask; digit++) {
      const n = places[digit]!;
      places[digit] = at;
      at += n;
    }
    for (let c = 0; c < size; c++) {
      const hash = hashes[c]!;
      const place = places[(hash >>> shift) & mask]!++;
      toHashes[place] = hash;
      toRecords[place] = records[c]!;
    }
  }
}

function everyone(count: number): Groups {
  const members = sharedInt32(count);
  for (let i = 0; i < count; i++) members[i] = i;
  const starts = sharedInt32(2);
  starts[1] = count;
  return { members, starts };
}

function layOut(keys: readonly Int32Array[], hashes: Int32Array, sorted: Int32Array, size: number): Groups {
  const records = sorted.subarray(0, size);
  const ends: number[] = [];
  let kept = 0;
  // Groups of two and more are moved to the front of `records`.
  const keep = (from: number, to: number): void => {
    if (to - from < 2) return;
    records.copyWithin(kept, from, to);
    kept += to - from;
    ends.push(kept);
  };
  for (let from = 0; from < size; ) {
    const hash = hashes[from]!;
    let to = from + 1;
    while (to < size && hashes[to] === hash) to++;
    let next = from;
    while (next < to) {
      const end = partition(keys, records, next, to);
      keep(next, end);
      next = end;
    }
    from = to;
  }
  const members = sharedInt32(kept);
  members.set(records.subarray(0, kept));
  const starts = sharedInt32(ends.length + 1);
  starts.set(ends, 1);
  return { members, starts };
}

// Records of one hash mostly agree on their keys; where they do not, those that agree with the first are put before the others.
function partition(keys: readonly Int32Array[], records: Int32Array, from: number, to: number): number {
  const first = records[from]!;
  let at = from + 1;
  while (at < to && agree(keys, first, records[at]!)) at++;
  if (at === to) return to;
  const rest = records.slice(at, to);
  const others: number[] = [];
  for (const record of rest) {
    if (agree(keys, first, record)) records[at++] = record;
    else others.push(record);
  }
  records.set(others, at);
  return at;
}

function agree(keys: readonly Int32Array[], a: number, b: number): boolean {
  for (let k = 0; k < keys.length; k++) if (keys[k]![a] !== keys[k]![b]) return false;
  return true;
}
