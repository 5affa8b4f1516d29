import { sharedInt32 } from "../compare/letters.ts";

/** Records gathered by equal keys, in shared memory; groups of one are left out. */
export interface Groups {
  /** Records, group by group; ascending within each. */
  readonly members: Int32Array;
  /** Group g is `members[starts[g], starts[g + 1])`. Groups come in the order of a hash of their keys, which is as good as any chance. */
  readonly starts: Int32Array;
}

// Records are parted by the highest bits of their hashes, then each part, small enough for a core's own memory, by as many of the next
// that about one record is left to each value; what is still out of order then lies side by side. The last bit orders nothing.
const HIGHEST = { shift: 22, values: 1024 } as const;
const MOST_NEXT_BITS = 12;

/** Hashes and their records in turn: one piece of memory to write for both. */
type Sheet = Int32Array;

/** Gathers records by keys: a radix sort of their hashes. Its buffers serve every call, for rules are many and lists long. */
export class Grouper {
  readonly #count: number;
  #sheets: readonly [Sheet, Sheet] | null = null;
  readonly #places = new Int32Array(HIGHEST.values);
  readonly #next: Int32Array;

  constructor(count: number) {
    this.#count = count;
    this.#next = new Int32Array(1 << Math.max(1, Math.min(MOST_NEXT_BITS, 32 - Math.clz32(count / HIGHEST.values))));
  }

