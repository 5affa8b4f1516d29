import { formatDecimal } from "../numbers.ts";
import { word } from "../words.ts";
import { scaleOf } from "./scale.ts";
import { AMBER, arrow, BLUE, lead, line, SOFT, svg, text, wrap } from "./svg.ts";

/** One number with its bounds, as a row. A bound that is not stated is left out, and the row says so. */
export interface ForestRow {
  readonly label: string;
  /** Who says it, in a few words. */
  readonly note?: string;
  readonly value?: number | undefined;
  readonly lower?: number | undefined;
  readonly upper?: number | undefined;
  /** `true`: one of them is the number that was said, and the other side was not stated. */
  readonly isEstimate?: boolean;
}

const ROW = 46;
const [LEFT, RIGHT, TOP, WIDTH] = [300, 690, 46, 720];

/**
 * Figures of one unit below one another: a bar between the bounds, a dot at the number named, and an arrow where the source
 * states no bound. An arrow is no number; its length says nothing.
 */
export function forestPlot(language: string, title: string, rows: readonly ForestRow[]): string {
  const numbers = rows.flatMap(({ value, lower, upper }) => [value, lower, upper].filter((n) => n !== undefined));
  const scale = scaleOf(numbers, LEFT, RIGHT - 20);
  const bottom = TOP + rows.length * ROW;
  const parts = [lead(title, WIDTH, 26, { size: 16, weight: "bold" }, language)];
  for (const tick of scale.ticks) {
    const x = scale.place(tick);
    parts.push(line(x, TOP - 6, x, bottom));
    parts.push(text(formatDecimal(String(tick)), x, bottom + 18, { size: 11, fill: SOFT, at: "middle" }));
  }
  for (const [i, row] of rows.entries()) parts.push(...forestRow(row, TOP + i * ROW + ROW / 2, scale.place, language));
  const notes = [word(language, "chart.arrow"), ...(scale.isLog ? [word(language, "chart.log")] : [])];
  for (const [i, note] of notes.entries()) {
    parts.push(lead(note, WIDTH, bottom + 40 + i * 16, { size: 11, fill: SOFT }, language));
  }
  return svg(language, title, { width: WIDTH, height: bottom + 48 + notes.length * 16 }, parts);
}

function forestRow(row: ForestRow, y: number, place: (value: number) => number, language: string): readonly string[] {
  const { value, lower, upper, isEstimate = false } = row;
  const colour = isEstimate ? AMBER : BLUE;
  const parts = wrap(row.label, LEFT - 30, 13, row.note === undefined ? 2 : 1).map((label, i) =>
    text(label, LEFT - 16, y - 3 + i * 15, { at: "right" }, language),
  );
  if (row.note !== undefined) {
    const [note] = wrap(row.note, LEFT - 30, 11, 1);
    parts.push(text(note!, LEFT - 16, y + 12, { size: 11, fill: SOFT, at: "right" }, language));
  }
  const [from, to] = [lower ?? value ?? upper!, upper ?? value ?? lower!];
  const [start, end] = [place(from), place(to)];
  if (end > start) parts.push(line(start, y, end, y, colour, 5));
  for (const [bound, x] of [
    [lower, start],
    [upper, end],
  ] as const) {
    if (bound !== undefined) parts.push(line(x, y - 7, x, y + 7, colour, 2));
  }
  const open = 34;
  if (lower === undefined) {
    const tip = Math.max(LEFT, start - open);
    parts.push(line(tip + 4, y, start, y, colour, 1.5, "3 3"), arrow(tip, y, "left", colour));
  }
  if (upper === undefined) {
    const tip = Math.min(RIGHT + 14, end + open);
    parts.push(line(end, y, tip - 4, y, colour, 1.5, "3 3"), arrow(tip, y, "right", colour));
  }
  if (value !== undefined && value !== lower && value !== upper) {
    parts.push(`<circle cx="${Math.round(place(value) * 100) / 100}" cy="${y}" r="5" fill="${colour}"/>`);
  }
  return parts;
}
