import { createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromBase64, type Json, sha256, toBase64 } from "#kernel";
import { commit, disclose, RECORD_KEY_BYTES, type RecordProof, verifyRecordProof } from "./commitment.ts";
import { keyedHmac } from "./digest.ts";
import { flatten, isLeaf, isPointer } from "./pointer.ts";

const key = sha256("record key of tests");
const value = { name: "made up", counts: [3, 5], empty: {}, none: [], "a/b~c": null } as const;
const pointers = ["/a~1b~0c", "/counts/0", "/counts/1", "/empty", "/name", "/none"];
const root = (of: Json = value, by = key): string => toBase64(commit(by, of).root);
const json = fc.jsonValue({ noUnicodeString: false, maxDepth: 3 }) as fc.Arbitrary<Json>;

describe("flatten()", () => {
  it("gives each leaf its RFC 6901 pointer; empty containers are leaves", () => {
    expect(flatten(value)).toEqual([
      ["/name", "made up"],
      ["/counts/0", 3],
      ["/counts/1", 5],
      ["/empty", {}],
      ["/none", []],
      ["/a~1b~0c", null],
    ]);
    expect(flatten("alone")).toEqual([["", "alone"]]);
    expect(flatten({ left: undefined, right: true })).toEqual([["/right", true]]);
    expect(flatten({ left: undefined })).toEqual([["", {}]]);
  });
  it("never gives two leaves one pointer", () => {
    fc.assert(
      fc.property(json, (any) => {
        const leaves = flatten(any);
        expect(new Set(leaves.map(([pointer]) => pointer)).size).toBe(leaves.length);
        for (const [pointer, leaf] of leaves) expect([isPointer(pointer), isLeaf(leaf)]).toEqual([true, true]);
      }),
    );
  });
  it("knows what is no pointer and no leaf", () => {
    for (const text of ["name", "/~", "/~2", "/a/~", "a/"]) expect(isPointer(text)).toBe(false);
    for (const text of ["", "/", "//", "/~0~1", "/\u{1f600}"]) expect(isPointer(text)).toBe(true);
    for (const any of [[1], { a: 1 }, Number.NaN, Number.POSITIVE_INFINITY, undefined, 1n])
      expect(isLeaf(any)).toBe(false);
  });
});

describe("keyedHmac()", () => {
  it("is HMAC-SHA-256 as node:crypto has it", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 64 }),
        fc.string({ unit: "grapheme", maxLength: 600 }),
        (secret, message) => {
          const expected = createHmac("sha256", secret).update(message).digest();
          const hmac = keyedHmac(secret);
          expect(Buffer.from(hmac(message))).toEqual(expected);
          hmac("x".repeat(300));
          expect(Buffer.from(hmac(message))).toEqual(expected);
        },
      ),
    );
    expect(() => keyedHmac(new Uint8Array(65))).toThrow(RangeError);
  });
});

