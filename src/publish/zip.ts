import type { BagFile } from "./input.ts";

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

/** 1980-01-01 00:00, the first moment that a zip can name. */
const DOS_TIME = 0;
const DOS_DATE = 33;
const UTF8_NAMES = 0x0800;

/** A zip archive of files under one folder. @throws RangeError as `storedArchive` */
export function storedZip(folder: string, files: readonly BagFile[]): Uint8Array {
  return storedArchive(files.map(({ path, bytes }) => ({ path: `${folder}/${path}`, bytes })));
}

/**
 * A zip archive of stored files, without times, owners or comments: the same files give the same bytes (APPNOTE 6.3). Nothing
 * is compressed, so that every byte can be searched.
 *
 * @throws RangeError above 65,535 files or 4 GiB, which need Zip64.
 */
export function storedArchive(files: readonly BagFile[]): Uint8Array {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const { path, bytes } of files) {
    const name = Buffer.from(path);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(UTF8_NAMES, 2);
    common.writeUInt16LE(DOS_TIME, 6);
    common.writeUInt16LE(DOS_DATE, 8);
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(bytes.length, 14);
    common.writeUInt32LE(bytes.length, 18);
    common.writeUInt16LE(name.length, 22);
    parts.push(signature(0x04034b50), common, name, bytes);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(signature(0x02014b50), Uint8Array.of(20, 0), common, tail, name);
    offset += 30 + name.length + bytes.length;
  }
  const directoryBytes = Buffer.concat(directory);
  if (files.length > 0xffff || offset + directoryBytes.length > 0xffffffff) {
    throw new RangeError(`Cannot zip ${files.length} files of ${offset} bytes: the format ends at 65,535 and 4 GiB`);
  }
  const end = Buffer.alloc(18);
  end.writeUInt16LE(files.length, 4);
  end.writeUInt16LE(files.length, 6);
  end.writeUInt32LE(directoryBytes.length, 8);
  end.writeUInt32LE(offset, 12);
  return new Uint8Array(Buffer.concat([...parts, directoryBytes, signature(0x06054b50), end]));
}

function signature(value: number): Uint8Array {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
