/** Place values of the digits of a pattern: comparison c counts `radices[c]`; the last entry is the number of patterns. */
export function radicesOf(comparisons: readonly { readonly levels: readonly string[] }[]): number[] {
  const radices = [1];
  for (const { levels } of comparisons) radices.push(radices.at(-1)! * (levels.length + 1));
  return radices;
}

/** The digits of a pattern, one a comparison: 0 missing, else level + 1. */
export function digitsOf(pattern: number, radices: readonly number[]): number[] {
  return radices.slice(0, -1).map((radix, c) => Math.floor(pattern / radix) % Math.round(radices[c + 1]! / radix));
}
