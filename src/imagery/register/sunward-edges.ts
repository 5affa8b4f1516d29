/** Edges count fully from here down (cosine between gradient and the way shadows fall), and not at all from there up. */
const KEPT_FULLY = -0.6;
const DROPPED = -0.3;

/**
 * Drops the edges that a shadow's far side may have made, in place. Brightness rises there along the way shadows fall;
 * such an edge moves when the sun does, and many of them along like houses drag the whole match. Where brightness
 * rises towards the sun, the edge is of something that stands: a roof against its own shadow, a slope, a road.
 *
 * @param gx, gy gradient, columns and rows; only its direction is read
 * @param fall unit vector in which shadows fall, columns and rows
 */
export function keepSunwardEdges(gx: Float32Array, gy: Float32Array, fall: readonly [number, number]): void {
  for (let i = 0; i < gx.length; i++) {
    const size = Math.sqrt(gx[i]! * gx[i]! + gy[i]! * gy[i]!);
    if (size === 0) continue;
    const cosine = (gx[i]! * fall[0] + gy[i]! * fall[1]) / size;
    const weight = Math.min(1, Math.max(0, (DROPPED - cosine) / (DROPPED - KEPT_FULLY)));
    gx[i] = gx[i]! * weight;
    gy[i] = gy[i]! * weight;
  }
}
