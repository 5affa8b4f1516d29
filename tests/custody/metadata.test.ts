import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";
import sharp from "sharp";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { Examination, Exhibit } from "../../src/record/index.ts";
import { avi, film, matroska } from "../../src/vault/film-for-test.ts";
import { makeZip } from "../../src/vault/zip-for-test.ts";
import { Workbench } from "../support/cli.ts";

// Every name, place and device here is made up.

let bench: Workbench;
beforeEach(async () => {
  bench = new Workbench();
  await bench.run(["init", "case", "--no-passphrase"]);
});
afterEach(() => bench.remove());

/** A PDF from its objects, with a table of where they begin. */
function pdf(objects: readonly (string | Uint8Array)[]): Buffer {
  const parts: Buffer[] = [Buffer.from("%PDF-1.7\n")];
  const places: number[] = [];
  let at = parts[0]!.length;
  for (const [i, object] of objects.entries()) {
    const part = Buffer.concat([
      Buffer.from(`${i + 1} 0 obj\n`),
      Buffer.from(object as string),
      Buffer.from("\nendobj\n"),
    ]);
    places.push(at);
    at += part.length;
    parts.push(part);
  }
  const rows = places.map((place) => `${String(place).padStart(10, "0")} 00000 n \n`).join("");
  const size = objects.length + 1;
  parts.push(
    Buffer.from(
      `xref\n0 ${size}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${size} /Root 1 0 R /Info 2 0 R >>\nstartxref\n${at}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(parts);
}
const PAGES = "<< /Type /Pages /Kids [4 0 R] /Count 1 >>";
const PAGE = "<< /Type /Page /Parent 3 0 R /MediaBox [0 0 200 200] >>";
const INFO = "<< /Author (Planted Author) /Producer (Made Up Writer 7) /CreationDate (D:20260102030405Z) >>";

/** A stream that unpacks to two gigabytes. */
function bomb(): Buffer {
  const million = deflateRawSync(Buffer.alloc(1 << 20), { finishFlush: 3 });
  const packed = Buffer.concat([Buffer.from([0x78, 0x9c]), ...Array.from({ length: 2048 }, () => million)]);
  const head = `<< /Type /Metadata /Subtype /XML /Filter /FlateDecode /Length ${packed.length} >>\nstream\n`;
  return Buffer.concat([Buffer.from(head), packed, Buffer.from("\nendstream")]);
}

it("what pictures, PDFs, letters and films tell about themselves is on record; one that fights its reader loses and the rest comes in", async () => {
  bench.write("in/a.pdf", pdf(["<< /Type /Catalog /Pages 3 0 R >>", INFO, PAGES, PAGE]));
  bench.write(
    "in/b-hostile.pdf",
    pdf(["<< /Type /Catalog /Pages 3 0 R /Metadata 5 0 R >>", INFO, PAGES, PAGE, bomb()]),
  );
  const picture = sharp({ create: { width: 8, height: 8, channels: 3, background: "red" } });
  const exif = {
    IFD0: { Make: "MadeUpCam", Artist: "Planted Author" },
    IFD3: { GPSLatitudeRef: "N", GPSLatitude: "33/1 40/1 0/1" },
  };
  bench.write("in/c.jpg", await picture.withExif(exif).jpeg().toBuffer());
  bench.write("in/d.mp4", film());
  const types = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`;
  const core = "<cp:coreProperties><dc:creator>Planted Author</dc:creator></cp:coreProperties>";
  bench.write(
    "in/e.docx",
    makeZip([
      { name: "[Content_Types].xml", body: types },
      { name: "word/document.xml", body: "<w/>" },
      { name: "docProps/core.xml", body: core },
    ]),
  );
  bench.write("in/f.txt", "made up");
  bench.write("in/g.mkv", matroska());
  bench.write("in/h.avi", avi());
  const ran = await bench.run(["collect", "in", "--no-unpack", "--case", "case", "--json"]);
  expect(ran.exit, ran.said).toBe(0);
  const { added } = JSON.parse(ran.out) as { added: Exhibit[] };
  expect(added.map(({ originalName }) => originalName)).toEqual([
    "a.pdf",
    "b-hostile.pdf",
    "c.jpg",
    "d.mp4",
    "e.docx",
    "f.txt",
    "g.mkv",
    "h.avi",
  ]);
  const found = new Map<string, Examination>();
  for (const { id, originalName } of added) {
    const { value } = JSON.parse((await bench.run(["show", id, "--case", "case", "--json"])).out) as {
      value: { examined?: Examination[] };
    };
    if (value.examined?.[0] !== undefined) found.set(originalName, value.examined[0]);
  }
  expect([...found.keys()]).toEqual(["a.pdf", "b-hostile.pdf", "c.jpg", "d.mp4", "e.docx", "g.mkv", "h.avi"]);
  const valueIn = (name: string, entry: string) => found.get(name)!.entries.find((each) => each.name === entry)?.value;
  expect(found.get("a.pdf")).toMatchObject({ outcome: "read", tool: expect.stringMatching(/^pdfjs-dist \d/) });
  expect(valueIn("a.pdf", "PDF Author")).toBe("Planted Author");
  expect(valueIn("c.jpg", "EXIF Make")).toBe("MadeUpCam");
  expect(valueIn("c.jpg", "GPS GPSLatitude")).toBe("33, 40, 0");
  expect(valueIn("d.mp4", "xyz")).toBe("+33.6000+036.1000/");
  expect(valueIn("g.mkv", "LOCATION")).toBe("+33.6000+036.1000/");
  expect(valueIn("h.avi", "artist")).toBe("Planted Author");
  expect(valueIn("e.docx", "dc:creator")).toBe("Planted Author");
  expect(found.get("c.jpg")!.confinement).toMatch(/no files or programs/);
  // The hostile one ended its reader, and is kept all the same.
  expect(found.get("b-hostile.pdf")).toMatchObject({ outcome: "unread", remarks: [expect.stringMatching(/ended/)] });
  expect(added[1]!.flags).toContain("metadata-unreadable");
  expect(added[2]!.flags).toEqual(expect.arrayContaining(["location-metadata", "device-metadata", "author-metadata"]));
  // Found by its words, told in the papers, gone with the exhibit.
  expect((await bench.run(["find", "Planted-7", "--case", "case"])).out).toMatch(/E4/);
  await bench.run(["papers", "E4", "--case", "case", "--out", "papers.html"]);
  expect(readFileSync(bench.path("papers.html"), "utf8")).toMatch(
    /Planted-7[\s\S]*its metadata was looked into by film boxes/,
  );
  const words = ["--reason", "withdrawn", "--basis", "made up", "--yes", "--case", "case", "--json"];
  const erased = await bench.run(["erase", "E4", ...words]);
  expect(erased.exit, erased.out).toBe(0);
  expect(JSON.parse(erased.out)).toMatchObject({ remaining: [] });
  const files = readdirSync(bench.path("case"), { recursive: true, withFileTypes: true }).filter((each) =>
    each.isFile(),
  );
  expect(files.filter((file) => readFileSync(join(file.parentPath, file.name)).includes("Planted-7"))).toEqual([]);
  expect((await bench.run(["verify", "case"])).exit).toBe(0);
});
