import { spawnSync } from "node:child_process";
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { paddedSize } from "../../src/case/at-rest/age-files.ts";
import { MADE_UP, madeUpCase, Workbench } from "../support/cli.ts";

/** Made-up words that stand in every kind of file of the case; none may be left in clear. */
const CANARIES = Array.from({ length: 40 }, (_, i) => `canary-${i}-زينب-بنت-يوسف`);
const WORD = "six words from a made up list";
const asked = { answers: [WORD] };

let bench: Workbench;
beforeEach(() => {
  bench = new Workbench();
});
afterEach(() => bench.remove());

async function sealedCase(): Promise<void> {
  await bench.run(["init", "case", "--sealed", "--name", `The mill of ${CANARIES[0]}`], asked);
  for (const [path, text] of Object.entries(MADE_UP)) {
    bench.write(path.startsWith("hand/") ? `case/${path}` : path, text.replaceAll("Tal Amra", CANARIES[1]!));
  }
  for (const [i, canary] of CANARIES.entries())
    bench.write(`evidence/${canary}.txt`, `Made up for tests: ${canary} ${i}\n`);
  bench.write("case/hand/notes/free.md", CANARIES.join("\n"));
  await bench.run(["collect", "evidence", "--case", "case"], asked);
  const ran = await bench.run(["run", "--case", "case"], asked);
  expect(ran.said).toBe(ran.said);
}

