import { spawnSync } from "node:child_process";
import { verify } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import mammoth from "mammoth";
import { afterAll, beforeAll, expect, it } from "vitest";
import { csvCell } from "../../src/publish/outputs/figures-csv.ts";
import { parseCsv } from "../../src/vault/csv.ts";
import { Workbench } from "../support/cli.ts";

const example = fileURLToPath(new URL("../../examples/sednaya-2017", import.meta.url));
let bench: Workbench;
let folder: string;
let hasPdf: boolean;
let said: string;
const read = (path: string): Buffer => readFileSync(join(`${folder}.copies`, path));

beforeAll(async () => {
  bench = new Workbench();
  await bench.run(["init", "case", "--no-passphrase"]);
  bench.copy(join(example, "case.toml"), "case/case.toml");
  bench.copy(join(example, "hand"), "case/hand");
  await bench.run(["collect", join(example, "evidence"), "--facts", join(example, "facts.csv"), "--case", "case"]);
  await bench.run(["run", "--case", "case"]);
  const ran = await bench.run(["publish", "--audience", "public", "--pdf", "--case", "case"]);
  hasPdf = ran.exit === 0;
  said = ran.said;
  if (!hasPdf) await bench.run(["publish", "--audience", "public", "--case", "case"]);
  folder = bench.path(
    "case/dossiers",
    readdirSync(bench.path("case/dossiers")).find((name) => /^public-\d+$/.test(name))!,
  );
});
afterAll(() => bench.remove());

it("the report has the six sections of the Berkeley Protocol, in both languages", () => {
  const english = read("report.txt").toString();
  const at = [
    "1. Objectives",
    "2. Methodology",
    "3. Activities",
    "4. Data and sources",
    "5. Gaps and uncertainties",
    "6. Results",
  ].map((heading) => english.indexOf(`\n${heading}\n---`));
  expect(at.every((place) => place > 0)).toBe(true);
  expect([...at].sort((a, b) => a - b)).toEqual(at);
  expect(read("report.ar.txt").toString()).toMatch(/\n6\. النتائج\n/);
  expect(english).toMatch(/Dissent: The evidence for a crematorium was called circumstantial/);
  expect(english).toMatch(/at most 50 people per day \(claimed by a source; C\d+\)/);
});

it("the digests of the copies are signed by the case key of the dossier that proves them", () => {
  const sums = read("sha256sums.txt");
  const key = readFileSync(join(folder, "keys/case.pem"), "utf8");
  expect(verify(null, sums, key, read("sha256sums.txt.sig"))).toBe(true);
  const files = readdirSync(`${folder}.copies`, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  expect(sums.toString().trim().split("\n")).toHaveLength(files.length - 2);
});

it("charts are there in both languages", () => {
  const charts = readdirSync(join(`${folder}.copies`, "charts"));
  for (const name of ["matrix-W1", "figures-1", "timeline", "map", "sources"]) {
    expect(charts).toContain(`${name}.svg`);
    expect(charts).toContain(`${name}.ar.svg`);
  }
});

it("the page draws every chart, and the Word document says what the text says", async () => {
  const page = read("report.html").toString();
  const charts = readdirSync(join(`${folder}.copies`, "charts")).filter((name) => !name.endsWith(".ar.svg"));
  for (const name of charts) expect(page).toContain(read(`charts/${name}`).toString().trimEnd());
  const arabic = read("report.ar.html").toString();
  expect(arabic).toContain('dir="rtl"');
  // Between isolates a date keeps its order in a line from the right.
  expect(arabic).toMatch(/\(\u2066\d{4}-\d\d-\d\d\u2069\)/);
  const plain = read("report.txt")
    .toString()
    .replace(/[^\p{L}\p{N}]+/gu, " ");
  const { value } = await mammoth.extractRawText({ buffer: read("report.docx") });
  const words = value.split("\n").filter((line) => line !== "" && !line.startsWith("["));
  expect(words.length).toBeGreaterThan(60);
  for (const line of words) expect(plain).toContain(line.replace(/[^\p{L}\p{N}]+/gu, " ").trim());
});

it("the PDF is tagged, archival, reads right in Arabic, and carries the dossier", () => {
  if (!hasPdf) {
    console.log("skipped: Typst not present");
    expect(said).toMatch(/case\/no-typst/);
    return;
  }
  const pdf = read("report.pdf");
  expect(pdf.includes("/MarkInfo")).toBe(true);
  expect(pdf.includes("pdfaid")).toBe(true);
  const path = join(`${folder}.copies`, "report.pdf");
  const words = spawnSync("pdftotext", ["-q", path, "-"], { encoding: "utf8", maxBuffer: 1 << 26 });
  if (words.error !== undefined) {
    console.log("skipped: pdftotext not present");
    return;
  }
  expect(words.stdout).toContain("صيدنايا");
  expect(words.stdout).toContain("محرقة جثث");
  spawnSync("pdfdetach", ["-save", "1", "-o", bench.path("attached.zip"), path]);
  expect(readFileSync(bench.path("attached.zip")).equals(readFileSync(`${folder}.zip`))).toBe(true);
});

it("figures come back from CSV as they went in, and no cell is a formula", () => {
  const rows = parseCsv(read("figures.csv").toString()).rows.map((row) => row.map((cell) => cell.text));
  expect(rows[0]!.slice(0, 5)).toEqual(["number", "words", "kind", "relation", "value"]);
  expect(rows.find((row) => row[1] === "at most 50 people per day")!.slice(2, 9)).toEqual([
    "claimed",
    "atMost",
    "50",
    "",
    "50",
    "people",
    "day",
  ]);
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.constantFrom("", "=", "+", "-", "@", "\t", "\r"), (text, lead) => {
      const cell = csvCell(`${lead}${text}`);
      const [row] = parseCsv(`x,${cell}`).rows;
      const back = row![1]!.text;
      expect(/^[=+@\t\r]/.test(back)).toBe(false);
      if (back.startsWith("-")) expect(back).toMatch(/^-?\d+(\.\d+)?$/);
      if (/^[^\r\n'=+@\t-]*$/.test(`${lead}${text}`)) expect(back).toBe(`${lead}${text}`);
    }),
  );
});
