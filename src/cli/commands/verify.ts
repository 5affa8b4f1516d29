import { existsSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { doorOf, verifyCase, verifySealed } from "#case";
import { EXIT, type ExitCode } from "#kernel";
import { compareDossiers, comparisonText, openBag, reportText, statusOf, verifyDossier } from "#verify";
import type { Command, Invocation } from "../command.ts";
import { cliError } from "../errors.ts";
import { visible } from "../print-error.ts";

export const verifyCommand: Command = {
  name: "verify",
  summary: "Check a dossier or a case, offline; of two dossiers, whether the first replaces the second.",
  examples: [
    "snowmelt verify dossiers/public-0042",
    "snowmelt verify public-0042.zip",
    "snowmelt verify public-0051.zip public-0042.zip",
    "snowmelt verify my-case",
  ],
  arguments: [
    { name: "path", about: "the folder or the zip of a dossier, or the folder of a case" },
    { name: "older", about: "another dossier: is it replaced by the first, and what was changed?", optional: true },
  ],
  options: [],
  async run(invocation) {
    const { args, effects, home, json } = invocation;
    if (args[1] !== undefined) return compare(invocation, args[0]!, args[1]);
    const dir = resolve(effects.cwd, args[0]!);
    const report = await reportOf(dir, args[0]!, () => verifyCase({ dir, home, effects }));
    effects.out(
      json ? `${JSON.stringify({ format: "snowmelt-verification/1", ...report })}\n` : visible(reportText(report)),
    );
    return { verified: EXIT.done, incomplete: EXIT.partly, failed: EXIT.verification }[report.outcome];
  },
};

function compare({ effects, json }: Invocation, newer: string, older: string): ExitCode {
  const [first, second] = [newer, older].map((named) => {
    const path = resolve(effects.cwd, named);
    if (!isDossier(path)) throw notThere(named, "it holds no bagit.txt, which a dossier does");
    return openBag(path);
  });
  const comparison = compareDossiers(first!, second!);
  effects.out(
    json
      ? `${JSON.stringify({ format: "snowmelt-comparison/1", ...comparison })}\n`
      : visible(comparisonText(comparison)),
  );
  return { 0: EXIT.done, 3: EXIT.partly, 20: EXIT.verification }[statusOf(comparison)];
}

async function reportOf(
  dir: string,
  named: string,
  verifyTheCase: () => ReturnType<typeof verifyCase>,
): ReturnType<typeof verifyCase> {
  if (isDossier(dir)) return verifyDossier(openBag(dir));
  if (doorOf(dir) === "closed") return verifySealed(dir);
  if (existsSync(join(dir, "case.toml"))) return verifyTheCase();
  throw notThere(named, "it holds neither bagit.txt (a dossier) nor case.toml (a case)");
}

function isDossier(path: string): boolean {
  const isZip = path.endsWith(".zip") && statSync(path, { throwIfNoEntry: false })?.isFile() === true;
  return isZip || existsSync(join(path, "bagit.txt"));
}

function notThere(named: string, found: string): Error {
  return cliError("cli/usage", {
    what: `Cannot verify "${named}"`,
    found,
    unchanged: "Nothing was done.",
    mend: "Name the folder or the zip of a dossier, or the folder of a case: snowmelt verify dossiers/...",
  });
}
