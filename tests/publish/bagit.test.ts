import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { sha256Hex } from "../../src/kernel/index.ts";
import { compose } from "../../src/publish/compose.ts";
import { madeUpCase } from "../../src/publish/testing/made-up-case.ts";
import { type Bag, bagProblems, readBag } from "../support/bagit.ts";

// The bags of the Library of Congress's conformance suite, version 1.0 (tests/vectors/bagit), judge the reader of
// tests/support/bagit.ts, which knows nothing of dossiers; that reader then judges our bags.
const suite = fileURLToPath(new URL("../vectors/bagit", import.meta.url));
const namesIn = (kind: string): readonly string[] => readdirSync(join(suite, kind)).sort();

describe("BagIt 1.0 conformance suite", () => {
  it("has the bags that we count on", () => {
    expect(namesIn("valid")).toEqual(["basicBag"]);
    expect(namesIn("invalid")).toHaveLength(4);
  });

  it.each(namesIn("valid"))("valid: %s", (name) => {
    expect(bagProblems(readBag(join(suite, "valid", name)))).toEqual([]);
  });

  const faults: Readonly<Record<string, RegExp>> = {
    "bagit-with-invalid-whitespace": /no declaration/,
    notAllManifestsListAllFiles: /missingFromManifest\.txt is not in manifest-sha512/,
    "same-filename-listed-twice-with-different-hashes": /names data\/README twice/,
    "same-filename-listed-twice-with-the-same-hash": /names data\/README twice/,
  };
  it.each(namesIn("invalid"))("invalid: %s", (name) => {
    const bag = readBag(join(suite, "invalid", name));
    expect(bagProblems(bag).join("\n")).toMatch(faults[name]!);
  });
});

describe("a dossier", async () => {
  const { files } = await compose(madeUpCase().input);
  const bag: Bag = new Map(files.map(({ path, bytes }) => [path, bytes]));

  it("is a BagIt 1.0 bag", () => {
    expect(bagProblems(bag)).toEqual([]);
  });

  it("lists every tag file too, but the manifest itself and its signature", () => {
    const listed = Buffer.from(bag.get("tagmanifest-sha256.txt")!).toString();
    const tags = [...bag.keys()].filter((path) => !path.startsWith("data/") && !path.startsWith("tagmanifest"));
    expect(
      listed
        .trimEnd()
        .split("\n")
        .map((line) => line.slice(66)),
    ).toEqual(tags.sort());
  });

  /** The dossier with one file changed and the manifests of files that were not touched on purpose made anew. */
  const changed = (path: string, text: string): Bag => {
    const copy = new Map(bag).set(path, Buffer.from(text));
    const tags = [...copy.keys()].filter((name) => !name.startsWith("data/") && !name.startsWith("tagmanifest")).sort();
    const lines = tags.map((name) => `${sha256Hex(copy.get(name)!)}  ${name}\n`);
    return copy.set("tagmanifest-sha256.txt", Buffer.from(lines.join("")));
  };
  const manifest = Buffer.from(bag.get("manifest-sha256.txt")!).toString();
  const first = manifest.split("\n")[0]!;
  const faults: readonly (readonly [string, Bag])[] = [
    ["blanks in bagit.txt", changed("bagit.txt", "BagIt-Version : 1.0\nTag-File-Character-Encoding : UTF-8\n")],
    ["a payload file that no manifest names", changed("manifest-sha256.txt", manifest.replace(`${first}\n`, ""))],
    ["a name twice with the same hash", changed("manifest-sha256.txt", `${first}\n${manifest}`)],
    [
      "a name twice with different hashes",
      changed("manifest-sha256.txt", `${"0".repeat(64)}${first.slice(64)}\n${manifest}`),
    ],
    ["a path that leads out", changed("manifest-sha256.txt", `${manifest}${"0".repeat(64)}  data/../../x\n`)],
  ];
  it.each(faults)("is none with the suite's faults: %s", (_, bag) => {
    expect(bagProblems(bag)).not.toEqual([]);
  });
});
