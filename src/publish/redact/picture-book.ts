export interface PagePicture {
  readonly width: number;
  readonly height: number;
  /** zlib stream of PNG-filtered RGB rows, as PNG and PDF both take it. */
  readonly deflated: Uint8Array;
}

/**
 * A PDF 1.4 of one picture a page (ISO 32000-1: 7.4.4.4 for PNG predictors, 8.9.5 for images), without an info dictionary.
 *
 * @param scale pixels per point
 */
export function pictureBook(pages: readonly PagePicture[], scale: number): Uint8Array {
  const objects: (Uint8Array | string)[][] = [];
  const kids = pages.map((_, at) => `${3 + at * 3} 0 R`).join(" ");
  objects.push(["<< /Type /Catalog /Pages 2 0 R >>"]);
  objects.push([`<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`]);
  for (const [at, { width, height, deflated }] of pages.entries()) {
    const [w, h] = [width / scale, height / scale];
    const first = 3 + at * 3;
    const draw = `q ${w} 0 0 ${h} 0 0 cm /P Do Q`;
    objects.push([
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${w} ${h}] /Contents ${first + 1} 0 R /Resources << /XObject << /P ${first + 2} 0 R >> >> >>`,
    ]);
    objects.push([`<< /Length ${draw.length} >>\nstream\n${draw}\nendstream`]);
    objects.push([
      `<< /Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /FlateDecode /DecodeParms << /Predictor 15 /Colors 3 /BitsPerComponent 8 /Columns ${width} >> /Length ${deflated.length} >>\nstream\n`,
      deflated,
      "\nendstream",
    ]);
  }
  const parts: Buffer[] = [Buffer.from("%PDF-1.4\n%\u00e2\u00e3\u00cf\u00d3\n", "latin1")];
  let length = parts[0]!.length;
  const offsets = objects.map((body, at) => {
    const offset = length;
    const object = Buffer.concat(
      [`${at + 1} 0 obj\n`, ...body, "\nendobj\n"].map((part) => Buffer.from(part as string)),
    );
    parts.push(object);
    length += object.length;
    return offset;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  const size = objects.length + 1;
  parts.push(
    Buffer.from(
      `xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${length}\n%%EOF\n`,
    ),
  );
  return new Uint8Array(Buffer.concat(parts));
}

/** Names of what a book of pictures does not hold: fonts, words about it, links, forms, programs, other files. */
const FOREIGN =
  /\/(Info|Metadata|Font|Annots|AcroForm|EmbeddedFiles?|JavaScript|JS|Outlines|StructTreeRoot|Author|Title)\b/g;

/** What a book of pictures holds beside its pictures; empty when it is as `pictureBook` writes it. */
export function pictureBookFaults(bytes: Uint8Array): readonly string[] {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
  if (!text.startsWith("%PDF-1.4\n") || !text.endsWith("%%EOF\n")) return ["no book of pictures"];
  // Between stream and endstream lie pixels, whose bytes may spell anything.
  const structure = text.replace(/\nstream\n[\s\S]*?\nendstream/g, "");
  const ends = structure.split("%%EOF").length - 1;
  return [
    ...new Set([...structure.matchAll(FOREIGN)].map(([name]) => name)),
    ...(ends === 1 ? [] : ["more than one revision"]),
  ];
}
