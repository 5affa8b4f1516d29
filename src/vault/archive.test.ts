import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type TestCase, testCase } from "./case-for-test.ts";
import { CAPS, collect } from "./index.ts";
import { makeZip, type TestMember } from "./zip-for-test.ts";

let scene: TestCase;
beforeEach(() => {
  scene = testCase();
  mkdirSync(join(scene.root, "in"));
});
afterEach(() => scene.remove());

/** Collects one archive; tells the ids and names taken, and the codes refused. */
async function unpack(bytes: Uint8Array | readonly TestMember[]): Promise<{ names: string[]; codes: string[] }> {
  writeFileSync(join(scene.root, "in/p.zip"), bytes instanceof Uint8Array ? bytes : makeZip(bytes));
  const { added, refused } = await collect(["in"], { store: scene.log }, scene.effects);
  expect(readdirSync(scene.root).sort(), "nothing lies outside the case").toEqual(expect.arrayContaining(["in"]));
  expect(readdirSync(scene.root)).toHaveLength(2);
  return { names: added.map(({ originalName }) => originalName), codes: refused.map(({ code }) => code) };
}
const plain = { name: "ok.txt", body: "made up" };

describe("an archive", () => {
  test("is kept as it is, and its members become exhibits that name it", async () => {
    const extra = Buffer.from([0x55, 0x54, 5, 0, 1, 0, 0, 0, 0]);
    extra.writeInt32LE(1494849600, 5);
    const { names, codes } = await unpack([
      { name: "folder/", body: "", stored: true, mode: 0o40755 },
      { name: "folder/a.txt", body: "one" },
      { name: "b.txt", body: "two", stored: true, extra },
    ]);
    expect(names).toEqual(["p.zip", "folder/a.txt", "b.txt"]);
    expect(codes).toEqual([]);
    const [archive, a, b] = scene.log.recorded.map(({ value }) => value) as [{ uid: string }, object, object];
    expect(a).toMatchObject({ from: archive.uid, received: { modified: { given: "2017-05-15T12:00:00" } } });
    expect(b).toMatchObject({ from: archive.uid, received: { modified: { given: "2017-05-15T12:00:00Z" } } });
  });

  test("inside an archive is opened three deep and no deeper", async () => {
    let bytes = makeZip([plain]);
    for (let depth = 0; depth < CAPS.depth; depth++)
      bytes = makeZip([{ name: `depth${depth}.zip`, body: bytes, stored: true }]);
    const { names, codes } = await unpack(bytes);
    expect(names).toEqual(["p.zip", "depth2.zip", "depth1.zip", "depth0.zip"]);
    expect(codes).toEqual(["vault/archive-too-deep"]);
  });

  test("in an office format is one exhibit", async () => {
    writeFileSync(
      join(scene.root, "in/report.docx"),
      makeZip([
        {
          name: "[Content_Types].xml",
          body: '<Types><Override ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
        },
        { name: "word/document.xml", body: "<w/>" },
      ]),
    );
    const { added } = await collect(["in"], { store: scene.log }, scene.effects);
    expect(added.map(({ mediaType }) => mediaType)).toEqual([
      "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ]);
  });

  test("is not opened when told so", async () => {
    writeFileSync(join(scene.root, "in/p.zip"), makeZip([plain]));
    expect((await collect(["in"], { store: scene.log, unpack: false }, scene.effects)).added).toHaveLength(1);
  });
});

describe("a hostile archive is kept, its sound members taken, the others refused:", () => {
  const cases: readonly (readonly [string, TestMember, string])[] = [
    ["path upwards", { name: "../evil.txt", body: "x" }, "vault/member-path"],
    ["path upwards inside", { name: "a/../../evil.txt", body: "x" }, "vault/member-path"],
    ["absolute path", { name: "/etc/evil.txt", body: "x" }, "vault/member-path"],
    ["drive letter", { name: "C:/evil.txt", body: "x" }, "vault/member-path"],
    ["backslashes", { name: "..\\evil.txt", body: "x" }, "vault/member-path"],
    ["device name", { name: "a/CON", body: "x" }, "vault/member-path"],
    ["device name with extension", { name: "nul.txt", body: "x" }, "vault/member-path"],
    ["symbolic link", { name: "link", body: "/etc/passwd", mode: 0o120777 }, "vault/member-path"],
    ["device", { name: "dev", body: "x", mode: 0o020666 }, "vault/member-path"],
    ["case clash", { name: "OK.TXT", body: "x" }, "vault/member-clash"],
    ["twice the same name", { name: "ok.txt", body: "x" }, "vault/member-clash"],
    ["encrypted", { name: "locked.txt", body: "x", flags: 0x801 }, "vault/member-locked"],
    ["unknown packing", { name: "lzma.txt", body: "x", method: 14 }, "vault/member-locked"],
    ["false checksum", { name: "bad.txt", body: "x", statedCrc: 1 }, "vault/member-damaged"],
    ["more bytes than stated", { name: "bad.txt", body: "xxxx", statedSize: 2 }, "vault/member-damaged"],
    ["fewer bytes than stated", { name: "bad.txt", body: "xxxx", statedSize: 9 }, "vault/member-damaged"],
    ["control character", { name: "a\u0000.txt", body: "x" }, "vault/unsafe-name"],
    ["text reordered", { name: "a\u202egpj.exe", body: "x" }, "vault/unsafe-name"],
    ["no bytes", { name: "empty.txt", body: "" }, "vault/empty-file"],
  ];
  test.each(cases)("%s", async (_, member, code) => {
    expect(await unpack([plain, member])).toEqual({ names: ["p.zip", "ok.txt"], codes: [code] });
  });

  test("composed and decomposed accents clash", async () => {
    const { codes } = await unpack([
      { name: "caf\u00e9.txt", body: "1" },
      { name: "cafe\u0301.txt", body: "2" },
    ]);
    expect(codes).toEqual(["vault/member-clash"]);
  });
});

describe("an archive made to choke or confuse a program is kept, and none of its members:", () => {
  const whole = async (members: readonly TestMember[] | Uint8Array, code: string): Promise<void> => {
    expect(await unpack(members)).toEqual({ names: ["p.zip"], codes: [code] });
  };

  test("a member that inflates above the ratio", () =>
    whole([plain, { name: "zeros", body: new Uint8Array(4 << 20) }], "vault/archive-too-big"));

  test("members that share bytes", () =>
    whole([plain, { name: "again.txt", body: "made up", sameBytesAs: 0 }], "vault/archive-broken"));

  test("two directories that name different files", () =>
    whole([{ ...plain, localName: "evil.t" }], "vault/archive-broken"));

  test("one entry above the cap", async () => {
    const members = Array.from({ length: CAPS.entries + 1 }, (_, index) => ({
      name: `${index}`,
      body: "x",
      stored: true,
    }));
    await whole(members, "vault/archive-too-big");
  });

  test("more entries than it states", () =>
    whole(makeZip([plain, { name: "b", body: "x" }], 1), "vault/archive-broken"));

  test("sizes that add up to more than the cap", () =>
    whole(
      Array.from({ length: 6 }, (_, index) => ({
        name: `${index}`,
        body: Buffer.alloc(11 << 20, "0123456789abcdefghij"),
        statedSize: 2 ** 31 - 1,
      })),
      "vault/archive-too-big",
    ));

  test("a truncated archive", () => whole(makeZip([plain]).subarray(0, -30), "vault/archive-broken"));

  test("any byte changed: what comes out is what went in, or is refused", async () => {
    const good = makeZip([
      { name: "a.txt", body: "first made-up text" },
      { name: "b.txt", body: "second", stored: true },
    ]);
    await fc.assert(
      fc.asyncProperty(fc.nat(good.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const bad = Uint8Array.from(good);
        bad[at] = bad[at]! ^ change;
        const fresh = testCase();
        try {
          mkdirSync(join(fresh.root, "in"));
          writeFileSync(join(fresh.root, "in/p.zip"), bad);
          const { added } = await collect(["in"], { store: fresh.log }, fresh.effects);
          const bodies = added.filter(({ from }) => from !== undefined).map(({ size }) => size);
          for (const size of bodies) expect([18, 6]).toContain(size);
        } finally {
          fresh.remove();
        }
      }),
      { numRuns: 200 },
    );
  });
});
