import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromBufferPromise } from "yauzl";
import type { BagFile } from "./input.ts";
import { storedZip } from "./zip.ts";

/** Names and bytes as another implementation reads them. */
async function unzip(zip: Uint8Array): Promise<ReadonlyMap<string, Buffer>> {
  const found = new Map<string, Buffer>();
  const archive = await fromBufferPromise(Buffer.from(zip), {
    lazyEntries: true,
    decodeStrings: false,
    validateEntrySizes: true,
  });
  for await (const entry of archive.eachEntry()) {
    const chunks: Buffer[] = [];
    for await (const chunk of await archive.openReadStreamPromise(entry)) chunks.push(chunk as Buffer);
    found.set(entry.fileName.toString(), Buffer.concat(chunks));
  }
  return found;
}

const text = (path: string, content: string): BagFile => ({ path, bytes: Buffer.from(content) });

describe("storedZip", () => {
  it("is read back whole by another implementation, whatever names and bytes", async () => {
    const name = fc.stringMatching(/^[a-zA-Zء-ي0-9]{1,10}(\/[a-z]{1,4})?\.txt$/u);
    const files = fc.uniqueArray(fc.record({ path: name, bytes: fc.uint8Array({ maxLength: 300 }) }), {
      selector: ({ path }) => path,
      maxLength: 8,
    });
    await fc.assert(
      fc.asyncProperty(files, async (given) => {
        const found = await unzip(storedZip("public-0007", given));
        expect([...found]).toEqual(given.map(({ path, bytes }) => [`public-0007/${path}`, Buffer.from(bytes)]));
      }),
      { numRuns: 40 },
    );
  });

  it("holds every byte as it is, so that whoever searches the zip finds what is in it", () => {
    const bytes = Buffer.from("a sentence that a search must find ".repeat(40));
    expect(Buffer.from(storedZip("d", [{ path: "x.txt", bytes }])).includes(bytes)).toBe(true);
  });

  it("says nothing of when or where it was made", () => {
    const zip = Buffer.from(storedZip("d", [text("x.txt", "x")]));
    const central = zip.indexOf("PK\x01\x02", 0, "latin1");
    // Version made by 2.0 on MS-DOS, no extra field, no comment, no attributes, and 1980-01-01 00:00 for a time.
    expect(zip.subarray(central + 4, central + 6)).toEqual(Buffer.from([20, 0]));
    expect(zip.subarray(central + 12, central + 16)).toEqual(Buffer.from([0, 0, 33, 0]));
    expect(zip.subarray(central + 30, central + 42)).toEqual(Buffer.alloc(12));
    expect(zip.readUInt16LE(zip.length - 2)).toBe(0);
  });

  it("an empty bag is an empty archive", async () => {
    expect([...(await unzip(storedZip("d", [])))]).toEqual([]);
  });

  it("refuses what would need Zip64 instead of writing an archive that cannot be read", () => {
    const files = Array.from({ length: 65_536 }, (_, at) => text(String(at), ""));
    expect(() => storedZip("d", files)).toThrow(RangeError);
  });

  it("is an archive in order to Info-ZIP", (context) => {
    const dir = mkdtempSync(join(tmpdir(), "snowmelt-zip-"));
    writeFileSync(
      join(dir, "x.zip"),
      storedZip("d", [text("index.html", "<p>"), text("data/README.txt", "x".repeat(999))]),
    );
    const { error, status, stdout } = spawnSync("unzip", ["-tq", join(dir, "x.zip")], { encoding: "utf8" });
    rmSync(dir, { recursive: true });
    if (error !== undefined) {
      console.log("skipped: unzip not present");
      context.skip();
    }
    expect({ status, stdout }).toMatchObject({ status: 0, stdout: expect.stringMatching(/No errors detected/) });
  });
});
