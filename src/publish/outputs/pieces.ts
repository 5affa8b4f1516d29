/** A stretch of words; with `to`, the number of the item that it refers to. */
export interface Piece {
  readonly words: string;
  readonly to?: string;
}

/** `[E1]` or `[E1, p. 3]`, as the plain sentence writes a reference. */
const REFERENCE = /\[([A-Z]\d+)(?=[\],])/gu;

/** Words with the references in them told apart, as far as an item of that number has a line of its own. */
export function piecesOf(words: string, anchors: ReadonlySet<string>): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const found of words.matchAll(REFERENCE)) {
    const to = found[1]!;
    if (!anchors.has(to)) continue;
    const from = found.index + 1;
    pieces.push({ words: words.slice(at, from) }, { words: to, to });
    at = from + to.length;
  }
  return [...pieces, { words: words.slice(at) }].filter((piece) => piece.words !== "");
}
