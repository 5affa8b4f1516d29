import { arabicAtom } from "./atom.ts";
import { ARABIC_LETTER } from "./fold-name.ts";
import { lexicon } from "./lexicon.ts";
import { sexOfName } from "./sex-of-name.ts";

// Words that are written apart and make one part of a name with the next one.
const LEADING = new Set("عبد ابو ابي ابا بو ام بن ابن بنت ولد ال ذو ايت حاج الحاج شيخ الشيخ امه".split(" "));
const RUN_IN = /^(.{3,})(ابو.{3,})$/;

/**
 * The folded words of an Arabic name with their spaces where they belong: run together before an abu (القادرابوجبل), parted within a
 * name that is known (معت صم), or set a letter too early or too late (حا جخليل). What is a name as it stands is left alone.
 */
export function rightSpaces(words: readonly string[]): readonly string[] {
  if (!words.some((word) => ARABIC_LETTER.test(word) && !isWord(word))) return words;
  const righted: string[] = [];
  for (let i = 0; i < words.length; i++) {
    const [word, next] = [words[i]!, words[i + 1]];
    const [, before, behind] = (isWord(word) ? null : RUN_IN.exec(word)) ?? [];
    const joined = next === undefined ? null : righting(word, next);
    if (before !== undefined && behind !== undefined && (isKnown(before) || isOfGod(before)))
      righted.push(before, behind);
    else if (joined !== null) {
      righted.push(...joined);
      i++;
    } else righted.push(word);
  }
  return righted;
}

/** محمودسليم, محمدالدربي: a word that is no name but two known names, or a known one and a family's, where the space was lost; if there is but one way to part it. */
export function withSpace(word: string, tails: ReadonlySet<string>): readonly string[] {
  const { ids, sounds, kind, hasArticle } = arabicAtom(word);
  if (word.length < 6 || ids.length > 0 || sounds !== null || kind !== "plain" || hasArticle) return [word];
  const ways: [string, string][] = [];
  for (let at = 3; at <= word.length - 3; at++) {
    const [first, second] = [word.slice(0, at), word.slice(at)];
    if (lexicon().lists(first) && lexicon().ofArabic(second).length > 0) ways.push([first, second]);
  }
  if (ways.length === 1) return ways[0]!;
  const at = word.indexOf("ال", 3);
  if (ways.length > 1 || at === -1 || word.length - at < 5 || tails.has(word.slice(at))) return [word];
  return sexOfName(arabicAtom(word.slice(0, at))) === 0 ? [word] : [word.slice(0, at), word.slice(at)];
}

function righting(word: string, next: string): readonly string[] | null {
  if (!ARABIC_LETTER.test(word) || !ARABIC_LETTER.test(next) || (isWord(word) && isWord(next))) return null;
  if (!isWord(word) && !isWord(next) && lexicon().lists(word + next)) return [word + next];
  const later: [string, string] = [word + next[0]!, next.slice(1)];
  const earlier: [string, string] = [word.slice(0, -1), word.at(-1)! + next];
  const ways = [later, earlier].filter((way) => way.every((part) => part.length >= 3 && isWord(part)));
  return ways.length === 1 ? ways[0]! : null;
}

function isWord(word: string): boolean {
  return LEADING.has(word) || isKnown(word);
}

function isKnown(word: string): boolean {
  const { ids, sounds, kind } = arabicAtom(word);
  return ids.length > 0 || sounds !== null || kind !== "plain";
}

function isOfGod(word: string): boolean {
  return word.startsWith("ال") && lexicon().ofArabic(word.slice(2), true).length > 0;
}
