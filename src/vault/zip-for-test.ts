import { crc32, deflateRawSync } from "node:zlib";

export interface TestMember {
  readonly name: string | Uint8Array;
  readonly body: Uint8Array | string;
  /** Store instead of deflate. */
  readonly stored?: boolean;
  /** Unix mode, for links and devices. */
  readonly mode?: number;
  readonly flags?: number;
  readonly method?: number;
  /** What the directory states instead of the truth. */
  readonly statedSize?: number;
  readonly statedCrc?: number;
  /** Name in the local header, where it differs. */
  readonly localName?: string;
  /** Makes this member share the bytes of the one with this index. */
  readonly sameBytesAs?: number;
  readonly extra?: Uint8Array;
}

/**
 * A zip archive written field by field (APPNOTE 6.3.10), so that tests can lie in any of them.
 *
 * @param statedCount what the end of the directory states; the true count, in ZIP64 fields where needed, by default
 */
export function makeZip(members: readonly TestMember[], statedCount = members.length): Uint8Array {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  const offsets: number[] = [];
  let at = 0;
  for (const member of members) {
    const body = Buffer.from(member.body as Uint8Array);
    const method = member.method ?? (member.stored === true ? 0 : 8);
    const packed = method === 0 ? body : deflateRawSync(body, { level: 9 });
    const name = Buffer.from(member.name as Uint8Array);
    const localName = member.localName === undefined ? name : Buffer.from(member.localName);
    const extra = Buffer.from(member.extra ?? []);
    const size = member.statedSize ?? body.length;
    const crc = member.statedCrc ?? crc32(body);
    const common = (head: Buffer, start: number, nameLength: number): void => {
      head.writeUInt16LE(member.flags ?? 0x800, start);
      head.writeUInt16LE(method, start + 2);
      head.writeUInt16LE(12 << 11, start + 4);
      head.writeUInt16LE(((2017 - 1980) << 9) | (5 << 5) | 15, start + 6);
      head.writeUInt32LE(crc, start + 8);
      head.writeUInt32LE(packed.length, start + 12);
      head.writeUInt32LE(size, start + 16);
      head.writeUInt16LE(nameLength, start + 20);
    };
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(20, 4);
    common(local, 6, localName.length);
    offsets.push(member.sameBytesAs === undefined ? at : offsets[member.sameBytesAs]!);
    if (member.sameBytesAs === undefined) {
      parts.push(local, localName, packed);
      at += 30 + localName.length + packed.length;
    }
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE((3 << 8) | 20, 4);
    central.writeUInt16LE(20, 6);
    common(central, 8, name.length);
    central.writeUInt16LE(extra.length, 30);
    central.writeUInt32LE(((member.mode ?? 0o100644) << 16) >>> 0, 38);
    central.writeUInt32LE(offsets.at(-1)!, 42);
    directory.push(central, name, extra);
  }
  const listing = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Math.min(statedCount, 0xffff), 8);
  end.writeUInt16LE(Math.min(statedCount, 0xffff), 10);
  end.writeUInt32LE(listing.length, 12);
  end.writeUInt32LE(at, 16);
  const zip64 = statedCount > 0xffff ? endOfZip64(statedCount, listing.length, at) : Buffer.alloc(0);
  return new Uint8Array(Buffer.concat([...parts, listing, zip64, end]));
}

function endOfZip64(count: number, length: number, at: number): Buffer {
  const end = Buffer.alloc(56 + 20);
  end.writeUInt32LE(0x06064b50, 0);
  end.writeBigUInt64LE(44n, 4);
  for (const field of [24, 32]) end.writeBigUInt64LE(BigInt(count), field);
  end.writeBigUInt64LE(BigInt(length), 40);
  end.writeBigUInt64LE(BigInt(at), 48);
  end.writeUInt32LE(0x07064b50, 56);
  end.writeBigUInt64LE(BigInt(at + length), 64);
  end.writeUInt32LE(1, 72);
  return end;
}
