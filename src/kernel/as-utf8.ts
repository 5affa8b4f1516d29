/** Why bytes cannot be read as text, and what mends it: two lines of an error message. */
export interface NotText {
  readonly found: string;
  readonly mend: string;
}

/**
 * Bytes of the file `name` as UTF-8: UTF-16 with a byte order mark is converted, else what is not UTF-8 by the named encoding (names
 * of the WHATWG Encoding Standard), which is for those files among several that need it. What is not text is not guessed at.
 *
 * @returns the text's bytes, or what is wrong with the place of the first bad byte
 */
export function asUtf8(bytes: Uint8Array, name: string, encoding = "utf-8"): Uint8Array | NotText {
  if (!isKnown(encoding)) return { found: `no encoding is called "${encoding}"`, mend: ANOTHER };
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    return new TextEncoder().encode(new TextDecoder(bytes[0] === 0xff ? "utf-16le" : "utf-16be").decode(bytes));
  }
  const bad = firstBadByte(bytes);
  // Letters that make sound UTF-8 do so by no accident; plain ASCII may be UTF-16 without its mark.
  if (bad === -1 && (encoding === "utf-8" || bytes.some((byte) => byte > 127))) return bytes;
  if (encoding !== "utf-8") return decoded(bytes, encoding);
  const kind = KINDS.find(([mark]) => [...mark].every((letter, i) => bytes[i] === letter.charCodeAt(0)));
  if (kind !== undefined)
    return { found: `it is ${kind[1]}, and no text`, mend: "Give the table itself, as CSV, JSON or XLSX." };
  let line = 1;
  for (let i = 0; i < bad; i++) if (bytes[i] === 10) line++;
  return {
    found: `line ${line} holds the byte 0x${bytes[bad]!.toString(16)} that is not UTF-8; needs UTF-8 text`,
    mend: `Name the encoding with --encoding windows-1256 (or another), or convert the file: iconv -f windows-1256 -t utf-8 "${name}".`,
  };
}

/** What files of these kinds begin with. */
const KINDS: readonly (readonly [string, string])[] = [
  ["%PDF", "a PDF"],
  ["\x89PNG", "a PNG image"],
  ["\xff\xd8\xff", "a JPEG image"],
  ["\xd0\xcf\x11\xe0", "an old Office file (.xls, .doc)"],
];

const ANOTHER = "Name another with --encoding, such as windows-1256, windows-1252 or utf-16le.";

function isKnown(encoding: string): boolean {
  try {
    return new TextDecoder(encoding).encoding !== "";
  } catch {
    return false;
  }
}

function decoded(bytes: Uint8Array, encoding: string): Uint8Array | NotText {
  try {
    return new TextEncoder().encode(new TextDecoder(encoding, { fatal: true }).decode(bytes));
  } catch {
    return { found: `its bytes are not ${encoding}`, mend: ANOTHER };
  }
}

// Checked in pieces so that the place is known without a second copy of the text.
function firstBadByte(bytes: Uint8Array): number {
  const isText = (from: number, to: number): boolean => {
    try {
      new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(from, to));
      return true;
    } catch {
      return false;
    }
  };
  const step = 1 << 22;
  for (let from = 0; from < bytes.length; ) {
    let to = Math.min(bytes.length, from + step);
    while (to < bytes.length && (bytes[to]! & 0xc0) === 0x80) to--;
    if (!isText(from, to)) {
      let low = from;
      let high = to;
      while (high - low > 1) {
        let middle = (low + high) >> 1;
        while (middle > low && (bytes[middle]! & 0xc0) === 0x80) middle--;
        if (middle === low) return badWithin(bytes, low, high, isText);
        if (isText(low, middle)) low = middle;
        else high = middle;
      }
      return low;
    }
    from = to;
  }
  return -1;
}

function badWithin(
  bytes: Uint8Array,
  low: number,
  high: number,
  isText: (from: number, to: number) => boolean,
): number {
  for (let at = low; at < high; at++) if (!isText(low, at + 1) && (bytes[at]! & 0xc0) !== 0x80) return at;
  return Math.min(low, bytes.length - 1);
}
