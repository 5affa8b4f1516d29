import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBag, readZip, reportText, verifyDossier } from "#verify";
import { bundleVerifier } from "./bundle.ts";
import { reportOf, SmallBag } from "./small-bag.ts";

let bag: SmallBag;
let root: string;
let folder: string;
let count = 0;

beforeAll(async () => {
  bag = await SmallBag.of();
  root = mkdtempSync(join(tmpdir(), "snowmelt-bag-"));
  folder = join(root, "dossier");
  for (const [path, bytes] of bag.files) {
    const file = join(folder, ...path.split("/"));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  }
  writeFileSync(join(root, "dossier.zip"), bag.zip);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Verifies a copy of the folder to which something was done. */
function verifiedWith(change: (dir: string) => void): ReturnType<typeof verifyDossier> {
  const copy = join(root, `copy-${count++}`);
  cpSync(folder, copy, { recursive: true });
  change(copy);
  return verifyDossier(openBag(copy));
}

const bagProblems = (report: ReturnType<typeof verifyDossier>): string =>
  report.checks.find(({ name }) => name === "bag")!.problems.join("\n");

describe("a folder", () => {
  it("is verified, and so is its zip", () => {
    expect(verifyDossier(openBag(folder))).toMatchObject({ outcome: "verified", incomplete: [] });
    expect(verifyDossier(openBag(join(root, "dossier.zip")))).toMatchObject({ outcome: "verified", incomplete: [] });
  });

  it("fails with a link, also to the very file, to a folder, or to nothing", () => {
    const links: readonly (readonly [string, string])[] = [
      ["note.txt", "VERIFY.txt"],
      ["more", "proofs"],
      ["loop", "."],
      ["nowhere", "does-not-exist"],
    ];
    for (const [name, target] of links) {
      expect(bagProblems(verifiedWith((dir) => symlinkSync(target, join(dir, name))))).toMatch(
        `"${name}" is no plain file`,
      );
    }
    const swapped = verifiedWith((dir) => {
      rmSync(join(dir, "VERIFY.txt"));
      symlinkSync(join(folder, "VERIFY.txt"), join(dir, "VERIFY.txt"));
    });
    expect(swapped.outcome).toBe("failed");
  });

  it("fails with an empty folder, whose name could say something, and with one too deep", () => {
    expect(bagProblems(verifiedWith((dir) => mkdirSync(join(dir, "all-is-proven"))))).toMatch(
      /"all-is-proven\/" is an empty/,
    );
    const deep = verifiedWith((dir) => mkdirSync(join(dir, ..."abcdefghij".split("")), { recursive: true }));
    expect(bagProblems(deep)).toMatch(/lies deeper/);
  });

  it("is incomplete, and never verified, with a tag file too large to read; the rest is still judged", () => {
    const report = verifiedWith((dir) => truncateSync(join(dir, "verify.mjs"), 257 * 1024 * 1024));
    expect(report.incomplete?.join()).toMatch(/verify\.mjs: it is larger than 256 MiB/);
    expect(report.outcome).toBe("incomplete");
    expect(reportText(report)).toMatch(/^INCOMPLETE: /);
    expect(report.checks.find(({ name }) => name === "lineage")?.problems).toEqual([]);
    const page = verifiedWith((dir) => truncateSync(join(dir, "index.html"), 257 * 1024 * 1024));
    expect(page.outcome).toBe("incomplete");
    expect(page.checks.map(({ name }) => name)).toEqual(["bag"]);
  });

  it("hashes an exhibit that is too large to hold", () => {
    const report = verifiedWith((dir) => truncateSync(join(dir, "data/exhibits/E1.txt"), 65 * 1024 * 1024));
    expect(report.outcome).toBe("failed");
    expect(bagProblems(report)).toMatch(/data\/exhibits\/E1\.txt is not the file/);
  });

  it("is incomplete when it cannot be opened at all, for the one-file verifier too", () => {
    expect(() => openBag(join(root, "nothing-here"))).toThrow(/ENOENT/);
  });
});

describe("a zip", () => {
  it("fails with any byte changed", () => {
    fc.assert(
      fc.property(fc.nat(bag.zip.length - 1), fc.integer({ min: 1, max: 255 }), (at, mask) => {
        const zip = Uint8Array.from(bag.zip);
        zip[at]! ^= mask;
        expect(reportOf(readZip(zip)).outcome).not.toBe("verified");
      }),
      { numRuns: 60 },
    );
  });

  it("fails cut short, with bytes before, between or behind, and never throws", () => {
    const zip = Buffer.from(bag.zip);
    const changed = [
      zip.subarray(0, -1),
      zip.subarray(1),
      Buffer.concat([Buffer.from("x"), zip]),
      Buffer.concat([zip, Buffer.from("x")]),
      Buffer.concat([zip, zip]),
      Buffer.alloc(0),
      Buffer.alloc(22),
    ];
    for (const bytes of changed) expect(reportOf(readZip(new Uint8Array(bytes))).outcome).toBe("failed");
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(reportOf(readZip(bytes)).outcome).toBe("failed");
      }),
    );
  });
});

