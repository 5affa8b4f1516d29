import { PART } from "./similarity.ts";

/** The levels of the one comparison of whole names, weakest first. Each has its own m and u. */
export const CHAIN_LEVELS = [
  "conflict",
  "sibling",
  "generation",
  "given name equal, rest differs",
  "father or family differs",
  "given name only",
  "Muhammad set before, or a son Muhammad",
  "reordered two parts, or several close",
  "two parts, one close, rest missing",
  "family differs",
  "one middle part differs",
  "all but the family equal",
  "father left out",
  "two parts equal, rest missing",
  "order swapped",
  "one part close",
  "three parts equal",
  "four parts equal",
] as const;

export const CHAIN = {
  conflict: 0,
  sibling: 1,
  generation: 2,
  onlyGiven: 3,
  oneOfThree: 4,
  givenOnly: 5,
  honorary: 6,
  loose: 7,
  twoClose: 8,
  familyDiffers: 9,
  middleDiffers: 10,
  otherFamily: 11,
  fatherLeftOut: 12,
  twoEqual: 13,
  swapped: 14,
  oneClose: 15,
  threeEqual: 16,
  fourEqual: 17,
} as const;

/** Compares two codes of parts, neither of them missing: one of {@link PART}. */
export type PartCompare = (a: number, b: number) => number;

/** Given, father, grandfather, family of one person as codes; 0 = missing. Names lie flat, four codes a person. */
export type Parts = ArrayLike<number>;

/**
 * The level of a pair of chains. `a` and `b` are offsets into `parts`. Siblings share all but the given name, a father and his
 * son share the names shifted by one: as one comparison these agreements count against, not for, one person.
 */
export function chainLevel(
  parts: Parts,
  a: number,
  other: Parts,
  b: number,
  muhammad: number,
  compare: PartCompare,
): number {
  const given = state(parts[a]!, other[b]!, compare);
  const father = state(parts[a + 1]!, other[b + 1]!, compare);
  const grandfather = state(parts[a + 2]!, other[b + 2]!, compare);
  const family = state(parts[a + 3]!, other[b + 3]!, compare);
  // تسنيم حسن زهوري beside تسنيم خالد حسن زهوري; and محمد before the father's name is none of the chain.
  const isFatherLeftOut = (short: Parts, i: number, long: Parts, j: number): boolean =>
    (short[i + 2] === 0 || long[j + 1] === muhammad) && same(short[i + 1]!, long[j + 2]!, compare);
  if (given < PART.close) return withOtherGiven(parts, a, other, b, muhammad, compare, father, grandfather, family);
  let equal = 0;
  let close = 0;
  let different = 0;
  for (const s of [given, father, grandfather, family]) {
    if (s >= PART.spelling) equal++;
    else if (s === PART.close) close++;
    else if (s === PART.different) different++;
  }
  // A name of two or three parts ends with an ancestor's where the other tells the family apart, or tells none.
  if (
    (different > 0 || equal + close === 1) &&
    (isFatherCalledFamily(parts, a, other, b, compare) || isFatherCalledFamily(other, b, parts, a, compare))
  )
    return CHAIN.twoClose;
  if (
    (different > 0 || equal + close < 3) &&
    (isGrandfatherCalledFamily(parts, a, other, b, compare) || isGrandfatherCalledFamily(other, b, parts, a, compare))
  )
    return CHAIN.oneClose;
  if (different === 0) {
    if (close > 1) return CHAIN.loose;
    if (equal + close === 1) return CHAIN.givenOnly;
    if (equal + close === 2) return close === 0 ? CHAIN.twoEqual : CHAIN.twoClose;
    if (close === 1) return CHAIN.oneClose;
    return equal === 4 ? CHAIN.fourEqual : CHAIN.threeEqual;
  }
  if (family !== PART.different && (isFatherLeftOut(parts, a, other, b) || isFatherLeftOut(other, b, parts, a)))
    return CHAIN.fatherLeftOut;
  if (different === 1 && equal + close >= 2) {
    if (family === PART.different && equal + close === 3) return CHAIN.otherFamily;
    if (family === PART.different) return father >= PART.close ? CHAIN.familyDiffers : CHAIN.oneOfThree;
    return equal + close === 3 ? CHAIN.middleDiffers : CHAIN.oneOfThree;
  }
  // محمد عبد الله نزار القطان beside محمد نزار عبد الله القطان.
  const isCrossed = same(parts[a + 1]!, other[b + 2]!, compare) && same(parts[a + 2]!, other[b + 1]!, compare);
  return isCrossed && family !== PART.different ? CHAIN.swapped : CHAIN.onlyGiven;
}

