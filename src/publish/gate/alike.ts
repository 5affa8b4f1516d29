import { fold } from "#kernel";
import { type Attribute, type Attributes, coarseAttributes } from "#record";

/** What is shown of a person: value by pointer, `/attributes/age` or `/coarse/age/band`. */
export type Shown = Readonly<Record<string, string>>;

/** Whether somebody with these attributes may be the one of whom this is shown. What is not known of somebody fits anything. */
export function mayBe(attributes: Attributes, shown: Shown): boolean {
  return Object.entries(shown).every(([pointer, value]) => fits(attributes, pointer, value));
}

function fits(attributes: Attributes, pointer: string, value: string): boolean {
  const [, root, name, step] = pointer.split("/") as [string, string, Attribute, string?];
  const own = attributes[name];
  if (own === undefined) return true;
  if (root === "attributes") return fold(own) === fold(value);
  const coarse = coarseAttributes(attributes) as Readonly<Record<string, Readonly<Record<string, string>> | undefined>>;
  const found = coarse[name]?.[step!];
  return found === undefined || fold(found) === fold(value);
}

/** How many people fit. */
export function countAlike(people: readonly Attributes[], shown: Shown): number {
  return people.filter((person) => mayBe(person, shown)).length;
}

/** Sets of attributes of at most this size are looked for (SUDA: special uniques detection; Elliot, Manning and Ford 2002). */
const LARGEST_SET = 3;

/**
 * The smallest sets of at most three attributes that leave fewer than `threshold` people: what to coarsen or close. No set
 * that is listed contains another.
 */
export function tellingSets(
  populations: readonly (readonly Attributes[])[],
  shown: Shown,
  threshold: number,
): readonly (readonly string[])[] {
  const pointers = Object.keys(shown).sort();
  const found: (readonly string[])[] = [];
  for (let size = 1; size <= LARGEST_SET; size++) {
    for (const set of subsets(pointers, size)) {
      if (found.some((smaller) => smaller.every((pointer) => set.includes(pointer)))) continue;
      const part = Object.fromEntries(set.map((pointer) => [pointer, shown[pointer]!]));
      if (mostAlike(populations, part) < threshold) found.push(set);
    }
  }
  return found;
}

/** The largest number of people who fit in any one population: lists overlap, so they are not added up. */
export function mostAlike(populations: readonly (readonly Attributes[])[], shown: Shown): number {
  return Math.max(0, ...populations.map((people) => countAlike(people, shown)));
}

/**
 * How many roles there are among those who fit all else that is shown, in the population that has most of them: where there is
 * but one, whoever is known to fit is known by role (l-diversity; Machanavajjhala and others 2007). A role that is not
 * known counts for none.
 */
export function rolesAlike(populations: readonly (readonly Attributes[])[], shown: Shown): number {
  const rest = Object.fromEntries(Object.entries(shown).filter(([pointer]) => pointer !== ROLE));
  const rolesIn = (people: readonly Attributes[]): number =>
    new Set(people.filter((one) => mayBe(one, rest)).flatMap(({ role }) => (role === undefined ? [] : [fold(role)])))
      .size;
  return Math.max(0, ...populations.map(rolesIn));
}

/** Where a person's role stands. */
export const ROLE = "/attributes/role";

function subsets(from: readonly string[], size: number): readonly (readonly string[])[] {
  if (size === 0) return [[]];
  return from.flatMap((first, at) => subsets(from.slice(at + 1), size - 1).map((rest) => [first, ...rest]));
}
