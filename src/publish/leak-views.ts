import { fold } from "#kernel";

/** A file's bytes as texts: `raw` for decoding further, `folded` for searching. */
export interface Texts {
  readonly raw: string;
  readonly folded: readonly string[];
}

/** A file as it stands, with its escapes undone, and without tags. */
export function textsOf(bytes: Uint8Array): Texts {
  const text = readable(bytes);
  const unescaped = unescapeText(text);
  const views = new Set([foldText(text), foldText(unescaped)]);
  if (text.includes("<")) views.add(foldText(unescapeText(text.replace(/<[^>]{0,4096}>/g, ""))));
  for (const view of [...views]) views.add(ungroupDigits(view));
  return { raw: unescaped, folded: [...views] };
}

/** One spelling for all that a reader takes for the same: case, normal form, vowel signs, invisible signs, digits, spaces. */
export function foldText(text: string): string {
  return text
    .replace(/[^\u0000-\u007f]+/g, foldRun)
    .replaceAll("`", "'")
    .toLowerCase()
    .replace(/\s+/g, " ")
    .trim();
}

/** Fillers and tags, which print nothing and which the search of a case has no need to know. */
const UNSEEN = /[\u115f\u1160\u180e\u3164\uffa0\u{e0000}-\u{e007f}]/gu;

const memo = new Map<string, string>();

/** Words recur, and folding is slow. */
function foldRun(run: string): string {
  const known = memo.get(run);
  if (known !== undefined) return known;
  const folded = fold(run.replace(UNSEEN, ""));
  if (memo.size >= 50_000) memo.clear();
  memo.set(run, folded);
  return folded;
}

/** Digits stand with grouping signs in prose and without in data. */
export function ungroupDigits(folded: string): string {
  return folded.replace(/(?<=\d)[,٬' ](?=\d{3}(?!\d))/g, "");
}

/** What may be text in some bytes. What is not UTF-8 decodes with gaps; the words between them are kept. */
function readable(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return buffer.toString("utf16le");
  if (bytes[0] === 0xfe && bytes[1] === 0xff && bytes.length % 2 === 0) {
    return Buffer.from(buffer).swap16().toString("utf16le");
  }
  const text = buffer.toString("utf8");
  if (!/[\ufffd\u0000]/.test(text)) return text;
  // Split, not matched: a pattern that repeats remembers every step, and runs out of room on a run of a hundred megabytes.
  return text
    .split(/[\ufffd\u0000-\u0008\u000e-\u001f]/)
    .filter((run) => run.length >= 4)
    .join("\n");
}

const NAMED: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
  shy: "",
  zwnj: "",
  zwj: "",
  lrm: "",
  rlm: "",
};

function unescapeText(text: string): string {
  return (
    text
      .replace(/%[0-9a-fA-F]{2}(?:%[0-9a-fA-F]{2})*/g, (run) =>
        Buffer.from(run.replaceAll("%", ""), "hex").toString("utf8"),
      )
      .replace(/\\u\{?([0-9a-fA-F]{2,6})\}?/g, (whole, hex: string) => fromHex(hex, whole))
      .replace(/\\x([0-9a-fA-F]{2})/g, (whole, hex: string) => fromHex(hex, whole))
      .replace(/\\([\\/"'])/g, "$1")
      .replace(/\\[nrt]/g, " ")
      // CSS: one to six digits and a space that ends them.
      .replace(/\\([0-9a-fA-F]{1,6}) ?/g, (whole, hex: string) => fromHex(hex, whole))
      .replace(/&#x([0-9a-fA-F]{1,6});?/gi, (whole, hex: string) => fromHex(hex, whole))
      .replace(/&#(\d{1,7});?/g, (whole, digits: string) => fromCode(Number(digits), whole))
      .replace(/&([a-z]+);/g, (whole, name: string) => NAMED[name] ?? whole)
  );
}

function fromHex(hex: string, otherwise: string): string {
  return fromCode(Number.parseInt(hex, 16), otherwise);
}

function fromCode(code: number, otherwise: string): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : otherwise;
}

/** Between decoded pieces, so that two of them never make one word. */
const GAP = Buffer.from("\n\0\0\0\0\n");

/** What stands in a text in hexadecimal or base64, decoded from every place where it may begin. */
export function decodings(text: string): readonly { readonly bytes: Uint8Array; readonly encoding: string }[] {
  const decoded = [
    { bytes: fromHexRuns(text), encoding: "in hexadecimal" },
    { bytes: fromBase64Runs(text), encoding: "in base64" },
  ];
  return decoded.filter(({ bytes }) => bytes.length > 0);
}

function fromHexRuns(text: string): Uint8Array {
  const parts: Uint8Array[] = [];
  for (const [run] of text.matchAll(/[0-9a-fA-F]{14,}/g)) {
    for (const start of [0, 1]) parts.push(Buffer.from(run.slice(start), "hex"), GAP);
  }
  for (const [run] of text.matchAll(/(?:[0-9a-fA-F]{2}[ :,.-]\s?){7,}[0-9a-fA-F]{2}/g)) {
    parts.push(Buffer.from(run.replace(/[^0-9a-fA-F]/g, ""), "hex"), GAP);
  }
  return Buffer.concat(parts);
}

/** Node's decoder takes both alphabets. */
function fromBase64Runs(text: string): Uint8Array {
  const parts: Uint8Array[] = [];
  for (const run of joinedRuns(text)) {
    for (const start of [0, 1, 2, 3]) parts.push(Buffer.from(run.slice(start), "base64"), GAP);
  }
  return Buffer.concat(parts);
}

/** Runs of the signs of base64; lines of a broken text, which are long but for the last, are one run. */
function joinedRuns(text: string): readonly string[] {
  const runs: string[] = [];
  let [lastEnd, isLong] = [0, false];
  for (const match of text.matchAll(/[A-Za-z0-9+/_-]{4,}/g)) {
    const [run] = match;
    const between = isLong ? text.slice(lastEnd, match.index) : "";
    if (between.length > 0 && between.length < 8 && between.trim() === "") runs.push(runs.pop() + run);
    else if (run.length >= 10) runs.push(run);
    [lastEnd, isLong] = [match.index + run.length, run.length >= 32];
  }
  return runs;
}
