import { medianOf, quantileOf, robustSd } from "../statistics/distributions.ts";
import { spreadOf } from "./date-change.ts";

const MAX_COMPONENTS = 3;

/** How much a feature of the controls wanders, seasons and sun included (upper quartile); below three controls unknown. */
export function noiseOf(controls: readonly number[][][], count: number): number[] | null {
  if (controls.length < 3) return null;
  return Array.from({ length: count }, (_, f) =>
    Math.max(
      1e-6,
      quantileOf(
        controls.map((c) => robustSd(c[f]!)),
        0.75,
      ),
    ),
  );
}

/**
 * At most three directions in which the whitened series varies most, uncorrelated with one another over the dates, so
 * that one change of colour is not counted once for every band.
 */
export function components(series: readonly (readonly number[])[], noise: readonly number[] | null): number[][] {
  const n = series[0]?.length ?? 0;
  const white = series.map((f, k) => {
    const scale = Math.max(noise?.[k] ?? 0, spreadOf(f));
    const m = medianOf(f);
    return f.map((v) => (v - m) / scale);
  });
  const out: number[][] = [];
  const left = white.map((f) => [...f]);
  for (let c = 0; c < Math.min(MAX_COMPONENTS, left.length); c++) {
    // Power iteration on the features' scatter over dates.
    let direction = left.map((_, k) => 1 + 0.01 * k);
    for (let round = 0; round < 60; round++) {
      const scores = Array.from({ length: n }, (_, t) => left.reduce((s, f, k) => s + direction[k]! * f[t]!, 0));
      const next = left.map((f) => f.reduce((s, v, t) => s + v * scores[t]!, 0));
      const norm = Math.hypot(...next);
      if (norm < 1e-12) break;
      direction = next.map((v) => v / norm);
    }
    const scores = Array.from({ length: n }, (_, t) => left.reduce((s, f, k) => s + direction[k]! * f[t]!, 0));
    const power = scores.reduce((s, v) => s + v * v, 0);
    if (power < 1e-9) break;
    out.push(scores);
    left.forEach((f, k) => {
      for (let t = 0; t < n; t++) f[t] = f[t]! - direction[k]! * scores[t]!;
    });
    // Only directions well above the noise carry more than the first already does.
    if (power / n < 4) break;
  }
  return out.slice(0, MAX_COMPONENTS);
}
