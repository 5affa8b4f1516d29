import { fold } from "#kernel";
import { parseName } from "../names/parse-name.ts";
import { sexOfName } from "../names/sex-of-name.ts";
import type { Column, Table } from "../read/table.ts";
import { saysNothing } from "../values/missing-words.ts";
import { readSex } from "../values/read-sex.ts";
import type { ListMap } from "./roles.ts";

/** What a column's own code stands for: 1 male, 2 female, and whence that is known. */
export interface SexCode {
  readonly code: string;
  readonly sex: 1 | 2;
  readonly by: "heading" | "given names";
}

// More different values are no codes.
const MOST_CODES = 12;
const ENOUGH = 4;
const CLEAR = 0.8;

/**
 * Codes of a column of sexes that no language tells: `1`, `2`, `A`, `م`. By the heading's own legend ("sex (1 = male)"), else by the
 * given names they stand beside, where at least four are known and four fifths of them are of one sex.
 */
export function sexCodes(table: Table, map: ListMap): SexCode[] {
  const name = map.columns.find(({ role }) => role === "sex")?.column;
  const column = table.columns.find((c) => c.name === name);
  if (column === undefined) return [];
  const codes: { code: number; text: string }[] = [];
  for (let code = 1; code < column.texts.size; code++) {
    const text = fold(column.texts.text(code)).trim();
    if (readSex(text) === 0 && !saysNothing(text)) codes.push({ code, text });
  }
  if (codes.length === 0 || codes.length > MOST_CODES) return [];
  const legend = legendOf(column.name);
  const given = givenNames(table, map);
  codes.sort((a, b) => (a.text < b.text ? -1 : 1));
  return codes.flatMap(({ code, text }): SexCode[] => {
    const told = legend.get(text);
    if (told !== undefined) return [{ code: text, sex: told, by: "heading" }];
    const sex = given === null ? 0 : byNames(column, code, given);
    return sex === 0 ? [] : [{ code: text, sex, by: "given names" }];
  });
}

/** Reads the sex of a folded value of one list: by its words, else by the list's own codes. */
export function sexReader(codes: readonly SexCode[]): (folded: string) => number {
  const known = new Map(codes.map(({ code, sex }) => [code, sex]));
  return (folded) => readSex(folded) || (known.get(folded.trim()) ?? 0);
}

function legendOf(heading: string): Map<string, 1 | 2> {
  const found = new Map<string, 1 | 2>();
  for (const match of fold(heading).matchAll(/(?<![\p{L}\p{N}])([\p{L}\p{N}]) ?[=:-]? ?(\p{L}+)/gu)) {
    const sex = readSex(match[2]!);
    if (sex !== 0) found.set(match[1]!, sex as 1 | 2);
  }
  return found;
}

function givenNames(table: Table, { columns }: ListMap): Column | null {
  const name = (columns.find(({ role }) => role === "given") ?? columns.find(({ role }) => role === "name"))?.column;
  return table.columns.find((column) => column.name === name) ?? null;
}

function byNames(column: Column, code: number, given: Column): 0 | 1 | 2 {
  const counts: [number, number, number] = [0, 0, 0];
  const sexes = new Map<number, 0 | 1 | 2>();
  for (let row = 0; row < column.codes.length; row++) {
    if (column.codes[row] !== code) continue;
    const name = given.codes[row]!;
    if (!sexes.has(name)) sexes.set(name, sexOf(given.texts.text(name)));
    counts[sexes.get(name)!]++;
  }
  const told = counts[1] + counts[2];
  if (told < ENOUGH) return 0;
  return counts[1] >= CLEAR * told ? 1 : counts[2] >= CLEAR * told ? 2 : 0;
}

function sexOf(name: string): 0 | 1 | 2 {
  const { atoms, familyFirst, relation } = parseName(name);
  return atoms[0] === undefined || familyFirst || relation !== null ? 0 : sexOfName(atoms[0]);
}
