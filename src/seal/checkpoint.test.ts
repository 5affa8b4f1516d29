import { createPublicKey, verify as opensslVerify } from "node:crypto";
import { describe, expect, it } from "vitest";
import { fromBase64, sha256, toBase64 } from "#kernel";
import { checkpointBody, noteFromMarker, noteKeyId, parseCheckpoint, verifyCheckpoint } from "./checkpoint.ts";
import { commit, disclose } from "./commitment.ts";
import { generateKeys, publicKeyPem, sign } from "./ed25519.ts";
import { formatEntry, keyName } from "./entry.ts";
import { verifyEntryProof } from "./entry-proof.ts";
import { parseMarker } from "./marker.ts";
import { leafHash } from "./merkle-hash.ts";
import { MerkleTree } from "./merkle-tree.ts";
import { LOG_KEYS, madeUpEntry, madeUpLog, ORIGIN } from "./testing/made-up-log.ts";
import { formatTlogProof, parseTlogProof, verifyTlogProof } from "./tlog-proof.ts";

const SIZE = 9;
const recordKey = sha256("record key");
const value = { value: { name: "made up" }, t: "2026-01-02T03:04:05.678Z" };
const log = madeUpLog([1, 5, 3], (seq) => (seq === 6 ? { c: toBase64(commit(recordKey, value).root) } : {}));
const entries = log.lines.filter((line) => line.startsWith('{"by"'));
const note = noteFromMarker(ORIGIN, parseMarker(log.lines.at(-1)!)!);
const tree = new MerkleTree();
for (const line of entries) tree.append(leafHash(Buffer.from(line)));
const key = LOG_KEYS.publicKey;

/** Every text that differs from this one in one bit of its UTF-8 bytes, where that is still UTF-8. */
function* bitFlips(text: string): Generator<string> {
  const bytes = Buffer.from(text);
  for (let bit = 0; bit < bytes.length * 8; bit += 1) {
    bytes[bit >> 3]! ^= 1 << (bit & 7);
    yield bytes.toString();
    bytes[bit >> 3]! ^= 1 << (bit & 7);
  }
}

describe("checkpoints", () => {
  it("are C2SP signed notes that plain openssl verifies", () => {
    const { body, signatures } = parseCheckpoint(note)!;
    expect(body).toBe(`${ORIGIN}\n${SIZE}\n${toBase64(tree.root())}\n`);
    expect(note).toMatch(/^snowmelt\/5e{1}.*\n9\n.{44}\n\n\u2014 snowmelt\/\S+ \S+\n$/u);
    const pem = createPublicKey(publicKeyPem(key));
    expect(opensslVerify(null, Buffer.from(body), pem, signatures[0]!.signature)).toBe(true);
  });
  it("name the key as signed-note says: SHA-256(name LF 0x01 key)[:4]", () => {
    const expected = sha256(`${ORIGIN}\n`, Uint8Array.of(1), key).subarray(0, 4);
    expect(toBase64(noteKeyId(ORIGIN, key))).toBe(toBase64(expected));
    expect(toBase64(parseCheckpoint(note)!.signatures[0]!.keyId)).toBe(toBase64(expected));
  });
  it("hold for their log and key alone", () => {
    expect(verifyCheckpoint(note, ORIGIN, key)).toEqual({ size: SIZE, root: new Uint8Array(tree.root()) });
    expect(verifyCheckpoint(note, `snowmelt/${"0".repeat(32)}`, key)).toBeNull();
    expect(verifyCheckpoint(note, ORIGIN, generateKeys(sha256("another")).publicKey)).toBeNull();
  });
  it("do not hold with any bit changed, nor cut anywhere", () => {
    for (const text of bitFlips(note)) expect(verifyCheckpoint(text, ORIGIN, key)).toBeNull();
    for (let end = 0; end < note.length; end += 1) expect(verifyCheckpoint(note.slice(0, end), ORIGIN, key)).toBeNull();
  });
  it("may carry others' signatures, which prove nothing here; a second one of ours must hold", () => {
    const witness = `\u2014 witness.example ${toBase64(new Uint8Array(76))}\n`;
    expect(verifyCheckpoint(note + witness, ORIGIN, key)?.size).toBe(SIZE);
    const body = checkpointBody(ORIGIN, SIZE, tree.root());
    expect(verifyCheckpoint(`${body}\n${witness}`, ORIGIN, key)).toBeNull();
    const own = (signature: Uint8Array): string =>
      `\u2014 ${ORIGIN} ${toBase64(new Uint8Array([...noteKeyId(ORIGIN, key), ...signature]))}\n`;
    expect(verifyCheckpoint(note + own(sign(LOG_KEYS.privateKey, body)), ORIGIN, key)?.size).toBe(SIZE);
    expect(verifyCheckpoint(note + own(sign(LOG_KEYS.privateKey, `${body}x`)), ORIGIN, key)).toBeNull();
  });
  it.each([
    ["an extension line", note.replace("\n\n", "\nextension\n\n")],
    ["a size with a leading zero", note.replace("\n9\n", "\n09\n")],
    ["a size beyond 2^53", note.replace("\n9\n", "\n9999999999999999\n")],
    ["a root of unused bits", note.replace(/.=\n\n/, "B=\n\n")],
    ["a carriage return", note.replace("\n", "\r\n")],
    ["a NUL", `${note}\0`],
    ["half a character", `${note}\ud800`],
    ["no signature", note.slice(0, note.indexOf("\u2014"))],
    ["a signature of four bytes", note.replace(/ \S+\n$/, " AAAAAA==\n")],
    ["a signature in loose base64", note.replace(/ \S+\n$/, " AAAAAAAAB\n")],
    ["a signature line of one word", note.replace(/ \S+\n$/, "\n")],
    ["a plus in the origin", note.replaceAll(ORIGIN, `${ORIGIN}+1`)],
    ["64 KiB of signatures", note + `\u2014 w ${"A".repeat(100)}\n`.repeat(700)],
  ])("are not read with %s", (_, text) => expect(parseCheckpoint(text)).toBeNull());
});

