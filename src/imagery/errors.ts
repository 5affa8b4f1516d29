import { type ErrorTable, EXIT, errorMaker } from "#kernel";

/** Errors of this room. Refusals of one scene or polygon are results, not errors: see `caveat.ts`. */
export const imageryErrors = {
  "imagery/not-a-tiff": {
    exit: EXIT.refused,
    about:
      "The bytes are not a TIFF or BigTIFF, whatever the name says. Convert JPEG 2000, NITF and vendor formats with --gdal, which records the step.",
  },
  "imagery/truncated-tiff": {
    exit: EXIT.refused,
    about: "The file ends before the data its own directory points to. Get the file again and compare its SHA-256.",
  },
  "imagery/hostile-tiff": {
    exit: EXIT.refused,
    about: "The file's directory contradicts itself or asks for more than its bytes can hold. Nothing of it was used.",
  },
  "imagery/unsupported-tiff": {
    exit: EXIT.refused,
    about:
      "A compression or sample layout that this reader does not have. Convert with gdal_translate and keep both files.",
  },
  "imagery/unknown-projection": {
    exit: EXIT.refused,
    about:
      "The projection is not among those built in (WGS 84, UTM, Web Mercator, Europe LAEA). Warp with gdalwarp first.",
  },
  "imagery/mixed-projections": {
    exit: EXIT.refused,
    about: "The scenes are not all in one projection, so pixels cannot be compared. Warp them to one with gdalwarp.",
  },
  "imagery/bad-scenes": {
    exit: EXIT.refused,
    about:
      "Scenes of the folder, or the STAC items beside them, cannot be used as they are; every problem is listed with its file.",
  },
  "imagery/bad-sites": {
    exit: EXIT.refused,
    about: "The GeoJSON of sites has problems; every one is listed with the feature it concerns.",
  },
  "imagery/bad-settings": {
    exit: EXIT.usage,
    about: "A setting of the analysis or of the simulation is not possible; every problem is listed.",
  },
  "imagery/no-such-site": { exit: EXIT.usage, about: "No polygon or scene has that id." },
  "imagery/plan-differs": {
    exit: EXIT.refused,
    about:
      "The analysis asked for is not the plan that was recorded. Record a new plan: it will show as a new analysis.",
  },
  "imagery/registration-differs": {
    exit: EXIT.refused,
    about:
      "The file given with `--registration` is not of these scenes and polygons, or no registration. Make it again with register.",
  },
  "imagery/no-gdal": {
    exit: EXIT.refused,
    about:
      "`--gdal` was given and gdal_translate cannot be started. GDAL is optional: only files that are no TIFF need it.",
  },
  "imagery/convert-failed": {
    exit: EXIT.refused,
    about: "The optional conversion by GDAL failed; its message is given.",
  },
} as const satisfies ErrorTable;

export const imageryError = errorMaker(imageryErrors);
