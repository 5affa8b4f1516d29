import { cpSync, existsSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseCheckpoint, verifyCheckpoint, verifyConsistency, verifyEntryProof } from "#seal";
import type { NewAct } from "./act.ts";
import { realFiles } from "./files.ts";
import { openStore } from "./open-store.ts";
import { shortWrites } from "./testing/faulty-files.ts";
import {
  acts,
  code,
  create,
  dir,
  eachInItsOwnFolder,
  expected,
  keys,
  ledger,
  names,
  open,
  place,
  privates,
  record,
  root,
  runs,
  setNow,
  unlocked,
} from "./testing/store-scene.ts";

eachInItsOwnFolder();

describe("append() and reading", () => {
  it("gives back what was recorded, in order, with what is public of it", async () => {
    create();
    const store = await unlocked();
    const answered = store.append([...acts(1), { kind: "mark.set", value: { level: "public" }, x: { n: 3 } }]);
    expect(store.append([])).toEqual([]);
    expect(answered.map(({ seq, kind, day, device }) => [seq, kind, day, device])).toEqual([
      [1, "claim.accept", "2026-01-02", "a"],
      [2, "mark.set", "2026-01-02", "a"],
    ]);
    expect([...store.acts()].slice(1)).toEqual(answered);
    expect(answered[1]!.x).toEqual({ n: 3 });
    store.close();
    store.close();
    expect([...open().acts()].slice(1)).toEqual(answered);
    expect([...open().acts(1)]).toEqual([open().genesis]);
    expect(open().verifyPrivate()).toEqual({ checked: 3, erased: [], problems: [] });
    expect(() => open().append(acts(1))).toThrow("The store is not unlocked");
    expect(() => open().sign("case", new Uint8Array())).toThrow("The store is not unlocked");
  });
  it("ends each 64 acts, and each call, with a signed marker", async () => {
    create();
    await record(130);
    await record(1, 130);
    const store = open();
    expect(store.markers().map(({ n }) => n)).toEqual([1, 65, 129, 131, 132]);
    expect(names(store)).toEqual(expected(131));
  });
  it("writes files for the owner only, and no word of a value into the ledger or the keys' folder", async () => {
    create();
    await record(3);
    for (const file of [ledger(), privates(), join(keys(), "keys.json")])
      expect(statSync(file).mode & 0o777).toBe(0o600);
    for (const folder of [join(dir, "ledger"), join(dir, "private"), keys()])
      expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(readFileSync(privates(), "utf8")).toContain("made up 2");
    expect(readFileSync(ledger(), "utf8")).not.toContain("made up");
  });
  it("is the same ledger when the system writes a few bytes a call", async () => {
    create();
    cpSync(root, `${root}-copy`, { recursive: true });
    const drawn = runs.get();
    await record(3);
    const whole = readFileSync(ledger());
    rmSync(root, { recursive: true });
    cpSync(`${root}-copy`, root, { recursive: true });
    rmSync(`${root}-copy`, { recursive: true });
    runs.setBack(drawn);
    const store = await unlocked(shortWrites(realFiles, 7));
    store.append(acts(3));
    store.close();
    expect(readFileSync(ledger())).toEqual(whole);
  });
  it("refuses what cannot be recorded before anything is written", async () => {
    create();
    const before = readFileSync(ledger());
    const store = await unlocked();
    const large: NewAct = { kind: "text.set", value: { words: "x".repeat((64 << 20) + 1) } };
    expect(await code(() => store.append([...acts(1), large]))).toBe("store/too-large");
    const wide: NewAct = { kind: "text.set", value: {}, x: { words: "x".repeat(65_536) } };
    expect(await code(() => store.append([wide]))).toBe("store/too-large");
    expect(() => store.append([{ kind: "text.set", value: { words: "\ud800" } }])).toThrow(TypeError);
    expect(() => store.append([{ kind: "no kind", value: {} }])).toThrow(RangeError);
    store.close();
    expect(readFileSync(ledger())).toEqual(before);
  });
  it("takes a clock that goes back ten years, and says so; refuses years that cannot be written", async () => {
    create();
    await record(1);
    setNow(new Date("2016-01-02T03:04:05.678Z"));
    const store = await unlocked();
    expect(store.append(acts(1))[0]!.day).toBe("2016-01-02");
    setNow(new Date("9999-12-31T23:59:59.999Z"));
    expect(store.append(acts(1))[0]!.day).toBe("9999-12-31");
    for (const bad of [new Date(Date.UTC(10_000, 0)), new Date("0000-06-01T00:00:00Z"), new Date(Number.NaN)]) {
      setNow(bad);
      expect(await code(() => store.append(acts(1)))).toBe("store/bad-clock");
    }
    store.close();
    const clocks = readFileSync(privates(), "utf8").trimEnd().split("\n");
    expect(clocks.map((line) => (JSON.parse(line) as { clk: { back?: true } }).clk.back)).toEqual([
      undefined,
      undefined,
      true,
      undefined,
    ]);
    expect(open().verifyPrivate().problems).toEqual([]);
  });
});

