import { openPdf } from "./open-pdf.ts";

/** Text of a PDF that a reader does not see and a program does. */
export interface CoveredText {
  readonly page: number;
  /** Characters without white space. */
  readonly characters: number;
  readonly how: "under a shape or picture" | "in the colour of the paper";
}

type Matrix = readonly [number, number, number, number, number, number];
type Box = readonly [left: number, bottom: number, right: number, top: number];

interface GraphicsState {
  matrix: Matrix;
  fill: string;
  isOpaque: boolean;
  lineWidth: number;
}

interface Drawn {
  readonly at: number;
  readonly box: Box;
}

interface Glyph extends Drawn {
  readonly colour: string;
  readonly isInvisible: boolean;
}

const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];
/** Share of a character's box that must be covered. */
const COVERED = 0.6;
const WHITE = "#ffffff";

/**
 * Finds text under opaque shapes or pictures that were drawn after it, and text in the colour of the paper: what a "black box"
 * in a PDF leaves readable. It follows the page's drawing operators in their order. It does not see text below text,
 * shapes that are no rectangles or straight lines, or what a picture itself shows; a page without a finding is not proved clean.
 */
export async function coveredText(bytes: Uint8Array): Promise<readonly CoveredText[]> {
  const { pdfjs, task } = await openPdf(bytes);
  try {
    const pdf = await task.promise;
    const found: CoveredText[] = [];
    for (let n = 1; n <= pdf.numPages; n++) {
      const page = await pdf.getPage(n);
      const { fnArray, argsArray } = await page.getOperatorList();
      const reader = new PageReader(pdfjs.OPS as Readonly<Record<string, number>>);
      for (const [i, fn] of fnArray.entries()) reader.step(i, fn, (argsArray[i] ?? []) as readonly unknown[]);
      found.push(...reader.findings(n));
      page.cleanup();
    }
    return found;
  } finally {
    await task.destroy();
  }
}

