import { readingError } from "../errors.ts";

/** Largest file and largest extracted text, in bytes. */
export const LIMIT = 20 * 1024 * 1024;

const UNCHANGED = "The file was only looked at; nothing was written.";

export function refuse(
  code: Parameters<typeof readingError>[0],
  what: string,
  found: string,
  mend: string,
  cause?: unknown,
): never {
  throw readingError(code, { what, found, unchanged: UNCHANGED, mend, ...(cause === undefined ? {} : { cause }) });
}

/** @throws reading/empty, reading/too-large */
export function checkSize(bytes: Uint8Array, what: string): void {
  if (bytes.length === 0) refuse("reading/empty", what, "it has 0 bytes", "Check that the file was copied whole.");
  if (bytes.length > LIMIT) {
    const mb = (bytes.length / 1024 / 1024).toFixed(1);
    refuse("reading/too-large", what, `it has ${mb} MB, at most 20 MB are read`, "Split it into parts and read those.");
  }
}

/**
 * Decodes text strictly: UTF-8, or UTF-16 when a byte order mark says so. Nothing is normalised; the mark stays as its one
 * code unit, so that offsets count from the first character of the file.
 *
 * @throws reading/binary, reading/not-utf8, reading/mixed-encodings, reading/empty
 */
export function decodeText(bytes: Uint8Array, what = "Cannot read the text", declared?: string): string {
  checkSize(bytes, what);
  const text = decode(bytes, what, declared);
  if (/^[\s\uFEFF]*$/u.test(text)) {
    refuse("reading/empty", what, "it holds only white space", "Check that the file was copied whole.");
  }
  return text;
}

function decode(bytes: Uint8Array, what: string, declared?: string): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return strict(bytes, "utf-16le", what);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return strict(bytes, "utf-16be", what);
  if (declared !== undefined) return strict(bytes, declared, what);
  const control = bytes.findIndex((b) => b < 32 && b !== 9 && b !== 10 && b !== 12 && b !== 13 && b !== 27);
  if (control >= 0) {
    const mend = "Give the text itself; pictures, archives and programs have none to read.";
    refuse(
      "reading/binary",
      what,
      `byte ${control + 1} is the control code ${bytes[control]}, which no text has`,
      mend,
    );
  }
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    return notUtf8(bytes, what, cause);
  }
}

function strict(bytes: Uint8Array, encoding: string, what: string): string {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    if (cause instanceof RangeError) return decode(bytes, what); // a label no decoder knows
    return refuse(
      "reading/mixed-encodings",
      what,
      `it says it is ${encoding} and is not`,
      "Repair a copy and read that.",
      cause,
    );
  }
}

/** Encodings of one byte a letter, as iconv calls them, with the letters that their texts are full of. */
const OLD: readonly (readonly [name: string, called: string, letters: RegExp])[] = [
  ["WINDOWS-1256", "Windows-1256 (Arabic)", /[\u0621-\u0652،؛؟٪\u200C-\u200F\u00A0«»–—“”‘’]/u],
  ["ISO-8859-6", "ISO 8859-6 (Arabic)", /[\u0621-\u0652،؛؟\u00A0]/u],
];
/** The share of an old text's characters beyond ASCII that must be such letters. */
const LIKELY = 0.9;

/** The old encoding in which bytes are a text, where one fits; Latin ones cannot be told from each other. */
function oldEncoding(bytes: Uint8Array): (typeof OLD)[number] | null {
  for (const old of OLD) {
    const beyond = new TextDecoder(old[0]).decode(bytes).match(/[^\0-\x7F]/gu) ?? [];
    // a letter alone among Latin ones is an accent
    const words = new TextDecoder(old[0]).decode(bytes).match(/[\u0621-\u0652]{3,}/gu) ?? [];
    const letters = beyond.filter((character) => old[2].test(character)).length;
    if (letters > LIKELY * beyond.length && words.join("").length > 0.5 * beyond.length) return old;
  }
  return null;
}

/** Tells an old encoding, in which a pair of bytes is a UTF-8 letter by chance at most, from a file pasted together of two. */
function notUtf8(bytes: Uint8Array, what: string, cause: unknown): never {
  const loose = new TextDecoder("utf-8").decode(bytes);
  const at = loose.indexOf("\uFFFD");
  const line = loose.slice(0, at).split("\n").length;
  const good = (loose.match(/[^\u0000-\u007F\uFFFD]/gu) ?? []).length;
  const bad = (loose.match(/\uFFFD/gu) ?? []).length;
  const where = `the first byte that is not UTF-8 is in line ${line}`;
  const old = good * 4 < bad ? oldEncoding(bytes) : null;
  if (old !== null) {
    const mend = `Convert a copy and read that: iconv -f ${old[0]} -t UTF-8 FILE > COPY`;
    refuse("reading/not-utf8", what, `${where}; it seems to be ${old[1]}`, mend, cause);
  }
  if (good > 0) {
    const found = `${where}; ${good} other characters are UTF-8, ${bad} are not`;
    refuse(
      "reading/mixed-encodings",
      what,
      found,
      "Repair a copy in an editor, keep the original, read the copy.",
      cause,
    );
  }
  const mend = "Convert a copy: iconv -f WINDOWS-1252 (or WINDOWS-1256 for Arabic) -t UTF-8, and read that.";
  refuse("reading/not-utf8", what, where, mend, cause);
}
