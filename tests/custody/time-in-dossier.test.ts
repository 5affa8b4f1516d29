import { spawnSync } from "node:child_process";
import { createHash, createPrivateKey, sign } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openBag, verifyDossier } from "../../src/verify/index.ts";
import { Authority, hasOpenssl } from "../support/authority.ts";
import { madeUpCase, Workbench } from "../support/cli.ts";

let bench: Workbench;
beforeEach(() => {
  bench = new Workbench();
});
afterEach(() => bench.remove());

async function stampedDossier(): Promise<string> {
  await madeUpCase(bench);
  bench.write("facts.csv", "file,consent_by\n*,n/a\n");
  await bench.run(["collect", "evidence", "--facts", "facts.csv", "--case", "case"]);
  mkdirSync(bench.path("tsa"));
  const tsa = new Authority(bench.path("tsa"), { key: "p256" });
  const query = (await bench.run(["anchor", "--case", "case"])).out.trim();
  writeFileSync(bench.path("reply.tsr"), tsa.stamp(readFileSync(bench.path(query))));
  await bench.run(["anchor", "--case", "case", "--reply", "reply.tsr", "--authority", tsa.rootPath]);
  await bench.run([
    "anchor",
    "--case",
    "case",
    "--beacon",
    "made-up headline",
    "--source",
    "a made-up paper",
    "--published",
    "2026-01-02",
  ]);
  expect(await bench.run(["publish", "--audience", "public", "--case", "case"])).toMatchObject({ exit: 0 });
  const name = readdirSync(bench.path("case/dossiers")).find((entry) => /^public-\d+$/.test(entry))!;
  return bench.path("case/dossiers", name);
}

/** Signs a changed bag again with the case's own key, as the publisher could. */
function signAgain(dir: string): void {
  const home = bench.path("home", readdirSync(bench.path("home"))[0]!);
  const { keys } = JSON.parse(readFileSync(join(home, "keys.json"), "utf8")) as { keys: { case: string } };
  const key = createPrivateKey({ key: Buffer.from(keys.case, "base64"), format: "der", type: "pkcs8" });
  const path = join(dir, "tagmanifest-sha256.txt");
  const lines = readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(dir.length + 1))
    .filter((name) => !name.startsWith("data/") && !name.startsWith("tagmanifest"))
    .sort()
    .map(
      (name) =>
        `${createHash("sha256")
          .update(readFileSync(join(dir, name)))
          .digest("hex")}  ${name}\n`,
    );
  writeFileSync(path, lines.join(""));
  writeFileSync(`${path}.sig`, sign(null, readFileSync(path), key));
}

describe.skipIf(!hasOpenssl)("a dossier of a case that was stamped", () => {
  it("states time as an interval, and the verifier checks both ends", async () => {
    const dir = await stampedDossier();
    const report = verifyDossier(openBag(dir));
    expect(report.outcome).toBe("verified");
    const time = report.checks.find(({ name }) => name === "time")!;
    expect(time.proves).toMatch(
      /^acts after number \d+ were recorded after 2026-01-02, the day of: made-up headline \(a made-up paper\); the first \d+ acts were recorded before \d{4}-\d\d-\d\dT[\d:.]+Z, says CN=Made-up tsa$/,
    );
    const blind = verifyDossier(openBag(dir), undefined, null);
    expect(blind.outcome).toBe("incomplete");
    expect(blind.incomplete).toContain("the time stamps: this platform cannot check them; verify.mjs can");
  });

  it("openssl checks the stamp by the line of VERIFY.txt, and refuses it for another note", async () => {
    const dir = await stampedDossier();
    const [n] = /^\d+/.exec(readdirSync(join(dir, "time"))[0]!)!;
    const line = /openssl ts -verify .*/.exec(readFileSync(join(dir, "VERIFY.txt"), "utf8"))![0];
    const check = () => {
      const [tool, ...args] = line.replaceAll("time/N", `time/${n}`).split(" ");
      return spawnSync(tool!, args, { cwd: dir }).status;
    };
    expect(check()).toBe(0);
    writeFileSync(join(dir, "time", `${n}.note`), readFileSync(join(dir, "checkpoint")));
    expect(check()).not.toBe(0);
  });

  it("a publisher cannot move the stamp to another state, another log, or another authority", async () => {
    const dir = await stampedDossier();
    const files = readdirSync(join(dir, "time"));
    const [n] = /^\d+/.exec(files[0]!)!;
    const part = (ending: string) => join(dir, "time", `${n}.${ending}`);
    const whole = new Map(files.map((name) => [name, readFileSync(join(dir, "time", name))]));
    const forge = (change: () => void, message: RegExp) => {
      change();
      signAgain(dir);
      const report = verifyDossier(openBag(dir));
      expect(report.outcome).toBe("failed");
      expect(report.checks.flatMap(({ problems }) => problems).join("\n")).toMatch(message);
      for (const name of readdirSync(join(dir, "time"))) rmSync(join(dir, "time", name));
      for (const [name, bytes] of whole) writeFileSync(join(dir, "time", name), bytes);
      signAgain(dir);
      expect(verifyDossier(openBag(dir)).outcome).toBe("verified");
    };
    forge(() => rmSync(part("pem")), /time\//);
    forge(() => rmSync(part("tsr")), /missing or none/);
    forge(() => writeFileSync(part("consistency"), `${"A".repeat(43)}=\n`), /not the beginning of this one/);
    forge(() => writeFileSync(part("note"), readFileSync(join(dir, "checkpoint"))), /no earlier checkpoint/);
    forge(() => {
      for (const ending of ["tsr", "pem"])
        writeFileSync(join(dir, "time", `${Number(n) + 1}.${ending}`), readFileSync(part(ending)));
      writeFileSync(join(dir, "time", `${Number(n) + 1}.note`), readFileSync(part("note")));
      writeFileSync(join(dir, "time", `${Number(n) + 1}.consistency`), readFileSync(part("consistency")));
    }, /no earlier checkpoint/);
    forge(() => {
      mkdirSync(bench.path("other"));
      writeFileSync(part("pem"), new Authority(bench.path("other")).root);
    }, /does not lead to a certificate that you trust/);
    forge(() => {
      const bytes = readFileSync(part("tsr"));
      bytes[bytes.length - 1] = bytes[bytes.length - 1]! ^ 1;
      writeFileSync(part("tsr"), bytes);
    }, /time\/\d+: /);
    expect(existsSync(part("pem"))).toBe(true);
  });
});
