import { createHash } from "node:crypto";
import { ZipFile } from "yazl";

/** A page that a WACZ names as a way in. */
export interface Page {
  readonly id: string;
  readonly url: string;
  /** ISO 8601, UTC. */
  readonly ts: string;
  readonly title: string;
  readonly text: string;
}

export interface WaczParts {
  readonly warc: Uint8Array;
  readonly warcName: string;
  readonly cdxj: string;
  readonly page: Page;
  /** ISO 8601, UTC. */
  readonly created: string;
  readonly software: string;
}

/** A Web Archive Collection Zipped, version 1.1.1: a WARC file, its index, its pages, and the hashes of all of them. */
export async function packWacz({ warc, warcName, cdxj, page, created, software }: WaczParts): Promise<Uint8Array> {
  const header = { format: "json-pages-1.0", id: "pages", title: "All Pages" };
  const files = [
    { path: `archive/${warcName}`, bytes: warc },
    { path: "indexes/index.cdxj", bytes: Buffer.from(cdxj) },
    { path: "pages/pages.jsonl", bytes: Buffer.from(`${JSON.stringify(header)}\n${JSON.stringify(page)}\n`) },
  ];
  const description = {
    profile: "data-package",
    wacz_version: "1.1.1",
    title: page.title,
    created,
    software,
    mainPageUrl: page.url,
    mainPageDate: page.ts,
    resources: files.map(({ path, bytes }) => ({
      name: path.slice(path.lastIndexOf("/") + 1).toLowerCase(),
      path,
      hash: digestOf(bytes),
      bytes: bytes.length,
    })),
  };
  const datapackage = Buffer.from(`${JSON.stringify(description, null, 2)}\n`);
  const digest = Buffer.from(`${JSON.stringify({ path: "datapackage.json", hash: digestOf(datapackage) }, null, 2)}\n`);
  const zip = new ZipFile();
  // Local time in a zip would tell the zone of the machine: all files carry the day on which those fields begin.
  const mtime = new Date(1980, 0, 1);
  for (const { path, bytes } of [
    ...files,
    { path: "datapackage.json", bytes: datapackage },
    { path: "datapackage-digest.json", bytes: digest },
  ]) {
    zip.addBuffer(bytes, path, {
      mtime,
      mode: 0o100644,
      compress: !path.startsWith("archive/"),
      forceDosTimestamp: true,
    });
  }
  zip.end();
  const parts: Buffer[] = [];
  for await (const part of zip.outputStream) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

function digestOf(bytes: Uint8Array): string {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}
