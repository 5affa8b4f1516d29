import { sha256 } from "#kernel";
import type { BagFile, Secret } from "./input.ts";
import { Patterns } from "./patterns.ts";

/** A closed value in a file that was about to leave. The value itself is never repeated. */
export interface Finding {
  readonly path: string;
  readonly label: string;
  /** How it stood there. */
  readonly form: string;
}

interface Form {
  readonly label: string;
  readonly form: string;
  /** Short values must stand as words of their own: any five letters occur somewhere in a base64 text. */
  readonly isWord: boolean;
}

/** From this length on a value is also found inside other words and in encodings. */
const LONG = 8;

/**
 * Searches every byte of every file, and the files' names, for closed values: as they are, in other normal forms and cases,
 * with invisible characters or tags between, escaped for HTML, JSON or URLs, reversed, in UTF-16, base64 at every alignment,
 * hexadecimal, and as the SHA-256 of any of these. What is compressed or encrypted within an exhibit is not seen.
 *
 * @returns one finding for each value, form and file.
 */
export function leakCheck(files: readonly BagFile[], secrets: readonly Secret[]): readonly Finding[] {
  const exact = new Patterns<Form>();
  const folded = new Patterns<Form>();
  for (const secret of secrets) addForms(secret, exact, folded);
  const findings = new Map<string, Finding>();
  for (const { path, bytes } of files) {
    const report = ({ label, form }: Form): undefined => {
      findings.set(`${path}\0${label}\0${form}`, { path, label, form });
    };
    exact.search(bytes, report);
    for (const view of [...viewsOf(bytes), foldText(path)]) {
      const text = Buffer.from(view);
      folded.search(text, (form, start, end) => {
        if (!form.isWord || (isEdge(text, start - 1) && isEdge(text, end))) report(form);
        return undefined;
      });
    }
  }
  return [...findings.values()];
}

function addForms({ label, value }: Secret, exact: Patterns<Form>, folded: Patterns<Form>): void {
  const text = foldText(value);
  const isWord = text.length < LONG;
  folded.add(Buffer.from(text), { label, form: "in plain or escaped words", isWord });
  const reversed = [...text].reverse().join("");
  if (reversed !== text) folded.add(Buffer.from(reversed), { label, form: "reversed", isWord });

  const spellings = new Set([value, value.normalize("NFC"), value.normalize("NFD"), value.toLowerCase()]);
  for (const spelling of spellings) {
    const bytes = Buffer.from(spelling);
    for (const digest of [sha256(bytes), sha256(`${spelling}\n`)])
      addBinary(digest, label, "its SHA-256", exact, folded);
    if (bytes.length < LONG) continue;
    for (const wide of [Buffer.from(spelling, "utf16le"), Buffer.from(spelling, "utf16le").swap16()]) {
      exact.add(wide, { label, form: "in UTF-16", isWord: false });
    }
    addEncodings(bytes, label, "", exact, folded);
  }
  // A closed exhibit's hash may be written in other ways than in hexadecimal.
  if (/^[0-9a-f]{64}$/.test(value)) addBinary(Buffer.from(value, "hex"), label, "as binary", exact, folded);
}

function addBinary(
  bytes: Uint8Array,
  label: string,
  form: string,
  exact: Patterns<Form>,
  folded: Patterns<Form>,
): void {
  exact.add(bytes, { label, form, isWord: false });
  addEncodings(bytes, label, `${form}, `, exact, folded);
}

/** Hexadecimal, and base64 at its three alignments without the characters that the neighbours decide. */
function addEncodings(
  bytes: Uint8Array,
  label: string,
  prefix: string,
  exact: Patterns<Form>,
  folded: Patterns<Form>,
): void {
  folded.add(Buffer.from(Buffer.from(bytes).toString("hex")), {
    label,
    form: `${prefix}in hexadecimal`,
    isWord: false,
  });
  for (const alignment of [0, 1, 2]) {
    const encoded = Buffer.concat([Buffer.alloc(alignment), bytes])
      .toString("base64")
      .replaceAll("=", "");
    const inner = encoded.slice(alignment === 0 ? 0 : alignment + 1, Math.floor(((alignment + bytes.length) * 8) / 6));
    for (const spelling of new Set([inner, inner.replaceAll("+", "-").replaceAll("/", "_")])) {
      exact.add(Buffer.from(spelling), { label, form: `${prefix}in base64`, isWord: false });
    }
  }
}

/** A file's text as it stands, with its escapes undone, and without tags; nothing for a file that is no text. */
function viewsOf(bytes: Uint8Array): readonly string[] {
  // What is not UTF-8 decodes with gaps; the words between them are still searched.
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
  const plain = foldText(text);
  const unescaped = unescapeText(text);
  const views = [plain];
  if (unescaped !== text) views.push(foldText(unescaped));
  if (text.includes("<")) views.push(foldText(unescapeText(text.replace(/<[^>]{0,4096}>/g, ""))));
  return views;
}

const NAMED: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
  shy: "",
};

function unescapeText(text: string): string {
  return text
    .replace(/%[0-9a-fA-F]{2}(?:%[0-9a-fA-F]{2})*/g, (run) =>
      Buffer.from(run.replaceAll("%", ""), "hex").toString("utf8"),
    )
    .replace(/\\u\{?([0-9a-fA-F]{2,6})\}?/g, (whole, hex: string) => fromCode(Number.parseInt(hex, 16), whole))
    .replace(/\\x([0-9a-fA-F]{2})/g, (whole, hex: string) => fromCode(Number.parseInt(hex, 16), whole))
    .replace(/\\([\\/"'])/g, "$1")
    .replace(/\\[nrt]/g, " ")
    .replace(/&#x([0-9a-fA-F]{1,6});?/g, (whole, hex: string) => fromCode(Number.parseInt(hex, 16), whole))
    .replace(/&#(\d{1,7});?/g, (whole, digits: string) => fromCode(Number(digits), whole))
    .replace(/&([a-z]+);/g, (whole, name: string) => NAMED[name] ?? whole);
}

function fromCode(code: number, otherwise: string): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : otherwise;
}

/** One spelling for all that a reader takes for the same: case, normal form, invisible signs, white space, digits. */
function foldText(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\u00ad\u034f\u061c\u0640\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, "")
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 0xf))
    .replace(/\s+/g, " ")
    .trim();
}

function isEdge(text: Uint8Array, at: number): boolean {
  const byte = text[at];
  if (byte === undefined) return true;
  const isDigit = byte >= 0x30 && byte <= 0x39;
  const isLetter = (byte >= 0x61 && byte <= 0x7a) || byte >= 0x80;
  // The other signs of base64: within an encoded text nothing is a word.
  return !isDigit && !isLetter && byte !== 0x2b && byte !== 0x2f;
}
