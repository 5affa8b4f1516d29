import { afterEach, beforeEach, expect, it } from "vitest";
import { line, pdfBomb, pdfOf } from "../disclosure/support/pdf.ts";
import { Workbench } from "../support/cli.ts";

let bench: Workbench;
beforeEach(() => {
  bench = new Workbench();
});
afterEach(() => bench.remove());

it("case/reader-ended: a PDF that unpacks to gigabytes, read as a file", async () => {
  bench.write("bomb.pdf", pdfBomb());
  const ran = await bench.run(["read", "bomb.pdf", "--reference-date", "2017-05-15"]);
  expect(ran, ran.said).toMatchObject({ exit: 4, code: "case/reader-ended", out: "" });
  expect(ran.said).toMatch(/its reader (was )?ended/);
});

it("as an exhibit it is kept, with a warning and no text; others are read", async () => {
  bench.write("in/bomb.pdf", pdfBomb());
  bench.write("in/words.pdf", pdfOf([line("A guard said that nine people were held in the mill.", 20, 100)]));
  await bench.run(["init", "case", "--no-passphrase"]);
  const ran = await bench.run(["collect", "in", "--case", "case"]);
  expect(ran.out).toMatch(/E1 .*bomb\.pdf[\s\S]*E2 .*words\.pdf/);
  expect(ran.said).toMatch(
    /E1: this PDF could not be looked into for text under black boxes \(its reader (was )?ended/,
  );
  expect(ran.said).not.toContain("E2");
  const asked = ["--reference-date", "2017-05-15", "--case", "case"];
  const refused = await bench.run(["read", "E1", ...asked]);
  expect(refused, refused.said).toMatchObject({ exit: 4, code: "case/no-text-to-read" });
  expect(refused.said).toMatch(/its reader (was )?ended/);
  const read = await bench.run(["read", "E2", ...asked]);
  expect(read, read.said).toMatchObject({ exit: 0 });
  expect(read.out).toContain("nine people were held");
});