describe("a commitment", () => {
  it("opens at any leaves and at no other value, place, salt or root", () => {
    const proof = disclose(key, value, pointers);
    expect(proof.leaves.map(([, pointer]) => pointer)).toEqual(pointers);
    expect(verifyRecordProof(proof, root())).toBe(true);
    for (const [at, [salt, pointer, leaf]] of proof.leaves.entries()) {
      const forged: RecordProof["leaves"][number][] = [
        [salt, pointer, "forged"],
        [salt, `${pointer}0`, leaf],
        [toBase64(sha256("salt").subarray(0, 16)), pointer, leaf],
      ];
      for (const other of forged) {
        expect(verifyRecordProof({ ...proof, leaves: proof.leaves.with(at, other) }, root())).toBe(false);
      }
    }
    for (const at of proof.hashes.keys()) {
      const hash = fromBase64(proof.hashes[at]!)!;
      hash[7]! ^= 1;
      expect(verifyRecordProof({ leaves: [], hashes: proof.hashes.with(at, toBase64(hash)) }, root())).toBe(false);
    }
    expect(verifyRecordProof(proof, root({ ...value, name: "another" }))).toBe(false);
    expect(verifyRecordProof(proof, root(value, sha256("another key")))).toBe(false);
  });
  it("opens for every JSON value, and the root depends on every leaf", () => {
    fc.assert(
      fc.property(json, fc.nat(), (any, pick) => {
        const leaves = flatten(any);
        const [pointer] = leaves[pick % leaves.length]!;
        const proof = disclose(key, any, [pointer, pointer]);
        expect(proof.leaves).toHaveLength(1);
        expect(verifyRecordProof(proof, root(any))).toBe(true);
        expect(root([any])).not.toBe(root(any));
      }),
    );
  });
  it("shows the next power of two of its leaves, from 16, and not which are real", () => {
    expect(disclose(key, null, []).hashes).toHaveLength(16);
    expect(disclose(key, Array<number>(16).fill(1), []).hashes).toHaveLength(16);
    expect(disclose(key, Array<number>(17).fill(1), []).hashes).toHaveLength(32);
    const { hashes } = disclose(key, value, []);
    expect([...hashes].map((text) => Buffer.from(text, "base64").toString("hex"))).toEqual(
      hashes.map((text) => Buffer.from(text, "base64").toString("hex")).sort(),
    );
  });
  it("gives equal values under different keys nothing in common", () => {
    const [one, two] = [disclose(key, value, []), disclose(sha256("another key"), value, [])];
    expect(one.hashes.filter((hash) => two.hashes.includes(hash))).toEqual([]);
  });
  it("refuses what disclose() would not write", () => {
    const proof = disclose(key, value, pointers);
    const [first, second] = proof.leaves as readonly [RecordProof["leaves"][number], RecordProof["leaves"][number]];
    const loose = (text: string): string => `${text.slice(0, -1)}\n`;
    const refused: readonly (readonly [string, RecordProof])[] = [
      ["leaves in another order", { ...proof, leaves: [second, first] }],
      ["a leaf twice", { ...proof, leaves: [first, first] }],
      ["hashes in another order", { ...proof, hashes: [...proof.hashes].reverse() }],
      ["a hash twice", { ...proof, hashes: proof.hashes.with(1, proof.hashes[0]!) }],
      ["fifteen hashes", { ...proof, hashes: proof.hashes.slice(1) }],
      ["no hashes", { leaves: [], hashes: [] }],
      ["loose base64", { leaves: [], hashes: proof.hashes.with(3, loose(proof.hashes[3]!)) }],
      ["a hash that is no text", { leaves: [], hashes: proof.hashes.with(3, 5 as unknown as string) }],
      ["a leaf of two parts", { ...proof, leaves: [[first[0], first[1]] as never] }],
      ["a leaf that is no list", { ...proof, leaves: ["leaf" as never] }],
      ["a short salt", { ...proof, leaves: [["AAAA", first[1], first[2]]] }],
      ["a salt that is no text", { ...proof, leaves: [[1 as never, first[1], first[2]]] }],
      ["a pointer that is none", { ...proof, leaves: [[first[0], "name", first[2]]] }],
      ["a pointer that is no text", { ...proof, leaves: [[first[0], 1 as never, first[2]]] }],
      ["a pointer with half a character", { ...proof, leaves: [[first[0], "/\ud800", first[2]]] }],
      ["half a character", { ...proof, leaves: [[first[0], first[1], "\ud800"]] }],
      ["a container with members", { ...proof, leaves: [[first[0], first[1], [1] as never]] }],
    ];
    for (const [what, forged] of refused) expect(verifyRecordProof(forged, root()), what).toBe(false);
    expect(verifyRecordProof(proof, root().slice(1))).toBe(false);
    expect(verifyRecordProof(proof, toBase64(new Uint8Array(31)))).toBe(false);
  });
  it("is made under keys of one length only, and opened only at leaves", () => {
    expect(() => commit(key.subarray(1), value)).toThrow(`A record key has ${RECORD_KEY_BYTES} bytes`);
    for (const pointer of ["/counts", "/nothing", ""]) {
      expect(() => disclose(key, value, [pointer])).toThrow(`The record has no value at "${pointer}"`);
    }
    expect(() => commit(key, "\ud800")).toThrow(TypeError);
  });
});