describe("checkpoints and proofs", () => {
  it("prove each act at each marker after it, and each marker from those before", async () => {
    create();
    for (const count of [1, 3, 70]) await record(count);
    const store = await unlocked();
    const [log] = store.publicKeys();
    for (const { n } of store.markers()) {
      const note = store.checkpoint(n);
      expect(verifyCheckpoint(note, store.origin, log!.raw)?.size).toBe(n);
      for (const seq of new Set([0, 1, n >> 1, n - 1])) {
        if (seq >= n) continue;
        const pointers = seq === 0 ? ["/value"] : ["/value/name", "/t"];
        const { proof, tlogProof } = store.proveEntry(seq, n, pointers);
        expect(verifyEntryProof(proof, tlogProof, store.origin, log!.raw)).toMatchObject({ size: n, entry: { seq } });
        expect(proof.leaves).toHaveLength(pointers.length);
      }
    }
    const [first, second] = [5, 75].map((n) => parseCheckpoint(store.checkpoint(n))!);
    expect(verifyConsistency(5, 75, [], first!.root, second!.root)).toBe(false);
    expect(() => store.checkpoint(2 ** 20)).toThrow("No checkpoint at 1048576 entries");
    expect(() => store.proveEntry(75, 75, [])).toThrow(RangeError);
    expect(() => store.proveEntry(1, 75, ["/nothing"])).toThrow(RangeError);
    expect(store.sign("case", Buffer.from("x"))).toHaveLength(64);
    store.append(acts(1));
    expect(store.proveEntry(75, 76, []).proof.index).toBe(75);
    store.close();
  });
  it("tell an erased act from one that is lost", async () => {
    create();
    await record(3);
    const lines = readFileSync(privates(), "utf8").split("\n");
    writeFileSync(privates(), lines.with(2, '{"erased":true,"seq":2}').join("\n"));
    const store = open();
    expect(names(store)).toEqual(["made up 0", undefined, "made up 2"]);
    expect([...store.acts()][2]!.value).toBeNull();
    expect(store.verifyPrivate()).toEqual({ checked: 4, erased: [2], problems: [] });
    expect(() => store.proveEntry(2, 4, [])).toThrow("The value of entry 2 was erased");
    await record(1, 3);
    expect(open().size).toBe(5);
  });
});

