import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { madeUpCase, type Ran, Workbench } from "../support/cli.ts";

let bench: Workbench;
beforeEach(async () => {
  bench = new Workbench();
  expect((await madeUpCase(bench)).exit).toBe(0);
});
afterEach(() => bench.remove());

const atA = (...words: readonly string[]): Promise<Ran> => bench.run([...words, "--case", "case"]);
const homeB = () => ({ env: { SNOWMELT_HOME: bench.path("home-b") } });
const text = (path: string): string => readFileSync(bench.path(path), "utf8");
const change = (name: string, folder = "case", id = "S9"): void => {
  bench.write(
    `${folder}/hand/decisions/sources.toml`,
    `[[source]]\nid = "${id}"\nname = "${name} (made up)"\nreliability = "F"\n`,
  );
};
const publish = async (): Promise<string> => {
  bench.write("facts.csv", "file,consent_by\n*,n/a\n");
  await atA("collect", "evidence", "--facts", "facts.csv");
  const ran = await atA("publish", "--audience", "public");
  expect(ran, ran.said).toMatchObject({ exit: 0 });
  const names = readdirSync(bench.path("case/dossiers")).filter((entry) => /^public-\d+$/.test(entry));
  return join("case/dossiers", names.sort().at(-1)!);
};

describe("snowmelt keys rotate", () => {
  it("goes on under the new key; the case, its checkpoints and dossiers of both times verify", async () => {
    const before = await publish();
    await atA("keys", "sheet", "--out", "old-sheets");
    const rotated = JSON.parse((await atA("keys", "rotate", "--json")).out) as { key: string; before: string };
    expect(rotated.key).not.toBe(rotated.before);
    change("a miller");
    expect((await atA("run")).exit).toBe(0);
    expect((await bench.run(["verify", "case"])).exit).toBe(0);
    const after = await publish();
    for (const dossier of [before, after]) expect((await bench.run(["verify", dossier])).exit, dossier).toBe(0);
    expect(text(`${after}/keys/log.pem`)).not.toBe(text(`${before}/keys/log.pem`));
    expect(text(`${after}/keys/case.pem`)).toBe(text(`${before}/keys/case.pem`));
    expect(readdirSync(bench.path(after, "keys")).filter((name) => /^\d+\.json$/.test(name))).toHaveLength(1);
    // An older checkpoint is published under the key of its time.
    const size = /(\d+)$/.exec(before)![1]!;
    expect((await atA("publish", "--audience", "public", "--at", String(Number(size)))).exit).toBe(0);
    expect(text(`${before}/keys/log.pem`)).not.toBe(text(`${after}/keys/log.pem`));
    const listed = (await atA("keys", "list")).out;
    expect(listed).toMatch(new RegExp(`^${rotated.before} device a, enrolled by entry 0, up to entry \\d+$`, "m"));
    // Sheets of before do not fit, new ones do.
    await atA("keys", "sheet", "--out", "sheets");
    rmSync(bench.path("home"), { recursive: true });
    const restore = (folder: string) =>
      atA("keys", "restore", `${folder}/share-1.txt`, `${folder}/share-3.txt`, "--accept-head");
    expect(await restore("old-sheets")).toMatchObject({ code: "store/wrong-key" });
    expect((await restore("sheets")).exit).toBe(0);
    change("another miller");
    expect((await atA("run")).exit).toBe(0);
  });

  it("a dossier that leaves the change of keys out does not verify", async () => {
    await atA("keys", "rotate");
    const dossier = await publish();
    cpSync(bench.path(dossier), bench.path("cut"), { recursive: true });
    for (const name of readdirSync(bench.path("cut/keys"))) if (/^\d/.test(name)) rmSync(bench.path("cut/keys", name));
    const ran = await bench.run(["verify", "cut"]);
    expect(ran.exit).toBe(20);
    expect(ran.out).toContain("not by the log key");
  });

  it("a dossier of the very state that ends with the change verifies: the old key signed it", async () => {
    await publish();
    await atA("keys", "rotate");
    const after = await publish();
    expect(readdirSync(bench.path(after, "keys")).filter((name) => /^\d/.test(name))).toEqual([]);
    expect((await bench.run(["verify", after])).exit).toBe(0);
  });

  it("the key of before signs nothing more: its folder, put back, is refused", async () => {
    cpSync(bench.path("home"), bench.path("old-home"), { recursive: true });
    await atA("keys", "rotate");
    change("a thief");
    const ran = await bench.run(["run", "--case", "case"], { env: { SNOWMELT_HOME: bench.path("old-home") } });
    expect(ran).toMatchObject({ code: "store/wrong-key", exit: 12 });
  });
});