describe("the report", () => {
  it("speaks to a layperson first, then says what each check proves, the key, and what no check can show", () => {
    const lines = reportText(reportOf(bag.files)).split("\n");
    expect(lines[0]).toBe(
      'VERIFIED: the dossier "public-0018" is whole: nothing was changed since it was signed, and all it says of itself was checked and holds.',
    );
    const order = [
      "ok      bag",
      "ok      signature",
      "ok      lineage",
      "Not checked, which is normal:",
      "Fingerprint of",
      "Compare it",
      "What no check can show",
    ];
    const places = order.map((text) => lines.findIndex((line) => line.startsWith(text)));
    expect(places.every((at, i) => at > (places[i - 1] ?? 0))).toBe(true);
  });

  it("prints no control or direction character that a bag brings along", () => {
    const files = new Map(bag.files).set("a\u001b[31mb\u202ec\n", new Uint8Array());
    expect(reportText(reportOf(files))).not.toMatch(/[\u001b\u202e]/);
    expect(reportText(reportOf(files))).toMatch(/a\\u001b\[31mb\\u202ec\\n/);
  });

  it("counts what it does not print", () => {
    const files = new Map(bag.files);
    for (let at = 0; at < 70; at++) files.set(`note-${at}.txt`, new Uint8Array());
    expect(reportText(reportOf(files))).toMatch(/- and 90 more/);
  });

  it("says open, and never ok, of what could not be checked here", () => {
    const report = verifyDossier(bag.files, () => null);
    expect(report.outcome).toBe("incomplete");
    expect(reportText(report)).toMatch(/^open {4}signature/m);
    expect(reportText(report)).toMatch(/^open {4}keys/m);
  });
});

it("garbage of every kind is failed, and never thrown", () => {
  const path = fc.constantFrom(
    ...[
      "checkpoint",
      "index.html",
      "ro-crate-metadata.json",
      "proofs/0.json",
      "proofs/7.tlog-proof",
      "keys/log.pem",
      "bag-info.txt",
      "manifest-sha256.txt",
      "tagmanifest-sha256.txt.sig",
    ],
  );
  fc.assert(
    fc.property(
      path,
      fc.oneof(
        fc.uint8Array({ maxLength: 200 }),
        fc.json().map((json) => Buffer.from(`${json}\n`)),
      ),
      (name, bytes) => {
        expect(reportOf(new Map(bag.files).set(name, new Uint8Array(bytes))).outcome).toBe("failed");
      },
    ),
    { numRuns: 80 },
  );
  expect(reportOf(new Map()).outcome).toBe("failed");
});

it("node verify.mjs is small, and ends with 0, 20 or 3", async () => {
  const program = join(root, "verify.mjs");
  const verifier = await bundleVerifier();
  expect(Buffer.byteLength(verifier.program)).toBeLessThan(150_000);
  writeFileSync(program, verifier.program);
  const run = (...args: readonly string[]) =>
    spawnSync(process.execPath, [program, ...args], { encoding: "utf8", cwd: folder });
  expect(run()).toMatchObject({ status: 0, stderr: "" });
  expect(run(join(root, "dossier.zip")).stdout).toMatch(/^VERIFIED: /);
  expect(run(join(root, "nothing-here"))).toMatchObject({ status: 3, stderr: "" });
  expect(run(root)).toMatchObject({ status: 20, stderr: "" });
});
