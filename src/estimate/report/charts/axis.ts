import { groupDigits } from "#kernel";
import type { Html } from "#page";
import { line, text } from "./svg.ts";

/** A horizontal scale for totals: linear while the range is short, logarithmic where it spans more than tenfold. */
export interface Axis {
  /** Place of a total; what lies outside is held at the edge. */
  place(total: number): number;
  readonly ticks: readonly number[];
}

export function axisOf(low: number, high: number, from: number, to: number): Axis {
  const isLog = low > 0 && high / low > 12;
  const scale = isLog ? Math.log : (x: number) => x;
  const [a, b] = [scale(low), scale(high > low ? high : low + 1)];
  return {
    place: (total) =>
      from + (Math.min(1, Math.max(0, (scale(Math.max(total, 1e-9)) - a) / (b - a))) || 0) * (to - from),
    ticks: isLog ? logTicks(low, high) : evenTicks(low, high),
  };
}

function evenTicks(low: number, high: number): number[] {
  const rough = (high - low) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((m) => m * power).find((s) => s >= rough) ?? 10 * power;
  const first = Math.ceil(low / step);
  return Array.from({ length: Math.floor(high / step) - first + 1 }, (_, i) => (first + i) * step);
}

function logTicks(low: number, high: number): number[] {
  const ticks: number[] = [];
  for (let power = 10 ** Math.floor(Math.log10(low)); power <= high; power *= 10)
    for (const m of [1, 2, 5]) if (m * power >= low && m * power <= high) ticks.push(m * power);
  return ticks;
}

/** Grid lines with their numbers below. */
export function axisMarks(axis: Axis, top: number, bottom: number): Html[] {
  return axis.ticks.flatMap((tick) => {
    const x = axis.place(tick);
    return [
      line(x, top, x, bottom, "grid"),
      text(x, bottom + 14, groupDigits(String(Math.round(tick))), "tick", "middle"),
    ];
  });
}
