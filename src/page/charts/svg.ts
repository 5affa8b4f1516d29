import { directionOf } from "#kernel";
import { escapeHtml } from "../html.ts";

/** Colours that hold on paper, in grey and for the colour-blind; charts carry no style sheet, so that they stand alone. */
export const INK = "#1b1d21";
export const SOFT = "#5b6069";
export const LINE = "#c9ccd3";
export const BLUE = "#1f4e8c";
export const AMBER = "#b26a00";

/** Fonts by language: the first that is there is taken. Every chart says them, so that it looks alike wherever it is shown. */
export const FONTS = "Amiri, 'Noto Naskh Arabic', 'Noto Sans Arabic', 'Libertinus Serif', 'Noto Serif', Georgia, serif";

export interface TextStyle {
  readonly size?: number;
  readonly fill?: string;
  readonly weight?: "bold";
  /** Which end of the text stands at x, on the page: not in the order of reading. */
  readonly at?: "left" | "right" | "middle";
}

/** A whole chart. `title` is what a reader who does not see it is told. */
export function svg(
  language: string,
  title: string,
  size: { readonly width: number; readonly height: number },
  parts: readonly string[],
): string {
  const { width, height } = { width: round(size.width), height: round(size.height) };
  const attributes = `xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" lang="${escapeHtml(language)}" font-family="${escapeHtml(FONTS)}"`;
  const back = `<rect width="${width}" height="${height}" fill="#ffffff"/>`;
  return `<svg ${attributes}><title>${escapeHtml(title)}</title>${back}${parts.join("")}</svg>\n`;
}

/**
 * One line of text. `at` speaks of the page, not of the order of reading. A right-to-left text is isolated by characters and
 * not by an attribute: browsers turn the anchor with the direction and other programs do not.
 */
export function text(words: string, x: number, y: number, style: TextStyle = {}, language = "en"): string {
  const { size = 13, fill = INK, weight, at = "left" } = style;
  const isRtl = directionOf(language) === "rtl" || /^[^A-Za-z]*[\u0590-\u08ff]/.test(words);
  const anchor = at === "middle" ? "middle" : at === "right" ? "end" : "start";
  const bold = weight === undefined ? "" : ` font-weight="${weight}"`;
  const said = isRtl ? `\u2067${words}\u2069` : words;
  return `<text x="${round(x)}" y="${round(y)}" font-size="${size}" fill="${fill}" text-anchor="${anchor}"${bold}>${escapeHtml(said)}</text>`;
}

/** A line at the edge at which the language begins to read: a title, a note. */
export function lead(words: string, width: number, y: number, style: TextStyle, language: string): string {
  const isRtl = directionOf(language) === "rtl";
  return text(words, isRtl ? width - 12 : 12, y, { ...style, at: isRtl ? "right" : "left" }, language);
}

export function line(x1: number, y1: number, x2: number, y2: number, stroke = LINE, width = 1, dash = ""): string {
  const dashed = dash === "" ? "" : ` stroke-dasharray="${dash}"`;
  return `<line x1="${round(x1)}" y1="${round(y1)}" x2="${round(x2)}" y2="${round(y2)}" stroke="${stroke}" stroke-width="${width}"${dashed}/>`;
}

export function box(
  x: number,
  y: number,
  width: number,
  height: number,
  fill: string,
  more: { readonly stroke?: string; readonly dash?: string; readonly radius?: number } = {},
): string {
  const { stroke, dash, radius } = more;
  const edge = stroke === undefined ? "" : ` stroke="${stroke}"`;
  const dashed = dash === undefined ? "" : ` stroke-dasharray="${dash}"`;
  const round_ = radius === undefined ? "" : ` rx="${radius}"`;
  return `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" fill="${fill}"${edge}${dashed}${round_}/>`;
}

/** An arrowhead whose tip is at x, y. */
export function arrow(x: number, y: number, to: "left" | "right" | "down", fill: string): string {
  const [a, b] = to === "down" ? [`${-4},${-8}`, `4,-8`] : to === "left" ? ["8,-4.5", "8,4.5"] : ["-8,-4.5", "-8,4.5"];
  return `<path d="M0,0 L${a} L${b} Z" fill="${fill}" transform="translate(${round(x)} ${round(y)})"/>`;
}

/** Two decimals, never -0: the same text on every machine. */
export function round(value: number): number {
  return Math.round(value * 100) / 100 + 0;
}

/**
 * Breaks words into lines of about a width in pixels at a font size; a character is taken as half the size, which is wide
 * for both scripts. What does not fit in the lines is cut at a word, with `…`.
 */
export function wrap(words: string, width: number, size = 13, most = 2): readonly string[] {
  const room = Math.max(4, Math.floor(width / (size * 0.5)));
  const lines: string[] = [];
  let current = "";
  for (const word of words.split(/\s+/)) {
    const next = current === "" ? word : `${current} ${word}`;
    if (next.length <= room || current === "") current = next;
    else {
      lines.push(current);
      current = word;
    }
  }
  lines.push(current);
  const kept = lines.map((one) => (one.length > room ? `${one.slice(0, room - 1)}…` : one));
  if (kept.length <= most) return kept;
  const last = kept[most - 1]!;
  return [...kept.slice(0, most - 1), `${last.length >= room ? last.slice(0, room - 1) : last}…`];
}
