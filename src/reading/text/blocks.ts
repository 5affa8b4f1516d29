import { fold } from "#kernel";
import type { Grammar } from "../grammar.ts";
import type { Token } from "./tokens.ts";
import { type Label, labelAt, speakerLabels } from "./turns.ts";

export type BlockKind =
  | "title"
  | "heading"
  | "byline"
  | "date"
  | "credit"
  | "caption"
  | "bullet"
  | "turn"
  | "paragraph";

/** A stretch of the text that is read together: a heading, a paragraph, one bullet, one turn of a conversation. */
export interface Block {
  /** A note in square brackets between what others say. */
  readonly aside?: boolean;
  readonly kind: BlockKind;
  readonly start: number;
  readonly end: number;
  /** Where the words begin, after a bullet mark, a speaker's name or a dateline. */
  readonly body: number;
  /** The speaker of a turn: where the name stands. */
  readonly speaker: Label | null;
  /** A turn that asks: "Q:" or an interviewer. */
  readonly asks: boolean;
}

const BULLET = /^(?:[•●▪◦‣·*+–—-]|\(?\d{1,4}[.)]|\(?[a-z]\)|[٠-٩]{1,2}[.)-])[ \t\u00A0]+/u;
/** "٢٢ – تلقّت البعثة": paragraphs numbered with a dash; one alone is none. */
const NUMBERED = /^[\d٠-٩]{1,3}[ \t]*[–—-][ \t]+(?=\p{L})/u;
const headOf = (text: string, piece: { start: number; end: number } | undefined): string =>
  piece === undefined ? "" : text.slice(piece.start, piece.start + 12);
