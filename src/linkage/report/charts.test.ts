import { expect, it } from "vitest";
import { CHAIN_LEVELS } from "../names/chain.ts";
import { comparisonChart, weightHistogram } from "./charts.ts";
import { sayer } from "./words.ts";

const say = sayer("en");
const rects = (html: string, kind: string): { x: number; width: number; height: number }[] =>
  [...html.matchAll(/<rect class="(\w+)" x="([\d.-]+)" y="[\d.-]+" width="([\d.]+)" height="([\d.]+)"/g)]
    .filter(([, found]) => found === kind)
    .map(([, , x, width, height]) => ({ x: Number(x), width: Number(width), height: Number(height) }));

it("equal shares of pairs of one person and of two people are bars of equal length", () => {
  const { html } = comparisonChart(
    {
      name: "sex",
      kind: "sex",
      levels: ["different", "equal"],
      m: [0.1, 0.9],
      u: [0.1, 0.9],
      weights: [0, 0],
      rarity: [0, 0],
    },
    say,
  );
  expect(rects(html, "one").map(({ width }) => width)).toEqual(rects(html, "two").map(({ width }) => width));
});

it("no part of a chart of names lies over another or outside of the drawing, whatever the shares", () => {
  const levels = [...CHAIN_LEVELS];
  const all = (x: number): number[] => levels.map(() => x);
  const weights = levels.map((_, i) => (i % 2 === 0 ? -30 : 30));
  const { html } = comparisonChart(
    { name: "name", kind: "chain", levels, m: all(1), u: all(1), weights, rarity: all(0) },
    say,
  );
  const width = Number(/ width="(\d+)"/.exec(html)![1]);
  const end = (kind: string): number => Math.max(...rects(html, kind).map((bar) => bar.x + bar.width));
  const start = (kind: string): number => Math.min(...rects(html, kind).map((bar) => bar.x));
  // Letters of 12 pixels are seven wide at most, on average.
  const longest = Math.max(...levels.map((level) => level.length));
  expect(start("one") - 7 * longest).toBeGreaterThan(0);
  expect(end("one") + 35).toBeLessThan(start("two"));
  expect(end("two") + 35).toBeLessThan(start("against"));
  expect(end("for") + 35).toBeLessThan(width);
});

it("the histogram has a bar for every weight, however small or great, and parts for from against at 0", () => {
  for (const weights of [[-6.6, -0.1, 0, 3.2, 3.9], [-14.5, -1, 2, 70.2], [5], []]) {
    const { html } = weightHistogram(Float64Array.from(weights), say);
    const bars = [...rects(html, "for"), ...rects(html, "against")].filter(({ height }) => height > 0);
    const heights = bars.map(({ height }) => height);
    const most = Math.max(1, ...heights);
    const highest = Number(/highest bar holds (\d+)/.exec(html)![1]);
    expect(heights.reduce((n, height) => n + Math.round((height / most) * highest), 0)).toBe(weights.length);
    const zero = /x="([\d.]+)" y="166.0">0</.exec(html)![1];
    for (const { x } of rects(html, "for")) expect(x).toBeGreaterThanOrEqual(Number(zero));
    for (const { x } of rects(html, "against")) expect(x).toBeLessThan(Number(zero));
  }
});
