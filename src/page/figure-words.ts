import { groupDigits, type Quantity } from "#kernel";
import { CATALOGUE_KEYS, word } from "./words.ts";

/**
 * The words that a figure prints as: bound, number, unit and rate, so that "at most 50 people per day" can never shrink
 * to "50". Words of the author's own language have no say in it; the bound is always spelled out.
 */
export function figureWords(quantity: Quantity, language: string): string {
  const { relation, lower, upper, unit, per } = quantity;
  const number = relation === "between" ? upper : quantity.value;
  const counted = [number === undefined ? "" : groupDigits(number), unitWords({ unit, per }, language, number)];
  const bound = relation === "vague" && number === undefined ? "notStated" : relation;
  const values = { counted: joined(counted), lower: lower === undefined ? "" : groupDigits(lower) };
  return word(language, `figure.bound.${bound}`, values).trim();
}

/**
 * What a figure counts and by what, "people per day"; a unit that no locale knows stands as it was written.
 *
 * @param number the number that the unit stands behind and is inflected by; without one the unit stands in the plural.
 */
export function unitWords(counts: Pick<Quantity, "unit" | "per">, language: string, number?: string): string {
  const { unit, per } = counts;
  // Fractions count like the whole number before them; with none, a few.
  const n = number === undefined ? 3 : Number(number.split(".")[0]);
  const unitKey = `figure.unit.${unit}`;
  const perKey = `figure.per.${per}`;
  return joined([
    CATALOGUE_KEYS.has(unitKey) ? word(language, unitKey, { n }) : unit,
    per === undefined ? "" : word(language, CATALOGUE_KEYS.has(perKey) ? perKey : "figure.per.other", { per }),
  ]);
}

function joined(words: readonly string[]): string {
  return words.filter((said) => said !== "").join(" ");
}