describe("snowmelt keys rotate on a device that joined", () => {
  const atB = (...words: readonly string[]): Promise<Ran> => bench.run([...words, "--case", "second"], homeB());
  /** Device b has joined and is enrolled; returns the key that waits there. */
  async function waiting(): Promise<string> {
    await atA("backup", "disk", "--label", "x");
    const joined = await bench.run(["join", "disk", "second", "--no-passphrase"], homeB());
    await atA("keys", "enrol", "b", joined.out.trim());
    const ran = await atB("keys", "rotate");
    expect(ran, ran.said).toMatchObject({ exit: 0, out: expect.stringMatching(/^[0-9a-f]{64}\n$/) });
    return ran.out.trim();
  }

  it("device a signs, device b goes on under the new key, and its log is taken over as before", async () => {
    const key = await waiting();
    // Asked again, it is the same key; until it is signed, the log goes on under the old one.
    expect((await atB("keys", "rotate")).out.trim()).toBe(key);
    change("before", "second", "S1b");
    expect((await atB("run")).exit).toBe(0);
    cpSync(bench.path("home-b"), bench.path("stolen"), { recursive: true });
    const line = (await atA("keys", "rotate", "b", key)).out.trim();
    const rotated = JSON.parse((await atB("keys", "rotate", "--signed", line, "--json")).out);
    expect(rotated.key).not.toBe(rotated.before);
    change("after", "second", "S1b");
    expect((await atB("run")).exit).toBe(0);
    expect((await atA("merge", "second")).exit).toBe(0);
    expect((await atA("show", "S1b")).out).toContain("after");
    for (const [folder, home] of [
      ["case", "home"],
      ["second", "home-b"],
    ] as const) {
      const verified = await bench.run(["verify", folder], { env: { SNOWMELT_HOME: bench.path(home) } });
      expect(verified, verified.out).toMatchObject({ exit: 0 });
    }
    expect((await atA("keys", "list")).out).toMatch(
      new RegExp(`^${rotated.before} device b, .*, up to entry \\d+\\n${rotated.key} device b`, "m"),
    );
    // Whoever took the old key signs nothing more here.
    const thief = { env: { SNOWMELT_HOME: bench.path("stolen") } };
    expect(existsSync(bench.path("stolen"))).toBe(true);
    change("a thief", "second", "S1b");
    const stolen = readdirSync(bench.path("stolen"), { recursive: true, withFileTypes: true }).find(
      ({ name }) => name === "keys-b.json",
    )!;
    // The stolen folder holds both keys, for the new one waited there already: that is the reason to rotate at once.
    const file = join(stolen.parentPath, stolen.name);
    const { next: _, ...old } = JSON.parse(readFileSync(file, "utf8")).keys;
    writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, "utf8")), keys: old }));
    expect(await bench.run(["run", "--case", "second"], thief)).toMatchObject({ exit: 12, code: "store/wrong-key" });
    // The old key is called compromised by its name, and the log goes on; by the letter, the log would end.
    const revoke = ["keys", "revoke", rotated.before, "--reason", "compromised", "--since", "2000-01-01"];
    expect((await atA(...revoke)).said).toContain("What it signed stands");
    change("later", "second", "S2b");
    expect((await atB("run")).exit).toBe(0);
    const merged = await atA("merge", "second");
    expect(merged, merged.said).toMatchObject({ exit: 0 });
    expect((await bench.run(["verify", "case"])).out).toMatch(/of device b counts as compromised since 2000-01-01/);
  });

  it("case/not-signed, case/bad-key, case/unknown-key, cli/usage: nothing changes", async () => {
    const key = await waiting();
    const log = text("second/ledger/b.jsonl");
    const other = "29acbae141bccaf0b22e1a94d34d0bc7361e526d0bfe12c89794bc9322966dd7";
    const forOther = (await atA("keys", "rotate", "b", other)).out.trim();
    for (const line of [forOther, "AAAA", "no base64!"]) {
      const ran = await atB("keys", "rotate", "--signed", line);
      expect(ran, line).toMatchObject({ code: "case/not-signed", exit: 12 });
      expect(ran.said).toContain(`snowmelt keys rotate b ${key}`);
    }
    expect(text("second/ledger/b.jsonl")).toBe(log);
    expect(await atA("keys", "rotate", "b")).toMatchObject({ code: "cli/usage" });
    expect(await atA("keys", "rotate", "b", "0".repeat(64))).toMatchObject({ code: "case/bad-key" });
    expect(await atA("keys", "rotate", "c", key)).toMatchObject({ code: "case/unknown-key" });
    expect(await atA("keys", "rotate", "a", key)).toMatchObject({ code: "case/unknown-key" });
    await atA("keys", "revoke", "b", "--reason", "left");
    expect(await atA("keys", "rotate", "b", key)).toMatchObject({ code: "case/unknown-key" });
  });

  it("case/case-key-stays: the case key cannot be changed, and the reason is told", async () => {
    const ran = await atA("keys", "rotate", "case");
    expect(ran).toMatchObject({ code: "case/case-key-stays", exit: 2 });
    expect(ran.said).toContain("snowmelt init");
  });
});

