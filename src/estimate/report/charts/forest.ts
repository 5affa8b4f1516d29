import type { Html } from "#page";
import { axisMarks, axisOf } from "./axis.ts";
import { dot, drawing, line, text } from "./svg.ts";

export interface ForestRow {
  readonly label: string;
  readonly median: number;
  readonly lower: number;
  readonly upper: number;
  /** Drawn in the strong colour: the headline. */
  readonly isLead?: boolean;
  /** Drawn pale: a number that may not be quoted alone. */
  readonly isPale?: boolean;
}

const ROW = 26;
const [LEFT, RIGHT, WIDTH] = [150, 20, 680];

/** Points with their intervals, one a row, over one axis; the number listed is the dashed line, with its words under it. */
export function forestPlot(title: string, rows: readonly ForestRow[], listed: number, words: string): Html {
  const finite = rows.flatMap(({ median, lower, upper }) => [median, lower, upper]).filter(Number.isFinite);
  // One runaway limit must not press all others to the edge: beyond ten times the largest median an arrow says that it goes on.
  const most = 10 * Math.max(listed, ...rows.map(({ median }) => (Number.isFinite(median) ? median : 0)));
  const high = Math.min(most, Math.max(listed * 1.05, ...finite) * 1.04);
  const low = Math.min(listed, ...finite) * 0.96;
  const axis = axisOf(low, high, LEFT, WIDTH - RIGHT);
  const bottom = 8 + rows.length * ROW;
  const marks = rows.flatMap(({ label, median, lower, upper, isLead, isPale }, i) => {
    const y = 8 + i * ROW + ROW / 2;
    const kind = isLead ? "lead" : isPale ? "pale" : "plain";
    const end = axis.place(upper);
    const goesOn = !(upper <= high);
    return [
      text(LEFT - 10, y + 4, label, isLead ? "label strong" : "label", "end"),
      line(axis.place(lower), y, end, y, `range ${kind}`),
      ...(goesOn ? [line(end - 6, y - 4, end, y, `range ${kind}`), line(end - 6, y + 4, end, y, `range ${kind}`)] : []),
      dot(axis.place(median), y, isLead ? 5 : 4, `point ${kind}`),
    ];
  });
  const x = axis.place(listed);
  return drawing(
    title,
    WIDTH,
    bottom + 36,
    ...axisMarks(axis, 4, bottom),
    line(x, 4, x, bottom, "listed"),
    ...marks,
    text(x, bottom + 30, words, "tick strong", "middle"),
  );
}
