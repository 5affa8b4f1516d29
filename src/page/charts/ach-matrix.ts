import { directionOf } from "#kernel";
import { word } from "../words.ts";
import { box, INK, LINE, lead, line, SOFT, svg, text, wrap } from "./svg.ts";

/** A hypothesis as a column, in the order of the weighing: least refuted first. */
export interface MatrixHypothesis {
  readonly id: string;
  readonly label: string;
  readonly inconsistency: string;
  /** Bounds of its probability, where they were computed. */
  readonly bounds?: { readonly lower: string; readonly upper: string } | undefined;
}

/** An item of evidence as a row. */
export interface MatrixEvidence {
  readonly id: string;
  readonly label: string;
  readonly weight: string;
  readonly diagnosticity: string;
  readonly disagreement: string;
  /** Mean rating per hypothesis, in the order of the columns; `null` where nobody rated. */
  readonly means: readonly (number | null)[];
}

const [ROW, FIRST, COLUMN, TOP, SCORES] = [44, 270, 104, 46, 74];

/**
 * Heuer's matrix: a cell is the darker the farther its mean rating lies from 3, orange when it speaks against, blue when it
 * speaks for; the number stands in it, so that colour is never needed. Below each column its inconsistency.
 */
export function achMatrix(
  language: string,
  title: string,
  hypotheses: readonly MatrixHypothesis[],
  evidence: readonly MatrixEvidence[],
): string {
  const isRtl = directionOf(language) === "rtl";
  const width = FIRST + hypotheses.length * COLUMN + 2 * SCORES + 24;
  const head = 66;
  // Columns run in the direction of reading.
  const x = (from: number, size: number): number => (isRtl ? width - 12 - from - size : 12 + from);
  const parts = [lead(title, width, 26, { size: 16, weight: "bold" }, language)];
  for (const [i, { id, label }] of hypotheses.entries()) {
    const middle = x(FIRST + i * COLUMN, COLUMN) + COLUMN / 2;
    parts.push(text(id, middle, TOP + 14, { weight: "bold", at: "middle" }));
    for (const [n, words] of wrap(label, COLUMN - 8, 11, 3).entries()) {
      parts.push(text(words, middle, TOP + 29 + n * 13, { size: 11, fill: SOFT, at: "middle" }, language));
    }
  }
  const scores = ["chart.diagnosticity", "chart.disagreement"];
  for (const [i, key] of scores.entries()) {
    const middle = x(FIRST + hypotheses.length * COLUMN + i * SCORES, SCORES) + SCORES / 2;
    for (const [n, words] of wrap(word(language, key), SCORES - 4, 11, 2).entries()) {
      parts.push(text(words, middle, TOP + 29 + n * 13, { size: 11, fill: SOFT, at: "middle" }, language));
    }
  }
  for (const [r, item] of evidence.entries()) {
    const y = TOP + head + r * ROW;
    const start = x(0, FIRST);
    const edge = isRtl ? start + FIRST : start;
    const at = isRtl ? ("right" as const) : ("left" as const);
    parts.push(line(12, y, width - 12, y));
    parts.push(text(`${item.id} · ${item.weight}`, edge, y + 15, { size: 12, weight: "bold", at }));
    for (const [n, words] of wrap(item.label, FIRST - 12, 11, 2).entries()) {
      parts.push(text(words, edge, y + 28 + n * 12, { size: 11, at }, language));
    }
    for (const [i, mean] of item.means.entries()) parts.push(...cell(mean, x(FIRST + i * COLUMN, COLUMN), y));
    for (const [i, value] of [item.diagnosticity, item.disagreement].entries()) {
      const middle = x(FIRST + hypotheses.length * COLUMN + i * SCORES, SCORES) + SCORES / 2;
      parts.push(text(value, middle, y + ROW / 2 + 5, { at: "middle" }));
    }
  }
  const foot = TOP + head + evidence.length * ROW;
  parts.push(line(12, foot, width - 12, foot, INK, 1.5));
  const label = x(0, FIRST);
  parts.push(
    text(
      word(language, "chart.inconsistency"),
      isRtl ? label + FIRST : label,
      foot + 20,
      { weight: "bold", at: isRtl ? "right" : "left" },
      language,
    ),
  );
  for (const [i, { inconsistency, bounds }] of hypotheses.entries()) {
    const middle = x(FIRST + i * COLUMN, COLUMN) + COLUMN / 2;
    parts.push(text(inconsistency, middle, foot + 20, { weight: "bold", at: "middle" }));
    if (bounds !== undefined) {
      parts.push(text(`${bounds.lower} – ${bounds.upper}`, middle, foot + 37, { size: 11, fill: SOFT, at: "middle" }));
    }
  }
  const notes = wrap(word(language, "chart.matrix"), width - 24, 11, 3);
  for (const [i, note] of notes.entries()) {
    parts.push(lead(note, width, foot + 60 + i * 16, { size: 11, fill: SOFT }, language));
  }
  return svg(language, title, { width, height: foot + 68 + notes.length * 16 }, parts);
}

function cell(mean: number | null, x: number, y: number): readonly string[] {
  const middle = x + COLUMN / 2;
  if (mean === null) return [text("–", middle, y + ROW / 2 + 5, { fill: SOFT, at: "middle" })];
  const strength = Math.min(1, Math.abs(mean - 3) / 2);
  const [r, g, b] = mean < 3 ? [214, 120, 30] : [52, 104, 170];
  const mix = (channel: number): number => Math.round(255 - (255 - channel) * strength * 0.75);
  const fill = strength === 0 ? "#ffffff" : `rgb(${mix(r)},${mix(g)},${mix(b)})`;
  return [
    box(x + 3, y + 3, COLUMN - 6, ROW - 6, fill, { stroke: LINE, radius: 3 }),
    text(String(Math.round(mean * 100) / 100), middle, y + ROW / 2 + 5, { weight: "bold", at: "middle" }),
  ];
}
