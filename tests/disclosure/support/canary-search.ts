import { createHash } from "node:crypto";

/**
 * Every spelling and encoding in which a value may hide, as bytes. Written apart from the program's own leak check, so that
 * one cannot hide the other's mistakes.
 */
export function disguises(value: string): ReadonlyMap<string, Buffer> {
  const found = new Map<string, Buffer>();
  const spellings = new Set([
    value,
    value.normalize("NFC"),
    value.normalize("NFD"),
    value.toLowerCase(),
    value.toUpperCase(),
    [...value].reverse().join(""),
  ]);
  for (const spelling of spellings) {
    const bytes = Buffer.from(spelling);
    const add = (how: string, as: Buffer | string): void => {
      found.set(`${how} of "${spelling}"`, typeof as === "string" ? Buffer.from(as) : as);
    };
    add("the value", bytes);
    add("UTF-16LE", Buffer.from(spelling, "utf16le"));
    add("UTF-16BE", Buffer.from(spelling, "utf16le").swap16());
    add("hex", bytes.toString("hex"));
    add("HEX", bytes.toString("hex").toUpperCase());
    for (const shift of [0, 1, 2]) {
      const shifted = Buffer.concat([Buffer.alloc(shift), bytes])
        .toString("base64")
        .replaceAll("=", "");
      const inner = shifted.slice(shift === 0 ? 0 : shift + 1, Math.floor(((shift + bytes.length) * 8) / 6));
      add(`base64 ${shift}`, inner);
      add(`base64url ${shift}`, inner.replaceAll("+", "-").replaceAll("/", "_"));
    }
    if (/[^ -~]/.test(spelling)) {
      add(
        "JSON",
        JSON.stringify(spelling)
          .slice(1, -1)
          .replace(/[^ -~]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`),
      );
      add("HTML decimal", [...spelling].map((c) => `&#${c.codePointAt(0)};`).join(""));
      add("HTML hex", [...spelling].map((c) => `&#x${c.codePointAt(0)!.toString(16)};`).join(""));
      add("URL", encodeURIComponent(spelling));
    }
    for (const algorithm of ["md5", "sha1", "sha256", "sha512"]) {
      const digest = createHash(algorithm).update(bytes).digest();
      add(`${algorithm}`, digest);
      add(`${algorithm} hex`, digest.toString("hex"));
      add(`${algorithm} base64`, digest.toString("base64").replace(/=+$/, ""));
    }
  }
  return found;
}

/** Bytes that are looked at first: patterns are longer, so one pass over a file finds all that it holds. */
const HEAD = 6;

/** Which patterns a text of bytes holds, in one pass over it. */
export function patternsIn(
  bytes: Buffer,
  byHead: ReadonlyMap<number, readonly (readonly [string, Buffer])[]>,
): readonly string[] {
  const found: string[] = [];
  for (let at = 0; at + HEAD <= bytes.length; at++) {
    const candidates = byHead.get(bytes.readUIntBE(at, HEAD));
    if (candidates === undefined) continue;
    for (const [how, pattern] of candidates) {
      if (bytes.subarray(at, at + pattern.length).equals(pattern)) found.push(how);
    }
  }
  return found;
}

/** Patterns by their first bytes. @throws RangeError on one that is too short to be told from chance */
export function byHeadOf(
  patterns: Iterable<readonly [string, Buffer]>,
): ReadonlyMap<number, readonly (readonly [string, Buffer])[]> {
  const byHead = new Map<number, (readonly [string, Buffer])[]>();
  for (const [how, pattern] of patterns) {
    if (pattern.length < HEAD) throw new RangeError(`"${how}" is too short`);
    const head = pattern.readUIntBE(0, HEAD);
    byHead.set(head, [...(byHead.get(head) ?? []), [how, pattern]]);
  }
  return byHead;
}
