/** Where a profile leaves the shadow, metres from its start, and how soft the edge is. */
export interface ShadowEdge {
  readonly lengthM: number;
  readonly softnessM: number;
}

/**
 * Follows a profile from the shaded foot away from the sun until it is light again. Dark and light levels are the medians
 * on either side of the steepest rise; the edge is where the profile crosses half way, between samples by straight line.
 *
 * @param away columns and rows a metre @returns null when there is no single clean edge
 */
export function edgeAlong(
  grey: Float32Array,
  width: number,
  height: number,
  start: readonly [number, number],
  away: readonly [number, number],
  reachM: number,
  pixelM: number,
): ShadowEdge | null {
  const step = pixelM / 4;
  const values: number[] = [];
  for (let s = 0; s <= reachM; s += step) {
    const v = bilinear(grey, width, height, start[0] + s * away[0] - 0.5, start[1] + s * away[1] - 0.5);
    if (Number.isNaN(v)) break;
    values.push(v);
  }
  const skip = Math.round((1.2 * pixelM) / step);
  if (values.length < skip * 4) return null;
  const dark = Math.min(...values.slice(skip, skip * 3));
  // Light again: the first place from which a stretch of two pixels stays clearly above the dark level.
  const hold = Math.round((2 * pixelM) / step);
  const light = quantile(values, 0.85);
  if (!(light > 1.6 * dark)) return null;
  const half = (dark + light) / 2;
  let at = -1;
  for (let i = skip; i + hold < values.length; i++) {
    if (
      values[i]! < half &&
      values[i + 1]! >= half &&
      values.slice(i + 1, i + 1 + hold).every((v) => v > 0.85 * half)
    ) {
      at = i;
      break;
    }
  }
  if (at < 0) return null;
  // The levels right at this edge decide where half way is; another ground a few metres on must not.
  const after = middle(values.slice(at + Math.round((1.5 * pixelM) / step), at + Math.round((4 * pixelM) / step)));
  const before = middle(
    values.slice(
      Math.max(skip, at - Math.round((4 * pixelM) / step)),
      Math.max(skip + 1, at - Math.round((1.5 * pixelM) / step)),
    ),
  );
  if (!(after > 1.5 * before)) return null;
  const level = (before + after) / 2;
  let cross = at;
  while (cross > 0 && values[cross]! > level) cross--;
  while (cross + 1 < values.length && values[cross + 1]! < level) cross++;
  if (cross + 1 >= values.length) return null;
  const f = (level - values[cross]!) / (values[cross + 1]! - values[cross]! || 1);
  const slope = (values[cross + 1]! - values[cross]!) / step;
  return { lengthM: (cross + f) * step, softnessM: slope > 0 ? (after - before) / slope : 0 };
}

function bilinear(grey: Float32Array, width: number, height: number, x: number, y: number): number {
  const i = Math.floor(x);
  const j = Math.floor(y);
  if (i < 0 || j < 0 || i + 1 >= width || j + 1 >= height) return Number.NaN;
  const fx = x - i;
  const fy = y - j;
  const at = j * width + i;
  return (
    (grey[at]! * (1 - fx) + grey[at + 1]! * fx) * (1 - fy) +
    (grey[at + width]! * (1 - fx) + grey[at + width + 1]! * fx) * fy
  );
}

function quantile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(p * (sorted.length - 1))]!;
}

function middle(values: readonly number[]): number {
  return values.length === 0 ? Number.NaN : quantile(values, 0.5);
}
