import type { Atom } from "./atom.ts";
import { crossScriptDistance } from "./cross-script.ts";
import { soundDistance } from "./sound.ts";

/** How alike two name parts are. */
export const PART = { different: 0, close: 2, spelling: 3, equal: 4 } as const;

/**
 * Compares two parts: equal letters; spellings of one name (lexicon, sounds, scripts); close (a typing error or a dot lost);
 * different. Two names that the lexicon holds apart are different however near their letters are.
 */
export function partSimilarity(a: Atom, b: Atom): number {
  if (a.text === b.text && a.kind === b.kind) return PART.equal;
  if (a.ids.length > 0 && a.ids.some((id) => b.ids.includes(id))) return PART.spelling;
  if (a.kind === "initial" || b.kind === "initial") return initialOf(a, b) ? PART.close : PART.different;
  if (a.kind !== b.kind) return acrossKinds(a, b);
  if (a.inner !== null && b.inner !== null) return Math.min(PART.spelling, partSimilarity(a.inner, b.inner));
  const areBothKnown = a.ids.length > 0 && b.ids.length > 0;
  if (areBothKnown) return PART.different;
  if (a.script !== b.script) return acrossScripts(a, b);
  return a.script === "arabic" ? withinArabic(a, b) : withinLatin(a, b);
}

function initialOf(a: Atom, b: Atom): boolean {
  return a.script === b.script && (a.text[0] ?? "") === (b.text[0] ?? "");
}

// A family known as Abu X is listed as X too; a given name never is.
function acrossKinds(a: Atom, b: Atom): number {
  const [compound, plain] = a.inner !== null ? [a, b] : [b, a];
  if (compound.kind === "abu" && plain.kind === "plain" && partSimilarity(compound.inner!, plain) >= PART.spelling)
    return PART.close;
  if (a.script === b.script && a.text === b.text) return PART.equal;
  return PART.different;
}

function acrossScripts(a: Atom, b: Atom): number {
  const [arabic, latin] = a.script === "arabic" ? [a, b] : [b, a];
  if (latin.sounds === null) return PART.different;
  if (arabic.sounds !== null && soundDistance(arabic.sounds, latin.sounds) <= 0.35) return PART.spelling;
  const distance = crossScriptDistance(arabic.text, latin.sounds);
  const length = Math.max(arabic.text.length, 3);
  // Where the lexicon knows one of the two, its listed forms were already tried; only a slip remains possible.
  const isHalfKnown = a.ids.length > 0 || b.ids.length > 0;
  if (distance <= (isHalfKnown ? 0.3 : 0.14 * length)) return PART.spelling;
  return distance <= 0.2 * length ? PART.close : PART.different;
}

function withinLatin(a: Atom, b: Atom): number {
  if (a.sounds === null || b.sounds === null) return PART.different;
  const distance = soundDistance(a.sounds, b.sounds);
  const length = Math.min(a.sounds.length, b.sounds.length);
  if (distance <= 0.2 || (distance <= 0.45 && length >= 4)) return PART.spelling;
  return distance <= Math.min(1, 0.2 * length) ? PART.close : PART.different;
}

function withinArabic(a: Atom, b: Atom): number {
  const distance = arabicDistance(a.text, b.text);
  if (distance <= 0.25) return PART.spelling;
  const length = Math.min(a.text.length, b.text.length);
  if (a.sounds !== null && b.sounds !== null) {
    const heard = soundDistance(a.sounds, b.sounds);
    if (heard <= 0.2 && distance <= 1) return PART.spelling;
    // Both are listed name words: only a lost dot joins them.
    return distance <= (length >= 5 ? 0.7 : 0.5) ? PART.close : PART.different;
  }
  return distance <= (length >= 5 ? 1 : length >= 3 ? 0.8 : 0.4) ? PART.close : PART.different;
}

// Letters that differ by dots only.
const DOTLESS = ["بتثني", "جحخ", "دذ", "رز", "سش", "صض", "طظ", "عغ", "فق"];
const KEYBOARD = ["ضصثقفغعهخحجد", "شسيبلاتنمكط", "ئؤروزظ"];

/** Weighted edit distance of two folded Arabic words: a lost dot .5, a neighbouring key .8, a final vowel letter .2. */
export function arabicDistance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return 9;
  const width = b.length + 1;
  const cost = new Float64Array((a.length + 1) * width);
  for (let j = 1; j <= b.length; j++) cost[j] = cost[j - 1]! + insertion(b, j - 1);
  for (let i = 1; i <= a.length; i++) {
    cost[i * width] = cost[(i - 1) * width]! + insertion(a, i - 1);
    for (let j = 1; j <= b.length; j++) {
      const isLast = i === a.length && j === b.length;
      let best = cost[(i - 1) * width + j - 1]! + substitution(a[i - 1]!, b[j - 1]!, isLast);
      best = Math.min(
        best,
        cost[(i - 1) * width + j]! + insertion(a, i - 1),
        cost[i * width + j - 1]! + insertion(b, j - 1),
      );
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] && a[i - 1] !== a[i - 2]) {
        best = Math.min(best, cost[(i - 2) * width + j - 2]! + 0.8);
      }
      cost[i * width + j] = best;
    }
  }
  return cost[a.length * width + b.length]!;
}

function insertion(word: string, at: number): number {
  const letter = word[at]!;
  if (word[at - 1] === letter || word[at + 1] === letter) return 0.3;
  if (at === word.length - 1 && letter === "ا") return 0.8;
  // An alef before a cluster writes how dialect says the name: احميد for حميد.
  if (at === 0 && letter === "ا" && word.length >= 4) return 0.4;
  return 1;
}

function substitution(a: string, b: string, isLast: boolean): number {
  if (a === b) return 0;
  if (isLast && "هاي".includes(a) && "هاي".includes(b)) return 0.2;
  if (DOTLESS.some((group) => group.includes(a) && group.includes(b))) return 0.5;
  if (/[ضظ]/.test(a) && /[ضظ]/.test(b)) return 0.3;
  if (/[ذز]/.test(a) && /[ذز]/.test(b)) return 0.4;
  if (/[ثسص]/.test(a) && /[ثسص]/.test(b)) return 0.6;
  if (/[هح]/.test(a) && /[هح]/.test(b)) return 0.7;
  if (/[تطد]/.test(a) && /[تطد]/.test(b)) return 0.7;
  for (const row of KEYBOARD) {
    const [i, j] = [row.indexOf(a), row.indexOf(b)];
    if (i >= 0 && j >= 0 && Math.abs(i - j) === 1) return 0.8;
  }
  return 1.2;
}
