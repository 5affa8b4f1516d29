import { withdrawDossier } from "#case";
import { EXIT } from "#kernel";
import type { Command } from "../command.ts";
import { cliError } from "../errors.ts";
import { visible } from "../print-error.ts";

export const withdrawCommand: Command = {
  name: "withdraw",
  summary: "Record that a published dossier no longer stands, and list who has to be told.",
  examples: ['snowmelt withdraw public-0042 --reason "a figure was misread" --replaced-by public-0051'],
  arguments: [{ name: "dossier", about: "the name of a published dossier" }],
  options: [
    { flags: "--reason <words>", about: "why; it is recorded" },
    { flags: "--replaced-by <dossier>", about: "the dossier that corrects it" },
  ],
  async run({ args, options, effects, home, caseDir, passphrase, json }) {
    const [dossier, reason] = [args[0]!, options["reason"]];
    if (typeof reason !== "string" || reason.trim() === "") {
      throw cliError("cli/usage", {
        what: `Cannot withdraw "${dossier}"`,
        found: "needed: why",
        unchanged: "Nothing was recorded.",
        mend: `snowmelt withdraw ${dossier} --reason "..."`,
      });
    }
    const replacedBy = options["replacedBy"] as string | undefined;
    const day = effects.now().toISOString().slice(0, 10);
    const withdrawal = { dossier, reason, day, ...(replacedBy === undefined ? {} : { replacedBy }) };
    const { receivers } = await withdrawDossier({ dir: caseDir(), home, effects, passphrase, withdrawal });
    if (json) effects.out(`${JSON.stringify({ format: "snowmelt-withdraw/1", ...withdrawal, receivers })}\n`);
    else {
      for (const name of receivers) effects.out(visible(`${name}\n`));
      effects.say(
        receivers.length > 0
          ? "They received it and have to be told; a dossier that is out cannot be called back.\n"
          : "Nobody is recorded as having received it (snowmelt hand-over records that); tell where it was put.\n",
      );
    }
    return EXIT.done;
  },
};