describe("recovery", () => {
  const tails = ["{", '{"by":"x"}\n', `${"\0".repeat(700)}`, "x".repeat(200_000), "\n\n\n"];
  it.each(tails.map((tail) => [tail.slice(0, 12), tail]))(
    "a torn end (%j...) is kept aside, and the log goes on",
    async (_, tail) => {
      create();
      await record(2);
      writeFileSync(ledger(), tail, { flag: "a" });
      writeFileSync(privates(), tail, { flag: "a" });
      const reader = open();
      expect([names(reader), reader.unreadBytes]).toEqual([expected(2), tail.length]);
      const store = await unlocked();
      expect(store.tornTails.map(({ bytes }) => bytes)).toEqual([tail.length, tail.length]);
      for (const { file } of store.tornTails) expect(readFileSync(file, "utf8")).toBe(tail);
      store.append(acts(1, 2));
      store.close();
      expect(names(open())).toEqual(expected(3));
      expect((await unlocked()).tornTails).toEqual([]);
    },
  );
  it("a private value without its entry is a torn end as well", async () => {
    create();
    await record(2);
    const after = readFileSync(privates());
    await record(1, 2);
    const lost = readFileSync(privates()).subarray(after.length);
    const store = openStore({ ...place(), files: realFiles });
    await store.unlock(() => Promise.resolve(null));
    store.close();
    writeFileSync(privates(), lost, { flag: "a" });
    const again = await unlocked();
    expect(again.tornTails).toHaveLength(1);
    expect(again.tornTails[0]!.file).toContain(join("private", "torn"));
    again.close();
  });
});

