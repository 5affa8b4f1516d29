import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromBase64, sha256, toHex } from "#kernel";
import { HashList } from "./hash-list.ts";
import { MerkleFrontier } from "./merkle-frontier.ts";
import { emptyRoot, leafHash, merkleRoot, nodeHash, splitPoint } from "./merkle-hash.ts";
import { verifyConsistency, verifyInclusion } from "./merkle-proof.ts";
import { MerkleTree } from "./merkle-tree.ts";

// transparency-dev/merkle; see tests/vectors/README.md
function vectors<T>(kind: string): readonly T[] {
  return JSON.parse(readFileSync(new URL(`../../tests/vectors/merkle/${kind}.json`, import.meta.url), "utf8")) as T[];
}
const bytes = (text: string): Uint8Array => fromBase64(text) ?? new Uint8Array();
const path = (proof: readonly string[] | null): Uint8Array[] => (proof ?? []).map(bytes);

interface Expected {
  readonly desc: string;
  readonly file: string;
  readonly proof: readonly string[] | null;
  readonly wantErr: boolean;
}

describe("the vectors of transparency-dev/merkle", () => {
  const inclusion = vectors<Expected & { leafIdx: number; treeSize: number; root: string; leafHash: string }>(
    "inclusion",
  );
  const consistency = vectors<Expected & { size1: number; size2: number; root1: string; root2: string }>("consistency");

  it("are 98 of each kind, good and bad ones among them", () => {
    for (const kind of [inclusion, consistency]) {
      expect(kind).toHaveLength(98);
      expect(new Set(kind.map(({ wantErr }) => wantErr)).size).toBe(2);
    }
  });
  it.each(inclusion)("inclusion $file", ({ leafIdx, treeSize, root, leafHash, proof, wantErr }) => {
    expect(verifyInclusion(bytes(leafHash), leafIdx, treeSize, path(proof), bytes(root))).toBe(!wantErr);
  });
  it.each(consistency)("consistency $file", ({ size1, size2, root1, root2, proof, wantErr }) => {
    // Three vectors call the empty tree the beginning of a log and want that accepted or judged elsewhere; it proves nothing.
    expect(verifyConsistency(size1, size2, path(proof), bytes(root1), bytes(root2))).toBe(!wantErr && size1 > 0);
  });
});

const HEX_LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];

