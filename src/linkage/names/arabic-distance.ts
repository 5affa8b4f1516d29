// Letters that differ by dots only.
const DOTLESS = ["بتثني", "جحخ", "دذ", "رز", "سش", "صض", "طظ", "عغ", "فق"];
const KEYBOARD = ["ضصثقفغعهخحجد", "شسيبلاتنمكط", "ئؤروزظ"];
// Letters heard alike, and what taking one for the other costs.
const HEARD: readonly (readonly [letters: string, cost: number])[] = [
  ["ضظ", 0.3],
  ["ذز", 0.4],
  ["ثسص", 0.6],
  ["هح", 0.7],
  ["تطد", 0.7],
];

const FIRST = 0x621;
const LETTERS = 64;
const numberOf = (word: string, at: number): number => {
  const number = word.charCodeAt(at) - FIRST;
  return number >= 0 && number < LETTERS - 1 ? number : LETTERS - 1;
};
const number = (letter: string): number => numberOf(letter, 0);
const SUBSTITUTION = substitutionCosts();
const [HEH, ALEF, YEH, TEH] = [number("ه"), number("ا"), number("ي"), number("ت")];

function substitutionCosts(): Float64Array {
  const costs = new Float64Array(LETTERS * LETTERS).fill(1.2);
  const lower = (a: string, b: string, cost: number): void => {
    const at = number(a) * LETTERS + number(b);
    costs[at] = Math.min(costs[at]!, cost);
  };
  const group = (letters: string, cost: number): void => {
    for (const a of letters) for (const b of letters) if (a !== b) lower(a, b, cost);
  };
  for (const letters of DOTLESS) group(letters, 0.5);
  for (const [letters, cost] of HEARD) group(letters, cost);
  for (const row of KEYBOARD) {
    for (let i = 0; i + 1 < row.length; i++) {
      lower(row[i]!, row[i + 1]!, 0.8);
      lower(row[i + 1]!, row[i]!, 0.8);
    }
  }
  return costs;
}

const LONGEST = 48;
const cost = new Float64Array((LONGEST + 1) * (LONGEST + 1));
const left = new Uint8Array(LONGEST);
const right = new Uint8Array(LONGEST);

/**
 * Weighted edit distance of two folded Arabic words: a lost dot .5, a neighbouring key .8, a final vowel letter .2. 9 when their
 * lengths differ by more than two letters or one is longer than 48.
 */
export function arabicDistance(a: string, b: string): number {
  const [la, lb] = [a.length, b.length];
  if (Math.abs(la - lb) > 2 || la > LONGEST || lb > LONGEST) return 9;
  for (let i = 0; i < la; i++) left[i] = numberOf(a, i);
  for (let j = 0; j < lb; j++) right[j] = numberOf(b, j);
  const width = lb + 1;
  cost[0] = 0;
  for (let j = 1; j <= lb; j++) cost[j] = cost[j - 1]! + insertion(right, lb, j - 1);
  for (let i = 1; i <= la; i++) {
    const removal = insertion(left, la, i - 1);
    const x = left[i - 1]!;
    cost[i * width] = cost[(i - 1) * width]! + removal;
    for (let j = 1; j <= lb; j++) {
      const y = right[j - 1]!;
      const isLast = i === la && j === lb;
      const change = x === y && same(a, b, i - 1, j - 1) ? 0 : isLast ? ending(x, y) : SUBSTITUTION[x * LETTERS + y]!;
      let best = cost[(i - 1) * width + j - 1]! + change;
      best = Math.min(best, cost[(i - 1) * width + j]! + removal);
      best = Math.min(best, cost[i * width + j - 1]! + insertion(right, lb, j - 1));
      if (i > 1 && j > 1 && x === right[j - 2] && left[i - 2] === y && x !== left[i - 2])
        best = Math.min(best, cost[(i - 2) * width + j - 2]! + 0.8);
      cost[i * width + j] = best;
    }
  }
  return cost[la * width + lb]!;
}

// Letters beyond the table share one number; they are the same only when they are.
function same(a: string, b: string, i: number, j: number): boolean {
  return a.charCodeAt(i) === b.charCodeAt(j);
}

function ending(x: number, y: number): number {
  const isVowel = (n: number): boolean => n === HEH || n === ALEF || n === YEH;
  if (isVowel(x) && isVowel(y)) return 0.2;
  if ((x === HEH && y === TEH) || (x === TEH && y === HEH)) return 0.25;
  return SUBSTITUTION[x * LETTERS + y]!;
}

function insertion(word: Uint8Array, length: number, at: number): number {
  const letter = word[at]!;
  if ((at > 0 && word[at - 1] === letter) || (at + 1 < length && word[at + 1] === letter)) return 0.3;
  if (letter !== ALEF) return 1;
  if (at === length - 1) return 0.8;
  // An alef before a cluster writes how dialect says the name: احميد for حميد.
  return at === 0 && length >= 4 ? 0.4 : 1;
}
