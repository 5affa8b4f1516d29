import { type DefaultTreeAdapterMap, parseFragment } from "parse5";
import { fromBufferPromise } from "yauzl";
import type { Entry } from "./entry.ts";

/** The parts of office files that tell who wrote them, when and with what: ECMA-376 (docProps) and OpenDocument (meta.xml). */
const PARTS = new Set(["docProps/core.xml", "docProps/app.xml", "docProps/custom.xml", "meta.xml"]);
/** Each is of a few kilobytes in honest files. */
const LARGEST_PART = 1 << 20;

/** What an office file of either family says about itself. @throws when it is no sound zip archive */
export async function officeMetadata(bytes: Uint8Array): Promise<readonly Entry[]> {
  const zip = await fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), {
    lazyEntries: true,
  });
  const entries: Entry[] = [];
  for await (const entry of zip.eachEntry()) {
    const path = String(entry.fileName);
    if (/(^|\/)comments[^/]*\.xml$|word\/people\.xml$/.test(path)) entries.push({ name: "part", value: path });
    if (!PARTS.has(path)) continue;
    if (entry.uncompressedSize > LARGEST_PART) throw new Error(`${path} has ${entry.uncompressedSize} bytes`);
    const parts: Buffer[] = [];
    for await (const part of await zip.openReadStreamPromise(entry)) parts.push(part as Buffer);
    entries.push(...elementsOf(Buffer.concat(parts).toString("utf8")));
  }
  return entries;
}

type Node = DefaultTreeAdapterMap["node"];

/** Every element that holds text of its own. */
function elementsOf(xml: string): Entry[] {
  // An empty element in XML's short form would hold all that follows.
  const plain = xml.replace(/<\?[\s\S]*?\?>/g, "").replace(/<([A-Za-z][\w:.-]*)([^<>]*)\/>/g, "<$1$2></$1>");
  const entries: Entry[] = [];
  const walk = (node: Node): void => {
    if (!("childNodes" in node)) return;
    const text = node.childNodes
      .map((child) => ("value" in child ? child.value : ""))
      .join("")
      .trim();
    const own =
      "attrs" in node ? node.attrs.find(({ name }) => name === "name" || name === "meta:name")?.value : undefined;
    if (text !== "" && "tagName" in node)
      entries.push({ name: own === undefined ? node.tagName : `${node.tagName} ${own}`, value: text });
    for (const child of node.childNodes) walk(child);
  };
  walk(parseFragment(plain));
  return entries;
}
