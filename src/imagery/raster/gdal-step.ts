/** A conversion by GDAL as it is recorded: who wants to can make the same file again and compare the hash. */
export interface GdalStep {
  readonly program: string;
  /** What `--version` says. */
  readonly version: string;
  /** With file names in place of paths. */
  readonly arguments: readonly string[];
  readonly inputSha256: string;
  readonly outputSha256: string;
}

/** A file that GDAL made out of one that this room cannot read. */
export interface Converted {
  readonly file: string;
  readonly step: GdalStep;
}

/**
 * Formats that are pixels in one local file. What can name other files or addresses (VRT, WMS, tile indexes) is not among
 * them: a scene from a stranger must not make the converter fetch anything.
 */
const DRIVERS = [
  "GTiff",
  "JP2OpenJPEG",
  "NITF",
  "HFA",
  "ENVI",
  "PNG",
  "JPEG",
  "HDF5Image",
  "netCDF",
  "RPFTOC",
  "SAR_CEOS",
];

/** Arguments of gdal_translate: a tiled GeoTIFF, lossless, samples untouched. */
export function gdalArguments(input: string, output: string): string[] {
  return [
    "-q",
    ...DRIVERS.flatMap((driver) => ["-if", driver]),
    "-of",
    "GTiff",
    ...["TILED=YES", "COMPRESS=DEFLATE", "BIGTIFF=IF_SAFER"].flatMap((option) => ["-co", option]),
    input,
    output,
  ];
}
