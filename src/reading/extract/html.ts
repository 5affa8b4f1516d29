import { type DefaultTreeAdapterTypes, parse } from "parse5";
import { decodeText, refuse } from "./decode.ts";
import type { Draft, Place } from "./extract.ts";

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

const SILENT = new Set("script style noscript template head svg iframe object select button nav form math".split(" "));
const BLOCK = new Set(
  (
    "address article aside blockquote body caption dd details dialog div dl dt fieldset figcaption figure footer h1 h2 h3 " +
    "h4 h5 h6 header hr html li main ol p pre section summary table tbody td tfoot th thead tr ul"
  ).split(" "),
);

/** The declared encoding of an HTML file: looked for in the first 1,024 bytes, as browsers do. */
function declaredEncoding(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, 1024));
  const label = head.match(/<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)/i)?.[1];
  return label === undefined || /^utf-?8$/i.test(label) ? undefined : label;
}

/** @throws reading/empty when no text is left, and what decoding throws */
export function fromHtml(bytes: Uint8Array, what: string): Draft {
  return htmlText(decodeText(bytes, what, declaredEncoding(bytes)), what);
}

/**
 * Text of a page: one paragraph a block element, blank line between, `br` a line break, list items with a bullet. Scripts,
 * styles, navigation and forms are left out. Each place is the block element that holds the characters, as a CSS path.
 */
export function htmlText(html: string, what: string): Draft {
  const parts: string[] = [];
  const places: Place[] = [];
  let length = 0;
  let line = "";
  let owner = "html";

  const push = (text: string): void => {
    parts.push(text);
    length += text.length;
  };
  const flush = (): void => {
    const text = line
      .replace(/[ \t\r\f]+/g, " ")
      .replace(/ ?\n ?/g, "\n")
      .replace(/^[ \n]+|[ \n]+$/g, "");
    line = "";
    if (text === "" || text === "•") return;
    if (length > 0) push("\n\n");
    places.push({ kind: "element", label: owner, start: length, end: length + text.length });
    push(text);
  };
  const counts = new Map<Node, Map<string, number>>();
  const pathOf = (node: Element, parent: string): string => {
    const seen = counts.get(node.parentNode!) ?? new Map<string, number>();
    counts.set(node.parentNode!, seen);
    const n = (seen.get(node.tagName) ?? 0) + 1;
    seen.set(node.tagName, n);
    return `${parent} > ${node.tagName}:nth-of-type(${n})`;
  };
  // An explicit stack: a page with a hundred thousand nested tags must not end in a call-stack error.
  const stack: ({ node: Node; path: string; pre: boolean } | { close: string })[] = [
    { node: parse(html), path: "", pre: false },
  ];
  for (let item = stack.pop(); item !== undefined; item = stack.pop()) {
    if ("close" in item) {
      flush();
      owner = item.close;
      continue;
    }
    const { node, path, pre } = item;
    if (node.nodeName === "#text") {
      const value = (node as DefaultTreeAdapterTypes.TextNode).value;
      line += pre ? value : value.replace(/[ \t\n\r\f]+/g, " ");
      continue;
    }
    let here = path;
    let inPre = pre;
    if ("tagName" in node) {
      const name = node.tagName;
      here = path === "" ? name : pathOf(node, path);
      if (SILENT.has(name) || node.attrs.some((a) => a.name === "hidden")) continue;
      if (name === "br") line += "\n";
      if (name === "q") line += "“";
      inPre = pre || name === "pre";
      if (BLOCK.has(name)) {
        flush();
        stack.push({ close: owner });
        owner = here;
        if (name === "li") line = "• ";
      }
    }
    if ("childNodes" in node) {
      for (let i = node.childNodes.length - 1; i >= 0; i--)
        stack.push({ node: node.childNodes[i]!, path: here, pre: inPre });
    }
  }
  flush();
  const text = parts.join("");
  if (text.trim() === "") {
    refuse(
      "reading/empty",
      what,
      "the page has no text outside scripts and menus",
      "Save the page as it is shown, or as PDF.",
    );
  }
  return { text, places };
}