describe("snowmelt keys revoke", () => {
  async function joined(): Promise<void> {
    await atA("backup", "disk", "--label", "x");
    const ran = await bench.run(["join", "disk", "second", "--no-passphrase"], homeB());
    await atA("keys", "enrol", "b", ran.out.trim());
    change("before", "second", "S1b");
    await bench.run(["run", "--case", "second"], homeB());
    expect((await atA("merge", "second")).exit).toBe(0);
  }

  it("what was taken over stays, nothing after it is, and what came later is kept as evidence", async () => {
    await joined();
    expect((await atA("keys", "revoke", "b", "--reason", "left")).exit).toBe(0);
    change("after", "second", "S2b");
    change("after", "second", "S1b");
    await bench.run(["run", "--case", "second"], homeB());
    const size = text("case/ledger/a.jsonl");
    const ran = await atA("merge", "second");
    expect(ran.exit).toBe(3);
    expect(ran.said).toContain("goes on after its key was revoked");
    expect(text("case/ledger/a.jsonl")).toBe(size);
    expect((await atA("show", "S1b")).out).toContain("before");
    const [file] = readdirSync(bench.path("case/ledger/refused"));
    expect(text(`case/ledger/refused/${file}`)).toBe(text("second/ledger/b.jsonl"));
    const verified = await bench.run(["verify", "case"]);
    expect(verified.exit).toBe(0);
    expect(verified.out).toContain("of device b was revoked (left)");
    // Put into the folder by hand, the later entries do not count either.
    cpSync(bench.path("second/ledger/b.jsonl"), bench.path("case/ledger/b.jsonl"));
    cpSync(bench.path("second/private/b.jsonl"), bench.path("case/private/b.jsonl"));
    const forced = await bench.run(["verify", "case"]);
    expect(forced.exit).toBe(20);
    expect(forced.out).toContain("stand behind its key's revocation");
    // The device itself hears of it.
    expect((await bench.run(["merge", "case", "--case", "second"], homeB())).exit).toBe(0);
    expect((await bench.run(["verify", "second"], homeB())).out).toContain("revoked (left)");
  });

  it("a compromise since a day is told by verify, of the case and of each later dossier, with what rests on the key", async () => {
    await joined();
    bench.write(
      "case/hand/marks.toml",
      `${text("case/hand/marks.toml")}\n[[mark]]\nid = "M2"\nitems = ["S1b"]\nlevel = "public"\nreason = "made up"\n`,
    );
    await atA("run");
    expect(
      (await atA("keys", "revoke", "b", "--reason", "compromised", "--since", "2000-01-01", "--why", "stolen")).exit,
    ).toBe(0);
    expect((await bench.run(["verify", "case"])).out).toMatch(
      /key [0-9a-f]{16} of device b counts as compromised since 2000-01-01: \d+ acts .* are disputed \(S1b\)/,
    );
    const dossier = await publish();
    const ran = await bench.run(["verify", dossier]);
    expect(ran, ran.out).toMatchObject({ exit: 0 });
    expect(ran.out).toMatch(/of device b from 2000-01-01 on: it counts as compromised since; /);
    // Role and reason in words stay among the private values.
    expect(text("case/ledger/a.jsonl")).not.toContain("stolen");
  });

  it("a log key that was rotated out is told as compromised, with the entries under it", async () => {
    const { before } = JSON.parse((await atA("keys", "rotate", "--json")).out) as { before: string };
    expect((await atA("keys", "revoke", before, "--reason", "compromised", "--since", "2000-01-01")).exit).toBe(0);
    const ran = await bench.run(["verify", await publish()]);
    expect(ran.exit).toBe(0);
    expect(ran.out).toMatch(/compromised since; here: proofs\/0, /);
  });

  it("case/unknown-key, cli/usage: no such key, the one that signs, no reason, no day", async () => {
    expect(await atA("keys", "revoke", "q", "--reason", "lost")).toMatchObject({ code: "case/unknown-key", exit: 2 });
    expect(await atA("keys", "revoke", "a", "--reason", "lost")).toMatchObject({ code: "case/unknown-key" });
    expect(await atA("keys", "revoke", "a")).toMatchObject({ code: "cli/usage" });
    expect(await atA("keys", "revoke", "a", "--reason", "lost", "--since", "May")).toMatchObject({ code: "cli/usage" });
    expect(existsSync(bench.path("case/ledger/refused"))).toBe(false);
  });
});
