import { fold } from "#kernel";

/** A word, number or mark. Offsets are UTF-16 units in the document; `norm` is the folded form that lexicons know. */
export interface Token {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly norm: string;
  readonly kind: "word" | "number" | "mark";
  /** Begins with a capital; scripts without case never do. */
  readonly capital: boolean;
}

// 12,34,567.8 (Indian groups); 1.234,56; 1,234.5 and 1 234 with the marks of several scripts; then plain digits. "22,24,26" is a list.
const NUMBER = [
  "\\p{Nd}{1,2}(?:,\\p{Nd}{2})+,\\p{Nd}{3}(?!\\p{Nd})(?:\\.\\p{Nd}+)?",
  "\\p{Nd}{1,3}(?:\\.\\p{Nd}{3})+,\\p{Nd}{1,2}(?!\\p{Nd})",
  "\\p{Nd}{1,3}(?:[\\u060C\\u066C]\\p{Nd}{3})+(?:[\\u202A-\\u202E]?,[\\u202A-\\u202E]?\\p{Nd}{1,2})(?!\\p{Nd})",
  "\\p{Nd}{1,3}(?:[,\\u060C\\u066C\\u00A0\\u2009\\u202F]\\p{Nd}{3})+(?![\\p{Nd}])(?:[.\\u066B]\\p{Nd}+)?",
  "\\p{Nd}{1,3}(?: \\p{Nd}{3}){2,}(?!\\p{Nd})",
  "\\p{Nd}{1,3} 000(?!\\p{Nd})",
  "\\p{Nd}+(?:[\\u202A-\\u202E\\u2066-\\u2069]?(?:[.\\u066B]|(?<!\\p{Nd},\\p{Nd}+),(?!\\p{Nd}+,\\p{Nd}))[\\u202A-\\u202E\\u2066-\\u2069]?\\p{Nd}+)?",
].join("|");
const ABBREVIATED = "(?:\\p{L}\\.){2,}";
const ENDING = "['’](?:s|re|ve|ll|m|d)(?![\\p{L}\\p{M}])";
const WORD = `\\p{L}+n['’]t(?!\\p{L})|[\\p{L}\\p{M}\\u0640]+(?:(?!${ENDING})['’]\\p{L}+)?`;
const PATTERN = new RegExp(`${NUMBER}|${ABBREVIATED}|${WORD}|${ENDING}|''|\`\`|\\.\\s?\\.\\s?\\.|…|[^\\s]`, "gu");

/** Folding is asked for the same words again and again; the bound is one on memory. */
const known = new Map<string, string>();
function folded(surface: string): string {
  const norm = known.get(surface);
  if (norm !== undefined) return norm;
  const made = fold(surface);
  if (known.size >= 200_000) known.clear();
  known.set(surface, made);
  return made;
}

/** Cuts a stretch of text into tokens. `'s`, `n't` and hyphens are tokens of their own; white space is none. */
export function tokenize(text: string, from = 0, to = text.length): Token[] {
  const tokens: Token[] = [];
  const add = (start: number, end: number, kind: Token["kind"]): void => {
    const surface = text.slice(start, end);
    const norm = folded(surface);
    if (norm === "") return;
    tokens.push({ start, end, text: surface, norm, kind, capital: /^\p{Lu}/u.test(surface) });
  };
  PATTERN.lastIndex = 0;
  const piece = from === 0 && to === text.length ? text : text.slice(from, to);
  for (const match of piece.matchAll(PATTERN)) {
    const start = from + match.index;
    const end = start + match[0].length;
    if (/^\p{Nd}/u.test(match[0])) add(start, end, "number");
    else if (!/^['’]?[\p{L}\p{M}\u0640]/u.test(match[0])) add(start, end, "mark");
    else if (/n['’]t$/u.test(match[0]) && match[0].length > 3) {
      add(start, end - 3, "word");
      add(end - 3, end, "word");
    } else add(start, end, "word");
  }
  return tokens;
}
