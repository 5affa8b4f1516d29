import { type Bag, MAX_TAG_BYTES } from "./bag-files.ts";
import { quote } from "./check-bag.ts";

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const END_BYTES = 22;

/**
 * Reads a dossier's zip (docs/formats/dossier.md, section 9). Every byte must be accounted for: what our writer would not have
 * written is a stray, and what could be read besides is read all the same.
 */
export function readZip(bytes: Uint8Array): Bag {
  const files = new Map<string, Uint8Array>();
  const strays: string[] = [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const endAt = bytes.length - END_BYTES;
  if (endAt < 0 || view.getUint32(endAt, true) !== END) {
    return { files, large: new Map(), strays: ["the zip does not end as a dossier's zip does"], unread: [] };
  }
  const [count, size, start] = [
    view.getUint16(endAt + 10, true),
    view.getUint32(endAt + 12, true),
    view.getUint32(endAt + 16, true),
  ];
  const isPlainEnd =
    view.getUint32(endAt + 4, true) === 0 &&
    view.getUint16(endAt + 8, true) === count &&
    view.getUint16(endAt + 20, true) === 0;
  if (!isPlainEnd || start + size !== endAt) strays.push("the zip's directory does not stand where it should");
  let [entry, local] = [start, 0];
  let folder: string | null = null;
  for (let at = 0; at < count; at++) {
    const found = readEntry(bytes, view, entry, local, start);
    if (typeof found === "string") {
      strays.push(`entry ${at} of the zip ${found}`);
      break;
    }
    const [top, ...rest] = found.name.split("/");
    const path = rest.join("/");
    folder ??= top!;
    if (top !== folder || path === "") strays.push(`the zip holds ${quote(found.name)} outside its one folder`);
    else if (files.has(path)) strays.push(`the zip holds ${quote(path)} twice`);
    else files.set(path, found.content);
    [entry, local] = [found.nextEntry, found.nextLocal];
  }
  if (strays.length === 0 && (entry !== endAt || local !== start))
    strays.push("the zip holds bytes that are of no file");
  const name = folder === null ? null : nameOf(files);
  if (name !== null && name !== folder)
    strays.push(`the zip's folder is ${quote(String(folder))}, and not ${quote(name)}`);
  const tooLarge = [...files].find(([path, content]) => !path.startsWith("data/") && content.length > MAX_TAG_BYTES);
  if (tooLarge !== undefined) files.delete(tooLarge[0]);
  const unread = tooLarge === undefined ? [] : [`${tooLarge[0]}: it is larger than 256 MiB`];
  return { files, large: new Map(), strays, unread };
}

function nameOf(files: ReadonlyMap<string, Uint8Array>): string | null {
  const info = Buffer.from(files.get("bag-info.txt") ?? []).toString("utf8");
  return /^External-Identifier: (.*)$/m.exec(info)?.[1] ?? null;
}

interface ZipEntry {
  readonly name: string;
  readonly content: Uint8Array;
  readonly nextEntry: number;
  readonly nextLocal: number;
}

/** One entry of the directory with its local header, which must say the same. @returns what is wrong with it instead */
function readEntry(bytes: Uint8Array, view: DataView, entry: number, local: number, limit: number): ZipEntry | string {
  if (entry + 46 > bytes.length || view.getUint32(entry, true) !== CENTRAL) return "is none";
  if (local + 30 > limit || view.getUint32(local, true) !== LOCAL) return "has no local header";
  if (view.getUint32(entry + 42, true) !== local) return "does not stand behind the one before it";
  const nameBytes = view.getUint16(entry + 28, true);
  const size = view.getUint32(entry + 24, true);
  for (let at = 0; at < 26; at++) {
    if (bytes[entry + 6 + at] !== bytes[local + 4 + at]) return "differs from its local header";
  }
  const isStored =
    view.getUint16(entry + 4, true) === 20 &&
    view.getUint16(entry + 6, true) === 20 &&
    view.getUint16(entry + 8, true) === 0x0800 &&
    view.getUint16(entry + 10, true) === 0 &&
    view.getUint32(entry + 12, true) === 33 << 16 &&
    view.getUint32(entry + 20, true) === size &&
    view.getUint16(entry + 30, true) === 0;
  if (!isStored || [32, 34, 36, 38, 40].some((at) => view.getUint16(entry + at, true) !== 0))
    return "is not written as a dossier's zip is";
  const content = local + 30 + nameBytes;
  if (content + size > limit || entry + 46 + nameBytes > bytes.length) return "reaches beyond its place";
  const name = Buffer.from(bytes.subarray(entry + 46, entry + 46 + nameBytes));
  if (!name.equals(Buffer.from(bytes.subarray(local + 30, content)))) return "has two names";
  const file = bytes.subarray(content, content + size);
  if (crc32(file) !== view.getUint32(entry + 16, true)) return `is damaged: ${quote(name.toString("utf8"))}`;
  return { name: name.toString("utf8"), content: file, nextEntry: entry + 46 + nameBytes, nextLocal: content + size };
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let bit = 0; bit < 8; bit++) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1;
  return c >>> 0;
});

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (let at = 0; at < bytes.length; at++) crc = (CRC_TABLE[(crc ^ bytes[at]!) & 0xff]! ^ (crc >>> 8)) >>> 0;
  return (crc ^ 0xffffffff) >>> 0;
}