describe("refusal", () => {
  it("of a ledger that is damaged before a signed marker; it is not cut", async () => {
    create();
    await record(2);
    const bytes = readFileSync(ledger());
    bytes[30]! ^= 1;
    writeFileSync(ledger(), bytes);
    expect(await code(open)).toBe("store/corrupt");
    expect(readFileSync(ledger())).toEqual(bytes);
    writeFileSync(ledger(), "");
    expect(await code(open)).toBe("store/corrupt");
  });
  it("of a private value that was changed, lost, or put in another's place", async () => {
    create();
    await record(3);
    const text = readFileSync(privates(), "utf8");
    const lines = text.split("\n");
    const damages: readonly (readonly [string, string])[] = [
      [text.replace("made up 1", "made up 9"), "not what the ledger's entry commits to"],
      [text.replace('"seq":2', '"seq": 2'), "not a canonical record"],
      [lines.with(2, lines[3]!).join("\n"), "belongs to entry 3"],
      [lines.slice(0, 3).join("\n"), "missing"],
      [text.replace('"seq":2', '"seq":"2"'), "not a canonical record"],
      [lines.with(2, "[]").join("\n"), "not a canonical record"],
      [lines.with(2, '{"seq":2}').join("\n"), "not a canonical record"],
      [text.replace(/"key":"[^"]*","seq":2/, '"key":"AAAA","seq":2'), "not a canonical record"],
      [text.replace(/"clk":\{[^}]*\},("key":"[^"]*","seq":2)/, '"clk":1,$1'), "not a canonical record"],
    ];
    for (const [damaged, reason] of damages) {
      writeFileSync(privates(), damaged);
      const { problems } = open().verifyPrivate();
      expect(problems[0]?.message, reason).toContain(reason);
      expect(await code(() => [...open().acts()])).toBe("store/corrupt");
      expect(await code(() => open().proveEntry(2, 4, []))).toMatch(/store\/corrupt/);
      expect(readFileSync(privates(), "utf8")).toBe(damaged);
    }
    writeFileSync(privates(), Buffer.from(text).fill(0xff, 400, 402));
    expect(await code(() => [...open().acts()])).toBe("store/corrupt");
    writeFileSync(privates(), lines.slice(0, 3).join("\n"));
    expect(await code(unlocked)).toBe("store/corrupt");
    writeFileSync(privates(), lines.with(3, lines[2]!).join("\n"));
    expect(await code(unlocked)).toBe("store/corrupt");
  });
  it("of a file that changes behind the back of who reads or writes", async () => {
    create();
    await record(2);
    const reader = open();
    const writer = await unlocked();
    const whole = readFileSync(ledger());
    writeFileSync(ledger(), "x", { flag: "a" });
    expect(await code(() => writer.append(acts(1)))).toBe("store/changed");
    writer.close();
    writeFileSync(ledger(), whole.subarray(0, whole.length - 1));
    expect(await code(() => [...reader.acts()])).toBe("store/corrupt");
    expect(await code(() => reader.proveEntry(1, 3, []))).toBe("store/corrupt");
    expect(await code(() => reader.unlock(() => Promise.resolve(null)))).toBe("store/corrupt");
    writeFileSync(ledger(), whole);
    expect(await code(() => reader.unlock(() => Promise.resolve(null)))).toBe("none");
    await reader.unlock(() => Promise.reject(new Error("asked twice")));
    reader.close();
  });
  it("of an entry of a later format, a missing ledger, and one that cannot be read", async () => {
    create();
    writeFileSync(ledger(), readFileSync(ledger(), "utf8").replace('"v":1', '"v":2'));
    expect(await code(open)).toBe("store/unknown-version");
    rmSync(ledger());
    expect(await code(open)).toBe("store/not-found");
    cpSync(join(dir, "private"), ledger(), { recursive: true });
    expect(await code(open)).toBe("store/unreadable");
  });
  it("of a second case in one folder", () => {
    create();
    expect(() => create()).toThrow(/there is a ledger in it already/);
  });
});

describe("the guard", () => {
  it("may lag behind the ledger", async () => {
    create();
    await record(2);
    cpSync(keys(), join(root, "older"), { recursive: true });
    await record(2, 2);
    cpSync(join(root, "older"), keys(), { recursive: true });
    await record(1, 4);
    expect(names(open())).toEqual(expected(5));
  });
  it("and never leads: a ledger without what was signed last is a fork, and one torn below it corrupt", async () => {
    create();
    await record(2);
    cpSync(dir, join(root, "backup"), { recursive: true });
    await record(2, 2);
    const newest = readFileSync(ledger());
    rmSync(dir, { recursive: true });
    cpSync(join(root, "backup"), dir, { recursive: true });
    const before = readFileSync(ledger());
    expect(await code(unlocked)).toBe("store/forked");
    expect(names(open())).toEqual(expected(2));
    writeFileSync(ledger(), newest.subarray(0, newest.length - 1));
    expect(await code(unlocked)).toBe("store/corrupt");
    writeFileSync(ledger(), before);
    expect(await code(unlocked)).toBe("store/forked");
    expect(readFileSync(ledger())).toEqual(before);
  });
  it("missing or damaged, stops writing and not reading", async () => {
    create();
    const guard = join(keys(), "guard.sqlite");
    const bytes = readFileSync(guard);
    writeFileSync(guard, bytes.fill(0x55, 0, 100));
    expect(await code(unlocked)).toBe("store/no-guard");
    writeFileSync(guard, "");
    expect(await code(unlocked)).toBe("store/no-guard");
    rmSync(guard);
    expect(await code(unlocked)).toBe("store/no-guard");
    expect(open().size).toBe(1);
  });
  it("is one writer's at a time, and says whose", async () => {
    create();
    const writer = await unlocked();
    await expect(unlocked()).rejects.toThrow(`process ${process.pid}`);
    rmSync(join(keys(), "writer.pid"));
    await expect(unlocked()).rejects.toThrow("another snowmelt is writing to it; needed");
    writeFileSync(join(keys(), "writer.pid"), "nonsense");
    await expect(unlocked()).rejects.toThrow("another snowmelt is writing to it; needed");
    const waiting = openStore({ ...place(), patienceMs: 5000 });
    const taken = waiting.unlock(() => Promise.resolve(null));
    writer.append(acts(1));
    writer.close();
    await taken;
    waiting.append(acts(1, 1));
    waiting.close();
    expect(names(open())).toEqual(expected(2));
    expect(existsSync(join(keys(), "writer.pid"))).toBe(false);
  });
});
