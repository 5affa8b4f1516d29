import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { testEffects } from "../../src/cli/testing/effects.ts";
import { openStore } from "../../src/store/index.ts";
import { madeUpCase, Workbench } from "../support/cli.ts";
import { readOnly, smallDisk } from "../support/small-disk.ts";

let bench: Workbench;
beforeEach(() => {
  bench = new Workbench();
});
afterEach(() => bench.remove());

/** The one folder of keys in the workbench's home. */
const keyFolder = (): string => join(bench.path("home"), readdirSync(bench.path("home"))[0]!);
/** Something new under hand/, so that `run` must write. */
const changeSomething = (): void => {
  bench.write("case/hand/sources.toml", '[[source]]\nid = "S1"\nname = "a miller (made up)"\nreliability = "F"\n');
};
const run = (given?: Parameters<Workbench["run"]>[1]): ReturnType<Workbench["run"]> =>
  bench.run(["run", "--case", "case"], given);

describe("errors of the room store, through the command line", () => {
  it("store/passphrase-needed, store/wrong-key, store/empty-passphrase", async () => {
    expect(await bench.run(["init", "empty"], { answers: [""] })).toMatchObject({
      code: "store/empty-passphrase",
      exit: 2,
    });
    expect((await bench.run(["init", "case"], { answers: ["a long winter"] })).exit).toBe(0);
    changeSomething();
    expect(await run()).toMatchObject({ code: "store/passphrase-needed", exit: 12 });
    const wrong = await run({ answers: ["a short winter"] });
    expect(wrong).toMatchObject({ code: "store/wrong-key", exit: 12 });
    // A damaged file is told in the same words, and a guess costs scrypt's half second: the answer teaches nothing.
    const file = join(bench.path("home"), readdirSync(bench.path("home"))[0]!, "keys.json");
    const whole = readFileSync(file, "utf8");
    expect(JSON.parse(whole).kdf).toMatchObject({ name: "scrypt", N: 131_072, r: 8, p: 1 });
    const at = whole.indexOf('"box":"') + 20;
    const flipped = `${whole.slice(0, at)}${whole[at] === "A" ? "B" : "A"}${whole.slice(at + 1)}`;
    for (const damaged of [flipped, whole.slice(0, -9), whole.replace('"N":131072', '"N":2')]) {
      writeFileSync(file, damaged);
      const told = await run({ answers: ["a long winter"] });
      expect([told.said, told.exit]).toEqual([wrong.said, 12]);
    }
    writeFileSync(file, whole);
    expect(await run({ answers: ["a long winter"] })).toMatchObject({ code: null, exit: 0 });
  });

  it("store/no-key, store/no-guard: recording refuses, reading works", async () => {
    await bench.run(["init", "case", "--no-passphrase"]);
    changeSomething();
    const guards = readdirSync(keyFolder()).filter((name) => name.includes("guard"));
    for (const name of guards) unlinkSync(join(keyFolder(), name));
    expect(await run()).toMatchObject({ code: "store/no-guard", exit: 20 });
    rmSync(bench.path("home"), { recursive: true });
    expect(await run()).toMatchObject({ code: "store/no-key", exit: 12 });
    expect((await bench.run(["list", "--case", "case"])).exit).toBe(0);
  });

  it("store/locked: one writer at a time", async () => {
    await bench.run(["init", "case", "--no-passphrase"]);
    changeSomething();
    const other = openStore({ dir: bench.path("case"), home: bench.path("home"), effects: testEffects() });
    await other.unlock(() => Promise.resolve(null));
    expect(await run()).toMatchObject({ code: "store/locked", exit: 11 });
    other.close();
    expect((await run()).exit).toBe(0);
  });

  it("store/forked: a restored backup signs no second history", async () => {
    await bench.run(["init", "case", "--no-passphrase"]);
    cpSync(bench.path("case"), bench.path("backup"), { recursive: true });
    changeSomething();
    expect((await run()).exit).toBe(0);
    rmSync(bench.path("case"), { recursive: true });
    cpSync(bench.path("backup"), bench.path("case"), { recursive: true });
    bench.write(
      "case/hand/sources.toml",
      '[[source]]\nid = "S1"\nname = "someone else (made up)"\nreliability = "F"\n',
    );
    expect(await run()).toMatchObject({ code: "store/forked", exit: 20 });
  });

  it("store/corrupt: a changed byte is found and nothing is cut", async () => {
    await madeUpCase(bench);
    const ledger = bench.path("case/ledger/a.jsonl");
    const bytes = readFileSync(ledger);
    bytes[Math.floor(bytes.length / 3)]! ^= 1;
    writeFileSync(ledger, bytes);
    expect(await bench.run(["status", "--case", "case"])).toMatchObject({ code: "store/corrupt", exit: 20 });
    expect(readFileSync(ledger)).toEqual(bytes);
  });

  it("store/not-found, store/unreadable: no ledger, or a folder in its place", async () => {
    await bench.run(["init", "case", "--no-passphrase"]);
    rmSync(bench.path("case/ledger/a.jsonl"));
    expect(await bench.run(["status", "--case", "case"])).toMatchObject({ code: "store/not-found", exit: 10 });
    mkdirSync(bench.path("case/ledger/a.jsonl"));
    expect(await bench.run(["status", "--case", "case"])).toMatchObject({ code: "store/unreadable", exit: 4 });
  });

  it("store/unknown-version: an entry of a newer format", async () => {
    await bench.run(["init", "case", "--no-passphrase"]);
    const ledger = bench.path("case/ledger/a.jsonl");
    writeFileSync(ledger, readFileSync(ledger, "utf8").replace('"v":1', '"v":2'));
    expect(await bench.run(["status", "--case", "case"])).toMatchObject({ code: "store/unknown-version", exit: 4 });
  });

  it("store/bad-clock: a year that EDTF cannot write", async () => {
    await bench.run(["init", "case", "--no-passphrase"]);
    changeSomething();
    expect(await run({ now: () => new Date(Date.UTC(12_017, 4, 15)) })).toMatchObject({
      code: "store/bad-clock",
      exit: 4,
    });
  });

  it("store/changed: another program wrote to the ledger while a command held the lock", async () => {
    await bench.run(["init", "case", "--no-passphrase"]);
    changeSomething();
    const ledger = bench.path("case/ledger/a.jsonl");
    const monotonicMs = whileLocked(() => appendFileSync(ledger, "x"));
    expect(await run({ monotonicMs })).toMatchObject({ code: "store/changed", exit: 20 });
    expect(readFileSync(ledger, "utf8").endsWith("x")).toBe(true);
    // The next command finds an end that nobody signed, keeps it aside and goes on.
    expect(await run()).toMatchObject({ code: null, exit: 0 });
    expect(readdirSync(bench.path("case/ledger/torn"))).toHaveLength(1);
  });

  it("store/disk-full: nothing of it is recorded, reading goes on, and with room the same command succeeds", async () => {
    const disk = smallDisk(bench.path("disk"), 16_384);
    if (disk === null) return;
    try {
      await bench.run(["init", "disk/case", "--no-passphrase"]);
      // More than fits into what is left of a block.
      const name = `${"x".repeat(20_000)} (made up)`;
      bench.write("disk/case/hand/sources.toml", `[[source]]\nid = "S1"\nname = "${name}"\nreliability = "F"\n`);
      const before = readFileSync(bench.path("disk/case/ledger/a.jsonl"));
      const monotonicMs = whileLocked(() => {
        const { bavail, bsize } = statfsSync(disk.path);
        writeFileSync(bench.path("disk/ballast"), Buffer.alloc(bavail * bsize));
      });
      const command = ["run", "--case", "disk/case"];
      expect(await bench.run(command, { monotonicMs })).toMatchObject({ code: "store/disk-full", exit: 4 });
      expect(readFileSync(bench.path("disk/case/ledger/a.jsonl"))).toEqual(before);
      expect((await bench.run(["list", "--case", "disk/case"])).exit).toBe(0);
      rmSync(bench.path("disk/ballast"));
      expect(await bench.run(command)).toMatchObject({ code: null, exit: 0 });
    } finally {
      disk.remove();
    }
  });

  it("store/write-failed: a disk that may only be read", async () => {
    await bench.run(["init", "case", "--no-passphrase"]);
    changeSomething();
    const disk = readOnly(bench.path("case"));
    if (disk === null) return;
    try {
      expect(await run()).toMatchObject({ code: "store/write-failed", exit: 4 });
      expect((await bench.run(["list", "--case", "case"])).exit).toBe(0);
      expect((await bench.run(["verify", "case"])).exit).toBe(0);
    } finally {
      disk.remove();
    }
    expect((await run()).exit).toBe(0);
  });
});

/** A clock that does something once, the first time it is asked while a writer holds the lock. */
function whileLocked(act: () => void): () => number {
  let isDone = false;
  return () => {
    const home = bench.path("home");
    const isLocked = existsSync(home) && readdirSync(home).some((name) => existsSync(join(home, name, "writer.pid")));
    if (isLocked && !isDone) {
      isDone = true;
      act();
    }
    return 1000;
  };
}
