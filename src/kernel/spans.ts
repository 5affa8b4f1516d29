/** A stretch of text in UTF-16 code units, `start` inclusive, `end` exclusive: the unit of JavaScript, Java and the DOM. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Whether the span lies in the text and cuts no surrogate pair. */
export function isSpanOf(text: string, span: Span): boolean {
  return (
    Number.isInteger(span.start) &&
    Number.isInteger(span.end) &&
    0 <= span.start &&
    span.start <= span.end &&
    span.end <= text.length &&
    !cutsPair(text, span.start) &&
    !cutsPair(text, span.end)
  );
}

/** The words of the span. @throws RangeError when it does not lie in the text or cuts a surrogate pair */
export function sliceSpan(text: string, span: Span): string {
  if (!isSpanOf(text, span)) {
    throw new RangeError(
      `Cannot slice ${span.start}-${span.end}: outside the text of ${text.length} units, or inside a character`,
    );
  }
  return text.slice(span.start, span.end);
}

/** UTF-16 span to Unicode code points, as Python and SQL count. @throws RangeError as `sliceSpan` */
export function toCodePoints(text: string, span: Span): Span {
  sliceSpan(text, span);
  const start = countCodePoints(text, 0, span.start);
  return { start, end: start + countCodePoints(text, span.start, span.end) };
}

/** Code-point span to UTF-16. @throws RangeError when it does not lie in the text */
export function fromCodePoints(text: string, span: Span): Span {
  let [units, points] = [0, 0];
  let start = span.start === 0 ? 0 : -1;
  let end = span.end === 0 ? 0 : -1;
  for (const character of text) {
    units += character.length;
    points += 1;
    if (points === span.start) start = units;
    if (points === span.end) end = units;
  }
  if (start < 0 || end < start) throw new RangeError(`Cannot convert ${span.start}-${span.end}: outside the text`);
  return { start, end };
}

/** UTF-16 span to UTF-8 bytes, as Rust and Go count. @throws RangeError as `sliceSpan` */
export function toUtf8(text: string, span: Span): Span {
  sliceSpan(text, span);
  const start = Buffer.byteLength(text.slice(0, span.start), "utf8");
  return { start, end: start + Buffer.byteLength(text.slice(span.start, span.end), "utf8") };
}

/** Line and column (both from 1, columns in UTF-16 units) of an offset. Lines end at LF. */
export function lineColumn(text: string, offset: number): { readonly line: number; readonly column: number } {
  let line = 1;
  let lineStart = 0;
  for (let at = text.indexOf("\n"); at !== -1 && at < offset; at = text.indexOf("\n", at + 1)) {
    line += 1;
    lineStart = at + 1;
  }
  return { line, column: offset - lineStart + 1 };
}

function cutsPair(text: string, offset: number): boolean {
  const [before, after] = [text.charCodeAt(offset - 1), text.charCodeAt(offset)];
  return before >= 0xd800 && before <= 0xdbff && after >= 0xdc00 && after <= 0xdfff;
}

function countCodePoints(text: string, start: number, end: number): number {
  return [...text.slice(start, end)].length;
}
