import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { word } from "#page";
import { estimate, renderEstimate } from "../index.ts";
import { drawLists, POPULATIONS } from "../testing/made-up-lists.ts";

const room = new URL("../", import.meta.url);
const QUICK = { "lcmcr.burn": 1000, "lcmcr.draws": 500, "lcmcr.rounds": 2, "sparse.resamples": 20 };
const made = estimate(drawLists(POPULATIONS["independent lists"]!, 3), { workers: 0, settings: QUICK });
const page = async (language?: string) =>
  renderEstimate(await made, { file: "made-up.csv", engine: "test", ...(language === undefined ? {} : { language }) });

describe("the report page by language", () => {
  test("English is what no language asks for, and it says the report's own sentences", async () => {
    expect(await page()).toBe(await page("en"));
    const { report } = await made;
    const english = (await page()).replaceAll("&#39;", "'");
    for (const sentence of [report.headline!.text, ...report.honesty!.assumptions]) expect(english).toContain(sentence);
  });
  test("long remarks do not squeeze the names of rows letter by letter", async () => {
    expect(await page()).toMatch(/th\{[^}]*overflow-wrap:break-word/);
  });
  test("Arabic is written from right to left, with the same numbers and charts, and no English heading", async () => {
    const [arabic, english] = await Promise.all([page("ar-SY"), page("en")]);
    expect(arabic).toMatch(/<html[^>]* lang="ar"[^>]* dir="rtl"/);
    const { report } = await made;
    const { headline, n } = report;
    expect(headline).not.toBeNull();
    expect(arabic).toContain(word("ar", "estimate.assumes.unseen"));
    expect(arabic).toContain(`منهم ${n.toLocaleString("en-US")}`);
    expect(arabic.match(/<svg/g)!.length).toBe(english.match(/<svg/g)!.length);
    const headings = [...arabic.matchAll(/<h[12]>([^<]*)</g)].map(([, text]) => text!);
    expect(headings.length).toBeGreaterThan(5);
    for (const heading of headings) expect(heading).toMatch(/[\u0600-\u06ff]/);
    // What the engine says with its numbers stays English, and is marked as such.
    const rest = arabic.replace(/<span class="original" lang="en" dir="ltr">[^<]*<\/span>/g, "");
    for (const { text } of report.warnings) expect(rest).not.toContain(text);
  });
  test("every code that a warning or a refusal can carry has words in both languages", () => {
    const files = readdirSync(room, { recursive: true, encoding: "utf8" }).filter((name) =>
      /(?<!\.test)\.ts$/.test(name),
    );
    const sources = files.map((name) => readFileSync(new URL(name.replaceAll("\\", "/"), room), "utf8")).join("\n");
    const codes = new Set([...sources.matchAll(/code: "([a-z-]+)"/g)].map(([, code]) => code!));
    expect(codes.size).toBeGreaterThan(25);
    for (const code of [...codes, "empty-overlap"])
      for (const language of ["en", "ar"]) expect(word(language, `estimate.code.${code}`)).not.toBe("");
  });
});
