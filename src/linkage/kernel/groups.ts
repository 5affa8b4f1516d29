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

// Records are parted by the highest bits of their hashes, then each part, small enough for a core's own memory, is sorted by the rest.
const HIGHEST = { shift: 22, values: 1024 } as const;
const LOWER = { shifts: [1, 8, 15], values: 128 } as const;

/** Records and their hashes, side by side. */
interface Sheet {
  readonly hashes: Int32Array;
  readonly records: Int32Array;
}

/** Gathers records by keys: a radix sort of their hashes. Its buffers serve every call, for rules are many and lists long. */
export class Grouper {
  readonly #count: number;
  #sheets: readonly [Sheet, Sheet] | null = null;
  readonly #places = new Int32Array(HIGHEST.values);

  constructor(count: number) {
    this.#count = count;
  }

  /** Gathers the records that have all keys. No keys: all in one. */
  group(keys: readonly Int32Array[]): Groups {
    if (keys.length === 0) return everyone(this.#count);
    const sheet = (): Sheet => ({ hashes: new Int32Array(this.#count), records: new Int32Array(this.#count) });
    this.#sheets ??= [sheet(), sheet()];
    const [one, other] = this.#sheets;
    let size = 0;
    for (let i = 0; i < this.#count; i++) {
      const hash = hashOf(keys, i);
      if (hash === MISSING) continue;
      one.hashes[size] = hash;
      one.records[size++] = i;
    }
    const ends = sortBy(HIGHEST.shift, this.#places, one, other, 0, size).slice();
    const places = this.#places.subarray(0, LOWER.values);
    let from = 0;
    for (const end of ends) {
      // Three passes: from the other sheet to the one.
      LOWER.shifts.forEach((shift, pass) => {
        if (pass % 2 === 0) sortBy(shift, places, other, one, from, end);
        else sortBy(shift, places, one, other, from, end);
      });
      from = end;
    }
    return layOut(keys, one, size);
  }
}

// One stable pass over [from, to) by as many bits from `shift` on as there are places, which end up as where each value ends.
function sortBy(shift: number, places: Int32Array, source: Sheet, into: Sheet, from: number, to: number): Int32Array {
  const { hashes, records } = source;
  const { hashes: toHashes, records: toRecords } = into;
  const mask = places.length - 1;
  places.fill(0);
  for (let c = from; c < to; c++) places[(hashes[c]! >>> shift) & mask]!++;
  let at = from;
  for (let value = 0; value <= mask; value++) {
    const n = places[value]!;
    places[value] = at;
    at += n;
  }
  for (let c = from; c < to; c++) {
    const hash = hashes[c]!;
    const place = places[(hash >>> shift) & mask]!++;
    toHashes[place] = hash;
    toRecords[place] = records[c]!;
  }
  return places;
}

function everyone(count: number): Groups {
  const members = sharedInt32(count);
  for (let i = 0; i < count; i++) members[i] = i;
  const starts = sharedInt32(2);
  starts[1] = count;
  return { members, starts };
}

function layOut(keys: readonly Int32Array[], { hashes, records }: Sheet, size: number): Groups {
  // Groups of two and more are moved to the front of the records, their ends to the front of the hashes.
  let [kept, groups] = [0, 0];
  for (let from = 0; from < size; ) {
    const hash = hashes[from]!;
    let to = from + 1;
    while (to < size && hashes[to] === hash) to++;
    for (let next = from; next < to; ) {
      const end = to - next === 1 ? to : partition(keys, records, next, to);
      if (end - next > 1) {
        for (let m = next; m < end; m++) records[kept++] = records[m]!;
        hashes[groups++] = kept;
      }
      next = end;
    }
    from = to;
  }
  const members = sharedInt32(kept);
  members.set(records.subarray(0, kept));
  const starts = sharedInt32(groups + 1);
  starts.set(hashes.subarray(0, groups), 1);
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
