// Each Arabic letter with the sounds it is written by: first the usual ones (cost 0), then the less usual (cost .3).
const LETTERS: Readonly<Record<string, readonly [string, string]>> = {
  ب: ["b", "f"],
  ت: ["t", "T"],
  ث: ["T", "ts"],
  ج: ["j", "zS"],
  ح: ["h", "K"],
  خ: ["K", "hk"],
  د: ["d", "tD"],
  ذ: ["D", "zdT"],
  ر: ["r", ""],
  ز: ["z", "s"],
  س: ["s", "z"],
  ش: ["S", "s"],
  ص: ["s", ""],
  ض: ["dD", "zT"],
  ط: ["t", "T"],
  ظ: ["DzT", "d"],
  ع: ["", "aeiu"],
  غ: ["G", "jr"],
  ف: ["f", "w"],
  ق: ["k", "jG"],
  ك: ["k", "jS"],
  ل: ["l", ""],
  م: ["m", "n"],
  ن: ["n", "m"],
  ه: ["h", ""],
  و: ["wu", ""],
  ي: ["iy", "e"],
  ا: ["a", "eiu"],
};
const DROPPED: Readonly<Record<string, number>> = { ا: 0.5, و: 0.6, ي: 0.6, ع: 0.05, ه: 0.6 };
const FILLED: Readonly<Record<string, number>> = { a: 0.02, e: 0.02, i: 0.12, u: 0.1, y: 0.5, w: 0.5, h: 0.6 };

// Within a compound the article is assimilated, left out or run in by Latin writers; a final teh marbuta before it is heard.
const INNER_ARTICLE = /ال(?=(?:له|دين|هدي|اسلام|حق|عابدين|زهرا|يقين)$)|(?<=^ذو)ال/;

/**
 * How far a Latin sound writing is from a folded Arabic word: short vowels of the Latin side are free, long vowels of the
 * Arabic side must be found. 0 is a perfect reading; one strange consonant costs 1.
 */
export function crossScriptDistance(arabic: string, sounds: string): number {
  const latin = sounds.replaceAll("Y", "ay").replaceAll("W", "aw");
  return alignmentCost(arabic.replace(INNER_ARTICLE, ""), latin);
}

function alignmentCost(arabic: string, latin: string): number {
  let previous = new Float64Array(latin.length + 1);
  let current = new Float64Array(latin.length + 1);
  for (let j = 1; j <= latin.length; j++) previous[j] = previous[j - 1]! + (FILLED[latin[j - 1]!] ?? 1);
  for (let i = 1; i <= arabic.length; i++) {
    const letter = arabic[i - 1]!;
    const isLast = i === arabic.length;
    const drop = isLast && letter === "ه" ? 0.1 : (DROPPED[letter] ?? 1);
    current[0] = previous[0]! + drop;
    for (let j = 1; j <= latin.length; j++) {
      const sign = latin[j - 1]!;
      current[j] = Math.min(
        previous[j - 1]! + readingCost(letter, sign, i === 1, isLast),
        previous[j]! + drop,
        current[j - 1]! + (FILLED[sign] ?? 1),
      );
    }
    [previous, current] = [current, previous];
  }
  return previous[latin.length]!;
}

function readingCost(letter: string, sign: string, isFirst: boolean, isLast: boolean): number {
  const readings = LETTERS[letter];
  if (readings === undefined) return 1;
  if (readings[0].includes(sign)) return 0;
  if (isFirst && letter === "ا" && "eiu".includes(sign)) return 0;
  if (isLast && "هاي".includes(letter) && "aei".includes(sign)) return 0.1;
  // A final teh marbuta, folded to heh, is heard before a vowel and kept so by Turks: Hikmat, Hikmet.
  if (isLast && letter === "ه" && sign === "t") return 0.1;
  if (letter === "و" && sign === "a") return 0.9;
  return readings[1].includes(sign) ? 0.3 : 1;
}
