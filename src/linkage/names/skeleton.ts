import type { Atom } from "./atom.ts";
import { soundsOf } from "./sound.ts";

const ARABIC_CLASS: Readonly<Record<string, string>> = {
  ب: "b",
  ت: "t",
  ث: "t",
  ج: "j",
  ح: "h",
  خ: "k",
  د: "d",
  ذ: "d",
  ر: "r",
  ز: "z",
  س: "s",
  ش: "s",
  ص: "s",
  ض: "d",
  ط: "t",
  ظ: "d",
  غ: "j",
  ف: "f",
  ق: "k",
  ك: "k",
  ل: "l",
  م: "m",
  ن: "n",
  ه: "h",
};
const LATIN_CLASS: Readonly<Record<string, string>> = { K: "k", T: "t", D: "d", G: "j", S: "s", v: "f" };

/** Consonants of a name in eleven classes, the same for both scripts. For finding candidates only: vowels decide names. */
export function skeletonOf(atom: Atom): string {
  if (atom.ids.length > 0) return atom.ids[0]!;
  const base = atom.inner ?? atom;
  if (base.script === "arabic" && base.sounds === null) {
    const body = base.text.replace(/ه$/, "");
    return squeeze([...body].map((letter) => ARABIC_CLASS[letter] ?? "").join("")) || base.text;
  }
  return latinSkeleton(base.sounds ?? base.text) || base.text;
}

/** Skeleton of any Latin word, also of languages the lexicon does not know. */
export function wordSkeleton(word: string): string {
  const latin = word.replace(/[^a-z]/g, "");
  if (latin === "") return word;
  const sounds = soundsOf(latin);
  // The first sign tells more than the rest and is kept when it is a vowel.
  return (/^[aeiuYW]/.test(sounds) ? "v" : "") + latinSkeleton(sounds) || latin;
}

function latinSkeleton(sounds: string): string {
  return squeeze(
    [...sounds.replace(/[aeiuYWyw]/g, "").replace(/(?<=.)h$/, "")].map((sign) => LATIN_CLASS[sign] ?? sign).join(""),
  );
}

function squeeze(text: string): string {
  return text.replace(/(.)\1+/g, "$1");
}
