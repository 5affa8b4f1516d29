import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { madeUpCase, Workbench } from "../support/cli.ts";

const isBuilt = existsSync(fileURLToPath(new URL("../../dist/cli/index.js", import.meta.url)));
if (!isBuilt) console.log("skipped: the drill starts the built program, and dist/ is not present");

let bench: Workbench;
beforeEach(async () => {
  bench = new Workbench();
  await madeUpCase(bench);
});
afterEach(() => bench.remove());

describe.skipIf(!isBuilt)("snowmelt drill", () => {
  it("breaks a copy in seven ways, leaves the case as it was, and signs what it found", async () => {
    const bytesOf = (folder: string): string =>
      readdirSync(bench.path("case", folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => readFileSync(join(entry.parentPath, entry.name)).toString("base64"))
        .join();
    const before = ["ledger", "private", "vault", "hand"].map(bytesOf);
    const ran = await bench.run(["drill", "--case", "case", "--json"]);
    const { results } = JSON.parse(ran.out) as { results: { name: string; problems: string[] }[] };
    expect(results.flatMap(({ name, problems }) => problems.map((problem) => `${name}: ${problem}`))).toEqual([]);
    expect(results.map(({ name }) => name)).toEqual(["kill", "torn", "restore", "fork", "erase", "leak", "damage"]);
    expect(["ledger", "private", "vault", "hand"].map(bytesOf)).toEqual(before);
    expect(ran.exit).toBe(0);
  });

  it.skipIf(spawnSync("openssl", ["version"]).status !== 0)("openssl checks the report's signature", async () => {
    await bench.run(["drill", "--case", "case"]);
    await bench.run([
      "collect",
      "evidence",
      "--case",
      "case",
      "--facts",
      bench.write("facts.csv", "file,consent_by\n*,n/a\n"),
    ]);
    await bench.run(["publish", "--audience", "public", "--case", "case"]);
    const [name] = readdirSync(bench.path("case/dossiers")).filter((entry) => !entry.endsWith(".zip"));
    const key = bench.path("case/dossiers", name!, "keys/case.pem");
    const report = bench.path("case/output/drill/report.txt");
    writeFileSync(bench.path("sig"), Buffer.from(readFileSync(`${report}.sig`, "utf8"), "base64"));
    const args = [
      "pkeyutl",
      "-verify",
      "-pubin",
      "-inkey",
      key,
      "-rawin",
      "-in",
      report,
      "-sigfile",
      bench.path("sig"),
    ];
    expect(spawnSync("openssl", args).status).toBe(0);
  });
});
