import { fold } from "#kernel";

export const ARABIC_LETTER = /[\u0621-\u064a]/;

// Letters of Turkish, Kurdish and scholarly romanisation that stand for a digraph; plain folding would lose it.
const DIGRAPHS: Readonly<Record<string, string>> = {
  ş: "sh",
  š: "sh",
  ç: "ch",
  č: "ch",
  ž: "zh",
  ğ: "gh",
  ġ: "gh",
  ǧ: "j",
  ḫ: "kh",
  ẖ: "kh",
  ḵ: "kh",
  ṯ: "th",
  ḏ: "dh",
};
const SIGNS_OF_HAMZA_AND_AYN = /['`’‘ʼʿʾ´]/gu;

/** The steps by which a name was folded, for the record; the original value stays in the list. */
export type FoldStep = "marks" | "letters" | "hamza" | "case" | "signs";

/**
 * Folds a name for comparison: presentation forms, direction marks, tatweel, harakat, variants of alef, yeh, kaf and teh
 * marbuta, a lone hamza, doubled waw; case and diacritics of Latin, keeping what ş, ç, x-like signs say.
 */
export function foldName(raw: string): string {
  // Arabic writers give the Kurdish zh as jim.
  const digraphs = foldSorani(raw.normalize("NFC").toLowerCase().replaceAll("ژ", "ج")).replace(
    /[şšçčžğġǧḫẖḵṯḏ]/gu,
    (letter) => DIGRAPHS[letter]!,
  );
  // Before a waw a hamza sits on yeh, on waw or on none: مسئول, مسؤول.
  const folded = fold(digraphs.replace(SIGNS_OF_HAMZA_AND_AYN, "").replace(/(?<=\p{L})[ئؤء]و/gu, "و"));
  return folded.replaceAll("ء", "").replace(/وو/g, "و").replace(/\s+/g, " ").trim();
}

// Sorani writes short vowels: ئە begins a word where Arabic writes an alef, and ە within a word is what Arabic leaves out.
function foldSorani(text: string): string {
  if (!/[\u06d5\u0626]/.test(text)) return text;
  return text
    .replace(/(?<!\p{L})ئ[ەا]/gu, "ا")
    .replace(/(?<!\p{L})ئ(?=[یێيۆو])/gu, "ا")
    .replace(/ە(?=\p{L})/gu, "");
}

/** Which of the folds changed something in `raw`, in the order they are applied. */
export function foldSteps(raw: string): FoldStep[] {
  const steps: FoldStep[] = [];
  if (/[\p{M}\u0640\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb50-\ufdff\ufe70-\ufefc]/u.test(raw)) steps.push("marks");
  if (/[أإآٱىیکةۀؤئ]/.test(raw)) steps.push("letters");
  if (/ء/.test(raw)) steps.push("hamza");
  if (/\p{Lu}/u.test(raw)) steps.push("case");
  if (SIGNS_OF_HAMZA_AND_AYN.test(raw)) steps.push("signs");
  SIGNS_OF_HAMZA_AND_AYN.lastIndex = 0;
  return steps;
}

/** A folded Arabic word without its article, when three letters remain. */
export function withoutArticle(word: string): string {
  return word.length >= 5 && word.startsWith("ال") ? word.slice(2) : word;
}
