import { cpSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { formatShare, parseShare } from "../../src/case/keys/share-text.ts";
import { Workbench } from "../support/cli.ts";

const WORD = "six words from a made up list";
const asked = { answers: [WORD] };

let bench: Workbench;
beforeEach(() => {
  bench = new Workbench();
});
afterEach(() => bench.remove());

const keys = (args: readonly string[], given = {}) => bench.run(["keys", ...args, "--case", "case"], given);
const change = (name: string): void => {
  bench.write("case/hand/sources.toml", `[[source]]\nid = "S1"\nname = "${name} (made up)"\nreliability = "F"\n`);
};
const record = (word?: string) => bench.run(["run", "--case", "case"], word === undefined ? {} : { answers: [word] });

describe("snowmelt keys", () => {
  it("any two of three shares restore the keys on a machine that has none", async () => {
    await bench.run(["init", "case", "--sealed", "--no-passphrase"]);
    expect((await keys(["sheet", "--out", "sheets"])).exit).toBe(0);
    expect(statSync(bench.path("sheets/share-1.txt")).mode & 0o077).toBe(0);
    for (const pair of [
      [1, 2],
      [3, 1],
      [2, 3],
    ]) {
      rmSync(bench.path("home"), { recursive: true });
      change("nobody");
      expect(await record()).toMatchObject({ code: "store/no-key" });
      const shares = pair.map((number) => `sheets/share-${number}.txt`);
      const ran = await keys(["restore", ...shares, "--accept-head"]);
      expect(ran.exit).toBe(0);
      expect(ran.said).toContain("takes the ledger's");
      change(`miller ${pair}`);
      expect((await record()).exit).toBe(0);
      expect((await bench.run(["seal", "--case", "case"])).exit).toBe(0);
      expect((await bench.run(["open", "--case", "case"])).exit).toBe(0);
    }
  });

  it("without --accept-head, a machine that does not know the case does not write", async () => {
    await bench.run(["init", "case", "--no-passphrase"]);
    await keys(["sheet", "--out", "sheets"]);
    rmSync(bench.path("home"), { recursive: true });
    expect((await keys(["restore", "sheets/share-1.txt", "sheets/share-2.txt"])).exit).toBe(0);
    change("a miller");
    expect(await record()).toMatchObject({ code: "store/no-guard" });
  });

  it("case/bad-sheet: half a sheet, a misread line, another case, the same share twice, shares of two sets", async () => {
    await bench.run(["init", "case", "--no-passphrase"]);
    await keys(["sheet", "--out", "sheets"]);
    await keys(["sheet", "--out", "later"]);
    const restore = async (shares: readonly string[], message: RegExp) => {
      const ran = await keys(["restore", ...shares]);
      expect(ran).toMatchObject({ code: "case/bad-sheet", exit: 12 });
      expect(ran.said).toMatch(message);
    };
    await restore(["sheets/share-1.txt"], /1 of the 2 needed shares/);
    await restore(["sheets/share-1.txt", "sheets/share-1.txt"], /same share again/);
    await restore(["sheets/share-1.txt", "later/share-2.txt"], /do not fit together/);
    const text = readFileSync(bench.path("sheets/share-2.txt"), "utf8");
    const lines = text.split("\n");
    bench.write("half.txt", lines.filter((_, i) => i !== 3).join("\n"));
    await restore(["sheets/share-1.txt", "half.txt"], /line 2 is missing/);
    const misread = lines.map((line, i) =>
      i === 4 ? line.replace(/: (.)/, (_, s) => `: ${s === "7" ? "8" : "7"}`) : line,
    );
    bench.write("misread.txt", misread.join("\n"));
    await restore(["sheets/share-1.txt", "misread.txt"], /line 03 is misread/);
    bench.write("other.txt", text.replace(/snowmelt\/[0-9a-f]{32}/, `snowmelt/${"0".repeat(32)}`));
    await restore(["sheets/share-1.txt", "other.txt"], /another case/);
    bench.write("letter.txt", "Dear colleague\n");
    await restore(["letter.txt", "sheets/share-1.txt"], /no recovery sheet/);
  });

  it("another passphrase: the old one no longer opens, the new one opens keys and sealed files", async () => {
    await bench.run(["init", "case", "--sealed"], asked);
    bench.write("new.txt", "a better word\n");
    expect((await keys(["passphrase", "--new-passphrase-file", "new.txt"], asked)).exit).toBe(0);
    change("a miller");
    expect(await record(WORD)).toMatchObject({ code: "store/wrong-key", exit: 12 });
    expect((await record("a better word")).exit).toBe(0);
    await bench.run(["seal", "--case", "case"], { answers: ["a better word"] });
    expect(await bench.run(["open", "--case", "case"], asked)).toMatchObject({ code: "case/cannot-open" });
    expect((await bench.run(["open", "--case", "case"], { answers: ["a better word"] })).exit).toBe(0);
    bench.write("empty.txt", "\n");
    const empty = await keys(["passphrase", "--new-passphrase-file", "empty.txt"], { answers: ["a better word"] });
    expect(empty).toMatchObject({ code: "store/empty-passphrase" });
  });

  it("lists public keys, needing none; cli/usage", async () => {
    await bench.run(["init", "case", "--no-passphrase"]);
    const listed = await keys(["list", "--json"]);
    expect(JSON.parse(listed.out)).toMatchObject({ keys: [{ role: "case" }, { role: "log" }] });
    expect(await keys(["sheet"])).toMatchObject({ code: "cli/usage" });
    expect(await keys(["restore", "nowhere.txt"])).toMatchObject({ code: "cli/usage" });
  });
});

describe("a copy that was put back", () => {
  it("is refused by a machine that signed more", async () => {
    await bench.run(["init", "case", "--no-passphrase"]);
    cpSync(bench.path("case"), bench.path("old"), { recursive: true });
    change("a miller");
    expect((await record()).exit).toBe(0);
    rmSync(bench.path("case"), { recursive: true });
    cpSync(bench.path("old"), bench.path("case"), { recursive: true });
    change("somebody else");
    expect(await record()).toMatchObject({ code: "store/forked" });
  });
});

it("a share reads back as it was written, whatever its bytes, also typed in small letters", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 200 }), fc.integer({ min: 1, max: 3 }), (bytes, number) => {
      const origin = `snowmelt/${"ab".repeat(16)}`;
      const text = formatShare({ origin, number, bytes });
      const typed = text.toLowerCase().replaceAll("0", "o");
      for (const each of [
        text,
        typed.replace(/case .*/, `case ${origin}`).replace(/^o(?=\d:)|^(\d)o(?=:)/gm, (m) => m.replace("o", "0")),
      ]) {
        const share = parseShare(each);
        expect("faults" in share ? share.faults : Buffer.from(share.bytes).equals(Buffer.from(bytes))).toBe(true);
      }
    }),
  );
});

it("one share tells nothing of the secret: two sets of sheets differ in every share", async () => {
  await bench.run(["init", "case", "--no-passphrase"]);
  await keys(["sheet", "--out", "sheets"]);
  await keys(["sheet", "--out", "later"]);
  for (const name of readdirSync(bench.path("sheets"))) {
    expect(readFileSync(bench.path("sheets", name), "utf8")).not.toBe(readFileSync(bench.path("later", name), "utf8"));
  }
});
