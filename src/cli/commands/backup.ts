import { backUpCase } from "#case";
import { EXIT } from "#kernel";
import type { Command } from "../command.ts";
import { cliError } from "../errors.ts";
import { visible } from "../print-error.ts";

export const backupCommand: Command = {
  name: "backup",
  summary: "Copy the case to another disk or folder, and verify the copy.",
  examples: ['snowmelt backup /media/disk/my-case --label "the blue disk"'],
  arguments: [{ name: "dir", about: "an empty folder, or an older copy of this case, to bring up to date" }],
  options: [{ flags: "--label <words>", about: "what you call this copy; it is recorded" }],
  async run({ args, options, effects, home, caseDir, passphrase, json }) {
    const label = options["label"];
    if (typeof label !== "string" || label.trim() === "") {
      throw cliError("cli/usage", {
        what: "Cannot back up the case",
        found: "the copy has no label; needed: what you call it, for it is recorded",
        unchanged: "Nothing was copied.",
        mend: `snowmelt backup ${args[0]} --label "the blue disk"`,
      });
    }
    const done = await backUpCase({ dir: caseDir(), home, effects, passphrase, to: args[0]!, label });
    if (json) effects.out(`${JSON.stringify({ format: "snowmelt-backup/1", ...done })}\n`);
    else {
      effects.say(
        visible(`Copied ${done.copied} files, ${done.unchanged} were there already; the copy of ${done.n} acts verifies.
The keys are not in it: make a recovery sheet (snowmelt keys sheet). It is as confidential as the case.
`),
      );
    }
    return EXIT.done;
  },
};
