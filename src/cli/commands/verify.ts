import { existsSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { doorOf, verifyCase, verifySealed } from "#case";
import { EXIT } from "#kernel";
import { openBag, reportText, verifyDossier } from "#verify";
import type { Command } from "../command.ts";
import { cliError } from "../errors.ts";
import { visible } from "../print-error.ts";

export const verifyCommand: Command = {
  name: "verify",
  summary: "Check a dossier or a case, offline.",
  examples: ["snowmelt verify dossiers/public-0042", "snowmelt verify public-0042.zip", "snowmelt verify my-case"],
  arguments: [{ name: "path", about: "the folder or the zip of a dossier, or the folder of a case" }],
  options: [],
  async run({ args, effects, home, json }) {
    const dir = resolve(effects.cwd, args[0]!);
    const report = await reportOf(dir, args[0]!, () => verifyCase({ dir, home, effects }));
    effects.out(
      json ? `${JSON.stringify({ format: "snowmelt-verification/1", ...report })}\n` : visible(reportText(report)),
    );
    return { verified: EXIT.done, incomplete: EXIT.partly, failed: EXIT.verification }[report.outcome];
  },
};

async function reportOf(
  dir: string,
  named: string,
  verifyTheCase: () => ReturnType<typeof verifyCase>,
): ReturnType<typeof verifyCase> {
  const isZip = dir.endsWith(".zip") && statSync(dir, { throwIfNoEntry: false })?.isFile() === true;
  if (isZip || existsSync(join(dir, "bagit.txt"))) return verifyDossier(openBag(dir));
  if (doorOf(dir) === "closed") return verifySealed(dir);
  if (existsSync(join(dir, "case.toml"))) return verifyTheCase();
  throw cliError("cli/usage", {
    what: `Cannot verify "${named}"`,
    found: "it holds neither bagit.txt (a dossier) nor case.toml (a case)",
    unchanged: "Nothing was done.",
    mend: "Name the folder or the zip of a dossier, or the folder of a case: snowmelt verify dossiers/...",
  });
}
