import { checkFixity } from "#case";
import { EXIT } from "#kernel";
import type { Command } from "../command.ts";
import { cliError } from "../errors.ts";

export const fixityCommand: Command = {
  name: "fixity",
  summary: "Hash exhibits again, those first that waited longest, and record the result.",
  examples: ["snowmelt fixity", "snowmelt fixity --share 30"],
  arguments: [],
  options: [
    { flags: "--share <n>", about: "an n-th of the vault at a time (default 1: all); daily with 30, all in a month" },
  ],
  async run({ options, effects, home, caseDir, passphrase, json }) {
    const share = Number(options["share"] ?? 1);
    if (!(Number.isSafeInteger(share) && share >= 1)) {
      throw cliError("cli/usage", {
        what: "Cannot hash exhibits again",
        found: `"${options["share"]}" is no share; needed: a whole number from 1`,
        unchanged: "Nothing was done.",
        mend: "snowmelt fixity --share 30",
      });
    }
    const report = await checkFixity({ dir: caseDir(), home, effects, passphrase, share });
    if (json) effects.out(`${JSON.stringify({ format: "snowmelt-fixity/1", ...report })}\n`);
    else {
      for (const id of report.damaged) effects.out(`${id}: its bytes are missing or changed\n`);
      effects.say(
        `${report.checked} of ${report.total} exhibits hashed again, ${report.damaged.length} damaged.${report.damaged.length > 0 ? " Restore them from a backup; the record stays." : ""}\n`,
      );
    }
    return report.damaged.length > 0 ? EXIT.verification : EXIT.done;
  },
};