const MARKDOWN = /^(?:#{1,6}[ \t]+|>[ \t]?)/;
const ENDS = /[.!?…؟:;؛][\s"'”’»)\]]*$/u;

/** Cuts a text into blocks: by blank lines, and by line unless the text is wrapped to a width. */
export function blocksOf(text: string, grammar: Grammar): Block[] {
  const lines = linesOf(text);
  const wrapped = isWrapped(text, lines);
  const turns = speakerLabels(
    text,
    lines.map(({ start, end }) => trim(text, start, end)),
    grammar,
  );
  const raw: { start: number; end: number; blankBefore: boolean }[] = [];
  let blank = true;
  for (const line of lines) {
    const trimmed = trim(text, line.start, line.end);
    if (trimmed.start >= trimmed.end) {
      blank = true;
      continue;
    }
    const content = text.slice(trimmed.start, trimmed.end);
    const last = raw.at(-1);
    const newBlock =
      blank || !wrapped || BULLET.test(content) || MARKDOWN.test(content) || labelAt(content, turns, grammar) !== null;
    if (newBlock || last === undefined) raw.push({ ...trimmed, blankBefore: blank });
    else last.end = trimmed.end;
    blank = false;
  }
  return raw.map((piece, n) => classify(text, piece, n, raw, turns, grammar));
}

function linesOf(text: string): { start: number; end: number }[] {
  const lines: { start: number; end: number }[] = [];
  let start = 0;
  for (const match of text.matchAll(/\r\n|\n|\r|\u2028|\u2029|\f/g)) {
    lines.push({ start, end: match.index });
    start = match.index + match[0].length;
  }
  lines.push({ start, end: text.length });
  return lines;
}

function trim(text: string, start: number, end: number): { start: number; end: number } {
  while (start < end && /[\s\uFEFF]/u.test(text[start]!)) start++;
  while (end > start && /[\s\uFEFF]/u.test(text[end - 1]!)) end--;
  return { start, end };
}

/** Hard line breaks at a width: several lines follow each other, nearly as long as the longest, and few end a sentence. */
function isWrapped(text: string, lines: readonly { start: number; end: number }[]): boolean {
  const lengths: number[] = [];
  let ending = 0;
  for (let i = 0; i + 1 < lines.length; i++) {
    const [a, b] = [lines[i]!, lines[i + 1]!];
    if (a.end - a.start < 30 || b.end - b.start < 3 || text.slice(b.start, b.end).trim() === "") continue;
    lengths.push(a.end - a.start);
    if (ENDS.test(text.slice(a.start, a.end))) ending += 1;
  }
  if (lengths.length < 3) return false;
  const sorted = [...lengths].sort((a, b) => a - b);
  const median = sorted[sorted.length >> 1]!;
  const longest = sorted.at(-1)!;
  return longest <= 130 && median >= 0.6 * longest && ending < 0.5 * lengths.length;
}

/** Does a block begin with one of a section's phrases and a colon: "Interviewer's note: ..."? */
function labelled(content: string, section: string, grammar: Grammar): boolean {
  const label = /^[^:：.]{3,40}(?=[:：])/u.exec(content)?.[0];
  if (label === undefined) return false;
  const tokens = grammar.tokenize(label);
  return (grammar.find(tokens).get(section) ?? []).some((m) => m.from === 0 && m.to === tokens.length);
}

function classify(
  text: string,
  { start, end, blankBefore }: { start: number; end: number; blankBefore: boolean },
  n: number,
  all: readonly { start: number; end: number }[],
  names: ReadonlyMap<string, Label>,
  grammar: Grammar,
): Block {
  const content = text.slice(start, end);
  const block = (kind: BlockKind, body = start, speaker: Block["speaker"] = null, asks = false): Block => ({
    kind,
    start,
    end,
    body: skipSpace(text, body, end),
    speaker,
    asks,
    aside: content.startsWith("[") || labelled(content, "note-labels", grammar),
  });
  const speaker = labelAt(content, names, grammar);
  if (speaker !== null) {
    const at = start + content.indexOf(speaker.name);
    const first = fold(speaker.name).split(" ")[0]!;
    const asks = grammar.has("turn-question", first);
    const full = names.get(speaker.name)?.full;
    const label = { start: at, end: at + speaker.name.length };
    return block("turn", start + speaker.length, full === undefined ? label : { ...label, full }, asks);
  }
  const markdown = content.match(MARKDOWN);
  if (markdown && content[0] === "#") return block(n === 0 ? "title" : "heading", start + markdown[0].length);
  const dashed = content.match(NUMBERED);
  if (dashed && (NUMBERED.test(headOf(text, all[n - 1])) || NUMBERED.test(headOf(text, all[n + 1]))))
    return block("paragraph", start + dashed[0].length);
  const bullet = content.match(BULLET);
  // the numbered paragraphs of a report are no list
  if (bullet && /\d|[٠-٩]/.test(bullet[0]) && content.split(/\s+/).length >= 16 && ENDS.test(content))
    return block("paragraph", start + bullet[0].length);
  const numbered =
    bullet !== null &&
    /\d|[٠-٩]/.test(bullet[0]) &&
    content.split(/\s+/).length <= 9 &&
    !ENDS.test(content) &&
    !isNumbered(text, all[n - 1]) &&
    !isNumbered(text, all[n + 1]);
  if (numbered) return block("heading", start + bullet![0].length);
  if (bullet && content.length > bullet[0].length) return block("bullet", start + bullet[0].length);
  const words = content.split(/\s+/);
  const lower = content.toLowerCase().replace(/^[^\p{L}]+/u, "");
  const starts = (section: string) =>
    grammar
      .entries(section)
      .some((entry) =>
        entry.forms.some((form) => lower.startsWith(form.toLowerCase()) && !/^\p{L}/u.test(lower.slice(form.length))),
      );
  const contains = (section: string) =>
    grammar.entries(section).some((entry) => entry.forms.some((form) => lower.includes(form.toLowerCase())));
  if (words.length <= 14 && starts("captions")) return block("caption");
  if (words.length <= 20 && contains("credits")) return block("credit");
  if (
    words.length <= 14 &&
    starts("bylines") &&
    !ENDS.test(content.replace(/[.:：]$/u, "")) &&
    !(/[.]$/.test(content) && says(grammar.tokenize(content), grammar)) &&
    (n < 4 || n > all.length - 4)
  )
    return block(content.startsWith("(") ? "credit" : "byline");
  if (words.length <= 12 && /^\(.*\)$/.test(content)) return block("credit");
  if (words.length <= 7 && /\d|[٠-٩]/.test(content) && !ENDS.test(content) && isDateLine(content, grammar))
    return block("date");
  if (words.length <= 5 && /[:：]$/u.test(content) && n < all.length - 1 && !grammarCue(content, grammar))
    return block("heading");
  // "| killed | 12 |": a row of a table heads nothing
  if (/^\|.*\|$/u.test(content)) return block("paragraph");
  const short = words.length <= 16 && !ENDS.test(content);
  if (short && n === 0 && all.length > 1) return block("title");
  if (
    short &&
    words.length <= 14 &&
    (blankBefore || all.length > n + 1) &&
    n < all.length - 1 &&
    !/["“«]/.test(content)
  )
    return block(n <= 2 && n > 0 ? "heading" : "heading");
  return block("paragraph", start + datelineLength(content, grammar));
}

/** A "that" or a helping verb: "By the end of the year the town had lost it." names no writer. */
const says = (tokens: readonly Token[], grammar: Grammar): boolean =>
  tokens.some((t) => grammar.has("complementizers", t.norm) || (!t.capital && grammar.has("auxiliaries", t.norm)));

const grammarCue = (content: string, grammar: Grammar): boolean =>
  (content.match(/[\p{L}\p{M}]+/gu) ?? []).some((w) => grammar.word("cue.verbs", fold(w)) !== undefined);

/** Two numbered lines in a row are a list, a single short one is a heading. */
const isNumbered = (text: string, piece: { start: number; end: number } | undefined): boolean =>
  piece !== undefined && /^\(?[\d٠-٩]{1,2}[.)-]\s/.test(text.slice(piece.start, piece.start + 6));

function skipSpace(text: string, at: number, end: number): number {
  while (at < end && /\s/.test(text[at]!)) at++;
  return at;
}

function isDateLine(content: string, grammar: Grammar): boolean {
  const words = content.toLowerCase().match(/[\p{L}\p{M}]+/gu) ?? [];
  const ok = (w: string) =>
    grammar.has("month", w) ||
    grammar.has("weekday", w) ||
    grammar.has("time.year-word", w) ||
    grammar.has("date-line", w);
  return words.every(ok) && (words.length > 0 || /\d{4}/.test(content));
}

/** "BEIRUT (Reuters) — ", "GENEVA, 3 March 2016 – ": the place and agency before the first sentence. */
function datelineLength(content: string, grammar: Grammar): number {
  const match = content.match(
    /^[\p{Lu}][\p{Lu}\p{M}'’ .-]{2,}(?:,[^—–\n]{0,40})?(?:\([^)\n]{1,40}\))?\s*(?:—|–|―|--| - )\s*/u,
  );
  if (match) return match[0].length;
  const agency = content.match(/^[\p{L}\p{M} ,]{2,40}\([^)\n]{1,40}\)\s*(?:—|–|―|--|-|:)\s*/u);
  if (agency) return agency[0].length;
  const arabic = content.match(/^[\p{Lo}\p{M} ]{2,20}(?:،[^—–\n-]{0,30})?\s*(?:—|–|―|--| - )\s*/u);
  // "توفي ليل الأحد - الاثنين": a verb or a day is no place
  const places = (fold(arabic?.[0] ?? "").match(/[\p{L}\p{M}]+/gu) ?? []).every(
    (w) => !grammar.has("weekday", w) && !grammar.has("verbs", w),
  );
  return arabic && places && !grammar.hasCapitals && arabic[0].length < 40 && arabic[0].trim().split(/\s+/).length <= 4
    ? arabic[0].length
    : 0;
}
