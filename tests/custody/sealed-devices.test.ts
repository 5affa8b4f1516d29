import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { madeUpCase, type Ran, Workbench } from "../support/cli.ts";

// Closing and opening where more than one device keeps the case. Every name here is made up.

const WORD = "six words from a made up list";
const CANARY = "canary-زينب-بنت-يوسف";

let bench: Workbench;
beforeEach(async () => {
  bench = new Workbench();
  expect((await madeUpCase(bench, { "evidence/z-canary.txt": `Made up for tests: ${CANARY}\n` })).exit).toBe(0);
});
afterEach(() => bench.remove());

const atA = (...words: readonly string[]): Promise<Ran> => bench.run([...words, "--case", "case"]);
const ofB = (...answers: readonly string[]) => ({ env: { SNOWMELT_HOME: bench.path("home-b") }, answers });
const atB = (...words: readonly string[]): Promise<Ran> => bench.run([...words, "--case", "second"], ofB());

/** Device b joins, is enrolled, and states a source. */
async function joined(...more: readonly string[]): Promise<void> {
  expect((await atA("backup", "disk", "--label", "x")).exit).toBe(0);
  const ran = await bench.run(["join", "disk", "second", "--no-passphrase", ...more], ofB());
  expect(ran, ran.said).toMatchObject({ exit: 0 });
  expect((await atA("keys", "enrol", "b", ran.out.trim())).exit).toBe(0);
  const source = `[[source]]\nid = "S1b"\nname = "a baker, ${CANARY} (made up)"\nreliability = "C"\n`;
  bench.write("second/hand/sources.toml", source);
  expect((await atB("run")).exit).toBe(0);
}

function filesWith(folder: string, word: string): readonly string[] {
  return readdirSync(bench.path(folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => readFileSync(path).includes(word));
}

describe("a device that joined", () => {
  it("closes and opens its folder; closed, no word of either log stands in clear", async () => {
    await joined();
    expect(filesWith("second", CANARY).length).toBeGreaterThan(3);
    const closed = await atB("seal");
    expect(closed, closed.said).toMatchObject({ exit: 0 });
    expect(filesWith("second", CANARY)).toEqual([]);
    expect(await atB("status")).toMatchObject({ code: "case/closed" });
    expect(await atB("merge", "case")).toMatchObject({ code: "case/closed" });
    expect((await bench.run(["verify", "second"], ofB())).exit).toBe(3);
    expect((await atB("open")).exit).toBe(0);
    expect((await bench.run(["verify", "second"], ofB())).exit).toBe(0);
    // It goes on: merged both ways, and closed again.
    expect((await atA("merge", "second")).exit).toBe(0);
    expect((await atA("show", "S1b")).out).toContain(CANARY);
    expect((await atB("merge", "case")).exit).toBe(0);
    expect((await atB("seal")).exit).toBe(0);
    expect(filesWith("second", CANARY)).toEqual([]);
    expect((await atB("open")).exit).toBe(0);
    expect((await bench.run(["verify", "second"], ofB())).exit).toBe(0);
  });

  it("closes under a passphrase of its own, which may change, as its key may", async () => {
    expect((await atA("backup", "disk", "--label", "x")).exit).toBe(0);
    const { out } = await bench.run(["join", "disk", "second"], ofB(WORD));
    await atA("keys", "enrol", "b", out.trim());
    const under = (word: string, ...words: readonly string[]): Promise<Ran> =>
      bench.run([...words, "--case", "second"], ofB(word));
    expect((await under(WORD, "seal")).exit).toBe(0);
    const wrong = await under("another word", "open");
    expect(wrong).toMatchObject({ code: "case/cannot-open", exit: 12 });
    expect((await under(WORD, "open")).exit).toBe(0);
    bench.write("fresh.txt", "new words\n");
    expect((await under(WORD, "keys", "passphrase", "--new-passphrase-file", "fresh.txt")).exit).toBe(0);
    expect((await under("new words", "seal")).exit).toBe(0);
    expect(await under(WORD, "open")).toMatchObject({ code: "case/cannot-open" });
    expect((await under("new words", "open")).exit).toBe(0);
  });
});

describe("a case that is sealed", () => {
  it("is joined from an open copy only, stays one that is sealed, and device a can open what b closed", async () => {
    await atA("seal");
    bench.copy(bench.path("case"), "closed-copy");
    const refused = await bench.run(["join", "closed-copy", "second", "--no-passphrase"], ofB());
    expect(refused).toMatchObject({ code: "case/bad-merge", exit: 4 });
    expect(readdirSync(bench.root)).not.toContain("second");
    await atA("open");
    await joined();
    expect((await atB("seal")).exit).toBe(0);
    expect(filesWith("second", CANARY)).toEqual([]);
    expect((await atA("merge", "second")).said).toContain("a sealed case; open it first");
    // The second laptop is lost but for its closed folder: device a's key opens the copy, and everything is taken over.
    rmSync(bench.path("home-b"), { recursive: true });
    expect(await bench.run(["open", "--case", "second"], ofB())).toMatchObject({ code: "case/no-identity" });
    expect(await bench.run(["open", "--case", "second"])).toMatchObject({ exit: 0 });
    const merged = await atA("merge", "second");
    expect(merged, merged.said).toMatchObject({ exit: 0 });
    expect((await atA("show", "S1b")).out).toContain(CANARY);
    // What came over is sealed with the rest.
    expect((await atA("seal")).exit).toBe(0);
    expect(filesWith("case", CANARY)).toEqual([]);
    expect((await atA("open")).exit).toBe(0);
    expect((await bench.run(["verify", "case"])).exit).toBe(0);
  });

  it("closes with a second history and a refused log beside the ledger, and gives both back", async () => {
    await joined();
    bench.copy(bench.path("second"), "twin");
    bench.copy(bench.path("home-b"), "home-twin");
    bench.write("second/hand/notes.md", "Made up.\n");
    for (const [folder, name] of [
      ["second", "a miller"],
      ["twin", "a twin"],
    ] as const) {
      const source = `[[source]]\nid = "S2b"\nname = "${name} (made up)"\nreliability = "F"\n`;
      bench.write(`${folder}/hand/decisions/sources.toml`, source);
      const home = {
        env: { SNOWMELT_HOME: bench.path(folder === "twin" ? "home-twin" : "home-b") },
      };
      expect((await bench.run(["run", "--case", folder], home)).exit).toBe(0);
      await atA("merge", folder);
    }
    expect(filesWith("case/private/forks", "a twin")).toHaveLength(1);
    expect((await atA("seal")).exit).toBe(0);
    expect(filesWith("case", "a twin")).toEqual([]);
    expect((await atA("open")).exit).toBe(0);
    expect(filesWith("case/private/forks", "a twin")).toHaveLength(1);
    expect((await atA("keys", "settle", "b", "--reason", "a test")).exit).toBe(0);
    expect((await bench.run(["verify", "case"])).exit).toBe(0);
  });
});