function everyFile(): ReadonlyMap<string, Buffer> {
  const files = readdirSync(bench.path("case"), { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return new Map(
    files.map((entry) => [join(entry.parentPath, entry.name), readFileSync(join(entry.parentPath, entry.name))]),
  );
}

describe("snowmelt seal and open", () => {
  it("leaves none of forty canaries in a byte or a name, and gives every byte back", async () => {
    await sealedCase();
    const before = everyFile();
    expect((await bench.run(["seal", "--case", "case"], asked)).exit).toBe(0);
    const closed = everyFile();
    for (const [path, bytes] of closed) {
      for (const canary of CANARIES) {
        expect(path.includes(canary), path).toBe(false);
        expect(bytes.includes(canary), `${canary} in ${path}`).toBe(false);
      }
    }
    expect([...closed.keys()].map((path) => path.slice(bench.path("case").length + 1).split("/")[0]).sort()).toEqual(
      expect.arrayContaining([".gitignore", "ledger", "sealed"]),
    );
    expect(await bench.run(["status", "--case", "case"])).toMatchObject({ code: "case/closed", exit: 4 });
    const shut = await bench.run(["verify", "case"]);
    expect(shut.exit).toBe(3);
    expect(shut.out).toMatch(/^INCOMPLETE: this case .*\n[\s\S]*the case is sealed/);
    expect((await bench.run(["open", "--case", "case"], asked)).exit).toBe(0);
    const after = everyFile();
    for (const [path, bytes] of before) expect(after.get(path)?.equals(bytes), path).toBe(true);
    expect((await bench.run(["verify", "case"])).exit).toBe(0);
  });

  it("encrypts again only what changed", async () => {
    await madeUpCase(bench);
    await bench.run(["seal", "--case", "case"]);
    await bench.run(["open", "--case", "case"]);
    bench.write("case/hand/notes.md", "Made up.\n");
    const again = JSON.parse((await bench.run(["seal", "--case", "case", "--json"])).out) as { encrypted: number };
    expect(again.encrypted).toBe(1);
    expect((await bench.run(["open", "--case", "case"])).exit).toBe(0);
    expect(readFileSync(bench.path("case/hand/notes.md"), "utf8")).toBe("Made up.\n");
  });

  it("finishes what was interrupted: a closing in the middle of removing, an opening in the middle of writing", async () => {
    await madeUpCase(bench);
    const before = everyFile();
    await bench.run(["seal", "--case", "case"]);
    cpSync(bench.path("case"), bench.path("closed"), { recursive: true });
    await bench.run(["open", "--case", "case"]);
    const names = readdirSync(bench.path("closed/sealed")).filter((name) => /^[0-9a-f]{32}\.age$/.test(name));
    // Closing: some plain files are gone, the mark stands.
    rmSync(bench.path("case/hand/claims.toml"));
    writeFileSync(bench.path("case/sealed/closing"), JSON.stringify(names));
    expect(await bench.run(["status", "--case", "case"])).toMatchObject({ code: "case/closing" });
    expect(await bench.run(["open", "--case", "case"])).toMatchObject({ code: "case/closing" });
    expect((await bench.run(["seal", "--case", "case"])).exit).toBe(0);
    // Opening: half of the plain files are there, the mark stands.
    writeFileSync(bench.path("case/sealed/opening"), "");
    writeFileSync(bench.path("case/case.toml"), "half a fi");
    expect(await bench.run(["status", "--case", "case"])).toMatchObject({ code: "case/opening" });
    expect(await bench.run(["seal", "--case", "case"])).toMatchObject({ code: "case/opening" });
    expect((await bench.run(["open", "--case", "case"])).exit).toBe(0);
    for (const [path, bytes] of before) expect(everyFile().get(path)?.equals(bytes), path).toBe(true);
  });

  it("case/cannot-open: one answer for a wrong passphrase and a damaged identity; case/no-identity", async () => {
    await bench.run(["init", "case", "--sealed"], asked);
    await bench.run(["seal", "--case", "case"], asked);
    const wrong = await bench.run(["open", "--case", "case"], { answers: ["another word"] });
    expect(wrong).toMatchObject({ code: "case/cannot-open", exit: 12 });
    const folder = bench.path("home", readdirSync(bench.path("home"))[0]!);
    const identity = readFileSync(join(folder, "identity.age"));
    writeFileSync(join(folder, "identity.age"), identity.subarray(0, identity.length - 1));
    const damaged = await bench.run(["open", "--case", "case"], asked);
    expect(damaged.said).toBe(wrong.said);
    rmSync(join(folder, "identity.age"));
    expect(await bench.run(["open", "--case", "case"], asked)).toMatchObject({ code: "case/no-identity", exit: 12 });
  });

  it("case/damaged-seal: names every file that does not hold and stays closed", async () => {
    await madeUpCase(bench);
    await bench.run(["seal", "--case", "case"]);
    const names = readdirSync(bench.path("case/sealed")).filter((name) => /^[0-9a-f]{32}\.age$/.test(name));
    const victim = bench.path("case/sealed", names[0]!);
    const bytes = readFileSync(victim);
    bytes[bytes.length - 1] = bytes[bytes.length - 1]! ^ 1;
    writeFileSync(victim, bytes);
    expect(await bench.run(["open", "--case", "case"])).toMatchObject({ code: "case/damaged-seal", exit: 20 });
    expect(await bench.run(["status", "--case", "case"])).toMatchObject({ code: "case/opening" });
    rmSync(bench.path("case/sealed/index.age"));
    expect(await bench.run(["open", "--case", "case"])).toMatchObject({ code: "case/damaged-seal" });
  });

  it("an index that names a path outside of the case opens nothing", async () => {
    const { encryptText } = await import("../../src/case/at-rest/age-files.ts");
    await madeUpCase(bench);
    await bench.run(["seal", "--case", "case"]);
    const recipient = readFileSync(bench.path("case/sealed/recipients.txt"), "utf8").trim();
    for (const path of ["../outside.txt", "/outside.txt", "ledger/a.jsonl", "hand/../../outside.txt", "hand\\..\\x"]) {
      const file = { path, name: `${"0".repeat(32)}.age`, size: 1, sha256: "0".repeat(64) };
      bench.write("case/sealed/index.age", await encryptText(JSON.stringify({ v: 1, files: [file] }), [recipient]));
      expect(await bench.run(["open", "--case", "case"])).toMatchObject({ code: "case/damaged-seal" });
    }
    expect(existsSync(bench.path("outside.txt"))).toBe(false);
  });

  it("what was erased while the case was open is in no encrypted file either", async () => {
    await madeUpCase(bench, { "evidence/statement.txt": "Made up for tests: a statement.\n" });
    await bench.run(["seal", "--case", "case"]);
    await bench.run(["open", "--case", "case"]);
    const before = readdirSync(bench.path("case/sealed")).length;
    await bench.run(["erase", "E2", "--case", "case", "--reason", "withdrawn", "--basis", "made up", "--yes"]);
    expect(readdirSync(bench.path("case/sealed")).length).toBeLessThan(before);
    expect((await bench.run(["seal", "--case", "case"])).exit).toBe(0);
    expect((await bench.run(["open", "--case", "case"])).exit).toBe(0);
    expect((await bench.run(["verify", "case"])).exit).toBe(0);
  });

  it.skipIf(spawnSync("age", ["--version"]).status !== 0)("age itself opens the identity's files", async () => {
    await madeUpCase(bench);
    await bench.run(["seal", "--case", "case"]);
    const folder = bench.path("home", readdirSync(bench.path("home"))[0]!);
    const opened = spawnSync("age", ["-d", "-i", join(folder, "identity.txt"), bench.path("case/sealed/index.age")]);
    const { files } = JSON.parse(opened.stdout.toString()) as { files: { path: string; name: string; size: number }[] };
    const toml = files.find(({ path }) => path === "case.toml")!;
    const plain = spawnSync("age", [
      "-d",
      "-i",
      join(folder, "identity.txt"),
      bench.path("case/sealed", toml.name),
    ]).stdout;
    expect(plain.subarray(0, toml.size).toString()).toContain("The mill (made up)");
    expect(plain.length).toBe(paddedSize(toml.size));
  });
});

it("padding hides the exact size and costs at most an eighth", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2 ** 40 }), (size) => {
      expect(paddedSize(size)).toBeGreaterThanOrEqual(size);
      expect(paddedSize(size)).toBeLessThanOrEqual(size * 1.125 + 1);
    }),
  );
});
