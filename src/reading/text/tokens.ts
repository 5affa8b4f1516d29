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
  "\\p{Nd}{1,3}(?:\\.\\p{Nd}{3}){2,}(?![\\p{Nd},])",
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
// words stand first because most tokens are words; no two of these begin with the same letter
const PATTERN = new RegExp(`${ABBREVIATED}|${WORD}|${NUMBER}|${ENDING}|''|\`\`|\\.\\s?\\.\\s?\\.|…|[^\\s]`, "gu");

type Surface = Omit<Token, "start" | "end"> & { readonly negated: boolean };

/** The same words come again and again: what a surface is, is asked once. The bound is one on memory. */
const known = new Map<string, Surface>();
function surfaceOf(text: string): Surface {
  const old = known.get(text);
  if (old !== undefined) return old;
  const word = /^['’]?[\p{L}\p{M}\u0640]/u.test(text);
  const made: Surface = {
    text,
    norm: fold(text),
    kind: word ? "word" : /^\p{Nd}/u.test(text) ? "number" : "mark",
    capital: /^\p{Lu}/u.test(text),
    negated: word && text.length > 3 && /n['’]t$/u.test(text),
  };
  if (known.size >= 200_000) known.clear();
  known.set(text, made);
  return made;
}

const LINK = /\[([^\]\n]+)\](\([^()\s]*\))/gu;

/** Tokens without the marks of Markdown: `**`, `_` and backticks around words, the brackets and the address of a link. */
export function unmarked(tokens: Token[], text: string, from: number, to: number): Token[] {
  const piece = text.slice(from, to);
  if (!/[*_`]|\]\(/u.test(piece)) return tokens;
  const hidden: [number, number][] = [];
  for (const link of piece.matchAll(LINK)) {
    const [at, close] = [from + link.index, from + link.index + 1 + link[1]!.length];
    hidden.push([at, at + 1], [close, close + 1 + link[2]!.length]);
  }
  const emphasis = ({ text: mark, start, end }: Token): boolean =>
    /^[*_`]$/.test(mark) && /[\p{L}\p{N}*_`]/u.test(`${text[start - 1] ?? ""}${text[end] ?? ""}`);
  return tokens.filter((t) => !emphasis(t) && !hidden.some(([a, b]) => t.start >= a && t.end <= b));
}

/** Cuts a stretch of text into tokens. `'s`, `n't` and hyphens are tokens of their own; white space is none. */
export function tokenize(text: string, from = 0, to = text.length): Token[] {
  const tokens: Token[] = [];
  const add = (start: number, { text, norm, kind, capital }: Surface): void => {
    if (norm !== "") tokens.push({ start, end: start + text.length, text, norm, kind, capital });
  };
  PATTERN.lastIndex = 0;
  const piece = from === 0 && to === text.length ? text : text.slice(from, to);
  for (const match of piece.matchAll(PATTERN)) {
    const start = from + match.index;
    const surface = surfaceOf(match[0]);
    if (surface.negated) {
      const stem = match[0].length - 3;
      add(start, surfaceOf(match[0].slice(0, stem)));
      add(start + stem, surfaceOf(match[0].slice(stem)));
    } else add(start, surface);
  }
  return tokens;
}
