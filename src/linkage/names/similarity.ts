import { arabicDistance } from "./arabic-distance.ts";
import type { Atom } from "./atom.ts";
import { crossScriptDistance } from "./cross-script.ts";
import { lexicon } from "./lexicon.ts";
import { isOneSlip } from "./one-slip.ts";
import { soundDistance } from "./sound.ts";

/** How alike two name parts are. */
export const PART = { different: 0, close: 2, spelling: 3, equal: 4 } as const;

/**
 * Compares two parts: equal letters; spellings of one name (lexicon, sounds, scripts); close (a typing error or a dot lost);
 * different. Two names that the lexicon holds apart are different however near their letters are.
 */
export function partSimilarity(a: Atom, b: Atom): number {
  if (a.text === b.text && a.kind === b.kind) return PART.equal;
  if (a.kind === "families" || b.kind === "families") return amongFamilies(a, b);
  if (a.ids.length > 0 && a.ids.some((id) => b.ids.includes(id))) return PART.spelling;
  if (a.kind === "initial" || b.kind === "initial") return initialOf(a, b) ? PART.close : PART.different;
  if (areShortAndWhole(a, b)) return PART.close;
  if (a.kind !== b.kind) return acrossKinds(a, b);
  if (a.inner !== null && b.inner !== null) return Math.min(PART.spelling, partSimilarity(a.inner, b.inner));
  const areBothKnown = a.ids.length > 0 && b.ids.length > 0;
  if (areBothKnown) return endsAlike(a, b) ? PART.close : PART.different;
  if (a.script !== b.script) return acrossScripts(a, b);
  return a.script === "arabic" ? withinArabic(a, b) : withinLatin(a, b);
}

function amongFamilies(a: Atom, b: Atom): number {
  const [one, other] = [a, b].map((atom) => (atom.also === undefined ? [atom] : [atom.inner!, atom.also])) as [
    Atom[],
    Atom[],
  ];
  const best = Math.max(...one.flatMap((x) => other.map((y) => partSimilarity(x, y))));
  return Math.min(PART.spelling, best);
}

// What a name of two words ends with, and is left out when one is called: نور الدين, هبة الله; Nour el-Din.
const LEFT_OUT = /^(?:الدين|الله|eddin|ullah)$/;

/** Whether who bears the one name is called by the other: خدوج and خديجة, نور and نور الدين, عبد or كريم and عبد الكريم. Alone they are two names. */
export function areShortAndWhole(a: Atom, b: Atom): boolean {
  return isShortForm(a, b) || isShortForm(b, a);
}

function isShortForm(short: Atom, whole: Atom): boolean {
  if (short.kind !== "plain") return false;
  if (whole.kind === "abd") {
    const text = whole.script === "arabic" ? whole.text : (whole.ids[0] ?? "").replace(/^abd:~/, "عبد");
    if (
      short.text === "عبد" ||
      (short.script === whole.script && short.text === text.slice(3) && short.text.length > 3)
    )
      return true;
    return lexicon().isShortOf(short.text, text, whole.ids);
  }
  if (whole.kind !== "plain") return false;
  if (whole.script === short.script && short.text.length >= 3 && whole.text.startsWith(short.text))
    if (LEFT_OUT.test(whole.text.slice(short.text.length))) return true;
  return lexicon().isShortOf(short.text, whole.text, whole.ids);
}

// بهجة and بهجت, زهرة and زهراء are one name to some registrars and two to others.
function endsAlike(a: Atom, b: Atom): boolean {
  const bare = (word: string): string => word.replace(/[هتا]$/, "");
  return (
    a.script === "arabic" && a.text.length === b.text.length && a.text.length >= 3 && bare(a.text) === bare(b.text)
  );
}

function initialOf(a: Atom, b: Atom): boolean {
  return a.script === b.script && (a.text[0] ?? "") === (b.text[0] ?? "");
}

// A family known as Abu X, Haj X or Sheikh X is listed as X too; a given name never is.
function acrossKinds(a: Atom, b: Atom): number {
  const [compound, plain] = a.inner !== null ? [a, b] : [b, a];
  const isFamily = compound.kind === "abu" || compound.kind === "haj" || compound.kind === "sheikh";
  if (isFamily && plain.kind === "plain" && partSimilarity(compound.inner!, plain) >= PART.spelling) return PART.close;
  if (a.script === b.script && a.text === b.text) return PART.equal;
  // Ben Moussa, Benmoussa: one is written in two words and the other in one.
  return isSpeltAlike(a, b) ? PART.spelling : PART.different;
}

