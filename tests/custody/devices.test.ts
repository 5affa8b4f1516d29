import { appendFileSync, cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { madeUpCase, type Ran, Workbench } from "../support/cli.ts";

let bench: Workbench;
beforeEach(async () => {
  bench = new Workbench();
  expect((await madeUpCase(bench)).exit).toBe(0);
});
afterEach(() => bench.remove());

/** Device a works in case/ with home/, device b in second/ with home-b/. */
const atA = (...words: readonly string[]): Promise<Ran> => bench.run([...words, "--case", "case"]);
const homeOf = (name: string) => ({ env: { SNOWMELT_HOME: bench.path(name) } });
const atB = (...words: readonly string[]): Promise<Ran> => bench.run([...words, "--case", "second"], homeOf("home-b"));
const text = (path: string): string => readFileSync(bench.path(path), "utf8");

/** Device b joins from a copy and is enrolled; returns its key. */
async function joined(): Promise<string> {
  expect((await atA("backup", "disk", "--label", "the blue disk")).exit).toBe(0);
  const ran = await bench.run(["join", "disk", "second", "--no-passphrase"], homeOf("home-b"));
  expect(ran).toMatchObject({ exit: 0, out: expect.stringMatching(/^[0-9a-f]{64}\n$/) });
  const key = ran.out.trim();
  expect(await atA("keys", "enrol", "b", key, "--holder", "the second office")).toMatchObject({ exit: 0 });
  return key;
}

const CLAIMS_OF_B = `[[claim]]
id = "C1b"
source = "S1b"
exhibit = "E1b"
quote = "nine people"
statement = "Nine people were taken away."
credibility = 3
quantity = { relation = "exact", value = 9, unit = "people" }
`;

/** Device b collects a file and states a source, a claim and a figure that reckons with one of device a. */
async function workAtB(): Promise<void> {
  bench.write("from-b/letter.txt", "Made up for tests. A baker said that nine people were taken away.\n");
  expect((await atB("collect", "from-b")).exit).toBe(0);
  bench.write("second/hand/sources.toml", `[[source]]\nid = "S1b"\nname = "a baker (made up)"\nreliability = "C"\n`);
  bench.write("second/hand/claims.toml", CLAIMS_OF_B);
  bench.write(
    "second/hand/figures.toml",
    `[[figure]]\nid = "N1b"\nclaim = "C1b"\n\n[[figure]]\nid = "N2b"\nexpression = "N1 + N1b"\n`,
  );
  const ran = await atB("run");
  expect(ran, ran.said).toMatchObject({ exit: 0 });
}

describe("a second device", () => {
  it("joins, states its own items, and a merge either way brings everything over", async () => {
    await joined();
    // Everything of device a is there, though nothing of it stands under hand/.
    expect((await atB("status", "--json")).exit).toBe(0);
    expect(JSON.parse((await atB("list", "claim", "--json")).out)).toMatchObject({
      items: [{ id: "C1" }, { id: "C2" }],
    });
    await workAtB();
    const merged = await atA("merge", "second");
    expect(merged, merged.said).toMatchObject({ exit: 0 });
    expect(merged.out).toMatch(/^device b: \d+ acts taken over/m);
    const shown = await atA("show", "N2b", "--json");
    expect(shown.out).toContain('"upper":"49"');
    expect((await atA("run")).exit).toBe(0);
    // What device b states is not removed by device a, which has nothing of it under hand/.
    expect((await atA("show", "C1b")).exit).toBe(0);
    const verified = await bench.run(["verify", "case"]);
    expect(verified, verified.out).toMatchObject({ exit: 0 });
    expect(verified.out).toContain("signed by keys of the roster");
    // Merging again finds nothing new.
    const size = text("case/ledger/a.jsonl");
    expect((await atA("merge", "second")).said).toContain("Nothing new");
    expect(text("case/ledger/a.jsonl")).toBe(size);
    // And back: device a records more, device b takes it over, also its own enrolment.
    bench.write("more/note.txt", "Made up for tests: one more.\n");
    expect((await atA("collect", "more")).exit).toBe(0);
    expect((await atB("merge", "case")).exit).toBe(0);
    expect((await atB("show", "E2")).exit).toBe(0);
    expect((await bench.run(["verify", "second"], homeOf("home-b"))).out).not.toContain("not enrolled");
    expect((await bench.run(["verify", "second"], homeOf("home-b"))).exit).toBe(0);
  });

  it("a dossier of device a shows what device b stated, and verifies", async () => {
    await joined();
    await workAtB();
    await atA("merge", "second");
    bench.write("facts.csv", "file,consent_by\n*,n/a\n");
    await atA("collect", "evidence", "--facts", "facts.csv");
    appendFileSync(
      bench.path("case/hand/marks.toml"),
      `\n[[mark]]\nid = "M2"\nitems = ["S1b", "C1b", "N1b", "N2b"]\nlevel = "public"\nreason = "made up"\n`,
    );
    writeFileSync(
      bench.path("case/hand/dossier.md"),
      text("case/hand/dossier.md").replace(
        "The difference",
        "A baker said that {N1b} were taken away [C1b]. The difference",
      ),
    );
    const ran = await atA("run");
    expect(ran, ran.said).toMatchObject({ exit: 0 });
    const published = await atA("publish", "--audience", "public");
    expect(published, published.said).toMatchObject({ exit: 0 });
    const [name] = readdirSync(bench.path("case/dossiers")).filter((entry) => /^public-\d+$/.test(entry));
    const verified = await bench.run(["verify", `case/dossiers/${name}`]);
    expect(verified, verified.out).toMatchObject({ exit: 0 });
    expect(text(`case/dossiers/${name}/index.html`)).toContain("Nine people were taken away.");
  });

  it("states nothing of another device: ids, settings, words within", async () => {
    await joined();
    bench.write("second/hand/sources.toml", `[[source]]\nid = "S2"\nname = "x (made up)"\nreliability = "F"\n`);
    const ran = await atB("run");
    expect(ran).toMatchObject({ code: "case/hand-problems" });
    expect(ran.said).toContain('"S2" belongs to device a');
    rmSync(bench.path("second/hand/sources.toml"));
    writeFileSync(bench.path("second/case.toml"), text("second/case.toml").replace("The mill", "Another mill"));
    expect((await atB("run")).said).toContain("the settings are kept on device a");
  });

  it("follows the settings of device a, and what both collected is one file in the vault", async () => {
    await joined();
    bench.write("same/notes.txt", text("evidence/notes.txt"));
    const collected = await atB("collect", "same");
    expect(collected.exit).toBe(0);
    writeFileSync(bench.path("case/case.toml"), text("case/case.toml").replace("The mill", "The old mill"));
    await atA("run");
    expect((await atB("merge", "case")).exit).toBe(0);
    expect(text("second/case.toml")).toContain("The old mill");
    expect((await atB("run")).exit).toBe(0);
    expect((await atA("merge", "second")).exit).toBe(0);
  });

  it("erased here, a value stays erased, also in the copy of the other's log", async () => {
    await joined();
    await workAtB();
    await atA("merge", "second");
    for (const id of ["N2b", "N1b", "C1b", "S1b"]) {
      const erased = await atA("erase", id, "--reason", "withdrawn", "--basis", "asked for", "--yes");
      // The file that the claim quotes is an exhibit of its own and stays, which the command says.
      expect(
        erased.out.match(/^ {2}(?!other copies|copies that|output)(?:private|hand|output|ledger)\/.*$/gm),
        id,
      ).toBe(null);
    }
    expect(text("case/private/b.jsonl")).not.toContain("a baker");
    expect((await bench.run(["verify", "case"])).exit).toBe(0);
    await atA("merge", "second");
    expect(text("case/private/b.jsonl")).not.toContain("a baker");
    expect(text("case/private/a.jsonl")).not.toContain("a baker");
    expect((await bench.run(["verify", "case"])).exit).toBe(0);
    // Device b hears of it and decides itself.
    const told = await atB("merge", "case");
    expect(told.exit).toBe(3);
    expect(told.said).toContain("S1b: device a erased it");
    expect((await atB("show", "S1b")).exit).toBe(0);
  });
});

describe("what does not belong", () => {
  it("case/not-enrolled: a log without a key in the roster; the key is told", async () => {
    await atA("backup", "disk", "--label", "x");
    const key = (await bench.run(["join", "disk", "second", "--no-passphrase"], homeOf("home-b"))).out.trim();
    const refused = await atA("merge", "second");
    expect(refused).toMatchObject({ code: "case/not-enrolled", exit: 12 });
    expect(refused.said).toContain(key);
    expect(existsSync(bench.path("case/ledger/b.jsonl"))).toBe(false);
    expect((await bench.run(["verify", "second"], homeOf("home-b"))).out).toContain("not enrolled");
  });

  it("case/bad-merge: another case, the same folder, no case, a log by another key, an exhibit that is damaged", async () => {
    await joined();
    await workAtB();
    await bench.run(["init", "other", "--no-passphrase"]);
    bench.write("empty/x.txt", "x");
    for (const folder of ["other", "case", "empty"]) {
      expect(await atA("merge", folder)).toMatchObject({ code: "case/bad-merge", exit: 4 });
    }
    expect(await bench.run(["join", "empty", "third", "--no-passphrase"], homeOf("home-c"))).toMatchObject({
      code: "case/bad-merge",
    });
    // Somebody else's log in the place of device b's.
    await bench.run(["join", "disk", "liar", "--no-passphrase", "--device", "b"], homeOf("home-liar"));
    const before = text("case/ledger/a.jsonl");
    const lied = await atA("merge", "liar");
    expect(lied).toMatchObject({ code: "case/bad-merge" });
    expect(lied.said).toContain("not signed by the key that was enrolled");
    const folder = bench.path("second/vault/sha256");
    for (const inner of readdirSync(folder)) {
      for (const name of readdirSync(join(folder, inner))) {
        if (!existsSync(bench.path("case/vault/sha256", inner, name))) {
          rmSync(join(folder, inner, name));
          writeFileSync(join(folder, inner, name), "damaged");
        }
      }
    }
    const damaged = await atA("merge", "second");
    expect(damaged).toMatchObject({ code: "case/bad-merge" });
    expect(damaged.said).toContain("E1b: its bytes are missing there, or damaged");
    expect(text("case/ledger/a.jsonl")).toBe(before);
    expect(existsSync(bench.path("case/ledger/b.jsonl"))).toBe(false);
  });

  it("case/device-here, case/device-taken, case/exists, case/bad-key, cli/usage", async () => {
    const key = await joined();
    expect(await bench.run(["join", "disk", "third", "--no-passphrase"])).toMatchObject({ code: "case/device-here" });
    expect(
      await bench.run(["join", "case", "third", "--no-passphrase", "--device", "b"], homeOf("home-c")),
    ).toMatchObject({
      code: "case/device-taken",
      exit: 2,
    });
    expect(await bench.run(["join", "disk", "second", "--no-passphrase"], homeOf("home-c"))).toMatchObject({
      code: "case/exists",
    });
    expect(await bench.run(["join", "disk", "third"], homeOf("home-c"))).toMatchObject({ code: "cli/usage" });
    expect(await atA("keys", "enrol", "b", key)).toMatchObject({ code: "case/device-taken" });
    expect(await atA("keys", "enrol", "c", key)).toMatchObject({ code: "case/bad-key" });
    expect(await atA("keys", "enrol", "c", "0".repeat(64))).toMatchObject({ code: "case/bad-key", exit: 2 });
  });

  it("store/no-case-key: a device that joined signs its own log only", async () => {
    await joined();
    for (const words of [
      ["keys", "sheet", "--out", "sheets"],
      ["keys", "rotate", "a", "29acbae141bccaf0b22e1a94d34d0bc7361e526d0bfe12c89794bc9322966dd7"],
      ["publish", "--audience", "public"],
      ["publish", "--audience", "public", "--dry-run"],
      ["keys", "enrol", "c", "29acbae141bccaf0b22e1a94d34d0bc7361e526d0bfe12c89794bc9322966dd7"],
    ]) {
      expect(await atB(...words), words.join(" ")).toMatchObject({ code: "store/no-case-key", exit: 12 });
    }
  });
});

describe("two histories of one log", () => {
  /** Device b is copied with its keys, and both copies go on. */
  async function forked(): Promise<void> {
    await joined();
    cpSync(bench.path("second"), bench.path("twin"), { recursive: true });
    cpSync(bench.path("home-b"), bench.path("home-twin"), { recursive: true });
    await workAtB();
    bench.write("twin/hand/sources.toml", `[[source]]\nid = "S1b"\nname = "a twin (made up)"\nreliability = "F"\n`);
    expect((await bench.run(["run", "--case", "twin"], homeOf("home-twin"))).exit).toBe(0);
  }

  it("are both kept, told, and nothing is published until people decide", async () => {
    await forked();
    expect((await atA("merge", "second")).exit).toBe(0);
    const met = await atA("merge", "twin");
    expect(met.exit).toBe(3);
    expect(met.said).toContain("second history");
    const [file] = readdirSync(bench.path("case/ledger/forks"));
    expect(text(`case/ledger/forks/${file}`)).toBe(text("twin/ledger/b.jsonl"));
    expect(text(`case/private/forks/${file}`)).toContain("a twin");
    // The one that was here goes on.
    expect((await atA("show", "S1b")).out).toContain("a baker");
    expect((await bench.run(["verify", "case"])).exit).toBe(20);
    expect(await atA("publish", "--audience", "public")).toMatchObject({ code: "case/forked", exit: 20 });
    // Met again, it is no news.
    const size = text("case/ledger/a.jsonl");
    await atA("merge", "twin");
    expect(text("case/ledger/a.jsonl")).toBe(size);
    expect(await atA("keys", "settle", "b")).toMatchObject({ code: "cli/usage" });
    expect(await atA("keys", "settle", "c", "--reason", "x")).toMatchObject({ code: "case/unknown-key" });
    expect((await atA("keys", "settle", "b", "--reason", "the other was a test")).exit).toBe(0);
    const verified = await bench.run(["verify", "case"]);
    expect(verified.exit).toBe(0);
    expect(verified.out).toContain("the other was a test");
    expect((await atA("publish", "--audience", "public")).code).not.toBe("case/forked");
  });

  it("case/older-copy: a restored copy finds its own log longer elsewhere", async () => {
    await joined();
    cpSync(bench.path("second"), bench.path("old"), { recursive: true });
    cpSync(bench.path("home-b"), bench.path("home-old"), { recursive: true });
    await workAtB();
    const ran = await bench.run(["merge", "second", "--case", "old"], homeOf("home-old"));
    expect(ran).toMatchObject({ code: "case/older-copy", exit: 20 });
  });
});
