import { directionOf } from "#kernel";
import type { BagFile } from "../input.ts";
import { storedArchive } from "../zip.ts";
import { piecesOf } from "./pieces.ts";
import { anchorsOf, type Block, type Report } from "./report.ts";
import { runsOf } from "./runs.ts";

const MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/** List definitions of `numbering.xml`: paragraphs counted through, so that they can be cited, and items with a dash. */
const [COUNTED, DASHED] = [1, 2] as const;

/**
 * A report as a Word document (ECMA-376, transitional) for those who file, number and annotate: paragraphs counted through,
 * references as links to the lines they name, the dossier's name and page numbers at the foot. Nothing in it is of a person or a
 * machine but the day of the dossier, nothing is compressed, and the same report gives the same bytes.
 */
export function docxOf(report: Report, words: { readonly name: string; readonly day: string }): Uint8Array {
  const isRtl = directionOf(report.language) === "rtl";
  const part = (path: string, xml: string): BagFile => ({ path, bytes: Buffer.from(DECLARATION + xml) });
  return storedArchive([
    part("[Content_Types].xml", contentTypes()),
    part(
      "_rels/.rels",
      relations([
        ["rId1", `${OFFICE}/officeDocument`, "word/document.xml"],
        ["rId2", `${PACKAGE}/relationships/metadata/core-properties`, "docProps/core.xml"],
      ]),
    ),
    part("docProps/core.xml", coreProperties(report, words.day)),
    part(
      "word/_rels/document.xml.rels",
      relations([
        ["rId1", `${OFFICE}/styles`, "styles.xml"],
        ["rId2", `${OFFICE}/numbering`, "numbering.xml"],
        ["rId3", `${OFFICE}/settings`, "settings.xml"],
        ["rId4", `${OFFICE}/footer`, "footer1.xml"],
      ]),
    ),
    part("word/document.xml", documentXml(report, isRtl)),
    part("word/footer1.xml", footerXml(words.name, isRtl)),
    part("word/numbering.xml", numberingXml()),
    part("word/settings.xml", `<w:settings xmlns:w="${MAIN}"><w:defaultTabStop w:val="720"/></w:settings>`),
    part("word/styles.xml", stylesXml(report.language)),
  ]);
}

function documentXml(report: Report, isRtl: boolean): string {
  const anchors = anchorsOf(report);
  const ids = new Map([...anchors].map((anchor, at) => [anchor, at + 1]));
  const blocks = report.blocks.map((block) => paragraphOf(block, anchors, ids, isRtl));
  const end = `<w:sectPr><w:footerReference w:type="default" r:id="rId4"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1360" w:right="1250" w:bottom="1360" w:left="1250" w:header="680" w:footer="680" w:gutter="0"/>${isRtl ? "<w:bidi/>" : ""}</w:sectPr>`;
  const title = paragraph("Title", runsXml(report.title, isRtl), isRtl);
  return `<w:document xmlns:w="${MAIN}" xmlns:r="${OFFICE}"><w:body>${[title, ...blocks].join("\n")}${end}</w:body></w:document>`;
}

function paragraphOf(
  block: Block,
  anchors: ReadonlySet<string>,
  ids: ReadonlyMap<string, number>,
  isRtl: boolean,
): string {
  // Charts are files beside the report: Word shows no SVG without a second picture for older versions of itself.
  if (block.kind === "chart") {
    return paragraph("Note", runsXml(`[${block.chart.title}: charts/${block.chart.name}.svg]`, isRtl), isRtl);
  }
  const inside = piecesOf(block.words, anchors)
    .map(({ words, to }) => {
      const runs = runsXml(words, isRtl, to === undefined ? "" : '<w:rStyle w:val="Hyperlink"/>');
      return to === undefined ? runs : `<w:hyperlink w:anchor="${to}" w:history="1">${runs}</w:hyperlink>`;
    })
    .join("");
  const id = block.anchor === undefined ? undefined : ids.get(block.anchor);
  const marked =
    id === undefined
      ? inside
      : `<w:bookmarkStart w:id="${id}" w:name="${block.anchor}"/>${inside}<w:bookmarkEnd w:id="${id}"/>`;
  if (block.kind === "section") return paragraph("Heading1", marked, isRtl);
  if (block.kind === "heading") return paragraph("Heading2", marked, isRtl);
  if (block.kind === "quote") return paragraph("Quote", marked, isRtl);
  return paragraph(null, marked, isRtl, block.kind === "item" ? DASHED : COUNTED);
}

function paragraph(style: string | null, inside: string, isRtl: boolean, list?: number): string {
  const properties = [
    style === null ? "" : `<w:pStyle w:val="${style}"/>`,
    list === undefined ? "" : `<w:numPr><w:ilvl w:val="0"/><w:numId w:val="${list}"/></w:numPr>`,
    isRtl ? "<w:bidi/>" : "",
  ].join("");
  return `<w:p>${properties === "" ? "" : `<w:pPr>${properties}</w:pPr>`}${inside}</w:p>`;
}

