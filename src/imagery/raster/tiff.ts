import type { ByteSource } from "./byte-source.ts";
import { type Georeference, readGeoreference } from "./georeference.ts";
import { readWindow } from "./read-window.ts";
import type { PixelWindow, Samples, SampleType } from "./samples.ts";
import { readDirectories } from "./tiff-directory.ts";
import { describeImage, type TiffImage } from "./tiff-image.ts";

/** A raster an engine can read from, whatever it came out of. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly bands: number;
  readonly type: SampleType;
  readonly nodata: number | null;
  /** Columns that are unpacked together: those of a tile, or all. */
  readonly blockWidth: number;
  /** One array per band asked for. @throws RangeError when the window leaves the image */
  read(window: PixelWindow, bands?: readonly number[]): Promise<Samples[]>;
}

export interface Tiff extends Raster {
  readonly geo: Georeference;
  readonly image: TiffImage;
  readonly overviews: readonly TiffImage[];
  readonly bigTiff: boolean;
  /** TIFF DateTime as the file has it, "2015:01:15 08:30:00". */
  readonly dateTime: string | null;
  readonly description: string | null;
  readonly software: string | null;
  readOverview(level: number, window: PixelWindow, bands?: readonly number[]): Promise<Samples[]>;
}

/**
 * Opens a TIFF, BigTIFF or cloud-optimised GeoTIFF. Only directories are read.
 *
 * @throws imagery/not-a-tiff, imagery/truncated-tiff, imagery/hostile-tiff, imagery/unsupported-tiff
 */
export function openTiff(source: ByteSource): Tiff {
  const directories = readDirectories(source);
  const image = describeImage(source, directories[0]!);
  const tags = directories[0]!.tags;
  const overviews = directories
    .slice(1)
    .filter((d) => {
      const kind = (d.tags.get(254) as readonly number[] | undefined)?.[0] ?? 0;
      return (kind & 1) === 1 && (kind & 4) === 0;
    })
    .map((d) => describeImage(source, d));
  const text = (tag: number): string | null => {
    const value = tags.get(tag);
    return typeof value === "string" && value !== "" ? value : null;
  };
  return {
    width: image.width,
    height: image.height,
    bands: image.bands,
    type: image.type,
    nodata: image.nodata,
    blockWidth: image.blockWidth,
    geo: readGeoreference(tags),
    image,
    overviews,
    bigTiff: directories[0]!.bigTiff,
    dateTime: text(306),
    description: text(270),
    software: text(305),
    read: (window, bands) => readWindow(source, image, window, bands),
    readOverview: (level, window, bands) => readWindow(source, overviews[level]!, window, bands),
  };
}
