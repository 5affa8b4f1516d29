import mammoth from "mammoth";
import { parse } from "parse5";
import { describe, expect, it } from "vitest";
import { contentPolicy, REPORT_STYLE } from "../../src/page/index.ts";
import { docxOf } from "../../src/publish/outputs/docx.ts";
import type { Report } from "../../src/publish/outputs/report.ts";
import { webReport } from "../../src/publish/outputs/web-report.ts";

// Every word here is made up.
const report: Report = {
  language: "en",
  title: 'A mill & what <it> "saw"',
  blocks: [
    { kind: "section", words: "1. Objectives" },
    { kind: "paragraph", words: "It stood there [E1, p. 3], says \u0001nobody \ud800 [E9]." },
    { kind: "heading", words: "Files" },
    { kind: "item", words: "E1 A letter; قال الشاهد", anchor: "E1" },
    { kind: "quote", words: "</w:t> & ]]>" },
    { kind: "chart", chart: { name: "map", title: "Places", svg: "<svg><title>Places</title></svg>\n" } },
  ],
};
const words = { name: "public-0042", day: "2026-01-02" };

/** Members of a zip without compression: name and text. */
function members(zip: Uint8Array): ReadonlyMap<string, string> {
  const bytes = Buffer.from(zip);
  const found = new Map<string, string>();
  for (let at = 0; bytes.readUInt32LE(at) === 0x04034b50; ) {
    const [size, name] = [bytes.readUInt32LE(at + 22), bytes.readUInt16LE(at + 26)];
    const from = at + 30 + name;
    found.set(bytes.toString("utf8", at + 30, from), bytes.toString("utf8", from, from + size));
    at = from + size;
  }
  return found;
}

describe("docxOf()", () => {
  it("is read by another program: all words, in order, references that lead to lines", async () => {
    const { value, messages } = await mammoth.convertToHtml({ buffer: Buffer.from(docxOf(report, words)) });
    expect(messages.filter(({ type }) => type === "error")).toEqual([]);
    expect(value).toContain("A mill &amp; what &lt;it&gt;");
    expect(value).toMatch(/It stood there \[<a href="#([^"]+)">E1<\/a>, p\. 3\], says \ufffdnobody \ufffd \[E9\]\./);
    expect(value).toMatch(/<li><a id="[^"]+"><\/a>E1 A letter; قال الشاهد<\/li>/);
    expect(value).toContain("&lt;/w:t&gt; &amp; ]]&gt;");
    expect(value).toContain("[Places: charts/map.svg]");
  });
  it("the same bytes each time; names the dossier, its day, and nobody", () => {
    expect(docxOf(report, words)).toEqual(docxOf(structuredClone(report), words));
    const parts = members(docxOf(report, words));
    expect([...parts.keys()][0]).toBe("[Content_Types].xml");
    expect(parts.get("word/footer1.xml")).toContain("public-0042");
    expect(parts.get("docProps/core.xml")).toContain("2026-01-02T00:00:00Z");
    expect([...parts.values()].join("")).not.toMatch(/dc:creator|lastModifiedBy|<Application|Company|rsid/i);
    for (const name of parts.get("[Content_Types].xml")!.matchAll(/PartName="\/([^"]+)"/g))
      expect(parts.has(name[1]!)).toBe(true);
  });
  it("Arabic runs from the right, Latin within it does not", () => {
    const arabic = { ...report, language: "ar", title: "مطحنة Made Up" };
    const document = members(docxOf(arabic, words)).get("word/document.xml")!;
    expect(document).toContain('<w:rPr><w:rtl/></w:rPr><w:t xml:space="preserve">مطحنة </w:t>');
    expect(document).toContain('<w:r><w:t xml:space="preserve">Made Up</w:t></w:r>');
    expect(document.match(/<w:bidi\/>/g)).toHaveLength(report.blocks.length + 2);
  });
});

describe("webReport()", () => {
  it("loads nothing, runs nothing, draws its charts, and its references lead to lines", () => {
    const html = webReport(report);
    expect(html).toContain(contentPolicy(REPORT_STYLE).replaceAll("'", "&#39;"));
    expect(html).not.toMatch(/<script|style="|src=|https?:/);
    expect(html).toContain('<figure id="map"><svg><title>Places</title></svg><figcaption>Places</figcaption></figure>');
    expect(html).toContain('[<a href="#E1">E1</a>, p. 3]');
    expect(html).toContain('<li id="E1">');
    expect(html).toContain("&lt;/w:t&gt; &amp; ]]&gt;");
    const errors: string[] = [];
    parse(html.replace("\u0001", "").replace("\ud800", ""), { onParseError: ({ code }) => errors.push(code) });
    expect(errors).toEqual([]);
  });
});
