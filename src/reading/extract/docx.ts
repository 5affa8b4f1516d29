import mammoth from "mammoth";
import { checkSize, refuse } from "./decode.ts";
import type { Draft } from "./extract.ts";
import { htmlText } from "./html.ts";

/** Text of a Word document by way of its paragraphs, headings, lists and tables. @throws reading/binary, reading/empty */
export async function fromDocx(bytes: Uint8Array, what: string): Promise<Draft> {
  checkSize(bytes, what);
  let html: string;
  try {
    const ignoreImages = mammoth.images.imgElement(async () => ({ src: "" }));
    html = (await mammoth.convertToHtml({ buffer: Buffer.from(bytes) }, { convertImage: ignoreImages })).value;
  } catch (cause) {
    const found = `it is no readable Word document (${cause instanceof Error ? cause.message : String(cause)})`;
    return refuse("reading/binary", what, found, "Open it in a word processor and save it as DOCX or PDF.", cause);
  }
  return htmlText(html, what);
}
