import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, openSync, readdirSync, readFileSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, it } from "vitest";
import { findChromium } from "../support/browser.ts";
import { madeUpCase, type Ran, Workbench } from "../support/cli.ts";
import { WebSite } from "../support/web-site.ts";

// Ctrl-C while a command is at work: the real program is told to stop as soon as something of it is on the disk.

const PROGRAM = fileURLToPath(new URL("../../bin/snowmelt.mjs", import.meta.url));
const chromium = findChromium();
let bench: Workbench;
beforeEach(async () => {
  bench = new Workbench();
  expect((await madeUpCase(bench)).exit).toBe(0);
});
afterEach(() => bench.remove());

const atA = (...words: readonly string[]): Promise<Ran> => bench.run([...words, "--case", "case"]);
const homeB = () => ({ env: { SNOWMELT_HOME: bench.path("home-b") } });
const ledger = (): string => readFileSync(bench.path("case/ledger/a.jsonl"), "utf8");

/** A file of zeros that takes a while to copy and hash. */
function large(path: string, mebibytes: number): string {
  const full = bench.write(path, "");
  truncateSync(full, mebibytes << 20);
  return full;
}

/** Names of files below a folder that fit. */
function found(folder: string, pattern: RegExp): readonly string[] {
  try {
    return (readdirSync(bench.path(folder), { recursive: true }) as string[]).filter((name) => pattern.test(name));
  } catch {
    // Not there, or going away while it is read.
    return [];
  }
}

/** Runs a command and stops it as Ctrl-C does once it is time. */
async function stopped(args: readonly string[], home: string, isTime: () => boolean): Promise<string> {
  mkdirSync(bench.path("tmp"), { recursive: true });
  const env = {
    PATH: process.env["PATH"],
    SNOWMELT_HOME: bench.path(home),
    TMPDIR: bench.path("tmp"),
    ...(chromium === undefined ? {} : { SNOWMELT_CHROMIUM: chromium }),
  };
  const said = openSync(bench.path("said.txt"), "w+");
  const child: ChildProcess = spawn(process.execPath, [PROGRAM, ...args], {
    cwd: bench.root,
    env,
    stdio: ["ignore", said, said],
  });
  const ended = new Promise<number | null>((done) => child.once("exit", (code) => done(code)));
  let isOver = false;
  void ended.then(() => {
    isOver = true;
  });
  while (!isOver && !isTime()) await new Promise((done) => setTimeout(done, 2));
  child.kill("SIGINT");
  const code = await ended;
  const text = readFileSync(bench.path("said.txt"), "utf8");
  expect(code, text).toBe(130);
  expect(text).toMatch(
    /Stopped\. What was recorded before stays; nothing is half done\. Run the same command to go on\./,
  );
  return text;
}

it("collect leaves no half copy, and the same command goes on", async () => {
  large("in/large.bin", 300);
  const before = ledger();
  await stopped(["collect", "in", "--case", "case"], "home", () => found("case/vault/tmp", /./).length > 0);
  expect(found("case/vault/tmp", /./)).toEqual([]);
  expect(ledger()).toBe(before);
  expect((await atA("collect", "in")).exit).toBe(0);
  expect((await bench.run(["verify", "case"])).exit).toBe(0);
});

it("derive leaves neither exhibit nor derivation, and the same command makes both", async () => {
  large("letter.en.md", 100);
  const before = ledger();
  const words = ["derive", "E1", "--translation", "letter.en.md", "--language", "en", "--by", "a translator"];
  await stopped([...words, "--case", "case"], "home", () => found("case/vault/tmp", /./).length > 0);
  expect(found("case/vault/tmp", /./)).toEqual([]);
  expect(ledger()).toBe(before);
  const again = await atA(...words);
  expect(again, again.said).toMatchObject({ exit: 0 });
});

it("join leaves neither folder nor keys, and the same command joins", async () => {
  await atA("backup", "disk", "--label", "x");
  large("disk/vault/sha256/zz/large", 300);
  const words = ["join", "disk", "second", "--no-passphrase"];
  await stopped(words, "home-b", () => existsSync(bench.path("second.joining")));
  expect(readdirSync(bench.root).filter((name) => name.startsWith("second"))).toEqual([]);
  expect(found("home-b", /keys/)).toEqual([]);
  expect((await bench.run(words, homeB())).exit).toBe(0);
  expect((await bench.run(["verify", "second"], homeB())).exit).toBe(0);
});

it("merge leaves no half copy, and the same command finishes it", async () => {
  await atA("backup", "disk", "--label", "x");
  const { out } = await bench.run(["join", "disk", "second", "--no-passphrase"], homeB());
  await atA("keys", "enrol", "b", out.trim());
  large("from-b/large.bin", 300);
  expect((await bench.run(["collect", "from-b", "--case", "second"], homeB())).exit).toBe(0);
  const half = /\.new$/;
  await stopped(["merge", "second", "--case", "case"], "home", () => found("case/vault", half).length > 0);
  expect(found("case", half)).toEqual([]);
  expect((await bench.run(["verify", "case"])).exit).not.toBe(1);
  const merged = await atA("merge", "second");
  expect(merged, merged.said).toMatchObject({ exit: 0 });
  expect((await atA("show", "E1b")).exit).toBe(0);
  expect((await bench.run(["verify", "case"])).exit).toBe(0);
});

it.skipIf(chromium === undefined)("collect URL leaves no browser and nothing of what it saw", async () => {
  const site = await new WebSite({ "/": () => undefined }).open();
  try {
    const before = ledger();
    const words = ["collect", site.address("/"), "--allow-private", "--case", "case"];
    await stopped(words, "home", () => site.asked.length > 0);
    expect(found("tmp", /^snowmelt-browser-/)).toEqual([]);
    expect(ledger()).toBe(before);
    expect(found("case/vault/tmp", /./)).toEqual([]);
    const isOurs = (pid: string): boolean => {
      try {
        return readFileSync(join("/proc", pid, "cmdline"), "utf8").includes(bench.path("tmp"));
      } catch {
        return false;
      }
    };
    const alive = (): readonly string[] =>
      existsSync("/proc")
        ? readdirSync("/proc")
            .filter((pid) => /^\d+$/.test(pid))
            .filter(isOurs)
        : [];
    for (let turn = 0; turn < 100 && alive().length > 0; turn += 1) await new Promise((done) => setTimeout(done, 100));
    expect(alive()).toEqual([]);
  } finally {
    await site.close();
  }
});

it("link leaves no empty folder", async () => {
  const row = (i: number): string => `p${i % 7001},q${i % 4001},19${10 + (i % 90)}-0${1 + (i % 9)}-${10 + (i % 18)}`;
  bench.write("list.csv", `given,family,birth\n${Array.from({ length: 40_000 }, (_, i) => row(i)).join("\n")}\n`);
  const words = ["link", "list.csv", "--out", "new/linked", "--workers", "2"];
  await stopped(words, "home", () => existsSync(bench.path("new/linked")));
  expect(existsSync(bench.path("new"))).toBe(false);
});