  /** Gathers the records that have all keys. No keys: all in one. */
  group(keys: readonly Int32Array[]): Groups {
    if (keys.length === 0) return everyone(this.#count);
    this.#sheets ??= [new Int32Array(2 * this.#count), new Int32Array(2 * this.#count)];
    const [one, other] = this.#sheets;
    const size = keys.length === 2 ? hashTwo(keys[0]!, keys[1]!, one) : hashMany(keys, this.#count, one);
    const ends = sortBy(HIGHEST.shift, this.#places, one, other, 0, size);
    const shift = HIGHEST.shift - Math.log2(this.#next.length);
    let from = 0;
    for (let part = 0; part < ends.length; part++) {
      const end = ends[part]!;
      sortBy(shift, this.#next, other, one, from, end);
      from = end;
    }
    sortNear(one, size);
    return layOut(keys, one, size, other);
  }
}

// Here loops stand in functions of their own: compiled while the first runs for the first time, what follows it would be compiled for
// nothing that was seen yet, and given up again and again.

// Writes hash and record of those that have all keys, and gives how many these are.
function hashMany(keys: readonly Int32Array[], count: number, into: Sheet): number {
  let size = 0;
  for (let i = 0; i < count; i++) {
    let hash = FIRST;
    let k = 0;
    while (k < keys.length && keys[k]![i] !== 0) hash = mix(hash, keys[k++]![i]!);
    if (k < keys.length) continue;
    into[2 * size] = finish(hash);
    into[2 * size + 1] = i;
    size++;
  }
  return size;
}

// The same, for most rules have two keys.
function hashTwo(one: Int32Array, other: Int32Array, into: Sheet): number {
  let size = 0;
  for (let i = 0; i < one.length; i++) {
    const [x, y] = [one[i]!, other[i]!];
    if (x === 0 || y === 0) continue;
    into[2 * size] = finish(mix(mix(FIRST, x), y));
    into[2 * size + 1] = i;
    size++;
  }
  return size;
}

const FIRST = 0x2545f491;

// Of one value of all keys but the first, each value of the first has a hash of its own: neither function maps two numbers to one.
function mix(hash: number, value: number): number {
  const mixed = Math.imul(hash ^ value, 0x85ebca6b);
  return mixed ^ (mixed >>> 13);
}

function finish(hash: number): number {
  const mixed = Math.imul(hash, 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

// One stable pass over [from, to) by as many bits from `shift` on as there are places, which end up as where each value ends.
function sortBy(shift: number, places: Int32Array, source: Sheet, into: Sheet, from: number, to: number): Int32Array {
  places.fill(0);
  countBy(shift, places, source, from, to);
  startAt(from, places);
  placeBy(shift, places, source, into, from, to);
  return places;
}

function countBy(shift: number, places: Int32Array, source: Sheet, from: number, to: number): void {
  const mask = places.length - 1;
  for (let c = 2 * from; c < 2 * to; c += 2) places[(source[c]! >>> shift) & mask]!++;
}

function startAt(from: number, places: Int32Array): void {
  let at = from;
  for (let value = 0; value < places.length; value++) {
    const n = places[value]!;
    places[value] = at;
    at += n;
  }
}

function placeBy(shift: number, places: Int32Array, source: Sheet, into: Sheet, from: number, to: number): void {
  const mask = places.length - 1;
  for (let c = 2 * from; c < 2 * to; c += 2) {
    const hash = source[c]!;
    const place = 2 * places[(hash >>> shift) & mask]!++;
    into[place] = hash;
    into[place + 1] = source[c + 1]!;
  }
}

// Records of neighbouring hashes that are out of order change places. Stable.
function sortNear(sheet: Sheet, size: number): void {
  for (let c = 2; c < 2 * size; c += 2) {
    const hash = sheet[c]!;
    if (sheet[c - 2]! >>> 1 <= hash >>> 1) continue;
    const record = sheet[c + 1]!;
    let to = c;
    for (; to > 0 && sheet[to - 2]! >>> 1 > hash >>> 1; to -= 2) {
      sheet[to] = sheet[to - 2]!;
      sheet[to + 1] = sheet[to - 1]!;
    }
    sheet[to] = hash;
    sheet[to + 1] = record;
  }
}

function everyone(count: number): Groups {
  const members = sharedInt32(count);
  for (let i = 0; i < count; i++) members[i] = i;
  const starts = sharedInt32(2);
  starts[1] = count;
  return { members, starts };
}

// Members of groups of two and more are moved to the front of the sheet, their ends to that of `room`.
function layOut(keys: readonly Int32Array[], sheet: Sheet, all: number, room: Int32Array): Groups {
  const size = dropAlone(sheet, all);
  // Keys are fetched ahead, all at once: asked for group by group each would be waited for. The first is told by the others and the hash.
  const values = keys
    .slice(1)
    .map((key, k) => fetch(key, sheet, size, k === 0 ? room.subarray(room.length / 2) : new Int32Array(size)));
  let [kept, groups] = [0, 0];
  for (let from = 0; from < size; ) {
    const to = endOfHash(sheet, from, size);
    for (let next = from; next < to; ) {
      const end = next === from && areAlike(sheet, values, from, to) ? to : partition(keys, sheet, next, to);
      if (end - next > 1) {
        for (let m = next; m < end; m++) sheet[kept++] = sheet[2 * m + 1]!;
        room[groups++] = kept;
      }
      next = end;
    }
    from = to;
  }
  const members = sharedInt32(kept);
  members.set(sheet.subarray(0, kept));
  const starts = sharedInt32(groups + 1);
  starts.set(room.subarray(0, groups), 1);
  return { members, starts };
}

// Moves records whose hash no other has out of the way, and gives how many are left.
function dropAlone(sheet: Sheet, size: number): number {
  let left = 0;
  for (let from = 0; from < size; ) {
    const to = endOfHash(sheet, from, size);
    if (to - from > 1) {
      for (let c = 2 * from; c < 2 * to; c++) sheet[2 * left + c - 2 * from] = sheet[c]!;
      left += to - from;
    }
    from = to;
  }
  return left;
}

function fetch(key: Int32Array, sheet: Sheet, size: number, into: Int32Array): Int32Array {
  for (let m = 0; m < size; m++) into[m] = key[sheet[2 * m + 1]!]!;
  return into;
}

function areAlike(sheet: Sheet, values: readonly Int32Array[], from: number, to: number): boolean {
  for (let m = from + 1; m < to; m++) if (sheet[2 * m] !== sheet[2 * from]) return false;
  for (let k = 0; k < values.length; k++) {
    const own = values[k]!;
    const first = own[from]!;
    for (let m = from + 1; m < to; m++) if (own[m] !== first) return false;
  }
  return true;
}

function endOfHash(sheet: Sheet, from: number, size: number): number {
  const hash = sheet[2 * from]!;
  let to = from + 1;
  while (to < size && (sheet[2 * to]! ^ hash) >>> 1 === 0) to++;
  return to;
}

// Where records of one hash do not agree on their keys, those that agree with the first are put before the others.
function partition(keys: readonly Int32Array[], sheet: Sheet, from: number, to: number): number {
  const first = sheet[2 * from + 1]!;
  let at = from + 1;
  const others: number[] = [];
  for (let i = at; i < to; i++) {
    const record = sheet[2 * i + 1]!;
    if (agree(keys, first, record)) sheet[2 * at++ + 1] = record;
    else others.push(record);
  }
  for (let i = 0; i < others.length; i++) sheet[2 * (at + i) + 1] = others[i]!;
  return at;
}

function agree(keys: readonly Int32Array[], a: number, b: number): boolean {
  for (let k = 0; k < keys.length; k++) if (keys[k]![a] !== keys[k]![b]) return false;
  return true;
}