class PageReader {
  readonly #names: ReadonlyMap<number, string>;
  readonly #glyphs: Glyph[] = [];
  readonly #covers: Drawn[] = [];
  readonly #stack: GraphicsState[] = [];
  #state: GraphicsState = { matrix: IDENTITY, fill: "#000000", isOpaque: true, lineWidth: 1 };
  #text = {
    matrix: IDENTITY,
    line: IDENTITY,
    size: 1,
    leading: 0,
    charSpace: 0,
    wordSpace: 0,
    scale: 1,
    rise: 0,
    mode: 0,
  };

  constructor(ops: Readonly<Record<string, number>>) {
    this.#names = new Map(Object.entries(ops).map(([name, code]) => [code, name]));
  }

  step(at: number, fn: number, args: readonly unknown[]): void {
    const number = (i: number): number => Number(args[i] ?? 0);
    const state = this.#state;
    const text = this.#text;
    switch (this.#names.get(fn)) {
      case "save":
      case "paintFormXObjectBegin":
      case "beginAnnotation":
        this.#stack.push({ ...state });
        if (Array.isArray(args[0]) && args[0].length === 6) this.#transform(args[0] as unknown as Matrix);
        if (this.#names.get(fn) === "beginAnnotation") {
          for (const matrix of [args[2], args[3]]) if (isMatrix(matrix)) this.#transform(matrix);
        }
        break;
      case "restore":
      case "paintFormXObjectEnd":
      case "endAnnotation":
        this.#state = this.#stack.pop() ?? state;
        break;
      case "transform":
        this.#transform(args as unknown as Matrix);
        break;
      case "setLineWidth":
        state.lineWidth = number(0);
        break;
      case "setGState":
        this.#setGraphics(args[0] as readonly (readonly [string, unknown])[]);
        break;
      case "setFillRGBColor":
        state.fill = typeof args[0] === "string" ? args[0].toLowerCase() : WHITE;
        break;
      case "setFillColorN":
      case "shadingFill":
        state.fill = "pattern";
        break;
      case "constructPath":
        this.#path(at, number(0), args[1], args[2]);
        break;
      case "paintImageXObject":
      case "paintInlineImageXObject":
      case "paintImageXObjectRepeat":
      case "paintSolidColorImageMask":
        if (state.isOpaque) this.#covers.push({ at, box: boxOf([0, 0, 1, 1], state.matrix) });
        break;
      case "beginText":
        text.matrix = IDENTITY;
        text.line = IDENTITY;
        break;
      case "setFont":
        text.size = number(1);
        break;
      case "setLeading":
        text.leading = -number(0);
        break;
      case "setCharSpacing":
        text.charSpace = number(0);
        break;
      case "setWordSpacing":
        text.wordSpace = number(0);
        break;
      case "setHScale":
        text.scale = number(0) / 100;
        break;
      case "setTextRise":
        text.rise = number(0);
        break;
      case "setTextRenderingMode":
        text.mode = number(0);
        break;
      case "setTextMatrix": {
        const matrix = matrixOf(args[0]) ?? matrixOf(args) ?? IDENTITY;
        text.matrix = matrix;
        text.line = matrix;
        break;
      }
      case "moveText":
        this.#moveLine(number(0), number(1));
        break;
      case "setLeadingMoveText":
        text.leading = -number(1);
        this.#moveLine(number(0), number(1));
        break;
      case "nextLine":
        this.#moveLine(0, text.leading);
        break;
      case "showText":
        this.#show(at, (args[0] ?? []) as readonly unknown[]);
        break;
      default:
    }
  }

  findings(page: number): readonly CoveredText[] {
    const hidden = { "under a shape or picture": 0, "in the colour of the paper": 0 };
    for (const glyph of this.#glyphs) {
      const share = coveredShare(
        glyph.box,
        this.#covers.filter(({ at }) => at > glyph.at).map(({ box }) => box),
      );
      // A scan with its recognised text below it is meant to be like that: the picture shows the words.
      if (share >= COVERED && !glyph.isInvisible) hidden["under a shape or picture"] += 1;
      else if (glyph.colour === WHITE && !glyph.isInvisible && !this.#isOnDark(glyph)) {
        hidden["in the colour of the paper"] += 1;
      }
    }
    return (Object.entries(hidden) as [CoveredText["how"], number][])
      .filter(([, characters]) => characters > 0)
      .map(([how, characters]) => ({ page, characters, how }));
  }

  /** Whether something was drawn below: white on black is a heading, not a hiding. */
  #isOnDark(glyph: Glyph): boolean {
    const below = this.#covers.filter(({ at }) => at < glyph.at).map(({ box }) => box);
    return coveredShare(glyph.box, below) > 0.3;
  }

  #transform(matrix: Matrix): void {
    this.#state.matrix = multiply(matrix, this.#state.matrix);
  }

  #setGraphics(entries: readonly (readonly [string, unknown])[]): void {
    for (const [key, value] of entries ?? []) {
      if (key === "ca") this.#state.isOpaque = Number(value) > 0.9;
      if (key === "BM" && value !== "source-over" && value !== "Normal") this.#state.isOpaque = false;
      if (key === "SMask" && value !== false && value !== null) this.#state.isOpaque = false;
      if (key === "LW") this.#state.lineWidth = Number(value);
    }
  }

  #path(at: number, paint: number, data: unknown, minMax: unknown): void {
    const state = this.#state;
    if (!state.isOpaque) return;
    const name = this.#names.get(paint) ?? "";
    const points = pointsOf(data);
    if (points === null) return;
    const isFill = /fill/i.test(name);
    // White fills the paper; it hides only what was drawn before, which the order tells.
    if (isFill && isRectangle(points)) {
      const bounds = minMax as ArrayLike<number> | undefined;
      const box: Box =
        bounds !== undefined && bounds.length === 4
          ? [bounds[0]!, bounds[1]!, bounds[2]!, bounds[3]!]
          : boxAround(points);
      this.#covers.push({ at, box: boxOf(box, state.matrix) });
    } else if (/stroke/i.test(name)) {
      // A line drawn thickly enough is a bar.
      const half = state.lineWidth / 2;
      for (const [[x1, y1], [x2, y2]] of segmentsOf(points)) {
        if (x1 !== x2 && y1 !== y2) continue;
        const line: Box = [Math.min(x1, x2), Math.min(y1, y2), Math.max(x1, x2), Math.max(y1, y2)];
        const [left, bottom, right, top] = line;
        const thick: Box =
          y1 === y2 ? [left, bottom - half, right, top + half] : [left - half, bottom, right + half, top];
        this.#covers.push({ at, box: boxOf(thick, state.matrix) });
      }
    }
  }

  #moveLine(x: number, y: number): void {
    this.#text.line = multiply([1, 0, 0, 1, x, y], this.#text.line);
    this.#text.matrix = this.#text.line;
  }

  #show(at: number, items: readonly unknown[]): void {
    const text = this.#text;
    for (const item of items) {
      if (typeof item === "number") {
        text.matrix = multiply([1, 0, 0, 1, (-item / 1000) * text.size * text.scale, 0], text.matrix);
        continue;
      }
      const glyph = item as { readonly unicode?: string; readonly width?: number; readonly isSpace?: boolean } | null;
      if (glyph === null) continue;
      const width = ((glyph.width ?? 500) / 1000) * text.size * text.scale;
      if ((glyph.unicode ?? "").trim() !== "") {
        const box: Box = [0, text.rise + text.size * 0.05, width, text.rise + text.size * 0.65];
        this.#glyphs.push({
          at,
          box: boxOf(box, multiply(text.matrix, this.#state.matrix)),
          colour: this.#state.fill,
          isInvisible: text.mode === 3 || text.mode === 7,
        });
      }
      const advance = width + (text.charSpace + (glyph.isSpace === true ? text.wordSpace : 0)) * text.scale;
      text.matrix = multiply([1, 0, 0, 1, advance, 0], text.matrix);
    }
  }
}

