/** A folded text and, for each of its UTF-16 units, the offset of the original unit it came from. */
export interface Folded {
  readonly text: string;
  /** `map[i]` is the original offset of folded unit `i`; `map[text.length]` is the original length. */
  readonly map: Uint32Array;
}

// Letters that Arabic, Persian and Kurdish keyboards write differently and readers take for the same.
const VARIANTS: Readonly<Record<string, string>> = {
  آ: "ا",
  أ: "ا",
  إ: "ا",
  ٱ: "ا",
  ٲ: "ا",
  ٳ: "ا",
  ى: "ي",
  ی: "ي",
  ې: "ي",
  ێ: "ي",
  ئ: "ي",
  ؤ: "و",
  ۆ: "و",
  ۇ: "و",
  ة: "ه",
  ۀ: "ه",
  ە: "ه",
  ہ: "ه",
  ھ: "ه",
  ک: "ك",
  ڪ: "ك",
  گ: "ك",
  ڕ: "ر",
  ڵ: "ل",
  ڤ: "ف",
  پ: "ب",
  چ: "ج",
  ژ: "ز",
  ı: "i",
  ł: "l",
  ø: "o",
  đ: "d",
  ð: "d",
  þ: "th",
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ŧ: "t",
  ħ: "h",
  "“": '"',
  "”": '"',
  "„": '"',
  "«": '"',
  "»": '"',
  "‘": "'",
  "’": "'",
  "‚": "'",
  ʼ: "'",
  "`": "'",
  "‐": "-",
  "‑": "-",
  "–": "-",
  "—": "-",
};
// Harakat and Koranic marks are \p{M}; tatweel, bidi controls, joiners, soft hyphen and byte order mark carry no letter.
const DROPPED = /[\p{M}\u0640\u00AD\u061C\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/u;

/** `text` for searching; see {@link foldMapped} for the rules and for a way back to the original. */
export function fold(text: string): string {
  return plainAscii(text) ? text.toLowerCase() : foldMapped(text).text;
}

/**
 * Folds for searching, never for display: case, diacritics, harakat and tatweel go; direction marks and joiners go; variants of
 * alef, ya, kaf and ta marbuta become one; Arabic-Indic and Persian digits become ASCII; every space becomes U+0020, curly quotes
 * and dashes become straight. Deterministic, without locale. Compatibility forms (ligatures, full width) are resolved by NFKD.
 *
 * @example foldMapped("أحمَد").text // "احمد"
 */
export function foldMapped(text: string): Folded {
  const parts: string[] = [];
  const map: number[] = [];
  let at = 0;
  for (const character of text) {
    const folded = foldCharacter(character);
    if (folded !== "") {
      parts.push(folded);
      for (let i = 0; i < folded.length; i++) map.push(at);
    }
    at += character.length;
  }
  map.push(text.length);
  return { text: parts.join(""), map: Uint32Array.from(map) };
}

const memo = new Map<string, string>();

function foldCharacter(character: string): string {
  const code = character.charCodeAt(0);
  if (character.length === 1 && code < 128) return code >= 65 && code <= 90 ? character.toLowerCase() : character;
  const known = memo.get(character);
  if (known !== undefined) return known;
  const folded = compute(character);
  if (memo.size < 20_000) memo.set(character, folded);
  return folded;
}

function compute(character: string): string {
  if (Object.hasOwn(VARIANTS, character)) return VARIANTS[character]!;
  if (DROPPED.test(character)) return "";
  const code = character.codePointAt(0)!;
  if (code >= 0x660 && code <= 0x669) return String(code - 0x660);
  if (code >= 0x6f0 && code <= 0x6f9) return String(code - 0x6f0);
  if (/\s/u.test(character)) return character === "\n" || character === "\r" ? character : " ";
  let out = "";
  for (const part of character.normalize("NFKD")) {
    if (DROPPED.test(part)) continue;
    for (const lower of part.toLowerCase()) {
      if (!DROPPED.test(lower))
        out += Object.hasOwn(VARIANTS, lower) ? VARIANTS[lower]! : /\s/u.test(lower) ? " " : lower;
    }
  }
  return out;
}

function plainAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 126 || code === 96) return false;
  }
  return true;
}
