const box = (kind: string, ...parts: (Uint8Array | string)[]): Buffer => {
  const body = Buffer.concat(parts.map((part) => Buffer.from(part as string)));
  const head = Buffer.alloc(8);
  head.writeUInt32BE(body.length + 8, 0);
  head.write(kind, 4, "latin1");
  return Buffer.concat([head, body]);
};
const u32 = (...numbers: number[]): Buffer => {
  const bytes = Buffer.alloc(4 * numbers.length);
  for (const [i, number] of numbers.entries()) bytes.writeUInt32BE(number, i * 4);
  return bytes;
};

/** A film as a phone writes its frame: no pictures, all the words. */
export function film(): Buffer {
  const made = Date.UTC(2026, 0, 2, 3, 4, 5) / 1000 + 2_082_844_800;
  const mvhd = box("mvhd", u32(0, made, made + 10, 1000, 5500), Buffer.alloc(80));
  const place = box("\u00a9xyz", Buffer.from([0, 18, 0x15, 0xc7]), "+33.6000+036.1000/");
  const value = (number: number, text: string): Buffer =>
    Buffer.concat([u32(24 + text.length, number), box("data", u32(1, 0), text)]);
  const keys = box(
    "keys",
    u32(0, 2),
    box("mdta", "com.apple.quicktime.make"),
    box("mdta", "com.apple.quicktime.model"),
  );
  const meta = box(
    "meta",
    box("hdlr", u32(0, 0), "mdta", Buffer.alloc(13)),
    keys,
    box("ilst", value(1, "Inventa"), value(2, "Planted-7")),
  );
  const trak = box("trak", box("mdia", box("hdlr", u32(0, 0), "vide", Buffer.alloc(13))));
  return Buffer.concat([
    box("ftyp", "isom", u32(512), "isommp42"),
    box("moov", mvhd, trak, box("udta", place), meta),
    box("mdat", "x"),
  ]);
}

/** An element of Matroska: id in hexadecimal, size in one byte, or unknown. */
const element = (id: string, body: Uint8Array | string, isUnknown = false): Buffer => {
  const bytes = Buffer.from(body as string);
  const size = isUnknown ? Buffer.from([0xff]) : Buffer.from([0x40 | (bytes.length >> 8), bytes.length & 255]);
  return Buffer.concat([Buffer.from(id, "hex"), size, bytes]);
};

/** A live recording in Matroska: its segment does not know its size. No pictures, all the words. */
export function matroska(): Buffer {
  const date = Buffer.alloc(8);
  date.writeBigInt64BE(BigInt(Date.UTC(2026, 0, 2, 3, 4, 5) / 1000 - 978_307_200) * 1_000_000_000n);
  const duration = Buffer.alloc(8);
  duration.writeDoubleBE(5500);
  const tag = (name: string, value: string): Buffer =>
    element("67c8", Buffer.concat([element("45a3", name), element("4487", value)]));
  const info = element(
    "1549a966",
    Buffer.concat([
      element("2ad7b1", Buffer.from([0x0f, 0x42, 0x40])),
      element("4489", duration),
      element("4461", date),
      element("5741", "Made Up Recorder 7"),
    ]),
  );
  const cluster = element(
    "1f43b675",
    Buffer.concat([element("e7", Buffer.from([0])), element("a3", "pictures")]),
    true,
  );
  const tags = Buffer.concat([tag("ARTIST", "Planted Author"), tag("com.apple.quicktime.model", "Planted-8")]);
  const segment = Buffer.concat([
    info,
    element("1654ae6b", element("ae", Buffer.concat([element("86", "V_VP8"), element("536e", "front camera")]))),
    cluster,
    element("1254c367", element("7373", Buffer.concat([tags, tag("LOCATION", "+33.6000+036.1000/")]))),
    element("1941a469", element("61a7", element("466e", "cover.jpg"))),
  ]);
  return Buffer.concat([element("1a45dfa3", element("4282", "matroska")), element("18538067", segment, true)]);
}

/** A chunk of RIFF. */
const chunk = (kind: string, ...parts: (Uint8Array | string)[]): Buffer => {
  const body = Buffer.concat(parts.map((part) => Buffer.from(part as string)));
  const head = Buffer.alloc(8);
  head.write(kind, "latin1");
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body, Buffer.alloc(body.length % 2)]);
};

/** A film as an old camera writes its frame: no pictures, all the words. */
export function avi(): Buffer {
  const head = Buffer.alloc(56);
  head.writeUInt32LE(40_000, 0);
  head.writeUInt32LE(100, 16);
  return chunk(
    "RIFF",
    "AVI ",
    chunk(
      "LIST",
      "hdrl",
      chunk("avih", head),
      chunk("LIST", "strl", chunk("strh", "vidsMJPG", Buffer.alloc(48))),
      chunk("IDIT", "FRI JAN 02 03:04:05 2026\n\0"),
    ),
    chunk("LIST", "INFO", chunk("ISFT", "Made Up Camera 7\0"), chunk("IART", "Planted Author\0")),
    chunk("LIST", "exif", chunk("ecor", "Inventa\0"), chunk("emdl", "Planted-9\0")),
    chunk("LIST", "movi", chunk("00dc", chunk("IART", "no words but pictures"))),
  );
}
