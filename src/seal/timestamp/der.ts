/** One element of a DER encoding (X.690): its tag byte, its contents, and all its bytes. */
export interface Der {
  readonly tag: number;
  readonly content: Uint8Array;
  /** Tag, length and contents. */
  readonly whole: Uint8Array;
}

export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  utf8String: 0x0c,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
  /** Context-specific, constructed, with this number. */
  context: (number: number) => 0xa0 + number,
} as const;

/** That bytes are not the DER they should be; caught where a whole token is read. */
export class NotDer extends Error {}

/**
 * Reads exactly one element. Lengths must be definite and shortest, as DER demands, so that no byte can change without
 * changing what is read.
 *
 * @throws NotDer
 */
export function readDer(bytes: Uint8Array): Der {
  const [element, ...more] = readSeries(bytes);
  if (element === undefined || more.length > 0) throw new NotDer("not one element");
  return element;
}

/** The elements inside a constructed element of this tag. @throws NotDer */
export function inside(der: Der | undefined, tag: number): readonly Der[] {
  return readSeries(expect(der, tag).content);
}

/** The element, when it has this tag. @throws NotDer */
export function expect(der: Der | undefined, tag: number): Der {
  if (der?.tag !== tag)
    throw new NotDer(`tag 0x${der?.tag.toString(16) ?? "none"} where 0x${tag.toString(16)} belongs`);
  return der;
}

function readSeries(bytes: Uint8Array): readonly Der[] {
  const elements: Der[] = [];
  for (let at = 0; at < bytes.length; ) {
    const { header, length } = readHead(bytes, at);
    const end = at + header + length;
    if (end > bytes.length) throw new NotDer("an element ends after its surroundings");
    elements.push({
      tag: bytes[at]!,
      content: bytes.subarray(at + header, end),
      whole: bytes.subarray(at, end),
    });
    at = end;
  }
  return elements;
}

function readHead(bytes: Uint8Array, at: number): { readonly header: number; readonly length: number } {
  const first = bytes[at + 1];
  if (first === undefined || (bytes[at]! & 0x1f) === 0x1f) throw new NotDer("no tag and length");
  if (first < 0x80) return { header: 2, length: first };
  const count = first & 0x7f;
  if (count === 0 || count > 4 || at + 2 + count > bytes.length) throw new NotDer("an indefinite or endless length");
  let length = 0;
  for (let i = 0; i < count; i += 1) length = length * 256 + bytes[at + 2 + i]!;
  if (bytes[at + 2] === 0 || length < 0x80) throw new NotDer("a length that is not the shortest");
  return { header: 2 + count, length };
}

/** The dotted name of an OBJECT IDENTIFIER. @throws NotDer */
export function readOid(der: Der | undefined): string {
  const { content } = expect(der, TAG.oid);
  const arcs: number[] = [];
  let arc = 0;
  let isOpen = false;
  for (const byte of content) {
    if (!isOpen && byte === 0x80) throw new NotDer("an object identifier with a leading zero");
    arc = arc * 128 + (byte & 0x7f);
    isOpen = byte >= 0x80;
    if (!isOpen) {
      arcs.push(arc);
      arc = 0;
    }
  }
  if (isOpen || arcs.length === 0) throw new NotDer("an object identifier without an end");
  const [head, ...rest] = arcs as [number, ...number[]];
  const top = Math.min(2, Math.floor(head / 40));
  return [top, head - 40 * top, ...rest].join(".");
}

/** The bytes of an INTEGER that is not negative, in hex without leading zeros. @throws NotDer */
export function readInteger(der: Der | undefined): string {
  const { content } = expect(der, TAG.integer);
  const isShortest = content.length === 1 || content[0] !== 0 || content[1]! >= 0x80;
  if (content.length === 0 || content[0]! >= 0x80 || !isShortest) throw new NotDer("an integer that is none of ours");
  return Buffer.from(content)
    .toString("hex")
    .replace(/^00(?=..)/, "");
}

/** An element of this tag around the parts. */
export function makeDer(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const content = Buffer.concat(parts);
  const length = content.length;
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), content]);
  const bytes = Buffer.from(length.toString(16).padStart(length > 0xff ? 4 : 2, "0"), "hex");
  return Buffer.concat([Buffer.from([tag, 0x80 + bytes.length]), bytes, content]);
}
