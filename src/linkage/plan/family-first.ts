import type { Atom } from "../names/atom.ts";
import { parseName } from "../names/parse-name.ts";
import type { Column } from "../read/table.ts";
import { mapColumn, type RecordOrder } from "./coder.ts";

const SAMPLE = 20_000;
// Names a word must end or begin before it is known for it; odds of both words by which the order must be the other one, for most names begin with the given one.
const [OFTEN, MOSTLY] = [5, 40];

interface Seat {
  first: number;
  last: number;
}

/**
 * Whether a name begins with the family (سوان مهند حسن), by where the names of these lists hold its words: the first word ends names and
 * hardly begins any, the last one begins more than it ends. Lists that tell given and family names apart are heard too.
 */
export function familyFirst(
  order: RecordOrder,
  columns: readonly (Column | null)[],
  given: readonly (Column | null)[] = [],
  family: readonly (Column | null)[] = [],
): (atoms: readonly Atom[]) => boolean {
  const seats = new Map<string, Seat>();
  const names: (readonly Atom[])[] = [[]];
  const step = Math.max(1, Math.floor(order.count / SAMPLE));
  const sample = Int32Array.from({ length: Math.ceil(order.count / step) }, (_, i) => i * step);
  const sampled = {
    count: sample.length,
    listOf: sample.map((record) => order.listOf[record]!),
    rowOf: sample.map((record) => order.rowOf[record]!),
  };
  const namesOf = (of: readonly (Column | null)[]): (readonly Atom[])[] =>
    Array.from(
      mapColumn(sampled, of, (text) => names.push(parseName(text).atoms) - 1),
      (name) => names[name]!,
    );
  for (const atoms of namesOf(columns)) {
    if (atoms.length < 2) continue;
    seatOf(seats, atoms[0]!).first++;
    seatOf(seats, atoms.at(-1)!).last++;
  }
  for (const [first] of namesOf(given)) if (first !== undefined) seatOf(seats, first).first++;
  for (const [first] of namesOf(family)) if (first !== undefined) seatOf(seats, first).last++;
  return (atoms) => {
    const [first, last] = [atoms[0], atoms.at(-1)];
    if (first === undefined || last === undefined || atoms.length < 2) return false;
    const [family, given] = [seats.get(textOf(first)), seats.get(textOf(last))];
    if (family === undefined || given === undefined || family.last < OFTEN || given.first < OFTEN) return false;
    return (
      (family.last * given.first) / ((family.first + 0.5) * (given.last + 0.5)) >= MOSTLY && given.first >= given.last
    );
  };
}

function seatOf(seats: Map<string, Seat>, atom: Atom): Seat {
  const known = seats.get(textOf(atom));
  if (known !== undefined) return known;
  const seat = { first: 0, last: 0 };
  seats.set(textOf(atom), seat);
  return seat;
}

function textOf({ kind, text }: Atom): string {
  return `${kind} ${text}`;
}