const MISSING = 1;

function state(a: number, b: number, compare: PartCompare): number {
  if (a === 0 || b === 0) return MISSING;
  return a === b ? PART.equal : compare(a, b);
}

function same(a: number, b: number, compare: PartCompare): boolean {
  return a !== 0 && b !== 0 && (a === b || compare(a, b) >= PART.spelling);
}

// أحمد خالد beside أحمد خالد محمود الحلبي: a second name that was taken for the family is the father's.
function isFatherCalledFamily(short: Parts, a: number, long: Parts, b: number, compare: PartCompare): boolean {
  return short[a + 1] === 0 && short[a + 2] === 0 && same(short[a + 3]!, long[b + 1]!, compare);
}

// أحمد خالد محمود beside أحمد خالد محمود الحلبي: so the third of three names, where the family is left out, as in Iraq.
function isGrandfatherCalledFamily(short: Parts, a: number, long: Parts, b: number, compare: PartCompare): boolean {
  return short[a + 2] === 0 && same(short[a + 1]!, long[b + 1]!, compare) && same(short[a + 3]!, long[b + 2]!, compare);
}

function withOtherGiven(
  parts: Parts,
  a: number,
  other: Parts,
  b: number,
  muhammad: number,
  compare: PartCompare,
  father: number,
  grandfather: number,
  family: number,
): number {
  if (isRotated(parts, a, other, b, compare)) return parts[a + 1] !== 0 ? CHAIN.swapped : CHAIN.loose;
  if (isRotated(other, b, parts, a, compare)) return other[b + 1] !== 0 ? CHAIN.swapped : CHAIN.loose;
  const isShift = (x: Parts, i: number, y: Parts, j: number): boolean =>
    same(x[i + 1]!, y[j]!, compare) && (x[i + 3] === 0 || y[j + 3] === 0 || same(x[i + 3]!, y[j + 3]!, compare));
  const down = isShift(other, b, parts, a);
  const up = isShift(parts, a, other, b);
  if (up || down) {
    const [son, i, elder, j] =
      up && !(down && other[b] === muhammad) ? ([parts, a, other, b] as const) : ([other, b, parts, a] as const);
    // Muhammad before the name by which one is called, in names of two and three parts.
    const isHonorary =
      son[i] === muhammad && son[i + 2] === 0 && elder[j + 1] === 0 && elder[j + 2] === 0 && elder[j + 3] !== 0;
    return isHonorary ? CHAIN.twoEqual : son[i] === muhammad ? CHAIN.honorary : CHAIN.generation;
  }
  const shared = [father, grandfather, family].filter((s) => s >= PART.close).length;
  const conflicts = [father, grandfather, family].filter((s) => s === PART.different).length;
  return shared >= 2 && conflicts === 0 ? CHAIN.sibling : CHAIN.conflict;
}

// Family first: الخطيب أحمد محمد. The parts were assigned by position, so they are read back in order and turned; what the other has more
// behind its given name may be missing.
function isRotated(parts: Parts, a: number, other: Parts, b: number, compare: PartCompare): boolean {
  if (!same(parts[a]!, other[b + 3]!, compare)) return false;
  let i = a + 1;
  let matched = 0;
  for (let j = b; j < b + 3; j++) {
    if (other[j] === 0) continue;
    while (i < a + 4 && parts[i] === 0) i++;
    if (i === a + 4) return matched > 0;
    if (!same(parts[i]!, other[j]!, compare)) return false;
    matched++;
    i++;
  }
  while (i < a + 4 && parts[i] === 0) i++;
  return i === a + 4;
}

/** Which atom is which part: given, father, grandfather, family by position; -1 = none. Two names are given and family. */
export function chainPositions(count: number, isDoubleGiven: boolean): readonly [number, number, number, number] {
  const first = isDoubleGiven && count >= 5 ? 1 : 0;
  const left = count - first;
  if (left <= 0) return [-1, -1, -1, -1];
  if (left === 1) return [first, -1, -1, -1];
  if (left === 2) return [first, -1, -1, first + 1];
  if (left === 3) return [first, first + 1, -1, first + 2];
  return [first, first + 1, first + 2, count - 1];
}
