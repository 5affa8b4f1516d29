import { fold } from "#kernel";
import { subjectOf } from "../map/heading-role.ts";
import { type ListMap, MANY_ROLES, type Role } from "../map/roles.ts";
import type { Column, Table } from "../read/table.ts";

/** One thing to compare, with the column that holds it in each list (`null` where a list lacks it). */
export interface Field {
  readonly role: Role;
  readonly name: string;
  readonly columns: readonly (Column | null)[];
}

interface Part {
  readonly list: number;
  readonly heading: string;
  readonly column: Column;
}

/** Columns that meet: at most one a list. */
interface Meeting {
  role: Role;
  parts: Part[];
}

/** Where a list lacks a place of one kind, that of another kind is better than none: each pair is one comparison with its own weights. */
const ACROSS: readonly (readonly [Role, Role])[] = [
  ["place", "event place"],
  ["place", "governorate"],
  ["event place", "governorate"],
];

/**
 * Gathers columns of all lists into fields. Where a role may occur often, columns meet by heading, then by what their headings are
 * about (killed on, date of death), then the only one left of a list meets the only one left of another; a place of one kind that
 * meets none meets a place of another kind.
 */
export function fieldsOf(tables: readonly Table[], maps: readonly ListMap[]): Field[] {
  const meetings: Meeting[] = [];
  tables.forEach((table, list) => {
    for (const { column: heading, role } of maps[list]!.columns) {
      const column = table.columns.find((c) => c.name === heading);
      if (role === "ignore" || role === "id" || role === "list" || column === undefined) continue;
      meetings.push({ role, parts: [{ list, heading, column }] });
    }
  });
  const joinRole = (isOne: (a: Meeting, b: Meeting) => boolean): void => joinWhere(meetings, isOne, false);
  joinRole((a, b) => a.role === b.role && !MANY_ROLES.has(a.role));
  joinRole(
    (a, b) => a.role === b.role && a.parts.some((p) => b.parts.some((q) => fold(p.heading) === fold(q.heading))),
  );
  joinRole(
    (a, b) => a.role === b.role && subjects(a).some((subject) => subjects(b).includes(subject)) && areAlike(a, b),
  );
  joinWhere(meetings, (a, b) => a.role === b.role && areCompatible(a, b), true);
  for (const [one, other] of ACROSS)
    joinWhere(meetings, (a, b) => a.role === one && b.role === other && a.parts.length + b.parts.length === 2, true);
  return meetings
    .map(({ role, parts }) => ({
      role,
      name: MANY_ROLES.has(role) ? nameOf(parts) : role,
      columns: tables.map((_, list) => parts.find((part) => part.list === list)?.column ?? null),
    }))
    .sort((a, b) => (a.role + a.name < b.role + b.name ? -1 : 1));
}

// Joins meetings of different lists, in their order; where `isSole`, only those that could join no other.
function joinWhere(meetings: Meeting[], isOne: (a: Meeting, b: Meeting) => boolean, isSole: boolean): void {
  const canJoin = (a: Meeting, b: Meeting): boolean =>
    a !== b && !a.parts.some((p) => b.parts.some((q) => p.list === q.list)) && (isOne(a, b) || isOne(b, a));
  for (let i = 0; i < meetings.length; i++) {
    const a = meetings[i]!;
    for (;;) {
      const others = meetings.filter((b) => canJoin(a, b));
      const b = others[0];
      if (b === undefined || (isSole && (hasRival(others) || hasRival(meetings.filter((c) => canJoin(c, b)))))) break;
      a.role = isOne(a, b) ? a.role : b.role;
      a.parts = [...a.parts, ...b.parts];
      meetings.splice(meetings.indexOf(b), 1);
      i = Math.min(i, meetings.indexOf(a));
    }
  }
}

/** Whether two of the meetings hold columns of one list. */
function hasRival(meetings: readonly Meeting[]): boolean {
  const lists = meetings.flatMap(({ parts }) => parts.map(({ list }) => list));
  return new Set(lists).size < lists.length;
}

function subjects({ parts }: Meeting): string[] {
  return parts.map(({ heading }) => subjectOf(heading)).filter((subject) => subject !== "");
}

// A day of death is no day of arrest, but either may be that of an incident; and texts of which none are alike speak of different things.
function areCompatible(a: Meeting, b: Meeting): boolean {
  if (a.role !== "event" && a.role !== "event place") return areAlike(a, b);
  const [x, y] = [a, b].map((meeting) => subjects(meeting).filter((subject) => subject !== "event"));
  return x!.length === 0 || y!.length === 0 || x!.some((subject) => y!.includes(subject));
}

function areAlike(a: Meeting, b: Meeting): boolean {
  return (a.role !== "text" && a.role !== "code") || shareValues(a.parts[0]!.column, b.parts[0]!.column);
}

function shareValues(a: Column, b: Column): boolean {
  const valuesOf = ({ texts }: Column): Set<string> =>
    new Set(Array.from({ length: texts.size - 1 }, (_, i) => fold(texts.text(i + 1))));
  const [x, y] = [valuesOf(a), valuesOf(b)];
  let shared = 0;
  for (const value of x) if (y.has(value)) shared++;
  return shared > 0 && shared >= 0.02 * Math.min(x.size, y.size);
}

function nameOf(parts: readonly Part[]): string {
  const headings: string[] = [];
  for (const { heading } of parts) if (!headings.some((h) => fold(h) === fold(heading))) headings.push(heading);
  return headings.join(" / ");
}
