import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { MADE_UP, madeUpCase, Workbench } from "../support/cli.ts";

const STATEMENT = "Made up for tests. Zaynab bint Yusuf saw the gate of the mill at noon.\n";

let bench: Workbench;
beforeEach(async () => {
  bench = new Workbench();
  await madeUpCase(bench, {
    "evidence/statement.txt": STATEMENT,
  });
});
afterEach(() => bench.remove());

const erase = (id: string, ...more: readonly string[]) =>
  bench.run(["erase", id, "--case", "case", "--reason", "withdrawn", "--basis", "consent was withdrawn", ...more]);
const verify = () => bench.run(["verify", "case"]);

/** Every file of the case with its bytes. */
function everyByte(): Buffer {
  const files = readdirSync(bench.path("case"), { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return Buffer.concat(files.map((entry) => readFileSync(join(entry.parentPath, entry.name))));
}

describe("snowmelt erase", () => {
  it("says what it would do, and does nothing without --yes", async () => {
    const before = everyByte();
    const ran = await erase("E2");
    expect(ran.exit).toBe(0);
    expect(ran.out).toContain("the bytes of E2 in the vault");
    expect(everyByte().equals(before)).toBe(true);
  });

  it("leaves no byte of an exhibit, its name or its hash; the ledger verifies and the id is not given again", async () => {
    await bench.run(["mark", "E2", "--level", "protected", "--reason", "a witness of the mill gate", "--case", "case"]);
    const sha256 = createHash("sha256").update(STATEMENT).digest("hex");
    const ran = await erase("E2", "--yes", "--json");
    expect(ran.exit).toBe(0);
    expect(JSON.parse(ran.out)).toMatchObject({ remaining: [] });
    const bytes = everyByte();
    for (const word of ["Zaynab", "statement.txt", sha256, "a witness of the mill gate"]) {
      expect(bytes.includes(word), word).toBe(false);
    }
    expect(await verify()).toMatchObject({ exit: 0 });
    expect((await bench.run(["list", "--case", "case"])).out).not.toContain("E2");
    bench.write("more/other.txt", "Made up for tests: something else.\n");
    await bench.run(["collect", "more", "--case", "case"]);
    expect((await bench.run(["list", "exhibit", "--case", "case"])).out).toContain("E3");
  });

  it("the rest still publishes and verifies", async () => {
    bench.write("facts.csv", "file,consent_by\nnotes.txt,n/a\n");
    await bench.run(["collect", "evidence", "--facts", "facts.csv", "--case", "case"]);
    await erase("E2", "--yes");
    expect((await bench.run(["publish", "--audience", "public", "--case", "case"])).exit).toBe(0);
    const [name] = readdirSync(bench.path("case/dossiers"));
    expect(await bench.run(["verify", `case/dossiers/${name}`])).toMatchObject({ exit: 0 });
  });

  it("an item written by hand goes with every version of it, once it is out of hand/", async () => {
    const withDate = MADE_UP["hand/claims.toml"]!.replace('place = "Tal Amra"', 'place = "by the Qadisha spring"');
    bench.write("case/hand/claims.toml", withDate);
    await bench.run(["run", "--case", "case"]);
    bench.write("case/hand/claims.toml", MADE_UP["hand/claims.toml"]!);
    await bench.run(["run", "--case", "case"]);
    expect(await erase("C1", "--yes")).toMatchObject({ code: "case/still-named", exit: 4 });
    bench.write("case/hand/claims.toml", `[[claim]]\n${MADE_UP["hand/claims.toml"]!.split("[[claim]]\n")[2]}`);
    bench.write("case/hand/figures.toml", '[[figure]]\nid = "N2"\nclaim = "C2"\n');
    bench.write("case/hand/judgements.toml", "");
    bench.write(
      "case/hand/marks.toml",
      '[[mark]]\nid = "M1"\nitems = ["E1", "S1", "S2", "C2", "N2"]\nlevel = "public"\nreason = "made up"\n',
    );
    bench.write(
      "case/hand/dossier.md",
      '+++\nlevel = "public"\n+++\n# The mill\n\n## What was said\n\nA nurse counted {N2} [C2].\n',
    );
    expect((await bench.run(["run", "--case", "case"])).exit).toBe(0);
    const ran = await erase("C1", "--yes");
    expect(ran.exit).toBe(3);
    expect(ran.out).toContain("private/a.jsonl");
    expect(everyByte().includes("Qadisha")).toBe(false);
    expect(await verify()).toMatchObject({ exit: 0 });
  });

  it("a value that is gone without an act, and one that should be gone, fail the case", async () => {
    const path = bench.path("case/private/a.jsonl");
    const lines = readFileSync(path, "utf8").split("\n");
    lines[3] = '{"erased":true,"seq":3}';
    bench.write("case/private/a.jsonl", lines.join("\n"));
    const ran = await verify();
    expect(ran.exit).toBe(20);
    expect(ran.out).toContain("its value is gone, and no act says why");
  });

  it("case/still-named: what rests on it must go first; nothing is erased", async () => {
    const ran = await erase("E1", "--yes");
    expect(ran).toMatchObject({ code: "case/still-named", exit: 4 });
    expect(ran.said).toContain("hand/claims.toml");
    expect(await verify()).toMatchObject({ exit: 0 });
    expect(existsSync(bench.path("case/output/index.sqlite"))).toBe(true);
  });

  it("case/unknown-id, cli/usage", async () => {
    expect(await erase("E99")).toMatchObject({ code: "case/unknown-id", exit: 2 });
    expect(await bench.run(["erase", "E2", "--case", "case"])).toMatchObject({ code: "cli/usage", exit: 2 });
    expect(await bench.run(["erase", "E2", "--case", "case", "--reason", "whim", "--basis", "x"])).toMatchObject({
      code: "cli/usage",
    });
  });
});
