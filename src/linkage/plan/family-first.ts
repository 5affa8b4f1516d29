import { saysFamilyFirst } from "../map/name-order.ts";
import type { Atom } from "../names/atom.ts";
import { parseName } from "../names/parse-name.ts";
import { sexOfName } from "../names/sex-of-name.ts";
import type { Column } from "../read/table.ts";
import { mapColumn, type RecordOrder } from "./coder.ts";

const SAMPLE = 20_000;
// Names a word must end or begin before it is known for it; odds of both words by which the order must be the other one, for most names begin with the given one.
const [OFTEN, MOSTLY] = [5, 40];
// Of names that show their order, how many times more must begin with the family: where the heading says so, says nothing, says the reverse.
const TIMES = { family: 0.5, none: 6, given: 20 } as const;
// And without a heading that says so these many names, and this share of all, must show it.
const [ENOUGH, SHARE] = [12, 0.25];

interface Seat {
  first: number;
  last: number;
}

/** Where a name has its family: first as all of its `list`, first as this one `name` of its list, or last. */
export type NameOrder = "list" | "name" | "last";

/**
 * Whether names begin with the family. A list does where its heading says so (الشهرة والاسم, Surname and name) or most of its names show
 * it; one name (سوان مهند حسن) does not do as its list does when the names of these lists hold its first word at one end, and its last
 * word at the other. Lists that tell given and family names apart are heard too.
 */
export function familyFirst(
  order: RecordOrder,
  columns: readonly (Column | null)[],
  given: readonly (Column | null)[] = [],
  family: readonly (Column | null)[] = [],
): (atoms: readonly Atom[], list: number) => NameOrder {
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
  for (const [first] of namesOf(given)) if (first !== undefined) seatOf(seats, first).first++;
  for (const [first] of namesOf(family)) if (first !== undefined) seatOf(seats, first).last++;
  const whole = namesOf(columns);
  const isTurned = columns.map(
    (column, list) =>
      column !== null &&
      beginsWithFamily(
        column.name,
        whole.filter((_, i) => sampled.listOf[i] === list),
        seats,
      ),
  );
  whole.forEach((atoms, i) => {
    if (atoms.length < 2) return;
    const turned = isTurned[sampled.listOf[i]!]!;
    seatOf(seats, atoms[turned ? 1 : 0]!).first++;
    seatOf(seats, turned ? atoms[0]! : atoms.at(-1)!).last++;
  });
  return (atoms, list) => {
    const [first, last] = [atoms[0], atoms.at(-1)];
    const usual = isTurned[list] === true ? "list" : "last";
    if (first === undefined || last === undefined || atoms.length < 2) return usual;
    const [begins, ends] = [seats.get(textOf(first)), seats.get(textOf(last))];
    if (begins === undefined || ends === undefined) return usual;
    if (usual === "list") return isReverse(ends, begins) ? "last" : usual;
    return isReverse(begins, ends) ? "name" : usual;
  };
}

/** Whether two words of a name are mostly a family's and a given one, in this order. */
function isReverse(family: Seat, given: Seat): boolean {
  if (family.last < OFTEN || given.first < OFTEN) return false;
  return (
    (family.last * given.first) / ((family.first + 0.5) * (given.last + 0.5)) >= MOSTLY && given.first >= given.last
  );
}

function beginsWithFamily(
  heading: string,
  names: readonly (readonly Atom[])[],
  seats: ReadonlyMap<string, Seat>,
): boolean {
  const isGiven = (atom: Atom): boolean => {
    const seat = seats.get(textOf(atom));
    return seat === undefined ? sexOfName(atom) !== 0 : seat.first > seat.last;
  };
  let [familyFirst, givenFirst, long] = [0, 0, 0];
  for (const atoms of names) {
    if (atoms.length < 2) continue;
    long++;
    if (isGiven(atoms[0]!)) givenFirst += isGiven(atoms.at(-1)!) ? 0 : 1;
    else if (isGiven(atoms[1]!) && isGiven(atoms.at(-1)!)) familyFirst++;
  }
  const said = saysFamilyFirst(heading);
  if (familyFirst < TIMES[said] * givenFirst) return false;
  return said === "family" || (familyFirst >= ENOUGH && familyFirst >= SHARE * long);
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