function isMatrix(value: unknown): value is Matrix {
  return Array.isArray(value) && value.length === 6;
}

function matrixOf(value: unknown): Matrix | null {
  if (value === null || typeof value !== "object" || (value as ArrayLike<number>).length !== 6) return null;
  return Array.from(value as ArrayLike<number>, Number) as unknown as Matrix;
}

/** First `a`, then `b` (ISO 32000-1, 8.3.4). */
function multiply(a: Matrix, b: Matrix): Matrix {
  return [
    a[0] * b[0] + a[1] * b[2],
    a[0] * b[1] + a[1] * b[3],
    a[2] * b[0] + a[3] * b[2],
    a[2] * b[1] + a[3] * b[3],
    a[4] * b[0] + a[5] * b[2] + b[4],
    a[4] * b[1] + a[5] * b[3] + b[5],
  ];
}

function boxOf([left, bottom, right, top]: Box, m: Matrix): Box {
  const corners = [
    [left, bottom],
    [right, bottom],
    [left, top],
    [right, top],
  ] as const;
  return boxAround(corners.map(([x, y]) => [m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]] as const));
}

type Point = readonly [x: number, y: number];

function boxAround(points: readonly Point[]): Box {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

/** Corners of a path of straight lines: drawing codes 0 move, 1 line, 2 curve, 3 quadratic, 4 close; `null` with a curve. */
function pointsOf(data: unknown): readonly Point[] | null {
  const flat = Array.isArray(data) ? (data[0] as ArrayLike<number> | null) : null;
  if (flat === null || typeof flat !== "object") return null;
  const points: Point[] = [];
  for (let at = 0; at < flat.length; ) {
    const code = flat[at];
    if (code === 0 || code === 1) {
      points.push([flat[at + 1]!, flat[at + 2]!]);
      at += 3;
    } else if (code === 4) {
      at += 1;
    } else {
      return null;
    }
  }
  return points;
}

function segmentsOf(points: readonly Point[]): readonly (readonly [Point, Point])[] {
  return points.slice(1).map((point, at) => [points[at]!, point] as const);
}

/** Rectangles along the axes, one after the other: every corner shares a side with the one before. */
function isRectangle(points: readonly Point[]): boolean {
  if (points.length < 4 || points.length > 5) return false;
  return segmentsOf(points).every(([[x1, y1], [x2, y2]]) => Math.abs(x1 - x2) < 0.01 || Math.abs(y1 - y2) < 0.01);
}

/** Share of a box that lies below others, counted on a raster of 8 by 8 points of it. */
function coveredShare(box: Box, covers: readonly Box[]): number {
  const near = covers.filter((c) => c[0] < box[2] && c[2] > box[0] && c[1] < box[3] && c[3] > box[1]);
  if (near.length === 0) return 0;
  let covered = 0;
  for (let i = 0; i < 8; i++) {
    for (let j = 0; j < 8; j++) {
      const x = box[0] + ((box[2] - box[0]) * (i + 0.5)) / 8;
      const y = box[1] + ((box[3] - box[1]) * (j + 0.5)) / 8;
      if (near.some((c) => c[0] <= x && x <= c[2] && c[1] <= y && y <= c[3])) covered += 1;
    }
  }
  return covered / 64;
}
