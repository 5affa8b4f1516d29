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
