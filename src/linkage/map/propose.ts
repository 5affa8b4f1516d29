import { fold } from "#kernel";
import type { Column, Table } from "../read/table.ts";
import { readAge } from "../values/read-age.ts";
import { readDay } from "../values/read-day.ts";
import { HEADERS, readingsOf } from "./headers.ts";
import { type ListMap, MANY_ROLES, type MappedColumn, type Role } from "./roles.ts";

/** How the reason begins for a column that is an id by its header and repeats: it is compared, and a person should hear of it. */
export const REPEATED_ID = "an id by its header, but with";

interface Profile {
  readonly filled: number;
  readonly distinct: number;
  readonly dates: number;
  readonly ages: number;
  readonly digits: number;
  readonly arabic: number;
  readonly words: number;
  readonly letters: number;
}

/** Proposes a role for every column from its header and, where that says nothing, from its values. A person decides. */
export function proposeMap(table: Table, except: readonly string[] = []): ListMap {
  const columns: MappedColumn[] = [];
  for (const column of table.columns) {
    if (except.includes(column.name))
      columns.push({ column: column.name, role: "ignore", why: "holds the truth to measure against" });
    else columns.push({ column: column.name, ...proposeRole(column, table.rows) });
  }
  return { list: table.name, columns: keepOne(columns, table) };
}

function proposeRole(column: Column, rows: number): { role: Role; why: string } {
  const profile = profileOf(column, rows);
  if (profile.filled === 0) return { role: "ignore", why: "the column is empty" };
  const role = headedRole(column.name);
  const why = `header "${column.name}"`;
  if (role === "id" && profile.distinct < 0.9) {
    const [different, filled] = [Math.round(profile.distinct * profile.filled), profile.filled];
    const reason = `${REPEATED_ID} ${different} different values in ${filled} rows`;
    return { role: profile.distinct > 0.3 ? "identifier" : "code", why: reason };
  }
  if (role === "place" && profile.digits > 0.9) return { role: "code", why: "numbers under a header of places" };
  if (role === "birth year" && profile.letters > 6) return { role: "birth", why: `${why}, values longer than a year` };
  // A heading of dates or ages over something else says nothing.
  const isOfElse =
    ((role === "birth" || role === "event") && profile.dates < 0.5) || (role === "age" && profile.ages < 0.5);
  if (role !== undefined && !isOfElse) return { role, why };
  if (profile.dates > 0.8) return { role: "event", why: "values are dates" };
  if (profile.arabic > 0.8 && profile.words >= 2.5)
    return { role: "name", why: "values look like Arabic names of several parts" };
  if (profile.digits > 0.9) return { role: profile.distinct > 0.8 ? "identifier" : "code", why: "values are numbers" };
  if (profile.letters > 60) return { role: "ignore", why: "values are long texts" };
  return { role: "text", why: "values are short texts" };
}

function headedRole(heading: string): Role | undefined {
  for (const reading of readingsOf(heading)) {
    const found = HEADERS.find(([pattern]) => pattern.test(reading));
    if (found !== undefined) return found[1];
  }
  return undefined;
}

function profileOf(column: Column, rows: number): Profile {
  const seen = new Uint8Array(column.texts.size);
  let [distinct, filled, dates, ages, digits, arabic, words, letters, looked] = [0, 0, 0, 0, 0, 0, 0, 0, 0];
  const step = Math.max(1, Math.floor(rows / 2000));
  for (let row = 0; row < rows; row++) {
    const code = column.codes[row]!;
    if (code === 0) continue;
    filled++;
    distinct += 1 - seen[code]!;
    seen[code] = 1;
    if (row % step !== 0) continue;
    const text = fold(column.texts.text(code));
    looked++;
    if (readDay(text) > 0) dates++;
    if (readAge(text).from >= 0) ages++;
    if (/^[\d\s.-]+$/.test(text)) digits++;
    if (/[\u0621-\u064a]/.test(text)) arabic++;
    words += text.split(" ").length;
    letters += text.length;
  }
  const share = (n: number): number => (looked === 0 ? 0 : n / looked);
  return {
    filled,
    distinct: filled === 0 ? 0 : distinct / filled,
    dates: share(dates),
    ages: share(ages),
    digits: share(digits),
    arabic: share(arabic),
    words: share(words),
    letters: share(letters),
  };
}

// One id, one name, one birth date: further columns of these roles add no evidence of their own.
function keepOne(columns: readonly MappedColumn[], table: Table): MappedColumn[] {
  const has = (role: Role): boolean => columns.some((c) => c.role === role);
  const seen = new Set<Role>();
  const names = columns.filter((c) => c.role === "name");
  const bestName = names.find((c) => isMostlyArabic(c.column, table)) ?? names[0];
  return columns.map((column) => {
    const { role } = column;
    if (role === "name" && has("given") && has("family"))
      return { ...column, role: "ignore" as const, why: "given and family names stand in columns of their own" };
    if (role === "name" && column !== bestName)
      return { ...column, role: "ignore" as const, why: `"${bestName?.column}" already holds the name` };
    if (!MANY_ROLES.has(role)) {
      if (seen.has(role))
        return {
          ...column,
          role: role === "id" ? ("identifier" as const) : ("text" as const),
          why: `another column is the ${role}`,
        };
      seen.add(role);
    }
    return column;
  });
}

function isMostlyArabic(name: string, table: Table): boolean {
  const column = table.columns.find((c) => c.name === name)!;
  return profileOf(column, table.rows).arabic > 0.5;
}
