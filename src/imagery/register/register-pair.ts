import { type GradientField, windowSpectra } from "./gradient-field.ts";
import { correlatePhases, type Spectrum } from "./phase-correlation.ts";

export interface WindowShift {
  readonly x: number;
  readonly y: number;
  readonly shiftPx: readonly [number, number];
  readonly ratio: number;
  readonly z: number;
  readonly accepted: boolean;
}

export interface PairShift {
  readonly accepted: boolean;
  readonly reason: string | null;
  readonly shiftPx: readonly [number, number];
  /** One standard deviation of the shift, pixels, at least .02. */
  readonly sigmaPx: number;
  readonly windows: number;
  readonly windowsAccepted: number;
  /** Largest departure from a plain shift that an affine fit shows with p < .01; 0 when a plain shift is enough. */
  readonly distortionPx: number;
}

/** Gates of a window (docs/imagery.md gives the measurements behind them). */
export const WINDOW_GATE = { ratio: 1.5, z: 12, valid: 0.3 } as const;
const MIN_WINDOWS = 5;

/** Spectra of one scene's windows on the grid that all scenes share. */
export interface WindowSpectra {
  readonly n: number;
  readonly places: readonly (readonly [number, number])[];
  readonly spectra: readonly (Spectrum | null)[];
}

/** Where windows of n x n lie, and which share of them counts as independent. */
export interface WindowGrid {
  readonly n: number;
  readonly places: readonly (readonly [number, number])[];
  readonly overlap: number;
}

/** Below this many half-overlapping windows they are laid three quarters over one another: a small image has few. */
const FEW_WINDOWS = 12;

/** Windows of 256 px, or 128 where few would fit, at most seven a side, half overlapping or, where they are few, more. */
export function windowGrid(width: number, height: number): WindowGrid | null {
  const side = Math.min(width, height);
  const n = side >= 512 ? 256 : 128;
  if (side < n) return null;
  const fitting = (length: number, step: number): number =>
    Math.min(7, Math.max(1, Math.floor((length - n) / step) + 1));
  const step = fitting(width, n / 2) * fitting(height, n / 2) < FEW_WINDOWS ? n / 4 : n / 2;
  const count = (length: number): number => fitting(length, step);
  const along = (length: number, k: number): number[] =>
    Array.from({ length: k }, (_, i) =>
      k === 1 ? Math.floor((length - n) / 2) : Math.round((i * (length - n)) / (k - 1)),
    );
  const xs = along(width, count(width));
  const ys = along(height, count(height));
  const stepX = xs.length > 1 ? xs[1]! - xs[0]! : n;
  const stepY = ys.length > 1 ? ys[1]! - ys[0]! : n;
  return {
    n,
    places: ys.flatMap((y) => xs.map((x): [number, number] => [x, y])),
    // Windows that share ground share its errors: this share of them counts as independent.
    overlap: Math.min(1, stepX / n) * Math.min(1, stepY / n),
  };
}

export function spectraOf(field: GradientField, grid: WindowGrid): WindowSpectra {
  const windowAt = windowSpectra(field, grid.n);
  const spectra = grid.places.map(([x, y]) => {
    const { spectrum, valid } = windowAt(x, y);
    return valid < WINDOW_GATE.valid ? null : spectrum;
  });
  return { n: grid.n, places: grid.places, spectra };
}

/** Shift between two scenes from all windows both can show; refused unless enough windows pass and agree. */
export function registerPair(first: WindowSpectra, second: WindowSpectra, overlap: number): PairShift {
  const shifts: WindowShift[] = [];
  let usable = 0;
  first.places.forEach(([x, y], i) => {
    const a = first.spectra[i] ?? null;
    const b = second.spectra[i] ?? null;
    if (a === null || b === null) return;
    usable++;
    const peak = correlatePhases(a, b);
    const accepted =
      peak.ratio >= WINDOW_GATE.ratio && peak.z >= WINDOW_GATE.z && Math.hypot(...peak.shiftPx) <= first.n / 4;
    shifts.push({ x: x + first.n / 2, y: y + first.n / 2, ...peak, accepted });
  });
  return combine(shifts, usable, overlap);
}

