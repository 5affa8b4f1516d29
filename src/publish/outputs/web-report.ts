import { type Child, el, type Html, REPORT_STYLE, shell } from "#page";
import { piecesOf } from "./pieces.ts";
import { anchorsOf, type Block, type Report } from "./report.ts";

/**
 * A report as one HTML page with its charts drawn in it: no script, nothing loaded, references lead to the lines they name.
 * It is a copy to read. The pages of the bag have no charts, for nobody could check a drawing there leaf by leaf.
 */
export function webReport(report: Report): string {
  const { language, title, blocks } = report;
  const anchors = anchorsOf(report);
  const body: Child[] = [el("h1", {}, title)];
  for (let at = 0; at < blocks.length; at++) {
    const block = blocks[at]!;
    if (block.kind !== "item") {
      body.push("\n", markupOf(block, anchors));
      continue;
    }
    const items: Child[] = [];
    for (; blocks[at]?.kind === "item"; at++) items.push("\n", markupOf(blocks[at]!, anchors));
    at--;
    body.push("\n", el("ul", {}, ...items, "\n"));
  }
  return shell({ language, title, style: REPORT_STYLE, body: [el("main", {}, ...body, "\n")] });
}

function markupOf(block: Block, anchors: ReadonlySet<string>): Html {
  if (block.kind === "chart") {
    const { name, title, svg } = block.chart;
    return el("figure", { id: name }, { html: svg.trimEnd() }, el("figcaption", {}, title));
  }
  const words = piecesOf(block.words, anchors).map(
    ({ words: said, to }): Child => (to === undefined ? said : el("a", { href: `#${to}` }, said)),
  );
  const id = block.anchor;
  if (block.kind === "section") return el("h2", {}, ...words);
  if (block.kind === "heading") return el("h3", {}, ...words);
  if (block.kind === "item") return el("li", { id }, ...words);
  return el(block.kind === "quote" ? "blockquote" : "p", { id }, ...words);
}