describe("tlog-proofs", () => {
  it("come back, and hold for every entry at every checkpoint of the log", () => {
    let size = 0;
    for (const line of log.lines) {
      const marker = parseMarker(line);
      if (marker === null) continue;
      size = marker.n;
      const checkpoint = noteFromMarker(ORIGIN, marker);
      for (let index = 0; index < size; index += 1) {
        const text = formatTlogProof(index, tree.inclusionProof(index, size), checkpoint);
        expect(parseTlogProof(text)).toMatchObject({ index, checkpoint });
        const leaf = leafHash(Buffer.from(entries[index]!));
        expect(verifyTlogProof(text, leaf, ORIGIN, key)).toMatchObject({ index, size });
      }
    }
    expect(size).toBe(SIZE);
  });
  const text = formatTlogProof(6, tree.inclusionProof(6, SIZE), note);
  const leaf = leafHash(Buffer.from(entries[6]!));
  it("do not hold with any bit changed, nor cut anywhere, nor for another leaf", () => {
    expect(verifyTlogProof(text, leaf, ORIGIN, key)).not.toBeNull();
    for (const flipped of bitFlips(text)) expect(verifyTlogProof(flipped, leaf, ORIGIN, key)).toBeNull();
    for (let end = 0; end < text.length; end += 1) {
      expect(verifyTlogProof(text.slice(0, end), leaf, ORIGIN, key)).toBeNull();
    }
    expect(verifyTlogProof(text, leafHash(Buffer.from(entries[5]!)), ORIGIN, key)).toBeNull();
  });
  it.each([
    ["another first line", text.replace("@v1", "@v2")],
    ["extra data, which nothing signs", text.replace("\nindex", "\nextra AAAA\nindex")],
    ["an index with a sign", text.replace("index 6", "index +6")],
    ["an index beyond 2^53", text.replace("index 6", "index 9999999999999999")],
    ["no index", text.replace("index 6\n", "")],
    ["a hash too short", text.replace(/\n[^\n]{44}\n/, "\nAAAA\n")],
    ["54 hashes", text.replace("index 6\n", `index 6\n${`${toBase64(new Uint8Array(32))}\n`.repeat(54)}`)],
    ["no checkpoint", text.slice(0, text.indexOf("\n\n"))],
  ])("are not read with %s", (_, other) => expect(parseTlogProof(other)).toBeNull());
});

describe("verifyEntryProof()", () => {
  const { leaves, hashes } = disclose(recordKey, value, ["/value/name"]);
  const proof = { entry: entries[6]!, index: 6, leaves, hashes };
  const tlogProof = formatTlogProof(6, tree.inclusionProof(6, SIZE), note);

  it("goes the whole way from a leaf to the signed log", () => {
    expect(verifyEntryProof(proof, tlogProof, ORIGIN, key)).toEqual({
      entry: madeUpEntry(6, { c: toBase64(commit(recordKey, value).root) }),
      size: SIZE,
      root: fromBase64(toBase64(tree.root())),
    });
  });
  it("names the first step that does not hold", () => {
    const other = generateKeys(sha256("another"));
    const foreign = formatEntry(madeUpEntry(6, { by: keyName(other.publicKey) }));
    const elsewhere = formatTlogProof(5, tree.inclusionProof(5, SIZE), note);
    const check = (given: Partial<typeof proof>, at = tlogProof) =>
      verifyEntryProof({ ...proof, ...given }, at, ORIGIN, key);
    expect(check({ entry: "{}" })).toBe("entry");
    expect(check({ index: 5 })).toBe("entry");
    expect(check({ entry: foreign })).toBe("entry");
    expect(check({ leaves: [["AAAAAAAAAAAAAAAAAAAAAA==", "/value/name", "forged"]] })).toBe("leaves");
    expect(check({ entry: entries[6]!.replace("claim", "figure") })).toBe("inclusion");
    expect(check({}, elsewhere)).toBe("inclusion");
    expect(check({}, "")).toBe("inclusion");
  });
});
