import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sha256Hex } from "#kernel";
import { file, packBag } from "./bag.ts";

const info = { "Bagging-Date": "2026-01-02", "Snowmelt-Format": "1" };
const sign = (bytes: Uint8Array): Uint8Array => Buffer.from(`signed ${sha256Hex(bytes)}`);
const pack = (...files: readonly (readonly [string, string])[]): ReadonlyMap<string, string> =>
  new Map(
    packBag(
      files.map(([path, text]) => file(path, text)),
      info,
      sign,
    ).map(({ path, bytes }) => [path, Buffer.from(bytes).toString()]),
  );

describe("packBag", () => {
  it("writes manifests that sha256sum reads, payload and tags apart, each line in the order of paths", () => {
    const bag = pack(["data/exhibits/b.txt", "b"], ["data/exhibits/a.txt", "a"], ["index.html", "<p>"]);
    const paths = bag
      .get("manifest-sha256.txt")!
      .split("\n")
      .map((line) => line.slice(66));
    expect(paths).toEqual(["data/README.txt", "data/exhibits/a.txt", "data/exhibits/b.txt", ""]);
    expect(bag.get("manifest-sha256.txt")).toContain(`${sha256Hex("a")}  data/exhibits/a.txt\n`);
    expect(bag.get("tagmanifest-sha256.txt")).toContain(`${sha256Hex("<p>")}  index.html\n`);
    expect(bag.get("tagmanifest-sha256.txt")).toContain(
      `${sha256Hex(bag.get("manifest-sha256.txt")!)}  manifest-sha256.txt\n`,
    );
    expect(bag.get("tagmanifest-sha256.txt")).not.toContain("data/");
    expect(bag.get("tagmanifest-sha256.txt.sig")).toBe(`signed ${sha256Hex(bag.get("tagmanifest-sha256.txt")!)}`);
  });

  it("counts the payload, and has one even when no exhibit goes out", () => {
    const bag = pack(["index.html", "<p>"]);
    const readme = bag.get("data/README.txt")!;
    expect(bag.get("bag-info.txt")).toBe(
      `Bagging-Date: 2026-01-02\nPayload-Oxum: ${Buffer.byteLength(readme)}.1\nSnowmelt-Format: 1\n`,
    );
    expect(bag.get("bagit.txt")).toBe("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n");
  });

  it("gives the same bytes in whatever order the files come", () => {
    const paths = fc.uniqueArray(fc.stringMatching(/^(data\/exhibits\/|proofs\/)?[a-zA-Z0-9]{1,8}\.txt$/), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(paths, fc.integer(), (names, seed) => {
        const files = names.map((name) => [name, `text of ${name}`] as const);
        const rank = ([path]: readonly [string, string]): string => sha256Hex(`${seed}${path}`);
        const shuffled = [...files].sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
        const bag = pack(...files);
        expect([...pack(...shuffled)]).toEqual([...bag]);
        expect([...bag.keys()]).toEqual([...bag.keys()].sort());
      }),
      { numRuns: 50 },
    );
  });
});
