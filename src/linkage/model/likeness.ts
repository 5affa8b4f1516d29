import { CHAIN } from "../names/chain.ts";
import type { Comparison } from "../plan/compiled.ts";

/** Why two people look like one, beyond chance. */
export interface Likeness {
  readonly name: "kin" | "one event" | "kin at one event";
  /** Where the shares of levels start from, by comparison; `null` where such people agree as strangers do. */
  readonly shapes: readonly (readonly number[] | null)[];
}

/**
 * The kinds of pairs of two people that are no strangers: relatives and neighbours, who share family names and places; people who
 * died or were taken in one event, who share its day, its place and what was done to them; and relatives in one event.
 */
export function likenessesOf(comparisons: readonly Comparison[]): Likeness[] {
  const kin: Likeness = { name: "kin", shapes: comparisons.map(kinShape) };
  if (!comparisons.some(isOfEvent)) return [kin];
  const event = comparisons.map((comparison) => (isOfEvent(comparison) ? mostlyEqual(comparison) : null));
  const place = comparisons.map((comparison) => (isOfPlace(comparison) ? mostlyEqual(comparison) : null));
  return [
    kin,
    { name: "one event", shapes: event.map((shape, c) => shape ?? place[c]!) },
    { name: "kin at one event", shapes: event.map((shape, c) => shape ?? kin.shapes[c]!) },
  ];
}

function isOfEvent({ kind, name }: Comparison): boolean {
  return kind === "date" && name !== "birth";
}

// Places, and texts such as what was done to somebody.
function isOfPlace({ kind, sharedBy }: Comparison): boolean {
  return kind !== "code" && sharedBy.includes("place");
}

function mostlyEqual({ levels }: Comparison): number[] {
  const top = levels.length - 1;
  return levels.map((_, l) => (l === top ? 0.6 : 0.4 / top));
}

// Names of a family and the same place, none of the whole name. Ages, days, sexes and codes do not run in families.
function kinShape(comparison: Comparison): readonly number[] | null {
  const { kind, name, levels } = comparison;
  // A given name may run in a family too, but mostly does not.
  if (kind === "name" && name === "given") return [0.7, 0.05, 0.05, 0.05, 0.05, 0.1];
  if (kind === "name" || kind === "text") return mostlyEqual(comparison);
  if (kind !== "chain") return null;
  const shape = levels.map(() => 0.002);
  shape[CHAIN.conflict] = 0.6;
  shape[CHAIN.sibling] = 0.2;
  shape[CHAIN.generation] = 0.1;
  shape[CHAIN.oneOfThree] = 0.02;
  shape[CHAIN.familyDiffers] = 0.02;
  shape[CHAIN.middleDiffers] = 0.01;
  return shape;
}
