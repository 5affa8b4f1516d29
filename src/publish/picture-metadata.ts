/** Chunks and segments that hold pixels and how to show them, and cannot hold words. */
const PNG_CHUNKS = ["IHDR", "PLTE", "tRNS", "IDAT", "IEND", "sRGB", "gAMA", "cHRM", "pHYs", "sBIT", "bKGD"];
/** JFIF's header, Adobe's colour transform, quantisation, frames, Huffman tables, restart interval. */
const JPEG_MARKERS = [0xe0, 0xee, 0xdb, 0xc4, 0xdd, 0xc0, 0xc1, 0xc2];

/**
 * What a picture that was made for publication holds beside its pixels: names of chunks (PNG, W3C 2003) or segments (JPEG,
 * ITU T.81), and bytes behind its end. Empty when it holds nothing else. What is neither PNG nor JPEG is named as such.
 */
export function pictureMetadata(bytes: Uint8Array): readonly string[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer.subarray(0, 8).toString("latin1") === "\x89PNG\r\n\x1a\n") return inPng(buffer);
  if (buffer[0] === 0xff && buffer[1] === 0xd8) return inJpeg(buffer);
  return ["no PNG or JPEG"];
}

function inPng(png: Buffer): readonly string[] {
  const found: string[] = [];
  for (let at = 8; at + 12 <= png.length; ) {
    const name = png.toString("latin1", at + 4, at + 8);
    if (!PNG_CHUNKS.includes(name)) found.push(`chunk ${name}`);
    at += 12 + png.readUInt32BE(at);
    if (name === "IEND") return at === png.length ? found : [...found, "bytes behind its end"];
  }
  return [...found, "no end"];
}

function inJpeg(jpeg: Buffer): readonly string[] {
  const found: string[] = [];
  for (let at = 2; at + 4 <= jpeg.length && jpeg[at] === 0xff; ) {
    const marker = jpeg[at + 1]!;
    const length = jpeg.readUInt16BE(at + 2);
    if (marker === 0xda) {
      at = endOfScan(jpeg, at + 2 + length);
      if (jpeg[at + 1] === 0xd9) return at + 2 === jpeg.length ? found : [...found, "bytes behind its end"];
      continue;
    }
    const isPlain = JPEG_MARKERS.includes(marker) && (marker !== 0xe0 || isBareJfif(jpeg, at, length));
    if (!isPlain) found.push(`segment ${marker.toString(16)}`);
    at += 2 + length;
  }
  return [...found, "no end"];
}

/** JFIF's header of 16 bytes: longer, it carries a thumbnail. */
function isBareJfif(jpeg: Buffer, at: number, length: number): boolean {
  return length === 16 && jpeg.toString("latin1", at + 4, at + 9) === "JFIF\0";
}

/** The next marker after entropy-coded bytes, in which FF is followed by 00 or by a restart marker. */
function endOfScan(jpeg: Buffer, start: number): number {
  let at = start;
  while (at + 1 < jpeg.length) {
    const next = jpeg[at + 1]!;
    if (jpeg[at] === 0xff && next !== 0 && !(next >= 0xd0 && next <= 0xd7)) return at;
    at += 1;
  }
  return jpeg.length;
}
