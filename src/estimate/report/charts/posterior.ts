import type { Html } from "#page";
import { axisMarks, axisOf } from "./axis.ts";
import { bar, drawing, line } from "./svg.ts";

const [TALL, WIDTH, BINS] = [150, 680, 68];

/** How the draws of the total lie; the interval is filled, the median marked. Draws beyond the drawing's end fall in its last bar. */
export function posteriorPlot(title: string, totals: Float64Array, median: number, lower: number, upper: number): Html {
  const ordered = totals.slice().sort();
  const low = ordered[0]!;
  const high = Math.max(upper * 1.15, ordered[Math.floor(0.995 * (ordered.length - 1))]!, low + 1);
  const axis = axisOf(low, high, 10, WIDTH - 10);
  const counts = new Float64Array(BINS);
  const binOf = (total: number) => Math.min(BINS - 1, Math.floor(((axis.place(total) - 10) / (WIDTH - 20)) * BINS));
  for (const total of ordered) {
    const b = binOf(total);
    counts[b] = counts[b]! + 1;
  }
  const most = Math.max(...counts);
  const wide = (WIDTH - 20) / BINS;
  const [first, last] = [binOf(lower), binOf(upper)];
  const bars = [...counts].map((count, b) => {
    const height = (count / most) * TALL;
    return bar(10 + b * wide, 6 + TALL - height, wide - 0.8, height, b >= first && b <= last ? "fill" : "fill pale");
  });
  const x = axis.place(median);
  return drawing(title, WIDTH, TALL + 28, ...axisMarks(axis, 6, 6 + TALL), ...bars, line(x, 2, x, 6 + TALL, "median"));
}
