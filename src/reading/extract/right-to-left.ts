import type { Glyph } from "./glyphs.ts";

/** Letters that run from right to left, shaped forms among them. */
export const RIGHT_TO_LEFT = /[\u0590-\u065F\u066E-\u06EF\u06FA-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]/u;
const MARKS = /^\p{M}+$/u;
const SPACE = " ";

/** Shares of the size of the letters: a gap that is a space, one that parts columns; how far off its line a glyph, a mark, may stand. */
const GAP = 0.1;
const WIDE = 3;
const OFF_LINE = 0.5;
const MARK_OFF_LINE = 1;

/** What stands at one place of a line: `R` a letter from right to left, `L` any other, `N` a digit, `O` what takes its order from these. */
interface Piece {
  text: string;
  readonly kind: "R" | "L" | "N" | "O";
}
interface Line {
  readonly y: number;
  readonly size: number;
  readonly glyphs: Glyph[];
}

/**
 * The text of a page with letters from right to left, in the order in which it is read, and why that order may be wrong. A page
 * stores only where glyphs stand: this turns the display back into text, the reverse of the Unicode bidirectional algorithm (UAX 9).
 */
export function inReadingOrder(glyphs: readonly Glyph[]): { text: string; doubts: string[] } {
  const doubts = new Set<string>();
  const lines = linesOf(glyphs.map((glyph) => ({ ...glyph, text: plainLetters(glyph) })));
  const pieces = lines.map((line) => piecesOf(line, doubts));
  const arabic = pieces.map(isRightToLeftOn(pieces));
  const leftToRight = isSetLeftToRight(
    pieces.filter((_, i) => arabic[i]),
    doubts,
  );
  const logical = pieces.map((line, i) =>
    inOrder(line, !arabic[i] ? TO_RIGHT : leftToRight ? TO_RIGHT_IN_ARABIC : TO_LEFT),
  );
  const texts = turnBrackets(logical, arabic);
  if (texts.some((text) => text.includes("\uFFFD"))) doubts.add("some glyphs do not say which letter they are");
  const apart = paragraphGap(lines);
  const toLeft = leftToRight ? arabic.map(() => false) : arabic;
  let text = texts[0] ?? "";
  for (let i = 1; i < lines.length; i++) {
    const ends = Math.abs(lines[i]!.y - lines[i - 1]!.y) > apart;
    text += ends ? "\n\n" : goesOn(lines, texts, i, toLeft[i]!) ? " " : "\n";
    text += texts[i]!;
  }
  return { text, doubts: [...doubts] };
}

