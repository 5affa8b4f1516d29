import { execFileSync } from "node:child_process";
import {
  appendFileSync,
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { makeZip, type TestMember } from "../../src/vault/zip-for-test.ts";
import { MADE_UP, type Workbench } from "../support/cli.ts";
import { eachWithEmptyCase } from "../support/empty-case.ts";
import { smallDisk } from "../support/small-disk.ts";

// One empty case, copied for each test.
let template: Workbench;
let bench: Workbench;
eachWithEmptyCase((copy, original) => {
  [bench, template] = [copy, original];
});

const collect = (args: readonly string[], given?: Parameters<Workbench["run"]>[1]): ReturnType<Workbench["run"]> =>
  bench.run(["collect", ...args, "--case", "case"], given);
const ledger = (): string => readFileSync(bench.path("case/ledger/a.jsonl"), "utf8");
/** Nothing was recorded, and nothing lies half-done in the vault. */
function expectUntouched(): void {
  expect(ledger()).toBe(readFileSync(template.path("case/ledger/a.jsonl"), "utf8"));
  const left = existsSync(bench.path("case/vault/tmp")) ? readdirSync(bench.path("case/vault/tmp")) : [];
  expect(left).toEqual([]);
}

describe("files that cannot be exhibits, through the command line", () => {
  const cases: readonly (readonly [string, string, () => string])[] = [
    ["nothing of this name", "vault/not-found", () => "nowhere.txt"],
    ["0 bytes", "vault/empty-file", () => bench.write("in/empty.txt", "")],
    ["a pipe", "vault/not-a-file", () => pipe("in/pipe")],
    ["a link to itself", "vault/link-loop", () => link("in/loop", "loop")],
    ["a link in a folder", "vault/link", () => join(link("in/deep/link", "../x.txt"), "..")],
    ["a bell in its name", "vault/unsafe-name", () => bench.write("in/a\u0007.txt", "made up")],
    ["a name that reorders text", "vault/unsafe-name", () => bench.write("in/a\u202egpj.exe", "made up")],
    ["a name of 300 characters", "vault/name-too-long", () => bench.path("x".repeat(300))],
    ["the case itself", "vault/inside-case", () => bench.path("case")],
    ["the private values of the case", "vault/inside-case", () => bench.path("case/private/a.jsonl")],
    ["a disk that fails while it is read", "vault/unreadable", () => unreadable()],
  ];
  const pipe = (name: string): string => {
    mkdirSync(bench.path("in"), { recursive: true });
    execFileSync("mkfifo", [bench.path(name)]);
    return bench.path(name);
  };
  const link = (name: string, to: string): string => {
    mkdirSync(join(bench.path(name), ".."), { recursive: true });
    symlinkSync(to, bench.path(name));
    return bench.path(name);
  };
  /** Root may read everything; what Linux lets nobody read are attributes that are for writing. */
  const unreadable = (): string => {
    if (process.getuid?.() === 0) return "/sys/bus/clocksource/drivers_probe";
    const path = bench.write("in/closed.txt", "made up");
    chmodSync(path, 0);
    return path;
  };

  it.each(cases)("%s: %s", async (_, code, make) => {
    const path = make();
    if (path.startsWith("/sys") && !existsSync(path)) {
      console.log("skipped: nothing here that root cannot read");
      return;
    }
    const { code: told, exit, said } = await collect([path]);
    expect([told, exit]).toEqual([code, 4]);
    expect(said).not.toMatch(/[\u0007\u202e]/);
    expectUntouched();
  });

  it("are listed, and the rest is taken: exit 3", async () => {
    bench.write("in/empty.txt", "");
    bench.write("in/full.txt", "made up");
    expect(await collect(["in"])).toMatchObject({ code: "vault/empty-file", exit: 3 });
    expect((await bench.run(["list", "exhibits", "--case", "case"])).out).toMatch(/full\.txt/);
  });

  it("vault/changed-while-read: a file that grows under the hand", async () => {
    const path = bench.write("in/growing.txt", "made up");
    const progress = (): void => appendFileSync(path, "!");
    expect(await collect(["in"], { progress })).toMatchObject({ code: "vault/changed-while-read", exit: 4 });
    expectUntouched();
  });

  it("vault/name-too-long, vault/unsafe-name: names that are given", async () => {
    const stdin = (async function* () {
      yield Buffer.from("made up");
    })();
    expect(await collect(["-", "--name", "x".repeat(300)], { stdin })).toMatchObject({ code: "vault/name-too-long" });
    expect(await collect(["-", "--name", "a\u202eb"], { stdin })).toMatchObject({ code: "vault/unsafe-name" });
    expectUntouched();
  });

  it("vault/bad-facts: every cell that cannot be used, with its place", async () => {
    bench.write("in/a.txt", "made up");
    bench.write("facts.csv", "file,origin,colour\na.txt,moon,red\n");
    const { code, exit, said } = await collect(["in", "--facts", "facts.csv"]);
    expect([code, exit]).toEqual(["vault/bad-facts", 4]);
    expect(said).toMatch(/facts\.csv:1:\d+: .*colour/);
    expectUntouched();
  });
});

describe("the disk of the case, through the command line", () => {
  it("vault/disk-full: said before a byte is copied, and in the middle", async () => {
    const disk = smallDisk(bench.path("disk"), 16_384);
    if (disk === null) return;
    try {
      cpSync(template.path("case"), bench.path("disk/case"), { recursive: true });
      bench.write("in/large.bin", Buffer.alloc(32 << 20, 1));
      const command = ["collect", "in", "--case", "disk/case"];
      const before = readFileSync(bench.path("disk/case/ledger/a.jsonl"));
      expect(await bench.run(command)).toMatchObject({ code: "vault/disk-full", exit: 4 });
      bench.write("in/large.bin", Buffer.alloc(4 << 20, 1));
      let isFilled = false;
      const progress = (): void => {
        if (isFilled) return;
        isFilled = true;
        try {
          const { bavail, bsize } = statfsSync(disk.path);
          writeFileSync(bench.path("disk/ballast"), Buffer.alloc(bavail * bsize));
        } catch {
          // What is being collected took the last bytes: full is full.
        }
      };
      expect(await bench.run(command, { progress })).toMatchObject({ code: "vault/disk-full", exit: 4 });
      expect(readFileSync(bench.path("disk/case/ledger/a.jsonl"))).toEqual(before);
      expect(readdirSync(bench.path("disk/case/vault/tmp"))).toEqual([]);
      rmSync(bench.path("disk/ballast"));
      expect(await bench.run(command)).toMatchObject({ code: null, exit: 0 });
    } finally {
      disk.remove();
    }
  });

  it("vault/write-failed: a file where the vault should be", async () => {
    bench.write("in/a.txt", "made up");
    rmSync(bench.path("case/vault"), { recursive: true });
    bench.write("case/vault", "in the way");
    expect(await collect(["in"])).toMatchObject({ code: "vault/write-failed", exit: 4 });
    expect(ledger()).toBe(readFileSync(template.path("case/ledger/a.jsonl"), "utf8"));
    expect(readFileSync(bench.path("case/vault"), "utf8")).toBe("in the way");
  });
});

describe("hostile archives, through the command line", () => {
  const good: TestMember = { name: "ok.txt", body: "made up" };
  const nested = (depth: number): Uint8Array =>
    depth === 0 ? makeZip([good]) : makeZip([{ name: `${depth}.zip`, body: nested(depth - 1), stored: true }]);
  const cases: readonly (readonly [string, string, () => Uint8Array])[] = [
    ["a path upwards", "vault/member-path", () => makeZip([good, { name: "../evil.txt", body: "x" }])],
    ["an absolute path", "vault/member-path", () => makeZip([good, { name: "/etc/evil.txt", body: "x" }])],
    ["a link", "vault/member-path", () => makeZip([good, { name: "l", body: "/etc/passwd", mode: 0o120777 }])],
    ["a device's name", "vault/member-path", () => makeZip([good, { name: "CON", body: "x" }])],
    ["names that are one elsewhere", "vault/member-clash", () => makeZip([good, { name: "OK.TXT", body: "x" }])],
    ["an encrypted member", "vault/member-locked", () => makeZip([good, { name: "a", body: "x", flags: 0x801 }])],
    ["a false checksum", "vault/member-damaged", () => makeZip([good, { name: "a", body: "x", statedCrc: 1 }])],
    ["a bomb", "vault/archive-too-big", () => makeZip([{ name: "zeros", body: new Uint8Array(4 << 20) }])],
    ["a directory cut off", "vault/archive-broken", () => makeZip([good]).subarray(0, -30)],
    ["archives four deep", "vault/archive-too-deep", () => nested(4)],
  ];

  it.each(cases)("%s: %s", async (_, code, make) => {
    bench.write("in/p.zip", make());
    const outside = mkdtempSync(join(tmpdir(), "outside-"));
    expect(await collect(["in"])).toMatchObject({ code, exit: 3 });
    // The archive itself is kept, and nothing was written but the case.
    expect((await bench.run(["list", "exhibits", "--case", "case"])).out).toMatch(/p\.zip/);
    expect(readdirSync(bench.root).sort()).toEqual(["case", "home", "in"]);
    expect(readdirSync(outside)).toEqual([]);
    rmSync(outside, { recursive: true });
  });
});

describe("what lies in the vault, through the command line", () => {
  /** The one file of the vault. */
  const preserved = (): string => {
    const folder = bench.path("case/vault/sha256");
    const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
    return join(folder, names.find((name) => /[0-9a-f]{64}$/.test(name))!);
  };

  /** The made-up case with other files, collected and recorded. */
  const caseOf = async (files: Readonly<Record<string, string | Uint8Array>>): Promise<void> => {
    for (const [path, content] of Object.entries({ ...MADE_UP, ...files })) {
      bench.write(path.startsWith("hand/") ? `case/${path}` : path, content);
    }
    bench.write("facts.csv", "file,consent_by\n*,n/a\n");
    expect((await collect(["evidence", "--facts", "facts.csv"])).exit).toBe(0);
    expect((await bench.run(["run", "--case", "case"])).exit).toBe(0);
  };

  it("vault/missing-exhibit, vault/damaged-exhibit: found before anything is handed on", async () => {
    await caseOf({});
    const publish = () => bench.run(["publish", "--audience", "public", "--case", "case"]);
    const path = preserved();
    const bytes = readFileSync(path);
    chmodSync(path, 0o644);
    writeFileSync(path, Buffer.from(bytes).fill(0x41, 0, 1));
    expect(await publish()).toMatchObject({ code: "vault/damaged-exhibit", exit: 20 });
    expect((await bench.run(["verify", "case"])).exit).toBe(20);
    rmSync(path);
    expect(await publish()).toMatchObject({ code: "vault/missing-exhibit", exit: 20 });
    expect((await bench.run(["verify", "case"])).exit).toBe(20);
    expect(readdirSync(bench.path("case/dossiers"))).toEqual([]);
    // Collecting it again heals the vault.
    expect((await collect(["evidence"])).exit).toBe(0);
    expect((await bench.run(["verify", "case"])).exit).toBe(0);
  });

  it("vault/not-an-image: a picture that cannot be decoded is not handed on", async () => {
    const png = Buffer.from("89504e470d0a1a0a0000000d49484452ffffffffffffffff0806000000", "hex");
    await caseOf({
      "evidence/picture.png": Buffer.concat([png, Buffer.alloc(200, 7)]),
      "hand/marks.toml": MADE_UP["hand/marks.toml"]!.replace('items = ["E1", ', 'items = ["E1", "E2", '),
      "hand/dossier.md": MADE_UP["hand/dossier.md"]!.replace("stays open [N3].", "stays open [N3] [E2]."),
    });
    const published = await bench.run(["publish", "--audience", "public", "--case", "case"]);
    expect(published).toMatchObject({ code: "vault/not-an-image", exit: 4 });
    expect(readdirSync(bench.path("case/dossiers"))).toEqual([]);
  });
});
