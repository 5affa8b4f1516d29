import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson, type Json, toBase64, toHex } from "#kernel";
import { digest } from "./digest.ts";
import { formatEntry, isDay, keyName, MAX_ENTRY_BYTES, parseEntry, parseShortEntry } from "./entry.ts";
import { isOrigin, parseGenesis } from "./genesis.ts";
import { GENESIS_PUBLIC, LOG_KEYS, madeUpEntry } from "./testing/made-up-log.ts";

const line = formatEntry(madeUpEntry(7));
const withMember = (name: string, value: Json | undefined): string =>
  canonicalJson({ ...(madeUpEntry(7) as unknown as { [key: string]: Json }), [name]: value });

describe("entries", () => {
  it("come back from their lines, with and without a public part", () => {
    for (const entry of [
      madeUpEntry(0),
      madeUpEntry(7),
      madeUpEntry(2 ** 53 - 1),
      madeUpEntry(7, { x: { name: "é\n" } }),
    ]) {
      expect(parseEntry(formatEntry(entry))).toEqual(entry);
    }
  });
  const refused: readonly (readonly [string, string])[] = [
    ["no JSON", "{"],
    ["a list", "[]"],
    ["null", "null"],
    ["a text", '"x"'],
    ["a field too many", withMember("w", 1)],
    ["a field too few", withMember("day", undefined)],
    ["another version", withMember("v", 2)],
    ["a negative number", withMember("seq", -1)],
    ["half a number", withMember("seq", 0.5)],
    ["a number as text", withMember("seq", "7")],
    ["a number that JSON cannot hold", withMember("seq", 2 ** 53)],
    ["a day that does not exist", withMember("day", "2026-02-29")],
    ["a day of another shape", withMember("day", "2026-1-2")],
    ["a day that is no text", withMember("day", 2026)],
    ["a key name in capitals", withMember("by", keyName(LOG_KEYS.publicKey).toUpperCase())],
    ["a key name that is no text", withMember("by", null)],
    ["a kind without a verb", withMember("kind", "claim")],
    ["a kind that is no text", withMember("kind", 1)],
    ["a commitment of 31 bytes", withMember("c", toBase64(new Uint8Array(31)))],
    ["a commitment with unused bits", withMember("c", `${"A".repeat(42)}B=`)],
    ["a commitment that is no text", withMember("c", 1)],
    ["a public part that is a list", withMember("x", [])],
    ["a public part that is null", withMember("x", null)],
    ["a public part that is a text", withMember("x", "x")],
    ["members in another order", line.replace(/^\{(.*),("v":1)\}$/, "{$2,$1}")],
    ["a duplicate member", line.replace('"v":1', '"v":1,"v":1')],
    ["white space", ` ${line}`],
    ["an escape that need not be", line.replace("claim", "\\u0063laim")],
    ["a byte order mark", `\ufeff${line}`],
    ["a line too long", formatTooLong()],
  ];
  it.each(refused)("are not read from %s", (_, text) => {
    expect(parseEntry(text)).toBeNull();
    expect(parseShortEntry(text, isDay)).toBeNull();
  });
  it("are not written out of shape", () => {
    expect(() => formatEntry(madeUpEntry(-1))).toThrow(RangeError);
    expect(() => formatEntry(madeUpEntry(1, { x: { words: "x".repeat(MAX_ENTRY_BYTES) } }))).toThrow(RangeError);
  });
  it("may be 65,535 bytes long", () => {
    const empty = Buffer.byteLength(formatEntry(madeUpEntry(1, { x: { words: "" } })));
    const entry = madeUpEntry(1, { x: { words: "x".repeat(MAX_ENTRY_BYTES - empty) } });
    expect(Buffer.byteLength(formatEntry(entry))).toBe(MAX_ENTRY_BYTES);
    expect(() => formatEntry({ ...entry, x: { words: `${entry.x!["words"] as string}x` } })).toThrow(RangeError);
  });
  it("are read alike by the short way, which admits no line that the long way refuses", () => {
    expect(parseShortEntry(line, isDay)).toEqual(parseEntry(line));
    expect(parseShortEntry(line, () => false)).toBeNull();
    fc.assert(
      fc.property(fc.nat(line.length - 1), fc.string({ minLength: 1, maxLength: 2, unit: "binary" }), (at, other) => {
        const mutated = `${line.slice(0, at)}${other}${line.slice(at + 1)}`;
        const short = parseShortEntry(mutated, isDay);
        if (short !== null) expect(short).toEqual(parseEntry(mutated));
      }),
      { numRuns: 2000 },
    );
  });
  it("name their key by the first 8 bytes of its hash", () => {
    expect(keyName(LOG_KEYS.publicKey)).toBe(toHex(digest(LOG_KEYS.publicKey)).slice(0, 16));
  });
});

function formatTooLong(): string {
  return canonicalJson({
    ...(madeUpEntry(7) as unknown as { [key: string]: Json }),
    x: { words: "x".repeat(MAX_ENTRY_BYTES) },
  });
}

describe("the genesis", () => {
  it("tells whose log it is and by which keys it is judged", () => {
    expect(parseGenesis(madeUpEntry(0))).toEqual({
      origin: GENESIS_PUBLIC.origin,
      device: "a",
      passphrase: false,
      log: LOG_KEYS.publicKey,
      case: expect.any(Uint8Array) as Uint8Array,
    });
    expect([isOrigin(GENESIS_PUBLIC.origin), isOrigin("snowmelt/x"), isOrigin("")]).toEqual([true, false, false]);
  });
  const weak = toBase64(new Uint8Array(32));
  it.each([
    ["another place", madeUpEntry(1, { kind: "case.genesis", x: GENESIS_PUBLIC })],
    ["another kind", madeUpEntry(0, { kind: "claim.accept" })],
    ["no public part", (({ x: _, ...rest }) => rest)(madeUpEntry(0))],
    ["a member too many", madeUpEntry(0, { x: { ...GENESIS_PUBLIC, zone: "x" } })],
    ["an origin that names something", madeUpEntry(0, { x: { ...GENESIS_PUBLIC, origin: "snowmelt/prison" } })],
    ["an origin that is no text", madeUpEntry(0, { x: { ...GENESIS_PUBLIC, origin: 1 } })],
    ["a device that is a word", madeUpEntry(0, { x: { ...GENESIS_PUBLIC, device: "laptop" } })],
    ["a device that is no text", madeUpEntry(0, { x: { ...GENESIS_PUBLIC, device: 1 } })],
    ["a passphrase that is told", madeUpEntry(0, { x: { ...GENESIS_PUBLIC, passphrase: "winter" } })],
    ["a weak log key", madeUpEntry(0, { x: { ...GENESIS_PUBLIC, log: weak } })],
    ["a weak case key", madeUpEntry(0, { x: { ...GENESIS_PUBLIC, case: weak } })],
    ["a key that is no text", madeUpEntry(0, { x: { ...GENESIS_PUBLIC, log: 1 } })],
    ["a key in loose base64", madeUpEntry(0, { x: { ...GENESIS_PUBLIC, log: GENESIS_PUBLIC.log.replace("=", "") } })],
  ] as const)("is not one with %s", (_, entry) => expect(parseGenesis(entry)).toBeNull());
});
