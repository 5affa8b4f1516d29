import { isEdtf } from "#kernel";
import { type Attributes, DATE_ATTRIBUTES, type Person } from "./person.ts";

/**
 * The month and the year of an EDTF date, of both ends for an interval. A date that is coarser already has no month; what is
 * uncertain stays so.
 */
export function coarseDate(edtf: string): { readonly month?: string; readonly year?: string } {
  const at = (pattern: RegExp): string | undefined => {
    const ends = edtf.split("/").map((end) => {
      if (end === "" || end === "..") return end;
      const match = pattern.exec(end);
      const mark = /[?~%]$/.exec(end)?.[0] ?? "";
      return match === null ? null : `${match[0]}${mark}`;
    });
    if (ends.includes(null)) return undefined;
    // Both ends within the same month or year are that month or year.
    const text = new Set(ends).size === 1 ? ends[0]! : ends.join("/");
    return isEdtf(text) ? text : undefined;
  };
  const [month, year] = [at(/^\d{4}-(?:0[1-9]|1[0-2])(?=-|T|$|[?~%])/), at(/^\d{4}/)];
  return { ...(month === undefined ? {} : { month }), ...(year === undefined ? {} : { year }) };
}

/** Ten-year and five-year bands of an age in whole years: 34 lies in `30 to 39` and `30 to 34`. */
export function coarseAge(age: string): { readonly band: string; readonly band5: string } | null {
  if (!/^\d{1,3}$/.test(age)) return null;
  const band = (width: number): string => {
    const from = Math.floor(Number(age) / width) * width;
    return `${from} to ${from + width - 1}`;
  };
  return { band: band(10), band5: band(5) };
}

/** The coarser values of a person's attributes; places have them only where the governorate is told. */
export function coarseAttributes(attributes: Attributes): NonNullable<Person["coarse"]> {
  const coarse: Record<string, object> = {};
  const age = attributes.age === undefined ? null : coarseAge(attributes.age);
  if (age !== null) coarse["age"] = age;
  for (const name of DATE_ATTRIBUTES) {
    const value = attributes[name];
    const date = value === undefined ? {} : coarseDate(value);
    if (Object.keys(date).length > 0) coarse[name] = date;
  }
  if (attributes.governorate !== undefined && attributes.residence !== undefined) {
    coarse["residence"] = { governorate: attributes.governorate };
  }
  return coarse as NonNullable<Person["coarse"]>;
}
