import { directionOf } from "#kernel";
import type { BagFile, TypstDocument } from "../input.ts";
import type { Block, Report } from "./report.ts";

/** Latin first, so that Arabic takes what has Arabic; the fonts are handed to Typst and never looked for on the machine. */
const FONTS = '("Libertinus Serif", "Amiri")';

/**
 * A report as a Typst document: tagged, in its direction of writing, charts with words for those who do not see them, and
 * the dossier attached. Words go in as string literals, so that nothing in them is markup.
 */
export function typstDocument(
  reports: readonly Report[],
  attachment: BagFile,
  words: { readonly attached: string; readonly day: string },
): TypstDocument {
  const [first] = reports as readonly [Report, ...Report[]];
  const files: BagFile[] = [attachment];
  const bodies = reports.map((report, at) => {
    for (const block of report.blocks) {
      if (block.kind === "chart") files.push(chartFile(report, block));
    }
    const direction = directionOf(report.language);
    const lines = report.blocks.map((block) => typstBlock(report, block));
    return [
      ...(at === 0 ? [] : ["#pagebreak()"]),
      `#[#set text(lang: ${quote(report.language.split("-")[0]!)}, dir: ${direction})`,
      `#heading(level: 1, ${quote(report.title)})`,
      ...lines,
      "]",
    ].join("\n");
  });
  const [year, month, day] = words.day.split("-").map(Number) as [number, number, number];
  const source = `#set document(title: ${quote(first.title)}, author: (), date: datetime(year: ${year}, month: ${month}, day: ${day}))
#set page(paper: "a4", margin: (x: 2.2cm, y: 2.4cm), numbering: "1")
#set text(font: ${FONTS}, size: 10.5pt, lang: ${quote(first.language.split("-")[0]!)})
#set par(justify: false, leading: 0.72em, spacing: 0.9em)
#show heading.where(level: 1): set text(size: 18pt)
#show heading.where(level: 2): set text(size: 13.5pt)
#show heading.where(level: 3): set text(size: 11pt, fill: rgb("#5b6069"))
#show heading: set block(above: 1.5em, below: 0.7em)
#pdf.attach(${quote(attachment.path)}, relationship: "data", mime-type: "application/zip", description: ${quote(words.attached)})
${bodies.join("\n")}
`;
  return { source, files, day: words.day };
}

function typstBlock(report: Report, block: Block): string {
  if (block.kind === "chart") {
    const alt = quote(block.chart.title);
    return `#figure(image(${quote(chartPath(report, block.chart.name))}, width: 100%, alt: ${alt}), alt: ${alt}, caption: none)`;
  }
  const words = quote(block.words);
  if (block.kind === "section") return `#heading(level: 2, ${words})`;
  if (block.kind === "heading") return `#heading(level: 3, ${words})`;
  if (block.kind === "item") return `#list.item(${words})`;
  if (block.kind === "quote") return `#quote(block: true, ${words})`;
  return `#par(${words})`;
}

function chartFile(report: Report, block: Block & { readonly kind: "chart" }): BagFile {
  return { path: chartPath(report, block.chart.name), bytes: Buffer.from(block.chart.svg) };
}

function chartPath({ language }: Report, name: string): string {
  return `${name}.${language}.svg`;
}

/** A Typst string literal. Line ends are spaces: a paragraph has none of its own. */
function quote(words: string): string {
  const plain = words.replace(/\s+/g, " ").replaceAll("\\", "\\\\").replaceAll('"', '\\"');
  return `"${plain}"`;
}