function isSpeltAlike(a: Atom, b: Atom): boolean {
  if (a.script === b.script) return a.sounds !== null && b.sounds !== null && soundDistance(a.sounds, b.sounds) <= 0.35;
  const [arabic, latin] = a.script === "arabic" ? [a, b] : [b, a];
  return latin.sounds !== null && crossScriptDistance(arabic.text, latin.sounds) <= 0.3;
}

function acrossScripts(a: Atom, b: Atom): number {
  const [arabic, latin] = a.script === "arabic" ? [a, b] : [b, a];
  if (latin.sounds === null) return PART.different;
  if (arabic.sounds !== null && soundDistance(arabic.sounds, latin.sounds) <= 0.35) return PART.spelling;
  const distance = nearest(readingsOfAtom(latin), (sounds) => crossScriptDistance(arabic.text, sounds));
  if (lacksVowels(latin) && crossScriptDistance(withoutVowels(arabic.text), latin.sounds) <= 0.3) return PART.close;
  const length = Math.max(arabic.text.length, 3);
  // Where the lexicon knows one of the two, its listed forms were already tried; only a slip remains possible.
  const isHalfKnown = a.ids.length > 0 || b.ids.length > 0;
  if (distance <= (isHalfKnown ? 0.3 : 0.14 * length)) return PART.spelling;
  return distance <= 0.2 * length ? PART.close : PART.different;
}

function withinLatin(a: Atom, b: Atom): number {
  if (a.sounds === null || b.sounds === null) return PART.different;
  const distance = nearest(readingsOfAtom(a), (x) => nearest(readingsOfAtom(b), (y) => soundDistance(x, y)));
  if (isFeminineOf(a, b) || isFeminineOf(b, a)) return PART.different;
  const length = Math.min(a.sounds.length, b.sounds.length);
  if (lacksVowels(a) !== lacksVowels(b) && soundDistance(withoutVowels(a.sounds), withoutVowels(b.sounds)) <= 0.2)
    return PART.close;
  if (distance <= 0.2 || (distance <= 0.45 && length >= 4)) return PART.spelling;
  if (distance <= Math.min(1, 0.2 * length)) return PART.close;
  // A slip within a digraph changes the sound altogether: Darwish, Darwsih.
  return length >= 5 && a.text[0] === b.text[0] && isOneSlip(a.text, b.text) ? PART.close : PART.different;
}

/** Written as Arabic is, by its consonants: Khld, Smr. */
function lacksVowels({ text }: Atom): boolean {
  return text.length >= 3 && !/[aeiou]/.test(text);
}

// The first letter stays, for there a vowel letter may be a consonant.
function withoutVowels(word: string): string {
  return word.slice(0, 1) + word.slice(1).replace(/[aeiuYWاوي]/g, "");
}

/** Every way the word may sound. */
function readingsOfAtom({ sounds, otherSounds }: Atom): readonly string[] {
  return sounds === null ? otherSounds : [sounds, ...otherSounds];
}

function nearest(sounds: readonly string[], distanceOf: (sounds: string) => number): number {
  return sounds.reduce((least, each) => Math.min(least, distanceOf(each)), 9);
}

// Khalil, Khalila: a name that is known, and the same with the ending of women's names.
function isFeminineOf(a: Atom, b: Atom): boolean {
  return a.ids.length > 0 && /[^aeiuYW]$/.test(a.sounds ?? "") && b.sounds === `${a.sounds}a`;
}

/** Whether the word is known as a name, or as a word of names. */
export function isNameWord({ ids, sounds }: Atom): boolean {
  return ids.length > 0 || sounds !== null;
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
  // A letter lost from a name that is known, leaving none: انوار, انار; شايف, ايف.
  const [short, long] = a.text.length < b.text.length ? [a, b] : [b, a];
  const isHalfKnown = isNameWord(a) !== isNameWord(b);
  if (isHalfKnown && length === 3 && long.text.length === 4 && isNameWord(long) && isOneSlip(short.text, long.text))
    return PART.close;
  const isSlip = isHalfKnown && length >= 4;
  return distance <= (length >= 5 || isSlip ? 1 : length >= 3 ? 0.8 : 0.4) ? PART.close : PART.different;
}
