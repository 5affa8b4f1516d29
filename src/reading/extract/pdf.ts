import { checkSize, refuse } from "./decode.ts";
import type { Draft, Place } from "./extract.ts";
import { glyphsOf } from "./glyphs.ts";
import { inReadingOrder, RIGHT_TO_LEFT } from "./right-to-left.ts";

interface Item {
  readonly str: string;
  readonly hasEOL: boolean;
  readonly transform: readonly number[];
  readonly height: number;
  readonly width: number;
}

/**
 * Text of a PDF's own text layer, page by page; lines keep their breaks, a wider gap between lines is a blank line. A page with
 * letters from right to left is put into its reading order by where its glyphs stand; `doubtful` says why that may be wrong.
 *
 * @throws reading/encrypted-pdf, reading/scanned-pdf, reading/binary
 */
export async function fromPdf(bytes: Uint8Array, what: string): Promise<Draft> {
  checkSize(bytes, what);
  const pdfjs = await import("pdfjs-dist/legacy/build/pdf.mjs");
  // A copy: the library takes the buffer away from its owner.
  const task = pdfjs.getDocument({ data: bytes.slice(), verbosity: 0, useSystemFonts: false, disableFontFace: true });
  try {
    const pdf = await task.promise;
    let text = "";
    const places: Place[] = [];
    const unread: { label: string; reason: string }[] = [];
    const doubtful: { label: string; reason: string }[] = [];
    for (let n = 1; n <= pdf.numPages; n++) {
      const page = await pdf.getPage(n);
      const content = await page.getTextContent();
      const items = content.items.filter((item) => "str" in item) as Item[];
      const glyphs = items.some((item) => RIGHT_TO_LEFT.test(item.str)) ? await glyphsOf(page) : undefined;
      const { text: body, doubts } = glyphs
        ? inReadingOrder(glyphs)
        : { text: pageText(items), doubts: glyphs === null ? ["some of its text is turned"] : [] };
      for (const reason of doubts) doubtful.push({ label: String(n), reason });
      page.cleanup();
      if (body === "") {
        unread.push({ label: String(n), reason: "the page has no text, perhaps it is a picture" });
        continue;
      }
      if (text !== "") text += "\n\n";
      places.push({ kind: "page", label: String(n), start: text.length, end: text.length + body.length });
      text += body;
    }
    if (text === "") {
      const found = `none of its ${pdf.numPages} pages has a text layer; they are pictures`;
      refuse("reading/scanned-pdf", what, found, "Run text recognition (ocrmypdf IN.pdf OUT.pdf) and read OUT.pdf.");
    }
    return { text, places, unread, doubtful };
  } catch (cause) {
    const name = cause instanceof Error ? cause.name : "";
    if (name === "PasswordException") {
      refuse(
        "reading/encrypted-pdf",
        what,
        "it asks for a password",
        "Save a copy without a password and read that.",
        cause,
      );
    }
    if (name === "SnowmeltError") throw cause;
    const found = `it is no readable PDF (${cause instanceof Error ? cause.message : String(cause)})`;
    return refuse("reading/binary", what, found, "Open it in a PDF viewer and save it again.", cause);
  } finally {
    await task.destroy();
  }
}

function pageText(items: readonly Item[]): string {
  let out = "";
  let lastY: number | undefined;
  let lastEnd = 0;
  let size = 10;
  for (const item of items) {
    const y = item.transform[5] ?? 0;
    const x = item.transform[4] ?? 0;
    if (item.str !== "") {
      if (item.height > 0) size = item.height;
      if (lastY !== undefined && Math.abs(y - lastY) > size * 0.5) {
        if (!out.endsWith("\n")) out += "\n";
        if (Math.abs(y - lastY) > size * 1.9 && !out.endsWith("\n\n")) out += "\n";
      } else if (lastY !== undefined && x - lastEnd > size * 0.25 && !/\s$/.test(out) && !/^\s/.test(item.str)) {
        out += " ";
      }
      out += item.str;
      lastY = y;
      lastEnd = x + item.width;
    }
    if (item.hasEOL && !out.endsWith("\n")) out += "\n";
  }
  return out
    .replace(/[ \t]+\n/g, "\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}