function combine(shifts: readonly WindowShift[], usable: number, overlap: number): PairShift {
  const good = shifts.filter((s) => s.accepted);
  const refused = (reason: string): PairShift => ({
    accepted: false,
    reason,
    shiftPx: [0, 0],
    sigmaPx: Infinity,
    windows: usable,
    windowsAccepted: good.length,
    distortionPx: 0,
  });
  if (good.length < MIN_WINDOWS)
    return refused(`${good.length} of ${usable} windows pass the gates; ${MIN_WINDOWS} needed`);
  const dx = median(good.map((s) => s.shiftPx[0]));
  const dy = median(good.map((s) => s.shiftPx[1]));
  const spread = 1.4826 * median(good.map((s) => Math.hypot(s.shiftPx[0] - dx, s.shiftPx[1] - dy)));
  const agree = good.filter((s) => Math.hypot(s.shiftPx[0] - dx, s.shiftPx[1] - dy) <= Math.max(0.5, 3 * spread));
  if (spread > 1 || agree.length < MIN_WINDOWS || agree.length < 0.6 * good.length) {
    return refused(`windows disagree: they spread over ${spread.toFixed(2)} px around the median`);
  }
  const mean: [number, number] = [median(agree.map((s) => s.shiftPx[0])), median(agree.map((s) => s.shiftPx[1]))];
  const independent = Math.max(1, agree.length * overlap);
  const distortionPx = agree.length >= 6 ? affineDeparture(agree) : 0;
  return {
    accepted: true,
    reason: null,
    shiftPx: mean,
    sigmaPx: Math.hypot(Math.max(0.02, spread / Math.sqrt(independent)), distortionPx / 2),
    windows: usable,
    windowsAccepted: agree.length,
    distortionPx,
  };
}

/** Fits an affine field to the shifts; F test of its four extra parameters; the largest departure at a window when p < .01. */
function affineDeparture(shifts: readonly WindowShift[]): number {
  const n = shifts.length;
  const mx = shifts.reduce((a, s) => a + s.x, 0) / n;
  const my = shifts.reduce((a, s) => a + s.y, 0) / n;
  let sxx = 0;
  let syy = 0;
  let sxy = 0;
  for (const s of shifts) {
    sxx += (s.x - mx) ** 2;
    syy += (s.y - my) ** 2;
    sxy += (s.x - mx) * (s.y - my);
  }
  const det = sxx * syy - sxy * sxy;
  if (!(det > 1e-6 * sxx * syy)) return 0;
  let rss0 = 0;
  let rss1 = 0;
  const departures = new Array<number>(n).fill(0);
  for (const axis of [0, 1] as const) {
    const m = shifts.reduce((a, s) => a + s.shiftPx[axis], 0) / n;
    let bx = 0;
    let by = 0;
    for (const s of shifts) {
      bx += (s.x - mx) * (s.shiftPx[axis] - m);
      by += (s.y - my) * (s.shiftPx[axis] - m);
    }
    const a = (syy * bx - sxy * by) / det;
    const b = (sxx * by - sxy * bx) / det;
    shifts.forEach((s, i) => {
      const fit = a * (s.x - mx) + b * (s.y - my);
      rss0 += (s.shiftPx[axis] - m) ** 2;
      rss1 += (s.shiftPx[axis] - m - fit) ** 2;
      departures[i] = Math.hypot(departures[i]!, fit);
    });
  }
  const df = 2 * n - 6;
  const f = (rss0 - rss1) / 4 / Math.max(1e-12, rss1 / df);
  // Upper 1 % points of F(4, df), by the bound at few degrees; exact from df = 6 on within 3 %.
  const critical = 3.32 + 34.7 / Math.max(2, df) ** 1.15;
  return f > critical ? Math.max(...departures) : 0;
}

export function median(values: readonly number[]): number {
  if (values.length === 0) return Number.NaN;
  const sorted = Float64Array.from(values).sort();
  const mid = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[mid]! : (sorted[mid - 1]! + sorted[mid]!) / 2;
}
