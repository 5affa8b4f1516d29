import { escapeHtml, type Html } from "#page";
import type { ComparisonModel } from "../model/model.ts";
import type { Waterfall } from "./waterfall.ts";
import { levelIn, type Say, termIn } from "./words.ts";

// Classes, not colours, stand in the drawings: the page's style sheet knows light and dark.
const svg = (width: number, height: number, label: string, parts: readonly string[]): Html => ({
  html: `<div class="chart"><svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escapeHtml(label)}">${parts.join("")}</svg></div>`,
});
const text = (words: string, x: number, y: number, kind = "label"): string =>
  `<text class="${kind}" x="${x.toFixed(1)}" y="${y.toFixed(1)}">${escapeHtml(words)}</text>`;
const rect = (x: number, y: number, width: number, height: number, kind: string): string =>
  `<rect class="${kind}" x="${x.toFixed(1)}" y="${y.toFixed(1)}" width="${Math.max(0, width).toFixed(1)}" height="${Math.max(0, height).toFixed(1)}"/>`;
const minus = (number: string): string => number.replace("-", "−");
const signed = (bits: number): string => `${bits >= 0 ? "+" : "−"}${Math.abs(bits).toFixed(1)}`;

/** m and u of every level of a comparison side by side, on one scale, and its weight in bits. */
export function comparisonChart({ name, levels, m, u, weights }: ComparisonModel, say: Say): Html {
  const [row, from, share, second, zero, most] = [22, 300, 100, 450, 700, 100];
  const parts = [
    text(say("chart.one"), from, 12),
    text(say("chart.two"), second, 12),
    text(say("chart.weight"), zero - 30, 12),
  ];
  const furthest = Math.max(8, ...weights.map(Math.abs));
  [...levels].reverse().forEach((level, i) => {
    const l = levels.length - 1 - i;
    const y = 20 + i * row;
    parts.push(text(levelIn(say, level), from - 8, y + 14, "label end"));
    for (const [kind, at, chance] of [["one", from, m[l]!] as const, ["two", second, u[l]!] as const])
      parts.push(
        rect(at, y + 3, share * chance, 14, kind),
        text(chance.toPrecision(2), at + share * chance + 3, y + 14, "small"),
      );
    const length = (Math.abs(weights[l]!) / furthest) * most;
    parts.push(
      weights[l]! >= 0 ? rect(zero, y + 3, length, 14, "for") : rect(zero - length, y + 3, length, 14, "against"),
    );
    parts.push(text(signed(weights[l]!), weights[l]! >= 0 ? zero + length + 3 : zero + 3, y + 14, "small"));
  });
  return svg(850, 26 + levels.length * row, say("chart.shares", { name: termIn(say, name) }), parts);
}

/** How many kept pairs have which weight, all of them. */
export function weightHistogram(weight: Float64Array, say: Say): Html {
  let [least, most] = [-7, 31];
  for (const w of weight) [least, most] = [Math.min(least, Math.floor(w)), Math.max(most, Math.floor(w) + 1)];
  // Whole bits to a bar, and an edge between bars at 0.
  const step = Math.ceil((most - least) / 46);
  least = step * Math.floor(least / step);
  const bins = new Float64Array(Math.ceil((most - least) / step));
  for (const w of weight) bins[Math.floor((w - least) / step)]!++;
  const highest = Math.max(1, ...bins);
  const at = (bits: number): number => 30 + ((bits - least) / step) * 15;
  const parts = [text(say("chart.highest", { n: highest }), 30, 12)];
  bins.forEach((n, k) => {
    const bits = least + k * step;
    const height = (130 * n) / highest;
    parts.push(rect(at(bits), 150 - height, 13, height, bits >= 0 ? "for" : "against"));
  });
  const apart = 10 * Math.ceil((most - least) / 100);
  for (let bits = apart * Math.ceil(least / apart); bits <= most; bits += apart)
    parts.push(text(minus(bits.toFixed(0)), at(bits), 166, "small"));
  parts.push(text(say("chart.bits"), 130, 182));
  return svg(760, 190, say("chart.histogram"), parts);
}

/** Steps of a pair's weight, each from where the last ended. */
export function waterfallChart({ a, b, steps, probability }: Waterfall, say: Say): Html {
  const [row, from, width] = [20, 330, 400];
  const ends: number[] = [];
  let sum = 0;
  for (const { bits } of steps) {
    sum += bits;
    ends.push(sum);
  }
  const [low, high] = [Math.min(0, ...ends), Math.max(0, ...ends)];
  const at = (bits: number): number => from + ((bits - low) / Math.max(1e-9, high - low)) * (width - 50);
  const parts = [
    `<line class="zero" x1="${at(0).toFixed(1)}" x2="${at(0).toFixed(1)}" y1="4" y2="${(steps.length + 1) * row + 4}"/>`,
  ];
  steps.forEach(({ what, bits }, i) => {
    const [start, end] = [at(ends[i]! - bits), at(ends[i]!)];
    const y = 4 + i * row;
    parts.push(text(what.length > 48 ? `${what.slice(0, 47)}…` : what, from - 10, y + 14, "label end"));
    parts.push(
      rect(Math.min(start, end), y + 3, Math.max(1, Math.abs(end - start)), 13, bits >= 0 ? "for" : "against"),
    );
    parts.push(text(signed(bits), Math.max(start, end) + 3, y + 14, "small"));
  });
  const y = 4 + steps.length * row;
  parts.push(
    text(
      say("chart.total", { bits: minus(sum.toFixed(1)), probability: probability.toFixed(3) }),
      from - 10,
      y + 14,
      "strong end",
    ),
  );
  return svg(760, y + row + 6, say("chart.waterfall", { a, b }), parts);
}

/** Share of true pairs against stated probability; on the line is right. */
export function calibrationChart(
  bins: readonly { readonly pairs: number; readonly mean: number; readonly true: number }[],
  say: Say,
): Html {
  const [left, top, size] = [50, 12, 220];
  const x = (p: number): number => left + p * size;
  const y = (p: number): number => top + (1 - p) * size;
  const parts = [
    `<rect class="frame" x="${left}" y="${top}" width="${size}" height="${size}"/>`,
    `<line class="zero" x1="${x(0)}" y1="${y(0)}" x2="${x(1)}" y2="${y(1)}"/>`,
    ...[0, 0.5, 1].flatMap((p) => [
      text(String(p), x(p) - 4, top + size + 16, "small"),
      text(String(p), left - 26, y(p) + 4, "small"),
    ]),
    text(say("chart.stated"), left + 50, top + size + 32),
  ];
  for (const { pairs, mean, true: right } of bins)
    if (pairs > 0)
      parts.push(
        `<circle class="one" cx="${x(mean).toFixed(1)}" cy="${y(right / pairs).toFixed(1)}" r="${(3 + Math.log10(pairs)).toFixed(1)}"/>`,
      );
  parts.push(text(say("chart.true"), left + size + 16, top + 14));
  return svg(640, top + size + 40, say("chart.calibration"), parts);
}
