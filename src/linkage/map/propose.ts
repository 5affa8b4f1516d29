import { fold } from "#kernel";
import { atomOf } from "../names/atom.ts";
import { relativesIn } from "../names/relatives.ts";
import { sexOfName } from "../names/sex-of-name.ts";
import type { Column, Table } from "../read/table.ts";
import { withFamily } from "./family-column.ts";
import { HOW, roleOfHeading } from "./heading-role.ts";
import { type Profile, profileOf } from "./profile.ts";
import { type ListMap, MANY_ROLES, type MappedColumn, type Role } from "./roles.ts";
import { sampledCodes } from "./sampled-codes.ts";

/** How the reason begins for a column that is an id by its header and is none, for rows lack it or share it: a person should hear of it. */
export const REPEATED_ID = "an id by its header, but with";

type Proposal = Omit<MappedColumn, "column">;

/**
 * Proposes roles for the columns of lists that are to be linked. Numbers of persons that head a list as its ids are known by standing
 * in another list too, a column of families by what names of another list end with.
 */
export function proposeMaps(tables: readonly Table[], except: readonly string[] = []): ListMap[] {
  const maps = tables.map((table) => proposeMap(table, except));
  return maps
    .map((map, t) => ({ ...map, columns: map.columns.map((column) => sharedId(column, t, tables, maps)) }))
    .map((map, t, all) => withFamily(map, t, tables, all));
}

/** Proposes a role for every column from its header and, where that says nothing, from its values. A person decides. */
export function proposeMap(table: Table, except: readonly string[] = []): ListMap {
  const columns = table.columns.map((column): Candidate => {
    const profile = profileOf(column, table.rows);
    return except.includes(column.name)
      ? { column: column.name, role: "ignore", why: "holds the truth to measure against", profile }
      : { column: column.name, ...proposeRole(column, profile), profile };
  });
  const kept = withName(keepOne(columns), table, except);
  return { list: table.name, columns: kept.map(({ column, role, why }) => ({ column, role, why })) };
}

const NAMING: ReadonlySet<Role> = new Set(["name", "given", "family"]);

// A list of people without a name is none: where no heading says which column holds it, the one whose values are most often people's.
function withName(columns: readonly MappedColumn[], table: Table, except: readonly string[]): readonly MappedColumn[] {
  if (columns.some(({ role }) => NAMING.has(role))) return columns;
  const shares = columns.map(({ column, role }) =>
    except.includes(column) || role === "mother" || role === "father"
      ? 0
      : personal(columnOf(table, column), table.rows),
  );
  const best = shares.indexOf(Math.max(...shares));
  if (!(shares[best]! >= LIKE_NAMES)) return columns;
  return columns.map((column, c) =>
    c === best ? { ...column, role: "name", why: "values look like names of persons" } : column,
  );
}

const LIKE_NAMES = 0.08;

// The share of values of several words, no digits, that begin with a given name we know.
function personal(column: Column, rows: number): number {
  const { digits, words, different, filled } = profileOf(column, rows);
  if (digits > 0.1 || words < 1.5 || words > 7 || different < 0.3 * filled) return 0;
  const { codes } = sampledCodes(column.texts, 500);
  const isKnown = (code: number): boolean => sexOfName(atomOf(column.texts.text(code).split(/[\s,،]+/)[0]!)) !== 0;
  return codes.length === 0 ? 0 : codes.filter(isKnown).length / codes.length;
}

function proposeRole(column: Column, profile: Profile): Proposal {
  if (profile.filled === 0) return { role: "ignore", why: "the column is empty" };
  const said = roleOfHeading(column.name, profile.dates >= 0.5);
  const role = said?.role;
  const header = `header "${column.name}"`;
  const why = said?.why === undefined ? header : `${header}: ${said.why}`;
  if (role === "id") return proposeId(profile, why);
  if (saysGroups(profile) && (role === undefined || role === "ignore" || role === "text" || role === "age group"))
    return { role: "age group", why: "values say child or adult" };
  if (role === "identifier" && profile.isRunning)
    return { role: "id", why: `${header}, but the values only number the rows` };
  const parent = parentOf(column, role);
  if (parent !== role) return { role: parent!, why: `${header}, names of men` };
  if ((role === "place" || role === "governorate") && profile.digits > 0.9)
    return { role: "code", why: "numbers under a header of places" };
  if (role === "given" && profile.words >= 2.5) return { role: "name", why: `${header}, names of several parts` };
  if (role === "birth year" && profile.letters > 6) return { role: "birth", why: `${why}, values longer than a year` };
  // "Birth" over words is where, over dates when.
  if (role === "birth" && profile.digits === 0 && profile.dates < 0.1 && profile.letters <= LONG_TEXT)
    return { role: "place", why: `${header}, and no dates` };
  if (role !== undefined && !isOfElse(role, profile)) return { role, why };
  if (tellsRelatives(column)) return { role: "text", why: "values name relatives" };
  return proposeByValues(profile);
}

// Rows that lack an id, or share it, are no rows of that id: only a number that persons bear is then worth comparing.
function proposeId(profile: Profile, why: string): Proposal {
  const { rows, filled, different } = profile;
  if (different === rows) return { role: "id", why };
  const missing = filled < rows ? `, missing in ${rows - filled}` : "";
  const reason = `${REPEATED_ID} ${different} different values in ${rows} rows${missing}`;
  return { role: profile.longNumbers > 0.8 && different > 0.3 * filled ? "identifier" : "ignore", why: reason };
}

