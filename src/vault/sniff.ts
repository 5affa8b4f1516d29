/** How many bytes from a file's beginning are looked at. */
export const HEAD_BYTES = 65_536;

const TEXT_BY_EXTENSION: Readonly<Record<string, string>> = {
  csv: "text/csv",
  tsv: "text/tab-separated-values",
  md: "text/markdown",
  json: "application/json",
  geojson: "application/geo+json",
  jsonl: "application/jsonl",
  xml: "application/xml",
  kml: "application/vnd.google-earth.kml+xml",
  svg: "image/svg+xml",
  html: "text/html",
  htm: "text/html",
  eml: "message/rfc822",
  vtt: "text/vtt",
};

/** Extensions that say the same as a media type, beyond those file-type names. */
const SAME: Readonly<Record<string, readonly string[]>> = {
  jpg: ["jpeg", "jpe", "jfif"],
  tif: ["tiff", "geotiff"],
  mp4: ["m4v", "mov", "m4a", "3gp"],
  mov: ["mp4", "qt"],
  ogg: ["oga", "ogv", "opus"],
  mkv: ["webm"],
  webm: ["mkv"],
  cfb: ["doc", "xls", "ppt", "msg"],
  gz: ["tgz", "warc", "warc.gz"],
  zip: ["wacz", "kmz", "ora", "cbz", "docx", "xlsx", "pptx", "odt", "ods", "odp", "epub", "jar", "apk"],
  heic: ["heif"],
  xml: ["kml", "gpx", "svg", "html", "htm", "rss"],
};

export interface Sniffed {
  readonly mediaType: string;
  /** Whether the name's extension claims another type than the bytes show. */
  readonly isMismatch: boolean;
}

/** The media type by the bytes; the name decides only between kinds of text. `head`: the first bytes of the file. */
export async function sniff(head: Uint8Array, name: string): Promise<Sniffed> {
  const extension = /\.([a-z0-9]{1,8})$/.exec(name.toLowerCase())?.[1] ?? "";
  // The mark of UTF-16 is also how a sound file of a forgotten kind begins.
  const { fileTypeFromBuffer } = await import("file-type");
  const found = isUtf16(head) ? undefined : await fileTypeFromBuffer(head).catch(() => undefined);
  if (found !== undefined && found.ext !== "xml") {
    const claimsOther = extension !== "" && extension !== found.ext && !SAME[found.ext]?.includes(extension);
    return { mediaType: plainType(found.mime), isMismatch: claimsOther && isKnownExtension(extension) };
  }
  if (!isText(head)) return { mediaType: "application/octet-stream", isMismatch: isKnownExtension(extension) };
  const start = new TextDecoder("utf-8").decode(head.subarray(0, 1024)).trimStart().toLowerCase();
  const isHtml = /^(<!--[\s\S]*?-->\s*)?(<!doctype html|<html[\s>])/.test(start);
  const isMarkup = start.startsWith("<?xml") || found?.ext === "xml";
  const mediaType = isHtml
    ? "text/html"
    : (TEXT_BY_EXTENSION[extension] ?? (isMarkup ? "application/xml" : "text/plain"));
  return { mediaType, isMismatch: BINARY_EXTENSIONS.has(extension) };
}

const BINARY_EXTENSIONS = new Set(
  "jpg jpeg png gif webp tif tiff heic avif bmp pdf zip gz docx xlsx pptx odt mp4 mov mkv webm avi mp3 m4a ogg wav exe".split(
    " ",
  ),
);

function isKnownExtension(extension: string): boolean {
  return BINARY_EXTENSIONS.has(extension) || TEXT_BY_EXTENSION[extension] !== undefined || extension === "txt";
}

function plainType(mime: string): string {
  return mime.split(";")[0]!.toLowerCase();
}

/** Text has no control bytes but white space. Old 8-bit encodings pass as text. */
function isText(head: Uint8Array): boolean {
  if (isUtf16(head)) return true;
  return head.every((byte) => (byte >= 0x20 ? byte !== 0x7f : (byte >= 0x09 && byte <= 0x0d) || byte === 0x1b));
}

function isUtf16(head: Uint8Array): boolean {
  const [a, b] = head;
  const encoding = a === 0xff && b === 0xfe ? "utf-16le" : a === 0xfe && b === 0xff ? "utf-16be" : null;
  if (encoding === null) return false;
  const text = new TextDecoder(encoding).decode(head.subarray(0, 4096));
  return !/[\u0000-\u0008\u000e-\u001f\ufffd]/.test(text);
}
