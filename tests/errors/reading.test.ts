import { linkSync, readFileSync, symlinkSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readingErrors } from "#reading";
import { Workbench } from "../support/cli.ts";
import { tinyPdf } from "../support/tiny-pdf.ts";

// Bad input through the command line: each code that a person can reach, and that nothing is printed or written.

let bench: Workbench;
beforeEach(() => {
  bench = new Workbench();
});
afterEach(() => bench.remove());

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const read = (file: string, ...more: readonly string[]) =>
  bench.run(["read", file, "--reference-date", "2017-05-15", ...more]);

const TURKISH =
  "Belediye başkanı köprünün kapalı olduğunu söyledi. En az kırk kişi öldü ve on iki kişi yaralandı. Valilik bu sayıların doğru olmadığını açıkladı, köylüler ise askerlerin gece geldiğini anlattı.";

/** Bytes of an Arabic text in an old encoding, in which every letter is one byte. */
function inOldEncoding(encoding: string, text: string): Uint8Array {
  const bytes = new Map(
    Array.from({ length: 256 }, (_, b) => [new TextDecoder(encoding).decode(new Uint8Array([b])), b]),
  );
  return new Uint8Array(Array.from(text, (letter) => bytes.get(letter)!));
}
/** The comma behind an alef is, by chance, a letter in UTF-8. */
const OLD_ARABIC = inOldEncoding(
  "windows-1256",
  "وقال الشاهد، وهو طبيب من تل عمرة: قتلوا 12 شخصا، ثم غادروا القرية.\n",
);
const OLDER_ARABIC = inOldEncoding(
  "iso-8859-6",
  "وقال الشاهد، وهو طبيب من تل عمرة: قتلوا 12 شخصا، ثم غادروا القرية.\n",
);

const PASSWORD = "/Encrypt 6 0 R /ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>]";

/** What stands in the file, the code it gets, the exit, and what the message must say. */
const CASES: readonly (readonly [string, string, Uint8Array, string, number, RegExp])[] = [
  ["a program", "a.txt", new Uint8Array([65, 0, 66]), "reading/binary", 4, /byte 2 is the control code 0/],
  ["a broken PDF", "a.pdf", utf8("%PDF-1.4 nothing"), "reading/binary", 4, /PDF/],
  ["a broken Word file", "a.docx", utf8("PK no zip"), "reading/binary", 4, /Word/],
  ["no bytes", "a.txt", new Uint8Array(), "reading/empty", 4, /0 bytes/],
  ["white space", "a.txt", utf8(" \n\u2009\n"), "reading/empty", 4, /only white space/],
  ["a page of scripts", "a.html", utf8("<script>1</script>"), "reading/empty", 4, /no text outside scripts/],
  ["an old encoding", "a.txt", new Uint8Array([0xe9, 0x74, 0xe9]), "reading/not-utf8", 4, /iconv -f WINDOWS-1252/],
  [
    "old Arabic",
    "a.txt",
    OLD_ARABIC,
    "reading/not-utf8",
    4,
    /seems to be Windows-1256.*\n.*\n.*iconv -f WINDOWS-1256 -t/,
  ],
  [
    "older Arabic",
    "a.txt",
    OLDER_ARABIC,
    "reading/not-utf8",
    4,
    /seems to be ISO 8859-6.*\n.*\n.*iconv -f ISO-8859-6 -t/,
  ],
  [
    "old Arabic behind Arabic in UTF-8",
    "a.txt",
    new Uint8Array([...utf8("قال الشاهد إن الجسر أغلق\n"), ...OLD_ARABIC]),
    "reading/mixed-encodings",
    4,
    /in line 2/,
  ],
  [
    "two encodings",
    "a.txt",
    new Uint8Array([...utf8("café\n"), 0xe9, 0x74]),
    "reading/mixed-encodings",
    4,
    /in line 2; 1 other characters are UTF-8, 1 are not/,
  ],
  [
    "too much",
    "a.txt",
    new Uint8Array(20 * 1024 * 1024 + 1).fill(65),
    "reading/too-large",
    4,
    /20\.0 MB, at most 20 MB/,
  ],
  ["a password", "a.pdf", tinyPdf("BT ET", PASSWORD), "reading/encrypted-pdf", 4, /password/],
  ["a scan", "a.pdf", tinyPdf("0 0 100 100 re f"), "reading/scanned-pdf", 4, /ocrmypdf|text recognition/],
  ["a picture", "a.png", new Uint8Array([137, 80, 78, 71, 13, 10, 26, 10]), "reading/unsupported-type", 4, /png/],
  [
    "another language",
    "a.txt",
    utf8(TURKISH),
    "reading/unknown-language",
    4,
    /--language en or --language ar or --language fr/,
  ],
  ["another script", "a.txt", utf8("Снег на крыше растаял, сказал он."), "reading/unknown-language", 4, /no language/],
];

