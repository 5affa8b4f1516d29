import { sha256Hex } from "#kernel";
import type { Warning } from "../format.ts";
import { decodeText, LIMIT, refuse } from "./decode.ts";
import { fromDocx } from "./docx.ts";
import { fromHtml } from "./html.ts";
import { fromPdf } from "./pdf.ts";

/** Where a stretch of the extracted text stands in the file. Offsets are UTF-16 units, `end` exclusive. */
export interface Place {
  readonly kind: "page" | "element";
  readonly label: string;
  readonly start: number;
  readonly end: number;
}

/** A file's text and how it was won. `sha256` is of the text as UTF-8; `unread` names pages that gave none, `doubtful` those whose order is. */
export interface Extracted {
  readonly text: string;
  readonly tool: string;
  readonly version: string;
  readonly sha256: string;
  readonly places: readonly Place[];
  readonly unread?: readonly { readonly label: string; readonly reason: string }[];
  readonly doubtful?: readonly { readonly label: string; readonly reason: string }[];
}

export type Draft = Pick<Extracted, "text" | "places" | "unread" | "doubtful">;

/** Versions of the libraries that read files; a test holds them against package.json. */
export const TOOLS = {
  text: { tool: "snowmelt-text", version: "1" },
  html: { tool: "parse5", version: "8.1.1" },
  pdf: { tool: "pdfjs-dist", version: "5.6.205" },
  docx: { tool: "mammoth", version: "1.13.0" },
} as const;

const KINDS: Readonly<Record<string, keyof typeof TOOLS>> = {
  "text/plain": "text",
  "text/markdown": "text",
  "text/vtt": "text",
  "text/html": "html",
  "application/xhtml+xml": "html",
  "application/pdf": "pdf",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
};

const READERS: Readonly<Record<keyof typeof TOOLS, (bytes: Uint8Array, what: string) => Draft | Promise<Draft>>> = {
  text: (bytes, what) => ({ text: decodeText(bytes, what), places: [] }),
  html: fromHtml,
  pdf: fromPdf,
  docx: fromDocx,
};

/** What people call a file of this type. */
const CALLED: Readonly<Record<string, string>> = {
  "text/plain": "text file",
  "text/markdown": "Markdown file",
  "text/html": "HTML page",
  "application/pdf": "PDF",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word document",
};

/**
 * The text of a file, with its places. Plain text and Markdown are decoded and left as they are.
 *
 * @throws reading/unsupported-type, reading/empty, reading/too-large, reading/binary, reading/not-utf8,
 * reading/mixed-encodings, reading/encrypted-pdf, reading/scanned-pdf
 */
export async function extract(bytes: Uint8Array, mediaType: string): Promise<Extracted> {
  const type = mediaType.split(";")[0]!.trim().toLowerCase();
  const what = `Cannot read the ${CALLED[type] ?? `${type} file`}`;
  const kind = Object.hasOwn(KINDS, type) ? KINDS[type]! : undefined;
  if (kind === undefined) {
    const mend = /^(?:image|audio|video)\//.test(type)
      ? "Transcribe what it shows or says, collect the transcript beside it, and read that."
      : "Save a copy as text, Markdown, HTML, PDF or DOCX, and read that.";
    return refuse("reading/unsupported-type", what, `"${mediaType}" is not read`, mend);
  }
  const draft = await READERS[kind](bytes, what);
  const encoded = new TextEncoder().encode(draft.text);
  if (encoded.length > LIMIT) {
    const mb = (encoded.length / 1024 / 1024).toFixed(1);
    refuse(
      "reading/too-large",
      what,
      `its text has ${mb} MB, at most 20 MB are read`,
      "Split it into parts and read those.",
    );
  }
  return { ...draft, ...TOOLS[kind], sha256: sha256Hex(encoded) };
}

/** What a reviewer should know of how the text was won: pages that gave none, and those whose words may stand in another order. */
export function extractionWarnings({ unread = [], doubtful = [] }: Extracted): Warning[] {
  const warning = (code: string, label: string, reason: string): Warning => ({
    code,
    message: `Page ${label}: ${reason}.`,
    claims: [],
  });
  return [
    ...unread.map(({ label, reason }) => warning("unread-page", label, reason)),
    ...doubtful.map(({ label, reason }) =>
      warning("doubtful-order", label, `${reason}; compare the words with the page, they may stand in another order`),
    ),
  ];
}

/** The media type that a file's name and first bytes speak for; plain text when nothing does. */
export function mediaTypeOf(name: string, bytes: Uint8Array): string {
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, 5));
  if (head === "%PDF-") return "application/pdf";
  const ending = name.toLowerCase().match(/\.([a-z]+)$/)?.[1] ?? "";
  return Object.hasOwn(ENDINGS, ending) ? ENDINGS[ending]! : "text/plain";
}

/** Endings that say more than "some text"; kinds that are not read stand here so that the refusal can name them. */
const ENDINGS: Readonly<Record<string, string>> = {
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  html: "text/html",
  htm: "text/html",
  xhtml: "text/html",
  md: "text/markdown",
  markdown: "text/markdown",
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  gif: "image/gif",
  webp: "image/webp",
  tif: "image/tiff",
  tiff: "image/tiff",
  heic: "image/heic",
  mp3: "audio/mpeg",
  wav: "audio/wav",
  ogg: "audio/ogg",
  mp4: "video/mp4",
  mov: "video/quicktime",
  webm: "video/webm",
  zip: "application/zip",
  doc: "application/msword",
  odt: "application/vnd.oasis.opendocument.text",
  rtf: "application/rtf",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  pptx: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
};