describe("roots", () => {
  const leaves = HEX_LEAVES.map((hex) => leafHash(Buffer.from(hex, "hex")));

  it("of the eight leaves that implementations of RFC 6962 share", () => {
    expect(toHex(merkleRoot(leaves))).toBe("5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
    expect(toHex(emptyRoot())).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  });
  it("a leaf's hash is of 0x00 and its bytes, a node's of 0x01 and two hashes", () => {
    expect(toHex(leafHash(Buffer.from("x")))).toBe(toHex(sha256("\0x")));
    const [left, right] = [sha256("l"), sha256("r")];
    expect(new Uint8Array(nodeHash(left, right))).toEqual(sha256("\x01", left, right));
  });
  it("are the same by list, tree and frontier, at every size", () => {
    const [tree, frontier] = [new MerkleTree(), new MerkleFrontier()];
    expect(tree.root()).toEqual(emptyRoot());
    expect(frontier.root()).toEqual(emptyRoot());
    const all = Array.from({ length: 300 }, (_, at) => leafHash(Buffer.from(`${at}`)));
    const earlier = frontier.clone();
    for (const [at, leaf] of all.entries()) {
      tree.append(leaf);
      frontier.append(leaf);
      expect(toHex(frontier.root())).toBe(toHex(merkleRoot(all.slice(0, at + 1))));
      expect(toHex(tree.root())).toBe(toHex(frontier.root()));
      expect([tree.size, frontier.size]).toEqual([at + 1, at + 1]);
    }
    expect(earlier.size).toBe(0);
    for (const size of [0, 1, 2, 3, 64, 255, 256, 299])
      expect(toHex(tree.rootAt(size))).toBe(toHex(merkleRoot(all.slice(0, size))));
  });
  it("split where RFC 6962 does: the largest power of two below the count", () => {
    expect([2, 3, 4, 5, 8, 9, 1024, 1025].map(splitPoint)).toEqual([1, 2, 2, 4, 4, 8, 512, 1024]);
  });
});

const size = fc.integer({ min: 1, max: 400 });
function treeOf(count: number): { tree: MerkleTree; leaves: Uint8Array[] } {
  const tree = new MerkleTree();
  const leaves = Array.from({ length: count }, (_, at) => leafHash(Buffer.from(`leaf ${at}`)));
  for (const leaf of leaves) tree.append(leaf);
  return { tree, leaves };
}
const flip = (hash: Uint8Array, bit: number): Uint8Array => {
  const copy = new Uint8Array(hash);
  copy[(bit >> 3) % copy.length]! ^= 1 << (bit & 7);
  return copy;
};

describe("proofs that the tree writes", () => {
  const { tree, leaves } = treeOf(400);

  it("hold, and no longer with one bit changed, a hash more or less, or another place", () => {
    fc.assert(
      fc.property(size, fc.nat(), fc.nat(), (to, anyIndex, anyBit) => {
        const index = anyIndex % to;
        const root = tree.rootAt(to);
        const proof = tree.inclusionProof(index, to);
        const leaf = leaves[index]!;
        expect(verifyInclusion(leaf, index, to, proof, root)).toBe(true);
        expect(verifyInclusion(leaf, index, to, proof, flip(root, anyBit))).toBe(false);
        expect(verifyInclusion(flip(leaf, anyBit), index, to, proof, root)).toBe(false);
        expect(verifyInclusion(leaf, index, to, [...proof, root], root)).toBe(false);
        if (to > 1) expect(verifyInclusion(leaf, (index + 1) % to, to, proof, root)).toBe(false);
        if (proof.length === 0) return;
        const at = anyBit % proof.length;
        expect(verifyInclusion(leaf, index, to, proof.toSpliced(at, 1), root)).toBe(false);
        expect(verifyInclusion(leaf, index, to, proof.with(at, flip(proof[at]!, anyBit)), root)).toBe(false);
      }),
    );
  });
  it("of consistency hold likewise", () => {
    fc.assert(
      fc.property(size, fc.nat(), fc.nat(), (to, anyFrom, anyBit) => {
        const from = 1 + (anyFrom % to);
        const [before, now] = [tree.rootAt(from), tree.rootAt(to)];
        const proof = tree.consistencyProof(from, to);
        expect(verifyConsistency(from, to, proof, before, now)).toBe(true);
        expect(verifyConsistency(from, to, proof, flip(before, anyBit), now)).toBe(false);
        expect(verifyConsistency(from, to, proof, before, flip(now, anyBit))).toBe(false);
        expect(verifyConsistency(from, to, [...proof, now], before, now)).toBe(false);
        for (const at of proof.keys()) {
          expect(verifyConsistency(from, to, proof.with(at, flip(proof[at]!, anyBit)), before, now)).toBe(false);
          expect(verifyConsistency(from, to, proof.toSpliced(at, 1), before, now)).toBe(false);
        }
      }),
    );
  });
  it("are not written outside the tree", () => {
    for (const [index, to] of [
      [0, 0],
      [-1, 8],
      [8, 8],
      [0, 401],
      [0.5, 8],
      [0, -1],
      [Number.NaN, 8],
    ] as const) {
      expect(() => tree.inclusionProof(index, to)).toThrow(RangeError);
    }
    for (const [from, to] of [
      [0, 8],
      [9, 8],
      [1, 401],
      [1.5, 8],
    ] as const) {
      expect(() => tree.consistencyProof(from, to)).toThrow(RangeError);
    }
    expect(() => tree.rootAt(401)).toThrow("No tree of 401 leaves: the log has 400");
  });
  it("are not read from numbers or hashes that are none", () => {
    const [leaf, root] = [leaves[0]!, tree.rootAt(1)];
    for (const [index, to] of [
      [-1, 1],
      [0, 2 ** 53],
      [0.5, 1],
      [1, 1],
      [0, 0],
    ] as const) {
      expect(verifyInclusion(leaf, index, to, [], root)).toBe(false);
    }
    expect(verifyInclusion(leaf.subarray(1), 0, 1, [], root)).toBe(false);
    for (const [from, to] of [
      [0, 1],
      [2, 1],
      [1, 2 ** 53],
      [0.5, 1],
    ] as const) {
      expect(verifyConsistency(from, to, [], root, root)).toBe(false);
    }
    expect(verifyConsistency(2, 3, [root.subarray(1)], root, root)).toBe(false);
    expect(verifyConsistency(3, 5, [], root, root)).toBe(false);
  });
  it("work above 32 bits: places up to 2^53 are counted without bit operators", () => {
    // The last leaf of a tree of 2^40 + 1: its path is the one root of the 2^40 before it.
    const [leaf, before] = [sha256("leaf"), sha256("the 2^40 before")];
    const big = 2 ** 40;
    expect(verifyInclusion(leaf, big, big + 1, [before], nodeHash(before, leaf))).toBe(true);
    expect(verifyConsistency(big, big + 1, [leaf], before, nodeHash(before, leaf))).toBe(true);
    expect(verifyInclusion(leaf, 0, big + 1, [before], nodeHash(before, leaf))).toBe(false);
  });
});

describe("HashList", () => {
  it("gives back what was pushed, across its blocks", () => {
    const list = new HashList();
    for (let at = 0; at < 2500; at += 1) list.push(sha256(`${at}`));
    expect(list.length).toBe(2500);
    for (const at of [0, 1023, 1024, 2047, 2048, 2499]) expect(new Uint8Array(list.at(at))).toEqual(sha256(`${at}`));
  });
});
