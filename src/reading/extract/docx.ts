import { checkSize, refuse } from "./decode.ts";
import type { Draft } from "./extract.ts";
import { htmlText } from "./html.ts";

/** Text of a Word document by way of its paragraphs, headings, lists and tables. @throws reading/binary, reading/empty */
export async function fromDocx(bytes: Uint8Array, what: string): Promise<Draft> {
  checkSize(bytes, what);
  const { default: mammoth } = await import("mammoth");
  let html: string;
  try {
    const ignoreImages = mammoth.images.imgElement(async () => ({ src: "" }));
    html = (await mammoth.convertToHtml({ buffer: Buffer.from(bytes) }, { convertImage: ignoreImages })).value;
  } catch (cause) {
    // what the library says of the parts of an archive helps nobody; the cause is kept for --debug
    const zip = bytes[0] === 0x50 && bytes[1] === 0x4b;
    const found = zip
      ? "it begins like a Word document, and its parts cannot be read: it may be cut off, or of another program"
      : "its bytes are of no Word document; the name alone does not make it one";
    return refuse("reading/binary", what, found, "Open it in a word processor and save it as DOCX or PDF.", cause);
  }
  return htmlText(html, what);
}
