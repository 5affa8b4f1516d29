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

/** How a language cuts words at an apostrophe: `'s` and `n't` behind a word, `l'` and `qu'` before one. */
export interface Cutting {
  readonly pattern: RegExp;
  /** Endings without an apostrophe of their own at the head ("n't"); they are cut off behind the whole word. */
  readonly tails: readonly string[];
}

const APOSTROPHE = "['’]";
const withApostrophes = (words: readonly string[]): string => words.map((w) => w.replace(/'/gu, APOSTROPHE)).join("|");
const bothCases = (word: string): readonly string[] => [
  word,
  word[0]!.toUpperCase() + word.slice(1),
  word.toUpperCase(),
];

/**
 * @param contractions endings that are tokens of their own, as "'s" or "n't"
 * @param elisions beginnings that are, as "l'"
 * @param spaced a plain space may part thousands: 12 500
 */
export function cutting(contractions: readonly string[], elisions: readonly string[], spaced: boolean): Cutting {
  const endings = contractions.filter((c) => c.startsWith("'"));
  const tails = contractions.filter((c) => !c.startsWith("'"));
  const ending = endings.length === 0 ? "" : `(?:${withApostrophes(endings)})(?![\\p{L}\\p{M}])`;
  const parts = [
    ABBREVIATED,
    ...(elisions.length === 0 ? [] : [`(?:${withApostrophes(elisions.flatMap(bothCases))})(?=[\\p{L}\\p{M}]|$)`]),
    ...tails.map((tail) => `\\p{L}+${withApostrophes([tail])}(?!\\p{L})`),
    `[\\p{L}\\p{M}\\u0640]+(?:${ending === "" ? "" : `(?!${ending})`}${APOSTROPHE}\\p{L}+)?`,
    ...(spaced ? ["\\p{Nd}{1,3}(?: \\p{Nd}{3})+(?!\\p{Nd})(?:,\\p{Nd}+)?"] : []),
    NUMBER,
    ...(ending === "" ? [] : [ending]),
    "''|``|\\.\\s?\\.\\s?\\.|…|[^\\s]",
  ];
  // words stand first because most tokens are words
  return { pattern: new RegExp(parts.join("|"), "gu"), tails };
}

type Surface = Omit<Token, "start" | "end">;

/** The same words come again and again: what a surface is, is asked once. The bound is one on memory. */
const known = new Map<string, Surface>();
/** Equal norms are one string, which is what makes finding them in a map quick. */
const norms = new Map<string, string>();
function surfaceOf(text: string): Surface {
  const old = known.get(text);
  if (old !== undefined) return old;
  const word = /^['’]?[\p{L}\p{M}\u0640]/u.test(text);
  const folded = fold(text);
  const norm = norms.get(folded) ?? folded;
  const made: Surface = {
    text,
    norm,
    kind: word ? "word" : /^\p{Nd}/u.test(text) ? "number" : "mark",
    capital: /^\p{Lu}/u.test(text),
  };
  if (known.size >= 200_000) {
    known.clear();
    norms.clear();
  }
  known.set(text, made);
  norms.set(norm, norm);
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

/** Cuts a stretch of text into tokens. Hyphens are tokens of their own; white space is none. */
export function tokenize(text: string, from: number, to: number, { pattern, tails }: Cutting): Token[] {
  const tokens: Token[] = [];
  const add = (start: number, { text, norm, kind, capital }: Surface): void => {
    if (norm !== "") tokens.push({ start, end: start + text.length, text, norm, kind, capital });
  };
  const piece = from === 0 && to === text.length ? text : text.slice(from, to);
  for (const match of piece.matchAll(pattern)) {
    const start = from + match.index;
    const surface = surfaceOf(match[0]);
    const tail = tails.length === 0 || surface.kind !== "word" ? undefined : tailOf(surface, tails);
    if (tail === undefined) add(start, surface);
    else {
      const stem = match[0].length - tail.length;
      add(start, surfaceOf(match[0].slice(0, stem)));
      add(start + stem, surfaceOf(match[0].slice(stem)));
    }
  }
  return tokens;
}

const tailOf = ({ text, norm }: Surface, tails: readonly string[]): string | undefined =>
  text.length === norm.length ? tails.find((tail) => text.length > tail.length && norm.endsWith(tail)) : undefined;
