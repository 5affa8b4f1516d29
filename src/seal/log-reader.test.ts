import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sha256, toBase64 } from "#kernel";
import { noteKeyId } from "./checkpoint.ts";
import { generateKeys, signer, verifier } from "./ed25519.ts";
import { MAX_ENTRY_BYTES } from "./entry.ts";
import { type LoggedEntry, LogReader } from "./log-reader.ts";
import { FIRST_PREV, formatMarker, markerHash, parseMarker, verifyMarker } from "./marker.ts";
import { LOG_KEYS, madeUpEntry, madeUpLog, markerSigner, ORIGIN } from "./testing/made-up-log.ts";

const log = madeUpLog([1, 3, 2]);
function read(text: string | Uint8Array): LogReader {
  const reader = new LogReader();
  reader.feed(typeof text === "string" ? Buffer.from(text) : text);
  return reader;
}
const lines = (all: readonly string[]): string => all.map((line) => `${line}\n`).join("");

describe("markers", () => {
  const line = log.lines[1]!;
  it("come back and are signed", () => {
    const marker = parseMarker(line)!;
    expect(marker).toMatchObject({ n: 1, prev: FIRST_PREV });
    const check = (keyId: Uint8Array) => verifyMarker(marker, ORIGIN, keyId, verifier(LOG_KEYS.publicKey));
    expect(check(noteKeyId(ORIGIN, LOG_KEYS.publicKey))).toBe(true);
    expect(check(new Uint8Array(4))).toBe(false);
    expect(verifyMarker({ ...marker, root: "?" }, ORIGIN, new Uint8Array(4), () => true)).toBe(false);
    expect(verifyMarker({ ...marker, sig: "?" }, ORIGIN, new Uint8Array(4), () => true)).toBe(false);
  });
  it.each([
    ["another order", line.replace(/^\{("n":1),(.*)\}$/, "{$2,$1}")],
    ["a field too many", line.replace('"n":1', '"n":1,"o":2')],
    ["no entries", line.replace('"n":1', '"n":0')],
    ["half an entry", line.replace('"n":1', '"n":1.5')],
    ["loose base64", line.replace(/=","root"/, '","root"')],
    ["a signature that is no text", line.replace(/"sig":"[^"]*"/, '"sig":1')],
    ["a short signature", line.replace(/"sig":"[^"]*"/, '"sig":"AAAA"')],
    ["a text too long", line.replace('"n":1', `"n":1${" ".repeat(512)}`)],
    ["no JSON", '{"n":'],
  ])("are not read with %s", (_, text) => expect(parseMarker(text)).toBeNull());
});

describe("LogReader", () => {
  it("reads a log in any portions to the same state", () => {
    const whole = read(log.text);
    expect([whole.size, whole.markers.length, whole.fault, whole.isCorrupt]).toEqual([6, 3, null, false]);
    expect(whole.end).toBe(log.text.length);
    expect(whole.genesis?.origin).toBe(ORIGIN);
    expect(whole.nextPrev).toBe(markerHash(log.lines.at(-1)!));
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1 }), (portions) => {
        const reader = new LogReader();
        const bytes = Buffer.from(log.text);
        for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
          const count = portions[turn % portions.length]!;
          reader.feed(bytes.subarray(at, at + count));
          at += count;
        }
        expect(reader.markers).toEqual(whole.markers);
        expect(reader.fault).toBeNull();
      }),
    );
  });
  it("hands over a group's entries only after its marker was checked", () => {
    const groups: (readonly LoggedEntry[])[] = [];
    const reader = new LogReader({ onGroup: (entries) => groups.push([...entries]) });
    const cut = log.text.lastIndexOf('{"n":');
    reader.feed(Buffer.from(log.text.slice(0, cut)));
    expect(groups.map((group) => group.length)).toEqual([1, 3]);
    reader.feed(Buffer.from(log.text.slice(cut)));
    expect(groups.flat().map(({ entry: { seq } }) => seq)).toEqual([0, 1, 2, 3, 4, 5]);
    for (const { line, offset } of groups.flat()) expect(log.text.indexOf(line)).toBe(offset);
  });
  it("trusts a marker that was checked before, and no other", () => {
    const known = read(log.text).markers;
    const forged = lines(log.lines.with(1, log.lines[1]!.replace(/"sig":"....../, '"sig":"AAAAAA')));
    expect(new LogReader({ known }).markers).toEqual([]);
    const reader = new LogReader({ known });
    reader.feed(Buffer.from(log.text));
    expect(reader.size).toBe(6);
    const other = new LogReader({ known });
    other.feed(Buffer.from(forged));
    expect(other.fault?.reason).toBe("the marker's signature does not hold");
  });

  const [genesis, first, a, b, c, second, d, e, third] = log.lines as [string, ...string[]];
  const foreign = { ...markerSigner, sign: signer(generateKeys(sha256("another")).privateKey) };
  const root = (text: string): Uint8Array => Buffer.from(parseMarker(text)!.root, "base64");
  it.each([
    ["an entry left out", [genesis, first, a, c, second], 4, "the entry says it is number 3, and stands at 2"],
    ["an entry twice", [genesis, first, a, a, b, c, second], 4, "the entry says it is number 1, and stands at 2"],
    [
      "two entries changed over",
      [genesis, first, b, a, c, second],
      3,
      "the entry says it is number 2, and stands at 1",
    ],
    ["a marker left out", [genesis, first, a, b, c, d, e, third], 8, "the marker does not follow the one before it"],
    ["a marker twice", [genesis, first, first, a, b, c, second], 3, "the marker counts 1 entries where 1 stand"],
    ["a marker of another group", [genesis, first, a, second, b, c], 4, "the marker counts 4 entries where 2 stand"],
    [
      "a marker of another key",
      [genesis, formatMarker(foreign, 1, root(first!), FIRST_PREV)],
      2,
      "the marker's signature does not hold",
    ],
    [
      "a signed root that is not that of the entries",
      [genesis, formatMarker(markerSigner, 1, sha256("root"), FIRST_PREV)],
      2,
      "the marker's root is not that of the entries",
    ],
    ["a marker of nonsense", [genesis, '{"n":1}'], 2, "the line begins like a marker and is none"],
    ["an empty line", [genesis, first, "", a], 3, "the line is neither a canonical entry nor a marker"],
    [
      "another log's entry",
      [genesis, first, a!.replace(/"by":"[^"]*"/, `"by":"${"0".repeat(16)}"`)],
      3,
      "the entry is not by the key of this log",
    ],
    ["no genesis", [a!.replace('"seq":1', '"seq":0')], 1, "the log does not begin with a genesis entry"],
  ] as const)("finds %s", (_, all, line, reason) => {
    const { fault } = read(lines(all as readonly string[]));
    expect(fault).toMatchObject({ line, reason });
    expect(fault!.offset).toBe(lines((all as readonly string[]).slice(0, line - 1)).length);
  });
  it("calls damage before a signed marker corruption, and an end without one torn", () => {
    const damaged = read(lines([genesis, first!, a!.replace("claim", "clain"), b!, c!, second!, d!, e!, third!]));
    expect([damaged.size, damaged.isCorrupt]).toEqual([1, true]);
    const torn = read(lines([genesis, first!, a!, b!.replace("claim", "clain"), c!]) + second!.slice(0, 50));
    expect([torn.size, torn.isCorrupt, torn.end]).toEqual([1, false, lines([genesis, first!]).length]);
    const joined = read(lines([genesis, first!, a!, b!]) + c! + lines([second!, d!, e!, third!]));
    expect([joined.size, joined.isCorrupt]).toEqual([1, true]);
    const forged = read(lines([genesis, first!, "?", formatMarker(foreign, 4, root(second!), FIRST_PREV)]));
    expect(forged.isCorrupt).toBe(false);
    for (const empty of ["", "?", lines([genesis])]) expect(read(empty).isCorrupt).toBe(true);
  });
  it("leaves it open whether a damaged last group, with its marker, had been acknowledged", () => {
    const last = [genesis, first!, a!, b!.replace("claim", "clain"), c!, second!];
    for (const text of [lines(last), lines([genesis, first!, a!, b!]) + c! + lines([second!])]) {
      const reader = read(text);
      expect([reader.size, reader.isCorrupt, reader.signedEnd]).toEqual([1, false, 4]);
      // Two groups are never under way at once, so a marker that names another before it tells of what was acknowledged.
      const twoGroups = read(lines([genesis, first!, "?", c!, d!, e!, third!]));
      expect([twoGroups.size, twoGroups.isCorrupt, twoGroups.signedEnd]).toEqual([1, true, null]);
      for (const more of ["x", "\n", `${d!}\n`, `${third!}\n`]) {
        const longer = read(text + more);
        expect([longer.size, longer.isCorrupt, longer.signedEnd]).toEqual([1, true, null]);
      }
      reader.rewind();
      expect(reader.signedEnd).toBeNull();
    }
    expect(read(log.text).signedEnd).toBeNull();
  });
  it("says what an end without a marker is", () => {
    expect(read(lines([genesis, first!, a!])).fault).toEqual({
      offset: lines([genesis, first!]).length,
      line: 4,
      reason: "entries without a signed marker after them",
    });
    expect(read(`${lines([genesis, first!])}{"by`).fault).toMatchObject({
      line: 3,
      reason: "the last line has no end",
    });
  });
  it("reads entries with a public part in any script, and refuses bytes that are no UTF-8", () => {
    const arabic = madeUpLog([2], (seq) => (seq === 1 ? { x: { name: "صيدنايا" } } : {}));
    const bytes = Buffer.from(arabic.text);
    expect(read(bytes).size).toBe(2);
    bytes[bytes.indexOf(0xd8)] = 0xff;
    expect(read(bytes).fault?.reason).toBe("the line is neither a canonical entry nor a marker");
  });
  it("keeps little of a line without end, and still finds the marker behind it", () => {
    const reader = read(lines([genesis, first!, a!]));
    const noise = Buffer.alloc(1 << 20, "x");
    for (let turn = 0; turn < 8; turn += 1) reader.feed(noise);
    expect(reader.fault).toMatchObject({ line: 4, reason: "the line is longer than 65,535 bytes" });
    expect(reader.isCorrupt).toBe(false);
    reader.feed(Buffer.from(`${second!}\n`));
    expect(reader.signedEnd).toBe(4);
    reader.feed(Buffer.from(`${third!}\n`));
    expect([reader.isCorrupt, reader.bytesRead]).toEqual([
      true,
      lines([genesis, first!, a!]).length + 8 * (1 << 20) + lines([second!, third!]).length,
    ]);
    expect(MAX_ENTRY_BYTES).toBe(65_535);
  });
  it("goes on from its last marker after rewind()", () => {
    const reader = read(lines([genesis, first!, a!.replace("claim", "clain")]));
    expect(reader.fault).not.toBeNull();
    reader.rewind();
    expect([reader.fault, reader.bytesRead]).toEqual([null, reader.end]);
    reader.feed(Buffer.from(log.text.slice(reader.end)));
    expect([reader.size, reader.fault]).toEqual([6, null]);
    const { frontier } = reader;
    frontier.append(sha256("x"));
    expect(reader.frontier.size).toBe(6);
  });
  it("tells a log of a later format from a damaged one", () => {
    const later = genesis.replace('"v":1', '"v":2');
    expect(read(lines([later])).isOfLaterVersion).toBe(true);
    for (const other of ["?", "1", "null", '{"v":1}', "{}"])
      expect(read(lines([other])).isOfLaterVersion, other).toBe(false);
  });
  it("takes no weak key and no genesis that is not the first entry", () => {
    const weak = madeUpEntry(0, { x: { ...madeUpEntry(0).x!, log: toBase64(new Uint8Array(32)) } });
    expect(read(`${JSON.stringify(weak)}\n`).genesis).toBeNull();
  });
});
