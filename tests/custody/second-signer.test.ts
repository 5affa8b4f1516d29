import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { madeUpCase, type Ran, Workbench } from "../support/cli.ts";

let bench: Workbench;
beforeEach(async () => {
  bench = new Workbench();
  expect((await madeUpCase(bench)).exit).toBe(0);
});
afterEach(() => bench.remove());

const at = (...words: readonly string[]): Promise<Ran> => bench.run([...words, "--case", "case"]);
const text = (path: string): string => readFileSync(bench.path(path), "utf8");
const WORD = "six words from a made up list";
const erase = (id: string, ...more: readonly string[]): Promise<Ran> =>
  at("erase", id, "--reason", "withdrawn", "--basis", "asked for", "--yes", ...more);
const approve = (...more: readonly string[]): Promise<Ran> =>
  at("publish", "--audience", "public", "--approve", "--by", "legal officer", "--reason", "read as a whole", ...more);

/** Makes an approver's key under a passphrase; returns its public key. */
async function approver(file: string): Promise<string> {
  bench.write("word.txt", `${WORD}\n`);
  const ran = await at("keys", "approver", file, "--key-passphrase-file", "word.txt");
  expect(ran).toMatchObject({ exit: 0, out: expect.stringMatching(/^[0-9a-f]{64}\n$/) });
  return ran.out.trim();
}

/** The case asks for two signers, and an approver is enrolled. */
async function twoSigners(): Promise<void> {
  const key = await approver("approver.json");
  expect(await at("keys", "enrol", "approver", key, "--holder", "legal officer")).toMatchObject({ exit: 0 });
  const settings = text("case/case.toml");
  writeFileSync(bench.path("case/case.toml"), settings.replace(/^name = /m, "signers = 2\nname = "));
  const ran = await at("run");
  expect(ran, ran.said).toMatchObject({ exit: 0 });
}
const second = ["--key", "approver.json", "--key-passphrase-file", "word.txt"] as const;

describe("two signers", () => {
  it("an erasure needs the approver's signature, and the case says whether it has it", async () => {
    await twoSigners();
    bench.write("more/note.txt", "Made up for tests: one more.\n");
    await at("collect", "more");
    const before = text("case/private/a.jsonl");
    expect(await erase("E2")).toMatchObject({ code: "case/second-signer", exit: 12 });
    expect(text("case/private/a.jsonl")).toBe(before);
    const erased = await erase("E2", ...second);
    expect(erased, erased.said).toMatchObject({ exit: 0 });
    const verified = await bench.run(["verify", "case"]);
    expect(verified, verified.out).toMatchObject({ exit: 0 });
    expect(verified.out).toContain("signed by an approver too");
  });

  it("a publication needs an approval that the approver signed, of exactly what goes out", async () => {
    await twoSigners();
    bench.write("facts.csv", "file,consent_by\n*,n/a\n");
    await at("collect", "evidence", "--facts", "facts.csv");
    const publish = () => at("publish", "--audience", "public");
    expect(await publish()).toMatchObject({ code: "case/second-signer" });
    // An approval in a role that nobody signed does not do.
    expect((await approve()).exit).toBe(0);
    expect(await publish()).toMatchObject({ code: "case/second-signer" });
    expect((await approve(...second)).exit).toBe(0);
    const rows = text("case/hand/decisions/approvals.toml");
    const published = await publish();
    expect(published, published.said).toMatchObject({ exit: 0 });
    const [name] = readdirSync(bench.path("case/dossiers")).filter((entry) => /^public-\d+$/.test(entry));
    expect((await bench.run(["verify", `case/dossiers/${name}`])).exit).toBe(0);
    // The signature moved under another role's words does not hold.
    writeFileSync(bench.path("case/hand/decisions/approvals.toml"), rows.replaceAll("legal officer", "editor"));
    await at("run");
    expect(await publish()).toMatchObject({ code: "case/second-signer" });
  });

  it("one person alone cannot take the setting back or enrol a second approver", async () => {
    await twoSigners();
    const settings = text("case/case.toml");
    writeFileSync(bench.path("case/case.toml"), settings.replace("signers = 2\n", ""));
    const ran = await at("run");
    expect(ran).toMatchObject({ code: "case/hand-problems" });
    expect(ran.said).toContain("signers = 2 was set and stays");
    writeFileSync(bench.path("case/case.toml"), settings);
    const other = await approver("other.json");
    expect(await at("keys", "enrol", "approver", other)).toMatchObject({ code: "case/second-signer" });
    expect((await at("keys", "enrol", "approver", other, ...second)).exit).toBe(0);
    const keys = JSON.parse((await at("keys", "list", "--json")).out) as { roster: { name: string; role: string }[] };
    const [first] = keys.roster.filter(({ role }) => role === "approver");
    const with2 = ["--key", "other.json", "--key-passphrase-file", "word.txt"] as const;
    expect((await at("keys", "revoke", first!.name, "--reason", "left", ...with2)).exit).toBe(0);
    expect(await erase("E1", ...second)).toMatchObject({ code: "case/still-named" });
    bench.write("more/note.txt", "Made up for tests: one more.\n");
    await at("collect", "more");
    // Its key was revoked.
    expect(await erase("E2", ...second)).toMatchObject({ code: "case/second-signer" });
    expect((await erase("E2", ...with2)).exit).toBe(0);
  });

  it("a key file that is wrong, unknown, or there already; a passphrase that is wrong", async () => {
    await twoSigners();
    bench.write("more/note.txt", "Made up for tests: one more.\n");
    await at("collect", "more");
    bench.write("wrong.txt", "another word\n");
    const cases = [
      ["--key", "nowhere.json", "--key-passphrase-file", "word.txt"],
      ["--key", "approver.json", "--key-passphrase-file", "wrong.txt"],
      ["--key", "approver.json"],
      ["--key", "word.txt", "--key-passphrase-file", "word.txt"],
    ];
    for (const words of cases) expect(await erase("E2", ...words)).toMatchObject({ code: "case/second-signer" });
    await approver("stranger.json");
    expect(await erase("E2", "--key", "stranger.json", "--key-passphrase-file", "word.txt")).toMatchObject({
      code: "case/second-signer",
    });
    expect(await at("keys", "approver", "approver.json", "--no-passphrase")).toMatchObject({ code: "case/exists" });
    expect(await at("keys", "approver", "new.json")).toMatchObject({ code: "cli/usage" });
  });
});
