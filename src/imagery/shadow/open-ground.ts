import type { PixelRing } from "../scene/pixels.ts";

/** Another building near the one measured. */
export interface Neighbour {
  readonly ring: PixelRing;
  /** How far its own shadow may reach, metres; null when its height is not known. */
  readonly shadowM: number | null;
}

type Point = readonly [number, number];

/** A shadow from a building of unknown height is taken to reach so much further than the one measured. */
const REACH_OF_UNKNOWN = 1.5;

/**
 * Whether a shadow that runs from `start` to its tip ends on open ground: no neighbour stands on the way or just behind the tip, and
 * none stands towards the sun so near that the tip may lie in its shadow.
 *
 * @param away columns and rows a metre, away from the sun
 * @param marginM how near to the tip an outline may not come
 */
export function endsOnOpenGround(
  start: Point,
  away: Point,
  lengthM: number,
  marginM: number,
  neighbours: readonly Neighbour[],
): boolean {
  const tip: Point = [start[0] + lengthM * away[0], start[1] + lengthM * away[1]];
  const towards: Point = [-away[0], -away[1]];
  return neighbours.every(({ ring, shadowM }) => {
    const onTheWay = crossings(start, away, ring);
    // An odd number: the shadow begins within the other outline.
    if (onTheWay.length % 2 === 1 || Math.min(...onTheWay) <= lengthM + marginM) return false;
    return Math.min(...crossings(tip, towards, ring)) > (shadowM ?? REACH_OF_UNKNOWN * lengthM) + marginM;
  });
}

/** Metres from `from` along `direction` to each edge of the ring that is met. */
function crossings(from: Point, direction: Point, ring: PixelRing): number[] {
  const met: number[] = [];
  for (let i = 0; i + 1 < ring.length; i++) {
    const [ax, ay] = ring[i]!;
    const [ex, ey] = [ring[i + 1]![0] - ax, ring[i + 1]![1] - ay];
    const turn = direction[0] * ey - direction[1] * ex;
    if (turn === 0) continue;
    const [dx, dy] = [ax - from[0], ay - from[1]];
    const along = (dx * ey - dy * ex) / turn;
    const across = (dx * direction[1] - dy * direction[0]) / turn;
    if (along >= 0 && across >= 0 && across < 1) met.push(along);
  }
  return met;
}
