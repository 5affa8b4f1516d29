import { CATALOGUE_KEYS, el, type Html, word } from "#page";

/** Words of the page in its language, by their key within the section "linkage". */
export type Say = (key: string, values?: Readonly<Record<string, string | number>>) => string;

export const sayer =
  (language: string): Say =>
  (key, values = {}) =>
    word(language, `linkage.${key}`, values);

const slug = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");

// A heading of a list is no word of ours: it stays as it is.
const known = (say: Say, kind: "level" | "term", text: string): string =>
  CATALOGUE_KEYS.has(`linkage.${kind}.${slug(text)}`) ? say(`${kind}.${slug(text)}`) : text;

/** A level of a comparison. */
export const levelIn = (say: Say, level: string): string => known(say, "level", level);

/** A role, or a comparison that is called by its role. */
export const termIn = (say: Say, name: string): string => known(say, "term", name);

const SUFFIXES: readonly (readonly [suffix: string, key: string])[] = [
  [" year and month", "key.year-and-month"],
  [" month and day", "key.month-and-day"],
  [" skeleton", "key.skeleton"],
  [" start", "key.start"],
  [" before @", "key.before"],
  [" year", "key.year"],
];

/** A key of blocking: as `--block` takes it, and before that what it means where the page speaks otherwise. */
export function keyIn(say: Say, name: string): Html {
  const whole = termIn(say, name);
  const found = whole === name ? SUFFIXES.find(([suffix]) => name.endsWith(suffix)) : undefined;
  const meant = found === undefined ? whole : say(found[1], { base: termIn(say, name.slice(0, -found[0].length)) });
  if (meant === name) return el("bdi", {}, name);
  return el("span", {}, `${meant} `, el("bdi", { class: "original", dir: "auto" }, name));
}

// Reasons as `proposeMap` gives them.
const REASONS: readonly (readonly [RegExp, string])[] = [
  [/^header "(?<value>.*)", values longer than a year$/u, "longer"],
  [/^header "(?<value>.*)"$/u, "header"],
  [/^the column is empty$/, "empty"],
  [/^holds the truth to measure against$/, "truth"],
  [/^an id by its header, but with (?<n>\d+) different values in (?<of>\d+) rows$/, "repeated"],
  [
    /^an id by its header, but with (?<n>\d+) different values in (?<of>\d+) rows, missing in (?<missing>\d+)$/,
    "lacking",
  ],
  [/^header "(?<value>.*)": free text$/u, "free"],
  [/^header "(?<value>.*)": says how or by whom, not who$/u, "how"],
  [/^header "(?<value>.*)": many share it$/u, "common"],
  [/^header "(?<value>.*)", but the values only number the rows$/u, "running"],
  [/^header "(?<value>.*)", names of men$/u, "men"],
  [/^header "(?<value>.*)", names of several parts$/u, "parts"],
  [/^names of other lists end with its values$/, "ends"],
  [/^"(?<value>.*)" was said to be the (?<role>.*)$/u, "chosen"],
  [/^values say child or adult$/, "groups"],
  [/^values are sexes$/, "sexes"],
  [/^values number the rows$/, "rows"],
  [/^(?<n>\d+) of its numbers stand in "(?<value>.*)" too: they are of persons$/u, "shared"],
  [/^values are numbers$/, "numbers"],
  [/^numbers under a header of places$/, "places"],
  [/^values are dates$/, "dates"],
  [/^values look like Arabic names of several parts$/, "names"],
  [/^values look like names of persons$/, "persons"],
  [/^values name relatives$/, "relatives"],
  [/^values are long texts$/, "long"],
  [/^values are short texts$/, "short"],
  [/^said by a person$/, "person"],
  [/^given and family names stand in columns of their own$/, "apart"],
  [/^"(?<value>.*)" already holds the name$/u, "holds"],
  [/^another column is the (?<value>.*)$/, "another"],
];

/** Why a column was taken for what it was; a reason that is no word of ours stays as it is. */
export function reasonIn(say: Say, why: string): string {
  for (const [pattern, key] of REASONS) {
    const found = pattern.exec(why);
    if (found === null) continue;
    const values = found.groups ?? {};
    const role = key === "another" ? values["value"] : values["role"];
    if (role === undefined) return say(`why.${key}`, values);
    return say(`why.${key}`, { ...values, [key === "another" ? "value" : "role"]: termIn(say, role) });
  }
  return why;
}
