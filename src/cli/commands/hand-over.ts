import { recordHandOver } from "#case";
import { EXIT } from "#kernel";
import type { Command } from "../command.ts";
import { cliError } from "../errors.ts";
import { visible } from "../print-error.ts";

export const handOverCommand: Command = {
  name: "hand-over",
  summary: "Record that exhibits or a dossier were handed to someone.",
  examples: ['snowmelt hand-over E12 --to "the court\'s registry" --purpose "case file" --means "sealed disk 4"'],
  arguments: [{ name: "item", about: "exhibits such as E12, or dossiers by name", variadic: true }],
  options: [
    { flags: "--to <words>", about: "who received it" },
    { flags: "--purpose <words>", about: "what for" },
    { flags: "--means <words>", about: "how: on which medium, by whom" },
  ],
  async run({ args, options, effects, home, caseDir, passphrase }) {
    const [to, purpose, means] = ["to", "purpose", "means"].map((name) => options[name]) as (string | undefined)[];
    if (!to?.trim() || !purpose?.trim()) {
      throw cliError("cli/usage", {
        what: `Cannot record that ${args.join(" ")} was handed over`,
        found: "needed: to whom, and what for",
        unchanged: "Nothing was recorded.",
        mend: `snowmelt hand-over ${args.join(" ")} --to "..." --purpose "..."`,
      });
    }
    const day = effects.now().toISOString().slice(0, 10);
    const handOver = { items: [...args], to, purpose, day, ...(means === undefined ? {} : { means }) };
    await recordHandOver({ dir: caseDir(), home, effects, passphrase, handOver });
    effects.say(visible(`Recorded: ${args.join(", ")} handed to ${to} on ${day}.\n`));
    return EXIT.done;
  },
};
