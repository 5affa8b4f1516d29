import { deflateSync } from "node:zlib";

/** A PDF 1.4 with a page for each content stream, Helvetica as /F1, made for tests. Everything in it is invented. */
export function pdfOf(
  contents: readonly string[],
  more: {
    readonly resources?: string;
    readonly annotations?: string;
    readonly info?: string;
    readonly filter?: string;
  } = {},
): Uint8Array {
  const objects: string[] = [];
  const first = 4;
  const kids = contents.map((_, at) => `${first + at * 2} 0 R`).join(" ");
  objects.push("<< /Type /Catalog /Pages 2 0 R >>");
  objects.push(`<< /Type /Pages /Kids [${kids}] /Count ${contents.length} >>`);
  objects.push("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
  for (const [at, content] of contents.entries()) {
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents ${first + at * 2 + 1} 0 R /Resources << /Font << /F1 3 0 R >> ${more.resources ?? ""} >> ${more.annotations === undefined ? "" : `/Annots [${more.annotations}]`} >>`,
    );
    objects.push(`<< /Length ${content.length} ${more.filter ?? ""} >>\nstream\n${content}\nendstream`);
  }
  if (more.info !== undefined) objects.push(more.info);
  let text = "%PDF-1.4\n";
  const offsets = objects.map((body, at) => {
    const offset = text.length;
    text += `${at + 1} 0 obj\n${body}\nendobj\n`;
    return offset;
  });
  const size = objects.length + 1;
  const info = more.info === undefined ? "" : `/Info ${objects.length} 0 R`;
  const table = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  text += `xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R ${info} >>\nstartxref\n${text.length}\n%%EOF\n`;
  return new Uint8Array(Buffer.from(text, "latin1"));
}

/** A PDF whose page's drawing unpacks to two gigabytes of white space, in two steps. */
export function pdfBomb(): Uint8Array {
  const runs = Buffer.alloc(32 << 20, Buffer.from([129, 0x20]));
  return pdfOf([deflateSync(runs).toString("latin1")], { filter: "/Filter [/FlateDecode /RunLengthDecode]" });
}

/** A line of text at a place, in points from the lower left corner. */
export function line(text: string, x: number, y: number, size = 12): string {
  return `BT /F1 ${size} Tf ${x} ${y} Td (${text}) Tj ET`;
}
