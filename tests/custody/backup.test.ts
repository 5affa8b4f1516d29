import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { madeUpCase, Workbench } from "../support/cli.ts";

let bench: Workbench;
beforeEach(async () => {
  bench = new Workbench();
  await madeUpCase(bench);
});
afterEach(() => bench.remove());

const backup = (to: string, label = "the blue disk") =>
  bench.run(["backup", to, "--case", "case", "--label", label, "--json"]);
const vaultFile = (): string => {
  const [folder] = readdirSync(bench.path("case/vault/sha256"));
  const [name] = readdirSync(bench.path("case/vault/sha256", folder!));
  return join("vault/sha256", folder!, name!);
};

describe("snowmelt backup", () => {
  it("makes a copy that verifies, and later brings it up to date", async () => {
    const first = await backup("disk/case");
    expect(first.exit).toBe(0);
    expect(JSON.parse(first.out)).toMatchObject({ unchanged: 0 });
    expect(await bench.run(["verify", "disk/case"])).toMatchObject({ exit: 0 });
    expect(existsSync(bench.path("disk/case/output"))).toBe(false);
    bench.write("evidence/more.txt", "Made up for tests: more.\n");
    await bench.run(["collect", "evidence", "--case", "case"]);
    const second = JSON.parse((await backup("disk/case")).out) as { copied: number; unchanged: number };
    expect(second.copied).toBeGreaterThan(1);
    expect(second.unchanged).toBeGreaterThan(5);
    expect(await bench.run(["verify", "disk/case"])).toMatchObject({ exit: 0 });
  });

  it("case/bad-backup: inside the case, a folder with other files, another case, another history", async () => {
    expect(await backup("case/copy")).toMatchObject({ code: "case/bad-backup", exit: 4 });
    expect(await backup(".")).toMatchObject({ code: "case/bad-backup" });
    bench.write("full/letter.txt", "mine");
    expect(await backup("full")).toMatchObject({ code: "case/bad-backup" });
    expect(readFileSync(bench.path("full/letter.txt"), "utf8")).toBe("mine");
    await bench.run(["init", "other", "--no-passphrase"]);
    expect(await backup("other")).toMatchObject({ code: "case/bad-backup" });
    // Another history: two copies of one case, each written to on a machine of its own.
    cpSync(bench.path("case"), bench.path("fork"), { recursive: true });
    cpSync(bench.path("home"), bench.path("other-home"), { recursive: true });
    bench.write("evidence/here.txt", "Made up for tests: here.\n");
    await bench.run(["collect", "evidence", "--case", "case"]);
    bench.write("there/there.txt", "Made up for tests: there.\n");
    await bench.run(["collect", "there", "--case", "fork"], { env: { SNOWMELT_HOME: bench.path("other-home") } });
    const forked = await backup("fork");
    expect(forked).toMatchObject({ code: "case/bad-backup" });
    expect(forked.said).toContain("another history");
  });

  it("case/backup-failed: a damaged exhibit is not passed on as a good copy", async () => {
    const path = bench.path("case", vaultFile());
    const bytes = readFileSync(path);
    bytes[0] = bytes[0]! ^ 1;
    bench.write(join("case", vaultFile()), "");
    writeFileSync(path, bytes);
    expect(await backup("disk")).toMatchObject({ code: "case/backup-failed", exit: 20 });
    expect((await bench.run(["backup", "disk2", "--case", "case"])).code).toBe("cli/usage");
  });
});

describe("snowmelt fixity", () => {
  it("takes an n-th at a time, those first that waited longest, and names what is damaged", async () => {
    for (let i = 0; i < 5; i += 1) bench.write(`evidence/more-${i}.txt`, `Made up for tests: ${i}\n`);
    await bench.run(["collect", "evidence", "--case", "case"]);
    const check = async (share: number) =>
      JSON.parse((await bench.run(["fixity", "--share", String(share), "--case", "case", "--json"])).out);
    expect(await check(3)).toMatchObject({ checked: 2, total: 6, damaged: [], oldest: "" });
    expect(await check(3)).toMatchObject({ checked: 2, oldest: "" });
    const last = await check(3);
    expect(last.oldest).toMatch(/^\d{4}-\d\d-\d\d$/);
    bench.write(join("case", vaultFile()), "changed");
    const ran = await bench.run(["fixity", "--case", "case"]);
    expect(ran.exit).toBe(20);
    expect(ran.out).toMatch(/^E\d: its bytes are missing or changed$/m);
    expect(await bench.run(["fixity", "--share", "0", "--case", "case"])).toMatchObject({ code: "cli/usage" });
  });
});

describe("snowmelt papers and hand-over", () => {
  it("one page tells everything that happened to an exhibit, escaped", async () => {
    await bench.run(["fixity", "--case", "case"]);
    await bench.run([
      "hand-over",
      "E1",
      "--to",
      "<b>the registry</b>",
      "--purpose",
      "case file",
      "--means",
      "disk 4",
      "--case",
      "case",
    ]);
    await backup("disk");
    expect((await bench.run(["papers", "E1", "--case", "case", "--out", "papers.html"])).exit).toBe(0);
    const page = readFileSync(bench.path("papers.html"), "utf8");
    for (const words of [
      "preserved: the file came in",
      "hashed again: its bytes are what was preserved",
      "&lt;b&gt;the registry",
      "disk 4",
      "the blue disk",
      "have this hash",
    ]) {
      expect(page).toContain(words);
    }
    expect(page).not.toContain("<b>the registry");
  });

  it("case/unknown-id, cli/usage", async () => {
    expect(await bench.run(["papers", "E9", "--case", "case"])).toMatchObject({ code: "case/unknown-id" });
    expect(await bench.run(["hand-over", "E9", "--to", "x", "--purpose", "y", "--case", "case"])).toMatchObject({
      code: "case/unknown-id",
    });
    expect(await bench.run(["hand-over", "E1", "--case", "case"])).toMatchObject({ code: "cli/usage" });
  });
});

describe("snowmelt withdraw", () => {
  it("records why, and lists who received the dossier", async () => {
    bench.write("facts.csv", "file,consent_by\n*,n/a\n");
    await bench.run(["collect", "evidence", "--facts", "facts.csv", "--case", "case"]);
    await bench.run(["publish", "--audience", "public", "--case", "case"]);
    const [name] = readdirSync(bench.path("case/dossiers")).filter((entry) => /^public-\d+$/.test(entry));
    await bench.run(["hand-over", name!, "--to", "a made-up paper", "--purpose", "print", "--case", "case"]);
    const ran = await bench.run(["withdraw", name!, "--reason", "a figure was misread", "--case", "case"]);
    expect(ran).toMatchObject({ exit: 0, out: "a made-up paper\n" });
    expect(await bench.run(["withdraw", "public-9999", "--reason", "x", "--case", "case"])).toMatchObject({
      code: "case/unknown-id",
    });
    expect(await bench.run(["withdraw", name!, "--case", "case"])).toMatchObject({ code: "cli/usage" });
  });
});
