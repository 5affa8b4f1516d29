import exifr from "exifr";
import type { FLAGS } from "#record";

type Flag = (typeof FLAGS)[number];

export interface ImageMetadata {
  readonly flags: readonly Flag[];
  /** Names of the blocks found: `EXIF`, `GPS`, `XMP`, `IPTC`, `ICC`. */
  readonly blocks: readonly string[];
}

const IMAGES = /^image\/(jpeg|tiff|png|heic|heif|avif|webp|x-adobe-dng|x-canon-cr2|x-nikon-nef|x-sony-arw)$/;

/** Whether images of this type can carry metadata that is looked for here. */
export function mayCarryMetadata(mediaType: string): boolean {
  return IMAGES.test(mediaType);
}

const DEVICE =
  /^(make|model|lensmake|lensmodel|bodyserialnumber|serialnumber|lensserialnumber|cameraserialnumber|internalserialnumber|hostcomputer|cameraownername|devicemanufacturer|devicemodel|uniquecameramodel|imageuniqueid)$/i;
const AUTHOR =
  /^(artist|author|creator|byline|by-line|copyright|xpauthor|ownername|cameraownername|rights|credit|writer|captionwriter)$/i;
const LOCATION = /^(gps.+|latitude|longitude|city|sublocation|province.*|country.*|state|location.*)$/i;

/**
 * Looks for what an image tells about place, device and author. Values are not returned: they stay in the file.
 *
 * @param bytes the image's bytes
 */
export async function imageMetadata(bytes: Uint8Array, mediaType: string): Promise<ImageMetadata> {
  try {
    const parts = mediaType === "image/webp" ? webpParts(bytes) : [bytes];
    const found = await Promise.all(
      parts.map((part) => (part instanceof Uint8Array ? readTags(part) : Promise.resolve(part))),
    );
    const tags = found.flatMap(({ tags }) => tags);
    const flags: Flag[] = [];
    if (tags.some((tag) => LOCATION.test(tag))) flags.push("location-metadata");
    if (tags.some((tag) => DEVICE.test(tag))) flags.push("device-metadata");
    if (tags.some((tag) => AUTHOR.test(tag))) flags.push("author-metadata");
    return { flags, blocks: [...new Set(found.flatMap(({ blocks }) => blocks))].sort() };
  } catch {
    return { flags: ["metadata-unreadable"], blocks: [] };
  }
}

interface Tags {
  readonly tags: readonly string[];
  readonly blocks: readonly string[];
}

async function readTags(bytes: Uint8Array): Promise<Tags> {
  const parsed = (await exifr.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), {
    tiff: true,
    ifd1: false,
    exif: true,
    gps: true,
    interop: false,
    xmp: true,
    iptc: true,
    icc: true,
    jfif: false,
    ihdr: false,
    mergeOutput: false,
    reviveValues: false,
    translateValues: false,
  })) as Record<string, Record<string, unknown> | undefined> | undefined;
  const sections = Object.entries(parsed ?? {}).filter(
    ([name, section]) => name !== "errors" && typeof section === "object",
  );
  const names: Readonly<Record<string, string>> = { ifd0: "EXIF", exif: "EXIF", gps: "GPS", iptc: "IPTC", icc: "ICC" };
  return {
    tags: sections.filter(([name]) => name !== "icc").flatMap(([, section]) => Object.keys(section ?? {})),
    blocks: sections.map(([name]) => names[name] ?? "XMP"),
  };
}

/** EXIF and XMP of a WebP (RIFF) file: EXIF is TIFF, XMP is searched for its words since exifr reads it only inside a file. */
function webpParts(bytes: Uint8Array): (Uint8Array | Tags)[] {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: (Uint8Array | Tags)[] = [];
  for (let at = 12; at + 8 <= view.length; ) {
    const kind = view.toString("latin1", at, at + 4);
    const length = view.readUInt32LE(at + 4);
    const body = view.subarray(at + 8, at + 8 + length);
    if (kind === "EXIF") parts.push(body.toString("latin1", 0, 4) === "Exif" ? body.subarray(6) : body);
    if (kind === "XMP ") {
      const words = body.toString("utf8").matchAll(/[<\s][a-zA-Z]+:([A-Za-z0-9-]+)/g);
      parts.push({ tags: [...words].map((match) => match[1]!), blocks: ["XMP"] });
    }
    at += 8 + length + (length % 2);
  }
  return parts;
}
