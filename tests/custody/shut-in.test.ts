import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { textOf } from "../../src/case/text-of.ts";
import { extract } from "../../src/reading/index.ts";
import { line, pdfBomb, pdfOf } from "../disclosure/support/pdf.ts";

// Files that others made are parsed in a process that is shut in. Everything here is made up.

const PDF = "application/pdf";
const WORDS = pdfOf([line("A guard said that nine people were held.", 20, 100), line("The second page.", 20, 100)]);

it("a file that ends its reader is told as such, and the next one is read", async () => {
  const failed = await textOf(pdfBomb(), PDF, { mebibytes: 260 }).catch((error) => error);
  expect(failed).toMatchObject({ code: "case/reader-ended", exitCode: 4 });
  expect(failed.text.found).toMatch(/^its reader was ended: it took more than 260 MiB/);
  expect((await textOf(WORDS, PDF)).text).toContain("nine people");
});

it("what is read there is what reading reads here, and a refusal is the same refusal", async () => {
  expect(await textOf(WORDS, PDF)).toEqual(await extract(WORDS, PDF));
  const page = Buffer.from("<h1>Made up</h1><p>Nine people \u2026 \ud83d\ude00 \u0642\u0627\u0644</p>");
  expect(await textOf(page, "text/html")).toEqual(await extract(new Uint8Array(page), "text/html"));
  for (const [bytes, type] of [
    [Buffer.from("%PDF-1.4 nothing"), PDF],
    [Buffer.from("<script>1</script>"), "text/html"],
    [Buffer.from("x"), "image/png"],
  ] as const) {
    const [there, here] = await Promise.all(
      [textOf, extract].map((read) => read(new Uint8Array(bytes), type).catch((error) => error)),
    );
    expect(there.code).toMatch(/^reading\//);
    const { cause: _, ...text } = here.text;
    expect(there).toMatchObject({ code: here.code, exitCode: here.exitCode, text });
  }
});

it("only programs of that process parse PDFs, office files and metadata; what draws a redaction is the exception", () => {
  const root = fileURLToPath(new URL("../../src/", import.meta.url));
  const files = (readdirSync(root, { recursive: true }) as string[]).filter((file) => /(?<!\.test)\.ts$/.test(file));
  const opens = (file: string): boolean =>
    /(?:from|import\()\s*"(?:pdfjs-dist|mammoth|exifr)/.test(readFileSync(root + file, "utf8"));
  expect(files.filter(opens).sort()).toEqual([
    "publish/redact/pdf.ts",
    "reading/extract/docx.ts",
    "reading/extract/glyphs.ts",
    "reading/extract/pdf.ts",
    "vault/examine/image-metadata.ts",
    "vault/examine/open-pdf.ts",
  ]);
  const extracts = (file: string): boolean => /(?<!\.)\bextract\(/.test(readFileSync(root + file, "utf8"));
  expect(files.filter((file) => !file.startsWith("reading/") && extracts(file)).sort()).toEqual([
    "case/text-answers.ts",
    "case/text-of.ts",
  ]);
});
