import { type AgeRange, readAge } from "./read-age.ts";

const LONGEST = 40;
const NO_GROUP: AgeRange = { from: -1, to: -1 };

/** The range of years a folded word for child or adult tells, in a column of such words or of sexes; from -1 to -1 else. */
export function readAgeGroup(folded: string): AgeRange {
  if (folded.length > LONGEST) return NO_GROUP;
  for (const word of [folded.trim(), ...folded.split(/[^\p{L}\p{N}]+/u)]) {
    // A number or a single letter is no group: 1 may be male, and m a minor as well as a man.
    if (word.length < 3) continue;
    const range = readAge(word);
    if (range.to > range.from) return range;
  }
  return NO_GROUP;
}