// والده is "his father", and a mother where its last letter lost the dots.
function parentOf({ name, texts }: Column, role: Role | undefined): Role | undefined {
  if (role !== "mother" || !/(?<!ال)والده\s*$/u.test(name)) return role;
  const sexes = [0, 0, 0];
  for (let code = 1; code < texts.size; code++) sexes[sexOfName(atomOf(texts.text(code).split(/[\s,،]+/)[0]!))]!++;
  return sexes[1]! > sexes[2]! ? "father" : "mother";
}

/** Letters of a usual value that are too many for a name or a place. */
const LONG_TEXT = 60;

// A heading over something else says nothing: dates, ages or sexes that cannot be read as such.
function isOfElse(role: Role, { dates, ages, groups, sexes, digits, letters, different }: Profile): boolean {
  if (role === "birth" || role === "event") return dates < 0.5;
  // "The missing" may head their names, or the days since when.
  if (role === "name") return dates > 0.5 || digits > 0.5;
  if (role === "age") return ages < 0.5;
  if (role === "age group") return groups < 0.5;
  // The number of an admission or an arrest stands under words of a place.
  if (role === "event place" && digits > 0.9) return true;
  // A sentence of a report may speak of a place.
  if (role === "place" || role === "event place" || role === "governorate") return letters > LONG_TEXT;
  // Codes of a letter or a digit are sexes by what stands beside them.
  return role === "sex" && sexes < 0.5 && (letters > 3 || different > 8);
}

function proposeByValues(profile: Profile): Proposal {
  const distinct = profile.different / profile.filled;
  if (profile.writtenDates > 0.8) return { role: "event", why: "values are dates" };
  if (profile.sexes > 0.9 && profile.different <= 12) return { role: "sex", why: "values are sexes" };
  if (profile.arabic > 0.8 && profile.words >= 2.5)
    return { role: "name", why: "values look like Arabic names of several parts" };
  if (profile.digits > 0.9) {
    if (profile.isRunning) return { role: "ignore", why: "values number the rows" };
    return { role: distinct > 0.8 ? "identifier" : "code", why: "values are numbers" };
  }
  if (profile.letters > LONG_TEXT) return { role: "ignore", why: "values are long texts" };
  return { role: "text", why: "values are short texts" };
}

// والده خالد النجار، ولدها سمير: of many texts, and many different ones.
function tellsRelatives({ texts }: Column): boolean {
  const { codes } = sampledCodes(texts, 500);
  const telling = codes.filter((code) => Object.keys(relativesIn(texts.text(code))).length > 0).length;
  return telling >= 10 && telling >= 0.3 * codes.length;
}

function saysGroups({ groups, different }: Profile): boolean {
  return groups > 0.9 && different <= 12;
}

interface Candidate extends MappedColumn {
  readonly profile: Profile;
}

// One id, one name, one birth date: further columns of these roles add no evidence of their own.
function keepOne(columns: readonly Candidate[]): MappedColumn[] {
  const has = (role: Role): boolean => columns.some((c) => c.role === role);
  const seen = new Set<Role>();
  // Where one column numbers the rows and another holds numbers of persons, the first is the id.
  const ids = columns.filter(({ role }) => role === "id");
  const bestId = ids.find(({ profile }) => profile.isRunning) ?? ids[0];
  const names = columns.filter((c) => c.role === "name");
  const bestName = names.find(({ profile }) => profile.arabic > 0.5) ?? names[0];
  return columns.map((column) => {
    const { role } = column;
    if (role === "name" && has("given") && has("family"))
      return { ...column, role: "ignore" as const, why: "given and family names stand in columns of their own" };
    if (role === "name" && column !== bestName)
      return { ...column, role: "ignore" as const, why: `"${bestName?.column}" already holds the name` };
    if (column.why.endsWith(HOW)) {
      const isFirst = columns.find(({ why }) => why.endsWith(HOW)) === column;
      return isFirst ? column : { ...column, role: "ignore" as const };
    }
    if (MANY_ROLES.has(role)) return column;
    if (role === "id" ? column === bestId : !seen.has(role)) {
      seen.add(role);
      return column;
    }
    const isPersonal = role === "id" && column.profile.longNumbers > 0.8 && !column.profile.isRunning;
    const kept = isPersonal ? ("identifier" as const) : ("ignore" as const);
    return { ...column, role: kept, why: `another column is the ${role}` };
  });
}

const SHARED = 5;

// Row ids of two lists that meet in long numbers, in no running order, are ids of persons.
function sharedId(mapped: MappedColumn, own: number, tables: readonly Table[], maps: readonly ListMap[]): MappedColumn {
  if (mapped.role !== "id" || tables.length < 2) return mapped;
  const column = columnOf(tables[own]!, mapped.column);
  const profile = profileOf(column, tables[own]!.rows);
  if (profile.longNumbers < 0.8 || profile.isRunning) return mapped;
  const values = textsOf(column);
  for (const [t, map] of maps.entries()) {
    if (t === own) continue;
    for (const { column: name, role } of map.columns) {
      if (role !== "id" && role !== "identifier") continue;
      const other = textsOf(columnOf(tables[t]!, name));
      let shared = 0;
      for (const value of values) if (other.has(value)) shared++;
      if (shared >= SHARED && shared >= 0.02 * Math.min(values.size, other.size))
        return {
          ...mapped,
          role: "identifier",
          why: `${shared} of its numbers stand in "${map.list}" too: they are of persons`,
        };
    }
  }
  return mapped;
}

function columnOf(table: Table, name: string): Column {
  return table.columns.find((column) => column.name === name)!;
}

function textsOf({ texts }: Column): Set<string> {
  const found = new Set<string>();
  for (let code = 1; code < texts.size; code++) found.add(fold(texts.text(code)).replace(/[^\p{L}\p{N}]+/gu, ""));
  return found;
}
