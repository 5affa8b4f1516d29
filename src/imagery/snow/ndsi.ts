import type { Caveat, Refusal } from "../caveat.ts";
import type { Samples } from "../raster/samples.ts";
import { CogStream } from "../raster/stream-cog.ts";
import { bandIndex, type Scene } from "../scene/scene.ts";

/** Samples of the file are the index times this, as in the products of the USGS ("Landsat snow index": 0.0001, -9999). */
const UNITS = 10_000;
export const NDSI_NODATA = -9999;
const TILE = 512;

/** How samples of two bands become reflectance: sample x scale + offset. */
export interface BandScales {
  readonly green: { readonly scale: number; readonly offset: number };
  readonly swir: { readonly scale: number; readonly offset: number };
  readonly nodata: number | null;
}

/** Pixels by what became of them. */
export interface NdsiCount {
  readonly withoutData: number;
  /** The index left -1 to 1, as it does where the reflectance of a band is negative: -1 or 1 is written. */
  readonly clipped: number;
}

/**
 * (green - swir) / (green + swir) of reflectances, in ten-thousandths, rounded half up; NDSI_NODATA where a band has no data or
 * both together are not above 0 (Hall, Riggs and Salomonson 1995).
 */
export function snowIndex(green: Samples, swir: Samples, scales: BandScales, out: Int16Array): NdsiCount {
  const { scale: gs, offset: go } = scales.green;
  const { scale: ss, offset: so } = scales.swir;
  // Nothing is equal to NaN.
  const nodata = scales.nodata ?? Number.NaN;
  let withoutData = 0;
  let clipped = 0;
  for (let i = 0; i < out.length; i++) {
    const a = green[i]!;
    const b = swir[i]!;
    const g = a * gs + go;
    const s = b * ss + so;
    const sum = g + s;
    if (a === nodata || b === nodata || !(sum > 0)) {
      out[i] = NDSI_NODATA;
      withoutData++;
      continue;
    }
    const v = ((g - s) / sum) * UNITS;
    if (v > UNITS || v < -UNITS) {
      out[i] = v > 0 ? UNITS : -UNITS;
      clipped++;
    } else out[i] = ((v + 32768.5) | 0) - 32768;
  }
  return { withoutData, clipped };
}

export interface NdsiFile extends NdsiCount {
  readonly method: "ndsi-1";
  readonly file: string;
  readonly bytes: number;
  readonly pixels: number;
  readonly caveats: readonly Caveat[];
}

/**
 * Writes a scene's snow index as a cloud-optimised GeoTIFF, one row of tiles after another: memory does not grow with the
 * scene's height. The index says where snow may lie; white roofs, water and some rock have a high one too.
 *
 * @returns a refusal when the scene has no green or no short-wave infrared band @throws the system's error when `file` cannot be written
 */
export async function writeNdsi(
  scene: Scene,
  file: string,
  options: { readonly onProgress?: (done: number, total: number) => void } = {},
): Promise<NdsiFile | Refusal> {
  const [g, s] = [bandIndex(scene, "green"), bandIndex(scene, "swir16")];
  if (g < 0 || s < 0)
    return { code: "no-swir-band", scene: scene.id, text: "The index needs a green and a short-wave infrared band." };
  const { raster, affine, projection } = scene;
  const { width, height } = raster;
  const scaleOf = (band: number) => ({ scale: scene.scale[band]!, offset: scene.offset[band]! });
  const scales = { green: scaleOf(g), swir: scaleOf(s), nodata: raster.nodata };
  const cog = new CogStream(file, {
    ...{ width, height, type: "i16", bandCount: 1, tile: TILE, affine, epsg: projection.epsg },
    ...{ compression: "deflate", deflateLevel: 1, predictor: true, nodata: NDSI_NODATA, scale: 1 / UNITS },
    description: "NDSI",
  });
  const count = { withoutData: 0, clipped: 0 };
  const room = new Int16Array(width * Math.min(TILE, height));
  const step = Math.min(width, raster.blockWidth * Math.ceil(TILE / raster.blockWidth));
  const block = new Int16Array(step * Math.min(TILE, height));
  try {
    for (let y = 0; y < height; y += TILE) {
      options.onProgress?.(y / TILE, Math.ceil(height / TILE));
      const rows = Math.min(TILE, height - y);
      // Whole blocks at a time, so that the two bands need no room for a whole row of tiles beside the index.
      for (let x = 0; x < width; x += step) {
        const columns = Math.min(step, width - x);
        const [green, swir] = await raster.read({ x, y, width: columns, height: rows }, [g, s]);
        const part = block.subarray(0, columns * rows);
        const found = snowIndex(green!, swir!, scales, part);
        count.withoutData += found.withoutData;
        count.clipped += found.clipped;
        for (let r = 0; r < rows; r++) room.set(part.subarray(r * columns, (r + 1) * columns), r * width + x);
      }
      cog.add([room.subarray(0, width * rows)]);
    }
    const bytes = cog.finish();
    return { method: "ndsi-1", file, bytes, pixels: width * height, ...count, caveats: caveatsOf(scene) };
  } finally {
    cog.abandon();
  }
}

function caveatsOf(scene: Scene): readonly Caveat[] {
  if (scene.calibrated) return scene.caveats;
  return [
    ...scene.caveats,
    {
      code: "scale-not-stated",
      scene: scene.id,
      text: "How samples become reflectance is not stated: the index is of the samples as they are, and an offset would change it.",
    },
  ];
}
