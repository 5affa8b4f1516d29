import type { PDFPageProxy } from "pdfjs-dist";

/** A glyph of a page and what it stands for. Points from the page's upper left corner; `x` is its left edge, `y` its baseline. */
export interface Glyph {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly size: number;
}

type Matrix = readonly [number, number, number, number, number, number];
const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];

/** The product that applies `n` first (ISO 32000-1, 8.3.4). */
const times = (m: Matrix, n: Matrix): Matrix => [
  m[0] * n[0] + m[2] * n[1],
  m[1] * n[0] + m[3] * n[1],
  m[0] * n[2] + m[2] * n[3],
  m[1] * n[2] + m[3] * n[3],
  m[0] * n[4] + m[2] * n[5] + m[4],
  m[1] * n[4] + m[3] * n[5] + m[5],
];
/** A matrix arrives as an array or as a list with numbered keys. */
const matrixOf = (list: ArrayLike<number>): Matrix => [list[0]!, list[1]!, list[2]!, list[3]!, list[4]!, list[5]!];

interface Font {
  readonly fontMatrix?: readonly number[];
  readonly vertical?: boolean;
}
interface Shown {
  readonly unicode: string;
  readonly width: number;
  readonly isSpace: boolean;
}

/** The text state of ISO 32000-1, 9.3, as far as it moves glyphs. */
class Pen {
  page: Matrix;
  text: Matrix = IDENTITY;
  lineX = 0;
  lineY = 0;
  x = 0;
  size = 0;
  unit = 0.001;
  scale = 1;
  leading = 0;
  rise = 0;
  between = 0;
  words = 0;
  vertical = false;

  constructor(page: Matrix) {
    this.page = page;
  }

  copy(): Pen {
    return Object.assign(new Pen(this.page), this);
  }
  start(matrix: Matrix): void {
    this.text = matrix;
    this.x = this.lineX = this.lineY = 0;
  }
  move(x: number, y: number): void {
    this.x = this.lineX += x;
    this.lineY += y;
  }
  show(glyph: Shown): Glyph {
    const m = times(this.page, this.text);
    const width = glyph.width * this.unit * this.size * this.scale;
    const [x, y] = [this.x, this.lineY + this.rise];
    this.x += width + (this.between + (glyph.isSpace ? this.words : 0)) * this.scale;
    const left = m[0] * x + m[2] * y + m[4];
    return {
      text: glyph.unicode,
      x: Math.min(left, left + m[0] * width),
      y: m[1] * x + m[3] * y + m[5],
      width: Math.abs(m[0] * width),
      size: Math.abs(this.size) * Math.hypot(m[2], m[3]),
    };
  }
  /** Whether lines run across the page. */
  isLevel(): boolean {
    const m = times(this.page, this.text);
    return !this.vertical && Math.abs(m[1]) < 0.05 * Math.abs(m[0]);
  }
}

/**
 * Every glyph of a page in the order of its drawing, or null when some text does not run across the page: turned, or in columns
 * from top to bottom. The library's own text items are no substitute: they join glyphs, order them and set spaces between them by
 * rules that fit letters from left to right.
 */
export async function glyphsOf(page: PDFPageProxy): Promise<Glyph[] | null> {
  const { OPS, AnnotationMode } = await import("pdfjs-dist/legacy/build/pdf.mjs");
  const { fnArray, argsArray } = await page.getOperatorList({ annotationMode: AnnotationMode.DISABLE });
  const glyphs: Glyph[] = [];
  const saved: Pen[] = [];
  let pen = new Pen(matrixOf(page.getViewport({ scale: 1 }).transform));
  let level = true;
  const push = (): unknown => saved.push(pen.copy());
  const pop = (): unknown => (pen = saved.pop() ?? pen);
  const steps: Readonly<Record<number, (args: readonly never[]) => unknown>> = {
    [OPS.save]: push,
    [OPS.restore]: pop,
    [OPS.transform]: (list: readonly number[]) => (pen.page = times(pen.page, matrixOf(list))),
    [OPS.paintFormXObjectBegin]: ([list]: readonly (ArrayLike<number> | null)[]) => {
      push();
      if (list) pen.page = times(pen.page, matrixOf(list));
    },
    [OPS.paintFormXObjectEnd]: pop,
    [OPS.beginText]: () => pen.start(IDENTITY),
    [OPS.setTextMatrix]: ([list]: readonly ArrayLike<number>[]) => pen.start(matrixOf(list!)),
    [OPS.moveText]: ([x, y]: readonly number[]) => pen.move(x!, y!),
    [OPS.setLeadingMoveText]: ([x, y]: readonly number[]) => {
      pen.leading = -y!;
      pen.move(x!, y!);
    },
    [OPS.nextLine]: () => pen.move(0, -pen.leading),
    [OPS.setLeading]: ([value]: readonly number[]) => (pen.leading = value!),
    [OPS.setCharSpacing]: ([value]: readonly number[]) => (pen.between = value!),
    [OPS.setWordSpacing]: ([value]: readonly number[]) => (pen.words = value!),
    [OPS.setHScale]: ([value]: readonly number[]) => (pen.scale = value! / 100),
    [OPS.setTextRise]: ([value]: readonly number[]) => (pen.rise = value!),
    [OPS.setFont]: ([name, size]: readonly (string & number)[]) => {
      const font = page.commonObjs.has(name!) ? (page.commonObjs.get(name!) as Font) : undefined;
      pen.size = size!;
      pen.unit = font?.fontMatrix?.[0] ?? 0.001;
      pen.vertical = font?.vertical === true;
    },
    [OPS.showText]: ([shown]: readonly (readonly (Shown | number | null)[])[]) => {
      for (const glyph of shown!) {
        if (typeof glyph === "number") pen.x -= (glyph / 1000) * pen.size * pen.scale;
        else if (glyph !== null) {
          glyphs.push(pen.show(glyph));
          level &&= glyph.unicode.trim() === "" || pen.isLevel();
        }
      }
    },
  };
  for (const [i, step] of fnArray.entries()) steps[step]?.((argsArray[i] ?? []) as never[]);
  return level ? glyphs : null;
}