describe("bad input is refused with its reason, and nothing is printed", () => {
  it.each(CASES)("%s", async (_, name, bytes, code, exit, says) => {
    bench.write(name, bytes);
    const ran = await read(name);
    expect(ran, ran.said).toMatchObject({ code, exit });
    expect(ran.out).toBe("");
    expect(ran.said).toMatch(says);
  });
});

it("reading/bad-date and an unknown --language are wrong calls or refusals", async () => {
  bench.write("a.txt", "At least 40 people left, she said.\n");
  expect(await bench.run(["read", "a.txt", "--reference-date", "2017-02-30"])).toMatchObject({
    code: "reading/bad-date",
    exit: 2,
  });
  expect(await read("a.txt", "--language", "tr")).toMatchObject({ code: "reading/unknown-language", exit: 4 });
});

it("cli/cannot-write: a page never takes the place of what is read, by whatever path", async () => {
  const text = "At least 40 people left, she said.\n";
  const file = bench.write("a.txt", text);
  bench.write("sub/other.txt", text);
  symlinkSync(file, bench.path("link.html"));
  linkSync(file, bench.path("same.html"));
  for (const page of ["a.txt", "./a.txt", "sub/../a.txt", "link.html", "same.html", file]) {
    const ran = await read("a.txt", "--html", page);
    expect(ran, page).toMatchObject({ code: "cli/cannot-write", exit: 4, out: "" });
    expect(ran.said).toMatch(/one of the files that are read.*\n.*No file was changed/);
  }
  expect(readFileSync(file, "utf8")).toBe(text);
  const grammar = bench.write("de.grammar", "[language]\n| code=de direction=ltr script=Latn order=subject-first\n");
  expect((await read("a.txt", "--grammar", grammar, "--html", "de.grammar")).code).toBe("cli/cannot-write");
  expect((await read("a.txt", "--html", "sub/other.txt")).exit).toBe(0);
});

it("a language said outright overrules the guess", async () => {
  bench.write("a.txt", TURKISH);
  expect((await read("a.txt", "--language", "en")).exit).toBe(0);
});

it("reading/bad-grammar names file, line, what stands there and what is needed", async () => {
  bench.write("a.txt", "At least 40 people left, she said.\n");
  bench.write(
    "fr.grammar",
    "[language]\n| code=fr direction=ltr script=Latn order=subject-first\n[mois]\nmars | value=3\n",
  );
  const ran = await read("a.txt", "--grammar", "fr.grammar");
  expect(ran).toMatchObject({ code: "reading/bad-grammar", exit: 4, out: "" });
  expect(ran.said).toMatch(/fr\.grammar:3: there is no section "mois"/);
});

it("a grammar file with another name, elsewhere or not in UTF-8 is a wrong call, and so is one for an exhibit", async () => {
  bench.write("a.txt", "At least 40 people left, she said.\n");
  bench.write("french.grammar", "");
  bench.write("fr.grammar", new Uint8Array([0xe9]));
  bench.write("de.grammar", "[language]\n| code=de direction=ltr script=Latn order=subject-first\n");
  const said = async (...args: readonly string[]) => {
    const ran = await read(...(args as [string]));
    expect(ran).toMatchObject({ code: "cli/usage", exit: 2 });
    return ran.said;
  };
  expect(await said("a.txt", "--grammar", "french.grammar")).toMatch(/its name says no language/);
  expect(await said("a.txt", "--grammar", "it.grammar")).toMatch(/ENOENT/);
  // what is not there has no name to mend
  expect(await said("a.txt", "--grammar", "missing-file")).toMatch(/ENOENT/);
  expect(await said("a.txt", "--grammar", "fr.grammar")).toMatch(/not UTF-8/);
  expect(await said("E1", "--grammar", "de.grammar")).toMatch(/comes with the program/);
  const none = await bench.run(["eval", "grammar", "de.grammar"]);
  expect(none).toMatchObject({ code: "cli/usage", exit: 2 });
  expect(none.said).toMatch(/no de\.examples beside it/);
});

it("every code that a person can reach is provoked here", () => {
  const reached = new Set([...CASES.map(([, , , code]) => code), "reading/bad-date", "reading/bad-grammar"]);
  expect(Object.keys(readingErrors).filter((code) => !reached.has(code))).toEqual([]);
});