/** Runs by script: Word takes font and order of a run from its mark, not from its letters. */
function runsXml(words: string, isRtl: boolean, style = ""): string {
  return runsOf(words, isRtl)
    .map(({ words: said, isRtl: right }) => {
      const properties = `${style}${right ? "<w:rtl/>" : ""}`;
      return `<w:r>${properties === "" ? "" : `<w:rPr>${properties}</w:rPr>`}<w:t xml:space="preserve">${escapeXml(said)}</w:t></w:r>`;
    })
    .join("");
}

function footerXml(name: string, isRtl: boolean): string {
  const field = (type: string): string => `<w:r><w:fldChar w:fldCharType="${type}"/></w:r>`;
  const page = `${field("begin")}<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>${field("separate")}<w:r><w:t>1</w:t></w:r>${field("end")}`;
  return `<w:ftr xmlns:w="${MAIN}">${paragraph("Footer", `${runsXml(`${name}   `, false)}${page}`, isRtl)}</w:ftr>`;
}

function numberingXml(): string {
  const level = (id: number, format: string, text: string): string =>
    `<w:abstractNum w:abstractNumId="${id}"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="567" w:hanging="567"/></w:pPr></w:lvl></w:abstractNum>`;
  const list = (id: number): string => `<w:num w:numId="${id}"><w:abstractNumId w:val="${id}"/></w:num>`;
  return `<w:numbering xmlns:w="${MAIN}">${level(COUNTED, "decimal", "%1.")}${level(DASHED, "bullet", "–")}${list(COUNTED)}${list(DASHED)}</w:numbering>`;
}

function stylesXml(language: string): string {
  const style = (id: string, name: string, paragraphs: string, runs: string): string =>
    `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>${paragraphs}</w:pPr><w:rPr>${runs}</w:rPr></w:style>`;
  const size = (half: number): string => `<w:sz w:val="${half}"/><w:szCs w:val="${half}"/>`;
  const bold = "<w:b/><w:bCs/>";
  const heading = (level: number): string =>
    `<w:keepNext/><w:spacing w:before="320" w:after="120"/><w:outlineLvl w:val="${level}"/>`;
  const fonts = '<w:rFonts w:ascii="Cambria" w:hAnsi="Cambria" w:cs="Arial"/>';
  const tag = escapeXml(language);
  return `<w:styles xmlns:w="${MAIN}"><w:docDefaults><w:rPrDefault><w:rPr>${fonts}${size(22)}<w:lang w:val="${tag}" w:bidi="${tag}"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style><w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:rPr><w:color w:val="1F4E8C"/></w:rPr></w:style>${[
    style("Title", "Title", '<w:spacing w:after="240"/>', `${bold}${size(36)}`),
    style("Heading1", "heading 1", heading(0), `${bold}${size(28)}`),
    style("Heading2", "heading 2", heading(1), `${bold}${size(23)}`),
    style("Quote", "Quote", '<w:ind w:left="567" w:right="567"/>', "<w:i/><w:iCs/>"),
    style("Note", "Note", "", '<w:color w:val="5B6069"/>'),
    style("Footer", "footer", "", size(18)),
  ].join("")}</w:styles>`;
}

function contentTypes(): string {
  const parts = [
    ["/word/document.xml", `${WORD}.document.main+xml`],
    ["/word/footer1.xml", `${WORD}.footer+xml`],
    ["/word/numbering.xml", `${WORD}.numbering+xml`],
    ["/word/settings.xml", `${WORD}.settings+xml`],
    ["/word/styles.xml", `${WORD}.styles+xml`],
    ["/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"],
  ].map(([name, type]) => `<Override PartName="${name}" ContentType="${type}"/>`);
  return `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${parts.join("")}</Types>`;
}

function relations(list: readonly (readonly [string, string, string])[]): string {
  const all = list.map(([id, type, target]) => `<Relationship Id="${id}" Type="${type}" Target="${target}"/>`);
  return `<Relationships xmlns="${PACKAGE}/relationships">${all.join("")}</Relationships>`;
}

function coreProperties({ title, language }: Report, day: string): string {
  const names = `xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"`;
  return `<cp:coreProperties ${names}><dc:title>${escapeXml(title)}</dc:title><dc:language>${escapeXml(language)}</dc:language><dcterms:created xsi:type="dcterms:W3CDTF">${day}T00:00:00Z</dcterms:created></cp:coreProperties>`;
}

/** Text of an XML 1.0 document. What that cannot hold (controls, half signs) becomes the sign for what cannot be shown. */
function escapeXml(words: string): string {
  return words
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
