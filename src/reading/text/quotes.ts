/** A pair of quotation marks; `start` and `end` are the offsets of the text between them. */
export interface Quote {
  readonly start: number;
  readonly end: number;
  /** The quotation goes on in the next paragraph, or was opened and never closed. */
  readonly open: boolean;
  /** It continues a quotation of the paragraph before. */
  readonly continued: boolean;
}

const PAIRS: Readonly<Record<string, string>> = {
  // a typewriter mark may close what a curly one has opened
  "“": '”"',
  "«": "»",
  "„": "“”",
  "‹": "›",
  "「": "」",
  '"': '"',
  "''": "",
  // typed the wrong way round, or as in Swedish and Finnish: ”...”
  "”": '”"“',
};

/** Does a word begin behind the mark at `at`, and none end before it? */
const opensWord = (text: string, at: number): boolean =>
  /^[\s([]?$/u.test(text[at - 1] ?? "") && /[\p{L}\p{N}]/u.test(text[at + 1] ?? "");

/** An opening mark where only a closing one can stand: `... 36 percent.“` at the end. */
const endsWord = (text: string, at: number): boolean =>
  /[\p{L}\p{N}.,!?]/u.test(text[at - 1] ?? "") && /^\s?$/u.test(text[at + 1] ?? "");

/**
 * Pairs quotation marks block by block. A quotation over several paragraphs opens each of them anew and closes the last;
 * one that never closes ends with its block and is marked `open`.
 */
export function quotesOf(text: string, blocks: readonly { start: number; end: number }[]): Quote[] {
  const quotes: Quote[] = [];
  let carried = "";
  for (const [n, block] of blocks.entries()) {
    let open: { at: number; mark: string; continued: boolean } | null = null;
    for (let i = block.start; i < block.end; i++) {
      const c = text[i]!;
      // typewriter quotation marks of two apostrophes or graves
      if ((c === "'" || c === "`") && text[i + 1] === c) {
        if (open === null)
          open = { at: i + 1, mark: "''", continued: carried === "''" && text.slice(block.start, i).trim() === "" };
        else if (open.mark === "''") {
          quotes.push({ start: open.at + 1, end: i, open: false, continued: open.continued });
          open = null;
        }
        i += 1;
        continue;
      }
      if (open === null) {
        if (c === "’" || c === "‘" || c === "'") {
          // single marks quote only where a word begins and a partner ends one
          const to = c !== "’" && /^[\s([“"«—–-]?$/u.test(text[i - 1] ?? "") ? closeSingle(text, i, block.end, c) : -1;
          if (to > i) {
            quotes.push({ start: i + 1, end: to, open: false, continued: false });
            i = to;
          }
          continue;
        }
        if (
          PAIRS[c] !== undefined &&
          (c !== "”" || opensWord(text, i)) &&
          !(c === '"' && /\d/.test(text[i - 1] ?? "") && !/\p{L}/u.test(text[i + 1] ?? ""))
        ) {
          open = { at: i, mark: c, continued: carried === c && text.slice(block.start, i).trim() === "" };
        }
        continue;
      }
      if (PAIRS[open.mark]!.includes(c) || (open.mark === "“" && c === "“" && endsWord(text, i))) {
        if (c === '"' && i === open.at + 1) continue;
        quotes.push({ start: open.at + 1, end: i, open: false, continued: open.continued });
        open = null;
      }
    }
    carried = "";
    if (open !== null) {
      const next = blocks[n + 1];
      const goesOn =
        next !== undefined &&
        text
          .slice(next.start, next.start + 2)
          .trimStart()
          .startsWith(open.mark);
      carried = goesOn ? open.mark : "";
      quotes.push({ start: open.at + 1, end: block.end, open: !goesOn, continued: open.continued });
    }
  }
  return quotes.sort((a, b) => a.start - b.start);
}

function closeSingle(text: string, from: number, to: number, mark: string): number {
  const close = mark === "‘" ? "’" : "'";
  if (!/[\p{L}\d]/u.test(text[from + 1] ?? "")) return -1;
  for (let i = from + 2; i < Math.min(to, from + 1500); i++) {
    if (text[i] !== close) continue;
    const inWord = /\p{L}/u.test(text[i - 1]!) && /\p{L}/u.test(text[i + 1] ?? "");
    if (!inWord && /[\s.,;:!?)\]”"—–-]|^$/u.test(text[i + 1] ?? "")) return i;
  }
  return -1;
}