/** Shaped forms as the letters that they are; marks that steer the display go. A glyph without a letter is told by U+FFFD. */
function plainLetters({ text, width }: Glyph): string {
  return text
    .replace(/[\uFB50-\uFDFF\uFE70-\uFEFC]+/gu, (shaped) => shaped.normalize("NFKC").trim())
    .replace(/[\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/gu, "")
    .replace(/\0/g, width > 0 ? "\uFFFD" : "");
}

/** Glyphs on one baseline; a line may be drawn in pieces, as long as they touch. */
function linesOf(glyphs: readonly Glyph[]): Line[] {
  const lines: Line[] = [];
  for (const glyph of glyphs) {
    if (glyph.text.trim() === "") continue;
    const off = (line: Line, share: number): boolean => Math.abs(glyph.y - line.y) <= share * line.size;
    const last = lines.at(-1);
    const share = MARKS.test(glyph.text) ? MARK_OFF_LINE : OFF_LINE;
    const line =
      last !== undefined && off(last, share) ? last : lines.find((one) => off(one, 0.1) && touches(one, glyph));
    if (line === undefined) lines.push({ y: glyph.y, size: glyph.size || 10, glyphs: [glyph] });
    else line.glyphs.push(glyph);
  }
  return lines;
}

function touches({ glyphs, size }: Line, { x, width }: Glyph): boolean {
  const left = Math.min(...glyphs.map((glyph) => glyph.x));
  const right = Math.max(...glyphs.map((glyph) => glyph.x + glyph.width));
  return x - right < 1.5 * size && left - (x + width) < 1.5 * size;
}

const middle = ({ x, width }: Glyph): number => x + width / 2;

/** A line from left to right as it is seen, marks with their letters, gaps as spaces, and numbers with their separators. */
function piecesOf({ glyphs, size }: Line, doubts: Set<string>): Piece[] {
  const isMark = (glyph: Glyph): boolean => MARKS.test(glyph.text);
  const bases = glyphs.filter((glyph) => !isMark(glyph)).sort((a, b) => middle(a) - middle(b));
  const marks = bases.map((): string[] => []);
  for (const mark of glyphs.filter(isMark)) {
    const far = ({ x, width }: Glyph): number => Math.max(x - middle(mark), middle(mark) - x - width, 0);
    const nearest = bases.reduce((best, base, i) => (far(base) < far(bases[best]!) ? i : best), 0);
    marks[nearest]?.push(mark.text);
  }
  const pieces: Piece[] = [];
  let end = bases[0]?.x ?? 0;
  for (const [i, base] of bases.entries()) {
    if (base.x - end > GAP * size) pieces.push({ text: SPACE, kind: "O" });
    if (base.x - end > WIDE * size) doubts.add("its lines have wide gaps, perhaps columns or a table");
    // shadda comes before the vowel that stands on it
    const own = (marks[i] ?? []).sort((a, b) => Number(b.includes("\u0651")) - Number(a.includes("\u0651")));
    pieces.push({ text: base.text.trim() + own.join(""), kind: kindOf(base.text) });
    end = Math.max(end, base.x + base.width);
  }
  return pieces.map((piece, i) =>
    isInNumber(pieces, i) ? { ...piece, kind: "N" } : closesRun(pieces, i) ? { ...piece, kind: "R" } : piece,
  );
}

function kindOf(text: string): Piece["kind"] {
  if (/\p{Nd}/u.test(text)) return "N";
  if (!/\p{L}/u.test(text)) return "O";
  return RIGHT_TO_LEFT.test(text) ? "R" : "L";
}

/** A common separator between two digits (UAX 9, rule W4). */
function isInNumber(pieces: readonly Piece[], i: number): boolean {
  return /^[.,:/٫٬،]$/u.test(pieces[i]!.text) && pieces[i - 1]?.kind === "N" && pieces[i + 1]?.kind === "N";
}

/** A bracket that touches a run of Arabic from the left is its last sign, in a line that runs to the right as well (UAX 9, rule N0). */
function closesRun(pieces: readonly Piece[], i: number): boolean {
  const pair = PAIRS.find((both) => both.includes(pieces[i]!.text));
  if (pair === undefined || pieces[i + 1]?.kind !== "R" || (pieces[i - 1]?.text ?? SPACE) !== SPACE) return false;
  const run = pieces
    .slice(i + 1)
    .map((piece) => (piece.kind === "L" ? "\n" : piece.text))
    .join("")
    .split("\n")[0]!;
  return [...run].some((letter) => pair.includes(letter));
}

const count = (line: readonly Piece[], kind: Piece["kind"]): number =>
  line.filter((piece) => piece.kind === kind).length;
/** How far Latin letters may outweigh the others before a line runs to the right: less on a page that is mostly theirs. */
function isRightToLeftOn(page: readonly (readonly Piece[])[]): (line: readonly Piece[]) => boolean {
  const all = page.flat();
  const share = count(all, "R") > count(all, "L") ? 3 : 1;
  return (line) => share * count(line, "R") > count(line, "L");
}

/** Arabic in paragraphs that run from left to right shows by what ends its sentences on the right and by its bullets on the left. */
function isSetLeftToRight(lines: readonly (readonly Piece[])[], doubts: Set<string>): boolean {
  const ends = (piece: Piece | undefined): number => Number(/^[.،؛:!?؟…]$/u.test(piece?.text ?? ""));
  const bullet = (piece: Piece | undefined): number => Number(/^[-–—•●▪*·]$/u.test(piece?.text ?? ""));
  let [left, right] = [0, 0];
  for (const line of lines) {
    const says = ends(line.at(-1)) - ends(line[0]) + bullet(line[0]) - bullet(line.at(-1));
    if (says > 0) left++;
    if (says < 0) right++;
  }
  if (left > 0) doubts.add("the sentences of some lines end on the right, as if they ran from left to right");
  return left > right;
}

const LATIN = "L[LNO]*[LN]|L";
const TO_LEFT = new RegExp(`${LATIN}|N+|.`, "g");
const TO_RIGHT = new RegExp(`${LATIN}|[RN][RNO]*[RN]|.`, "g");
/** In an Arabic line that runs to the right, a number between Latin and Arabic stands at the end of the Arabic. */
const TO_RIGHT_IN_ARABIC = /L[LNO]*L|L|[RN][RNO]*[RN]|./g;

/** What is seen from left to right, as it is read: runs of Latin and numbers keep their order, all else is read from the right. */
function inOrder(line: readonly Piece[], pattern: RegExp): string {
  const runs: Piece[][] = [];
  const kinds = line.map((piece) => piece.kind).join("");
  for (const { 0: run, index } of kinds.matchAll(pattern)) runs.push(line.slice(index, index + run.length));
  if (pattern === TO_LEFT) return runs.reverse().flatMap(textsOf).join("");
  return runs
    .map((run) => (run[0]!.kind !== "L" && count(run, "R") > 0 ? inOrder(run, TO_LEFT) : textsOf(run).join("")))
    .join("");
}

const textsOf = (run: readonly Piece[]): string[] => run.map((piece) => piece.text);

const PAIRS = ["()", "[]", "{}", "«»", "‹›"];
const BRACKETS = /[()[\]{}«»‹›]/gu;

/**
 * Brackets between letters from right to left are drawn mirrored, and files tell the one drawn or the one meant. The one meant
 * opens before a word and closes behind one; where neither shows, those that do speak for it.
 */
function turnBrackets(lines: readonly string[], rightToLeft: readonly boolean[]): string[] {
  let mirrored = 0;
  const turned = (bracket: string): string => {
    const pair = PAIRS.find((both) => both.includes(bracket))!;
    return pair[1 - pair.indexOf(bracket)]!;
  };
  const meant = (line: string, at: number): string | null => {
    const [before, after] = [line[at - 1] ?? SPACE, line[at + 1] ?? SPACE];
    const opens = /[\s()[\]{}«»‹›"“]/u.test(before) && /[\p{L}\p{N}()[\]{}«»‹›"“]/u.test(after);
    const closes = !/\s/u.test(before) && /[\s()[\]{}«»‹›"”.,،؛:!?؟]/u.test(after);
    if (opens === closes) return null;
    const pair = PAIRS.find((both) => both.includes(line[at]!))!;
    return pair[opens ? 0 : 1]!;
  };
  for (const [i, line] of lines.entries()) {
    if (!rightToLeft[i]) continue;
    for (const { 0: bracket, index } of line.matchAll(BRACKETS)) {
      const should = meant(line, index);
      if (should !== null) mirrored += should === bracket ? -1 : 1;
    }
  }
  return lines.map((line, i) =>
    rightToLeft[i]
      ? line.replace(BRACKETS, (bracket, at: number) => meant(line, at) ?? (mirrored > 0 ? turned(bracket) : bracket))
      : line,
  );
}

/** Whether a line goes on with the one before it, which then had no room left for its first word. */
function goesOn(lines: readonly Line[], texts: readonly string[], i: number, toLeft: boolean): boolean {
  if (/^(?:[-–—•●▪*·]|[(\p{N}]{1,4}[.)-])\s/u.test(texts[i]!)) return false;
  const left = (line: Line): number => Math.min(...line.glyphs.map((glyph) => glyph.x));
  const right = (line: Line): number => Math.max(...line.glyphs.map((glyph) => glyph.x + glyph.width));
  const [line, before] = [lines[i]!, lines[i - 1]!];
  const room = toLeft ? left(before) - Math.min(...lines.map(left)) : Math.max(...lines.map(right)) - right(before);
  const word = texts[i]!.search(/\s|$/u) / texts[i]!.length;
  return room < word * (right(line) - left(line)) + 0.5 * line.size;
}

/** The distance of two baselines beyond which a paragraph ends. Arabic letters need more room between lines than Latin ones. */
function paragraphGap(lines: readonly Line[]): number {
  const steps = lines.slice(1).map((line, i) => Math.abs(line.y - lines[i]!.y));
  const size = lines[0]?.size ?? 10;
  const [least, most] = [Math.min(...steps), Math.max(...steps)];
  return most > 1.25 * least ? 1.25 * least : 2.2 * size;
}
