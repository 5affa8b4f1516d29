import { rounded } from "../caveat.ts";
import type { SiteSamples } from "../measure/site-samples.ts";
import type { SnowReading } from "./snow-pixels.ts";

/** Where and how a roof is bare. */
export interface MeltShape {
  readonly bareShare: number;
  /** Connected bare patches of at least four pixels. */
  readonly patches: number;
  readonly largestShare: number;
  /** Area over that of its bounding box along the roof: 1 is a rectangle, as a broom leaves. */
  readonly largestRectangularity: number | null;
  /** Share of the bare area in compact patches of at most 3 % of the roof: vents and hatches. */
  readonly spotShare: number;
  /** Direction (degrees from grid north) and length (share of the roof's half size) from the roof's middle to its bare part's. */
  readonly towardsDeg: number | null;
  readonly offset: number | null;
  /** Bare share of the outer third of pixels minus that of the inner third. */
  readonly edgeMinusMiddle: number | null;
}

/** Describes the bare pixels of one roof. Shape says nothing of a cause by itself; it feeds the list of other explanations. */
export function meltShape(samples: SiteSamples, reading: SnowReading): MeltShape {
  const { width, pixels } = samples;
  const bare = new Set<number>();
  pixels.forEach((at, i) => {
    if (reading.map[i]! < 0.5) bare.add(at);
  });
  const total = pixels.length - reading.unknown;
  const patches = components(bare, width)
    .filter((p) => p.length >= 4)
    .sort((a, b) => b.length - a.length);
  const largest = patches[0];
  let spots = 0;
  for (const p of patches) if (p.length <= 0.03 * total && roundness(p, width) > 0.5) spots += p.length;
  const middle = centroid(pixels, width);
  const own = bare.size === 0 ? null : centroid([...bare], width);
  const half = Math.sqrt(pixels.length) / 2;
  const depth = [...pixels].map((at) => Math.hypot((at % width) - middle[0], Math.floor(at / width) - middle[1]));
  const order = depth.map((_, i) => i).sort((a, b) => depth[a]! - depth[b]!);
  const third = Math.floor(order.length / 3);
  const shareOf = (list: readonly number[]): number =>
    list.filter((i) => bare.has(pixels[i]!)).length / Math.max(1, list.length);
  return {
    bareShare: rounded(total === 0 ? 0 : bare.size / total, 4),
    patches: patches.length,
    largestShare: rounded(largest === undefined || total === 0 ? 0 : largest.length / total, 4),
    largestRectangularity: largest === undefined ? null : rounded(rectangularity(largest, width, samples), 3),
    spotShare: rounded(bare.size === 0 ? 0 : spots / bare.size, 4),
    towardsDeg:
      own === null
        ? null
        : rounded(((Math.atan2(own[0] - middle[0], -(own[1] - middle[1])) * 180) / Math.PI + 360) % 360, 1),
    offset: own === null ? null : rounded(Math.hypot(own[0] - middle[0], own[1] - middle[1]) / half, 3),
    edgeMinusMiddle: third === 0 ? null : rounded(shareOf(order.slice(-third)) - shareOf(order.slice(0, third)), 4),
  };
}

function components(members: ReadonlySet<number>, width: number): number[][] {
  const left = new Set(members);
  const out: number[][] = [];
  for (const start of members) {
    if (!left.delete(start)) continue;
    const part = [start];
    for (let i = 0; i < part.length; i++) {
      for (const step of [1, -1, width, -width]) if (left.delete(part[i]! + step)) part.push(part[i]! + step);
    }
    out.push(part);
  }
  return out;
}

function centroid(pixels: Iterable<number>, width: number): [number, number] {
  let x = 0;
  let y = 0;
  let n = 0;
  for (const at of pixels) {
    x += at % width;
    y += Math.floor(at / width);
    n++;
  }
  return [x / n, y / n];
}

/** Area over the area of the circle through its farthest pixel. */
function roundness(part: readonly number[], width: number): number {
  const [cx, cy] = centroid(part, width);
  const far = Math.max(...part.map((at) => Math.hypot((at % width) - cx, Math.floor(at / width) - cy))) + 0.5;
  return part.length / (Math.PI * far * far);
}

/** Along the roof's longest edge. */
function rectangularity(part: readonly number[], width: number, samples: SiteSamples): number {
  let best = [1, 0];
  let length = 0;
  for (let i = 0; i + 1 < samples.ring.length; i++) {
    const d = [samples.ring[i + 1]![0] - samples.ring[i]![0], samples.ring[i + 1]![1] - samples.ring[i]![1]];
    const l = Math.hypot(d[0]!, d[1]!);
    if (l > length) [best, length] = [[d[0]! / l, d[1]! / l], l];
  }
  const us = part.map((at) => (at % width) * best[0]! + Math.floor(at / width) * best[1]!);
  const vs = part.map((at) => Math.floor(at / width) * best[0]! - (at % width) * best[1]!);
  const span = (values: readonly number[]): number => Math.max(...values) - Math.min(...values) + 1;
  return Math.min(1, part.length / (span(us) * span(vs)));
}
