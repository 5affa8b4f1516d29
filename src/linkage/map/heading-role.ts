import { HEADERS, readingsOf } from "./headers.ts";
import type { Role } from "./roles.ts";
import { type Concept, conceptsOf } from "./words.ts";

/** What a heading says its column is, as far as words go: the values have the last word. */
export interface HeadingRole {
  readonly role: Role;
  /** Said of what is left out on purpose. */
  readonly why?: string;
}

/** Of a text that says the same of all who died together: one such column of a list is enough. */
export const HOW = "says how or by whom, not who";
const SAYS_LITTLE = "many share it";

/** The role of a column by its heading; where one word may head dates as well as places, `hasDates` decides. */
export function roleOfHeading(heading: string, hasDates: boolean): HeadingRole | undefined {
  const readings = readingsOf(heading);
  for (const reading of readings) {
    const found = HEADERS.find(([pattern]) => pattern.test(reading));
    if (found !== undefined) return { role: found[1] };
  }
  return roleOfWords(conceptsOf(heading), hasDates);
}

function roleOfWords(said: ReadonlySet<Concept>, hasDates: boolean): HeadingRole | undefined {
  const has = (...concepts: readonly Concept[]): boolean => concepts.some((concept) => said.has(concept));
  if (has("group") && !has("name", "place", "date")) return { role: "age group" };
  if (has("remarks", "source") && !has("place", "town")) return { role: "ignore", why: "free text" };
  if (has("birth") && has("year")) return { role: "birth year" };
  // "His age on the day of the arrest" is neither that day nor its place.
  if (has("age") && has("death", "detention", "event") && !has("place")) return { role: "age" };
  if (hasDates && has("birth")) return { role: "birth" };
  if (hasDates && has("death", "detention", "event", "date", "year", "prison")) return { role: "event" };
  if (has("governorate")) return { role: "governorate" };
  if (has("prison", "hospital")) return { role: "text" };
  if (has("work")) return { role: "text" };
  if (has("cause") || (has("kind") && has("death", "detention", "event"))) return { role: "text", why: HOW };
  const isPlace = has("place", "site", "town", "origin");
  if ((isPlace && has("death", "detention", "event")) || (has("site") && !has("origin", "birth", "town")))
    return { role: "event place" };
  if (isPlace || has("birth")) return { role: "place" };
  if (has("death", "detention", "event")) return { role: "event place" };
  if (has("status")) return { role: "ignore", why: SAYS_LITTLE };
  if (has("sex")) return { role: "sex" };
  if (has("age")) return { role: "age" };
  if (has("name")) return { role: "name" };
  if (has("record") && said.size === 1) return { role: "id" };
  return undefined;
}

/** What columns of one role but different headings are about, so that they can meet: `death`, `detention`, `prison`; "" when it does not say. */
export function subjectOf(heading: string): string {
  const said = conceptsOf(heading);
  return (
    (["prison", "hospital", "work", "cause", "death", "detention", "event"] as const).find((concept) =>
      said.has(concept),
    ) ?? ""
  );
}
