import { execFileSync } from "node:child_process";
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { hostname, userInfo } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { sha256Hex } from "#kernel";
import { type Exhibit, givenOf } from "#record";
import { type TestCase, testCase } from "./case-for-test.ts";
import {
  type CollectOptions,
  collect,
  type Disk,
  exhibitPath,
  exhibitsOf,
  parseFacts,
  readExhibit,
  realDisk,
} from "./index.ts";
import { makeZip } from "./zip-for-test.ts";

let scene: TestCase;
beforeEach(() => {
  scene = testCase();
});
afterEach(() => scene.remove());

const write = (name: string, body: string | Uint8Array): string => {
  const path = join(scene.root, name);
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, body);
  return path;
};
const run = (paths: string[], options: Partial<CollectOptions> = {}) =>
  collect(paths, { store: scene.log, ...options }, scene.effects);
const codes = (refused: readonly { code: string }[]): string[] => refused.map(({ code }) => code);
const vaultFiles = (): string[] =>
  readdirSync(join(scene.log.dir, "vault"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name);

describe("collect()", () => {
  test("preserves files and folders under their hashes, read-only, in the order of names", async () => {
    write("in/b.txt", "made-up text");
    write("in/a/photo.bin", new Uint8Array([0, 1, 2]));
    utimesSync(join(scene.root, "in/b.txt"), 1494849600, 1494849600);
    const { added, already, refused } = await run(["in"]);
    expect(refused).toEqual([]);
    expect(already).toEqual([]);
    expect(added.map(({ id, originalName, mediaType }) => [id, originalName, mediaType])).toEqual([
      ["E1", "a/photo.bin", "application/octet-stream"],
      ["E2", "b.txt", "text/plain"],
    ]);
    const text = added[1]!;
    expect(text.sha256).toBe(sha256Hex("made-up text"));
    expect(text.size).toBe(12);
    expect(text.received.modified).toEqual({ given: "2017-05-15T12:00:00Z" });
    expect(Buffer.from(await readExhibit(scene.log.dir, text.sha256)).toString()).toBe("made-up text");
    expect(statSync(exhibitPath(scene.log.dir, text.sha256)).mode & 0o777).toBe(0o444);
    expect(readdirSync(join(scene.log.dir, "vault/tmp"))).toEqual([]);
    expect(scene.log.recorded.map(({ kind }) => kind)).toEqual(["exhibit.add", "exhibit.add"]);
  });

  test("keeps what a file of many chunks holds", async () => {
    const bytes = new Uint8Array(5 * 1024 * 1024 + 17).map((_, index) => (index * 7919) >> 3);
    write("large.bin", bytes);
    const { added } = await run(["large.bin"]);
    expect(added[0]!.sha256).toBe(sha256Hex(bytes));
    expect(Buffer.compare(await readExhibit(scene.log.dir, added[0]!.sha256), bytes)).toBe(0);
  });

  test("takes standard input under the name it is given", async () => {
    scene.remove();
    scene = testCase({
      stdin: (async function* () {
        yield Buffer.from("made-");
        yield Buffer.from("up");
      })(),
    });
    const { added } = await run(["-"], { stdinName: "statement.txt" });
    expect(added[0]).toMatchObject({ originalName: "statement.txt", sha256: sha256Hex("made-up"), size: 7 });
    expect(added[0]!.received.modified).toEqual({ notApplicable: true });
  });

  test("recognises bytes it has, and records a further name once", async () => {
    write("in/a.txt", "same");
    write("in/b.txt", "same");
    const first = await run(["in"]);
    expect(first.added).toHaveLength(1);
    expect(first.already).toEqual([{ name: "b.txt", id: "E1" }]);
    const second = await run(["in"]);
    expect(second.added).toEqual([]);
    expect(second.already).toEqual([
      { name: "a.txt", id: "E1" },
      { name: "b.txt", id: "E1" },
    ]);
    expect(scene.log.recorded.map(({ kind }) => kind)).toEqual(["exhibit.add", "exhibit.note"]);
    expect(vaultFiles()).toEqual([sha256Hex("same")]);
  });

  test("continues after a run that was stopped before its acts, and removes what that left", async () => {
    write("in/a.txt", "one");
    write("in/b.txt", "two");
    let stops = true;
    scene.log.append = new Proxy(scene.log.append, {
      apply: (target, self, args) => {
        if (stops) throw new Error("stopped");
        return Reflect.apply(target, self, args);
      },
    });
    await expect(run(["in"])).rejects.toThrow("stopped");
    writeFileSync(join(scene.log.dir, "vault/tmp/half"), "ha");
    stops = false;
    expect((await run(["in"])).added.map(({ id }) => id)).toEqual(["E1", "E2"]);
    expect(readdirSync(join(scene.log.dir, "vault/tmp"))).toEqual([]);
    expect((await run(["in"])).added).toEqual([]);
  });

  test("restores bytes that the vault lost, without a second exhibit", async () => {
    write("a.txt", "one");
    await run(["a.txt"]);
    rmSync(exhibitPath(scene.log.dir, sha256Hex("one")), { force: true });
    await expect(readExhibit(scene.log.dir, sha256Hex("one"))).rejects.toMatchObject({ code: "vault/missing-exhibit" });
    expect((await run(["a.txt"])).added).toEqual([]);
    expect(await readExhibit(scene.log.dir, sha256Hex("one"))).toHaveLength(3);
  });

  test("dryRun tells the same and writes nothing", async () => {
    write("in/a.txt", "one");
    write("in/b.zip", makeZip([{ name: "m.txt", body: "member" }]));
    const { added } = await run(["in"], { dryRun: true });
    expect(added.map(({ id, originalName }) => [id, originalName])).toEqual([
      ["E1", "a.txt"],
      ["E2", "b.zip"],
      ["E3", "m.txt"],
    ]);
    expect(scene.log.recorded).toEqual([]);
    expect(existsSync(join(scene.log.dir, "vault"))).toBe(false);
  });

  test("numbers a second device's exhibits with its letter", async () => {
    scene.remove();
    scene = testCase({ device: "b" });
    write("a.txt", "one");
    expect((await run(["a.txt"])).added[0]!.id).toBe("E1b");
  });

  test("records neither path, user, host nor zone of the machine", async () => {
    write("in/deep/a.txt", "one");
    await run([join(scene.root, "in")]);
    const written = JSON.stringify(scene.log.recorded);
    for (const secret of [
      scene.root,
      hostname(),
      userInfo().username,
      Intl.DateTimeFormat().resolvedOptions().timeZone,
    ]) {
      if (secret !== "UTC") expect(written).not.toContain(secret);
    }
    expect(written).toContain('"originalName":"deep/a.txt"');
  });
});

describe("collect() with facts", () => {
  test("gives each file its row over the row of all, and lists rows without a file", async () => {
    write("in/a.txt", "one");
    write("in/b.txt", "two");
    const csv =
      "file,collector,relevance,origin,consent_by,consent_uses,consent_audiences,consent_until,title\r\n" +
      "*,field team,,offline,,,,,\r\n" +
      'a.txt,,"why, in words",,the witness,dossier | court,public,2027-12-31,A statement\r\n' +
      "gone.txt,x,,,,,,,\r\n";
    const { added, unusedFacts } = await run(["in"], { facts: parseFacts(csv, "facts.csv") });
    const [a, b] = added as [Exhibit, Exhibit];
    expect(a).toMatchObject({
      title: "A statement",
      collector: { given: "field team" },
      relevance: { given: "why, in words" },
      url: { notApplicable: true },
      consent: { given: { by: "the witness", uses: ["dossier", "court"], audiences: ["public"], until: "2027-12-31" } },
    });
    expect(b).toMatchObject({ collector: { given: "field team" }, relevance: { missing: expect.any(String) } });
    expect(unusedFacts).toMatchObject([{ file: "facts.csv", line: 4, column: 1 }]);
  });

  test("a later table corrects facts under the same name and stands beside under another", async () => {
    write("in/a.txt", "one");
    await run(["in"], { facts: parseFacts("file,collector\na.txt,first\n", "f.csv") });
    await run(["in"], { facts: parseFacts("file,collector\na.txt,second\n", "f.csv") });
    write("other/b.txt", "one");
    const other = { facts: parseFacts("file,collector\n*,third\n", "f.csv") };
    await run(["other"], other);
    await run(["other"], other);
    expect(scene.log.recorded.map(({ kind }) => kind)).toEqual(["exhibit.add", "exhibit.note", "exhibit.note"]);
    const known = exhibitsOf(scene.log.acts()).get(sha256Hex("one"))!;
    expect(givenOf(known.exhibit.collector)).toBe("second");
    expect([...known.again]).toEqual([["b.txt", { collector: { given: "third" } }]]);
  });

  test("members of an archive take the archive's facts where they have no row", async () => {
    write(
      "in/p.zip",
      makeZip([
        { name: "m.txt", body: "member" },
        { name: "n.txt", body: "other" },
      ]),
    );
    const csv = "file,collector,title\np.zip,team,Papers\np.zip/n.txt,someone,\n";
    const { added } = await run(["in"], { facts: parseFacts(csv, "f.csv") });
    expect(added.map(({ collector, title }) => [givenOf(collector), title])).toEqual([
      ["team", "Papers"],
      ["team", undefined],
      ["someone", undefined],
    ]);
  });
});

describe("collect() refuses, with a typed error, and takes the rest", () => {
  const isRoot = process.getuid?.() === 0;

  test("what is not there", async () => {
    const { refused } = await run(["nowhere.txt"]);
    expect(codes(refused)).toEqual(["vault/not-found"]);
    expect(refused[0]!.text.what).toBe('Cannot collect "nowhere.txt"');
  });

  test("a file that cannot be read", async () => {
    write("in/locked.txt", "secret");
    write("in/ok.txt", "open");
    chmodSync(join(scene.root, "in/locked.txt"), 0);
    if (isRoot) {
      // Root reads everything; a user without rights does the collecting in a process of its own.
      chmodSync(scene.root, 0o755);
      const script = `import { takeFile } from ${JSON.stringify(new URL("./preserve.ts", import.meta.url).href)};
        const place = { disk: {}, newFile: () => null, onBytes: () => undefined };
        process.setuid(65534);
        await takeFile(${JSON.stringify(join(scene.root, "in/locked.txt"))}, "locked.txt", place).catch((error) => console.log(error.code));`;
      const root = new URL("../..", import.meta.url);
      const args = ["--conditions=source", "--import", "tsx", "--input-type=module", "-e", script];
      expect(execFileSync(process.execPath, args, { cwd: root }).toString().trim()).toBe("vault/unreadable");
      return;
    }
    const { added, refused } = await run(["in"]);
    expect(codes(refused)).toEqual(["vault/unreadable"]);
    expect(added.map(({ originalName }) => originalName)).toEqual(["ok.txt"]);
  });

  test("an empty file", async () => {
    write("in/empty.txt", "");
    expect(codes((await run(["in"])).refused)).toEqual(["vault/empty-file"]);
  });

  test("a file that changes while it is read", async () => {
    const path = write("in/growing.log", "x".repeat(3 << 20));
    let isFirst = true;
    const disk: Disk = {
      ...realDisk,
      async write(handle, bytes) {
        if (isFirst) appendFileSync(path, "more");
        isFirst = false;
        return realDisk.write(handle, bytes);
      },
    };
    const { refused, added } = await run(["in"], { disk });
    expect(codes(refused)).toEqual(["vault/changed-while-read"]);
    expect(added).toEqual([]);
    expect(vaultFiles()).toEqual([]);
  });

  test("a file that is rewritten in place with as many bytes", async () => {
    const path = write("in/page.html", "x".repeat(3 << 20));
    const disk: Disk = {
      ...realDisk,
      async write(handle, bytes) {
        writeFileSync(path, "y".repeat(3 << 20));
        return realDisk.write(handle, bytes);
      },
    };
    expect(codes((await run(["in"], { disk })).refused)).toEqual(["vault/changed-while-read"]);
  });

  test("names with control or direction characters, or bytes that are not UTF-8", async () => {
    write("in/a\u0007.txt", "1");
    write("in/b\u202egpj.exe", "2");
    write("in/c\u200c\u0627.txt", "joiners are fine");
    writeFileSync(Buffer.concat([Buffer.from(join(scene.root, "in/")), Buffer.from([0xc7, 0xe1, 0x2e, 0x74])]), "3");
    const { refused, added } = await run(["in"]);
    expect(codes(refused)).toEqual(["vault/unsafe-name", "vault/unsafe-name", "vault/unsafe-name"]);
    expect(refused[1]!.text.what).toBe('Cannot collect "b\\u202egpj.exe"');
    expect(added).toHaveLength(1);
  });

  test("a name of 300 characters, as an argument, from standard input and in an archive", async () => {
    const long = `${"n".repeat(296)}.txt`;
    write("in/p.zip", makeZip([{ name: long, body: "1" }]));
    const { refused } = await run([long, "-", "in"], { stdinName: long });
    expect(codes(refused)).toEqual(["vault/name-too-long", "vault/name-too-long", "vault/name-too-long"]);
  });

  test("a link that leads back to itself, and links inside a folder", async () => {
    write("in/a.txt", "one");
    symlinkSync("loop", join(scene.root, "loop"));
    symlinkSync("..", join(scene.root, "in/up"));
    symlinkSync("/etc/passwd", join(scene.root, "in/out"));
    const { refused, added } = await run(["loop", "in"]);
    expect(codes(refused)).toEqual(["vault/link-loop", "vault/link", "vault/link"]);
    expect(added).toHaveLength(1);
  });

  test("a socket", async () => {
    mkdirSync(join(scene.root, "in"));
    const server = createServer();
    await new Promise<void>((done) => server.listen(join(scene.root, "in/s"), done));
    expect(codes((await run(["in"])).refused)).toEqual(["vault/not-a-file"]);
    server.close();
  });

  test("the case's own folders", async () => {
    mkdirSync(join(scene.log.dir, "vault"));
    const { refused } = await run([".", scene.log.dir, join(scene.log.dir, "vault")]);
    expect(codes(refused)).toEqual(["vault/inside-case", "vault/inside-case", "vault/inside-case"]);
  });
});

describe("collect() when the disk fails", () => {
  const full = (after: number): Disk => {
    let written = 0;
    return {
      ...realDisk,
      async write(handle, bytes) {
        if (written >= after) throw Object.assign(new Error("full"), { code: "ENOSPC" });
        // A filling disk takes a part first, and says nothing.
        const part = bytes.subarray(0, Math.max(1, Math.min(bytes.length, after - written)));
        written += part.length;
        return realDisk.write(handle, part);
      },
    };
  };

  test("a full disk stops the run with nothing half-done, and the same command continues", async () => {
    for (let index = 0; index < 262; index++)
      write(`in/${String(index).padStart(3, "0")}.txt`, `text ${index}`.padEnd(100));
    await expect(run(["in"], { disk: full(258 * 100) })).rejects.toMatchObject({ code: "vault/disk-full" });
    expect(scene.log.recorded).toHaveLength(256);
    expect(readdirSync(join(scene.log.dir, "vault/tmp"))).toEqual([]);
    const { added, already } = await run(["in"]);
    expect([added.length, already.length]).toEqual([6, 256]);
  });

  test("short writes are completed", async () => {
    write("a.txt", "made-up text");
    const disk: Disk = { ...realDisk, write: (handle, bytes) => realDisk.write(handle, bytes.subarray(0, 5)) };
    const { added } = await run(["a.txt"], { disk });
    expect(await readExhibit(scene.log.dir, added[0]!.sha256)).toHaveLength(12);
  });

  test("too little room is said before anything is copied", async () => {
    write("a.txt", "made-up text");
    await expect(run(["a.txt"], { disk: { ...realDisk, freeBytes: async () => 11 } })).rejects.toMatchObject({
      code: "vault/disk-full",
    });
    expect(vaultFiles()).toEqual([]);
  });

  test.each(["sync", "syncFolder", "rename"] as const)("a failed %s records nothing", async (call) => {
    write("a.txt", "made-up text");
    const fails = async (): Promise<never> => {
      throw Object.assign(new Error("bad"), { code: "EIO" });
    };
    await expect(run(["a.txt"], { disk: { ...realDisk, [call]: fails } })).rejects.toMatchObject({
      code: "vault/write-failed",
    });
    expect(scene.log.recorded).toEqual([]);
    expect((await run(["a.txt"])).added).toHaveLength(1);
  });
});

test("readExhibit() refuses bytes that are not those preserved", async () => {
  write("a.txt", "one");
  await run(["a.txt"]);
  const path = exhibitPath(scene.log.dir, sha256Hex("one"));
  chmodSync(path, 0o644);
  writeFileSync(path, "two");
  await expect(readExhibit(scene.log.dir, sha256Hex("one"))).rejects.toMatchObject({ code: "vault/damaged-exhibit" });
  expect(readFileSync(path, "utf8")).toBe("two");
});
