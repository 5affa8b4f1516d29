import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { tinyPdf } from "../../../tests/support/tiny-pdf.ts";
import { extract, mediaTypeOf, TOOLS } from "./extract.ts";

const utf8 = (s: string) => new TextEncoder().encode(s);
const codeOf = (p: Promise<unknown>) =>
  p.then(
    () => "no error",
    (e: { code?: string }) => e.code,
  );

describe("plain text", () => {
  test("stays as it is, byte order mark and all", async () => {
    const { text, tool } = await extract(utf8("\uFEFFSnow\r\n melted.\u2009"), "text/plain; charset=utf-8");
    expect(text).toBe("\uFEFFSnow\r\n melted.\u2009");
    expect(tool).toBe("snowmelt-text");
  });
  test("UTF-16 is read when its mark says so", async () => {
    const bytes = new Uint8Array([0xff, 0xfe, 0x41, 0, 0x42, 0x06]);
    expect((await extract(bytes, "text/plain")).text).toBe("\uFEFFAق".replace("ق", "\u0642"));
  });
  test("what cannot be read says why", async () => {
    expect(await codeOf(extract(new Uint8Array(), "text/plain"))).toBe("reading/empty");
    expect(await codeOf(extract(utf8(" \n\u2009"), "text/plain"))).toBe("reading/empty");
    expect(await codeOf(extract(new Uint8Array([65, 0, 66]), "text/plain"))).toBe("reading/binary");
    expect(await codeOf(extract(new Uint8Array([0xe9, 0x74, 0xe9]), "text/plain"))).toBe("reading/not-utf8");
    const mixed = new Uint8Array([...utf8("café\n"), 0xe9, 0x74]);
    expect(await codeOf(extract(mixed, "text/plain"))).toBe("reading/mixed-encodings");
    expect(await codeOf(extract(new Uint8Array(20 * 1024 * 1024 + 1).fill(65), "text/plain"))).toBe(
      "reading/too-large",
    );
    expect(await codeOf(extract(utf8("a"), "image/png"))).toBe("reading/unsupported-type");
    expect(await codeOf(extract(utf8("a"), "constructor"))).toBe("reading/unsupported-type");
  });
  test("an error names its four parts", async () => {
    const error = await extract(new Uint8Array([65, 0]), "text/plain").catch((e) => e);
    expect(Object.values(error.text).every((s) => typeof s === "string" && s.length > 10)).toBe(true);
  });
});

describe("HTML", () => {
  test("gives paragraphs with the elements they stand in", async () => {
    const page = "<title>no</title><h1>Head</h1><script>x</script><p>One <b>two</b>.<br>Three<ul><li>a<li>b</ul>";
    const { text, places } = await extract(utf8(page), "text/html");
    expect(text).toBe("Head\n\nOne two.\nThree\n\n• a\n\n• b");
    for (const p of places) expect(text.slice(p.start, p.end).length).toBeGreaterThan(0);
    expect(places.at(-1)?.label).toBe("html > body:nth-of-type(1) > ul:nth-of-type(1) > li:nth-of-type(2)");
  });
  test("obeys a declared encoding and stands deep nesting", async () => {
    const bytes = new Uint8Array([...utf8('<meta charset="windows-1256"><p>'), 0xde, 0xc7, 0xe1]);
    expect((await extract(bytes, "text/html")).text).toBe("قال");
    expect((await extract(utf8(`${"<div>".repeat(20000)}deep`), "text/html")).text).toBe("deep");
    expect(await codeOf(extract(utf8("<script>1</script>"), "text/html"))).toBe("reading/empty");
  });
});

describe("PDF and DOCX", () => {
  test("a text layer is read by page", async () => {
    const { text, places, tool } = await extract(
      tinyPdf("BT /F1 12 Tf 20 200 Td (At least 40 people died.) Tj ET"),
      "application/pdf",
    );
    expect(text).toBe("At least 40 people died.");
    expect(places).toEqual([{ kind: "page", label: "1", start: 0, end: 24 }]);
    expect(tool).toBe("pdfjs-dist");
  });
  test("scans, passwords and broken files are told apart", async () => {
    expect(await codeOf(extract(tinyPdf("0 0 100 100 re f"), "application/pdf"))).toBe("reading/scanned-pdf");
    const locked = tinyPdf(
      "BT ET",
      "/Encrypt 6 0 R /ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>]",
    );
    expect(await codeOf(extract(locked, "application/pdf"))).toBe("reading/encrypted-pdf");
    expect(await codeOf(extract(utf8("%PDF-1.4 nothing"), "application/pdf"))).toBe("reading/binary");
    const docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    expect(await codeOf(extract(utf8("PK no zip"), docx))).toBe("reading/binary");
  });
  test("a Word document gives its paragraphs", async () => {
    const { zipOf } = await import("../testing/zip.ts");
    const body = "<w:p><w:r><w:t>Snow melted.</w:t></w:r></w:p><w:p><w:r><w:t>Twice.</w:t></w:r></w:p>";
    const w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    const bytes = await zipOf({
      "word/document.xml": `<?xml version="1.0"?><w:document xmlns:w="${w}"><w:body>${body}</w:body></w:document>`,
    });
    const docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    expect((await extract(bytes, docx)).text).toBe("Snow melted.\n\nTwice.");
  });
});

test("the versions named are the versions installed", () => {
  const { dependencies } = JSON.parse(readFileSync(new URL("../../../package.json", import.meta.url), "utf8"));
  for (const { tool, version } of [TOOLS.html, TOOLS.pdf, TOOLS.docx]) expect(dependencies[tool]).toBe(version);
});

test("a name and the first bytes give the media type", () => {
  expect(mediaTypeOf("a.HTML", utf8("x"))).toBe("text/html");
  expect(mediaTypeOf("a.txt", utf8("%PDF-1.7"))).toBe("application/pdf");
  expect(mediaTypeOf("a", utf8("x"))).toBe("text/plain");
});
