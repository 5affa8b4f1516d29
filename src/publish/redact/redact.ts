import { publishError } from "../errors.ts";
import type { PublicImage } from "../input.ts";
import { imageSize, redactImage } from "./image.ts";
import { pdfSizes, redactPdf } from "./pdf.ts";
import { faultsOfRegions, type RedactionOrder, type RegionFault } from "./region.ts";

/** Every fault of an order to make regions of an exhibit unseen; none when it can be carried out. */
export async function faultsOfRedaction(
  bytes: Uint8Array,
  mediaType: string,
  order: RedactionOrder,
): Promise<readonly RegionFault[]> {
  const isPdf = mediaType === "application/pdf";
  if (!isPdf && !mediaType.startsWith("image/")) {
    return [{ path: ["exhibit"], message: `${mediaType} has no pixels: close words with a mark that names a span` }];
  }
  try {
    return faultsOfRegions(order, await (isPdf ? pdfSizes(bytes) : imageSize(bytes)), isPdf);
  } catch {
    return [{ path: ["exhibit"], message: "it cannot be opened as a picture or PDF" }];
  }
}

/** The derivative of an exhibit in which the regions are solid pixels. @throws publish/no-picture */
export async function redactExhibit(
  bytes: Uint8Array,
  mediaType: string,
  order: RedactionOrder,
  id: string,
): Promise<PublicImage> {
  const faults = await faultsOfRedaction(bytes, mediaType, order);
  if (faults.length > 0) throw noPicture(id, faults[0]!.message);
  try {
    return await (mediaType === "application/pdf" ? redactPdf(bytes, order) : redactImage(bytes, order));
  } catch (cause) {
    throw noPicture(id, cause instanceof Error ? cause.message : String(cause), cause);
  }
}

function noPicture(id: string, found: string, cause?: unknown): Error {
  return publishError("publish/no-picture", {
    what: `Cannot make the regions of ${id} unseen`,
    found,
    unchanged: "Nothing was published; the exhibit stays as it is.",
    mend: `Mend its row in hand/redactions.toml, or close the exhibit: snowmelt mark ${id} --level team --reason "..."`,
    ...(cause === undefined ? {} : { cause }),
  });
}
