import { findCaseFolder, openCase } from "#case";
import { EXIT } from "#kernel";
import type { Command } from "../command.ts";

export const openCommand: Command = {
  name: "open",
  summary: "Open a sealed case, to work in it until it is sealed again.",
  examples: ["snowmelt open", "snowmelt open --case my-case"],
  arguments: [],
  options: [],
  async run({ options, effects, home, passphrase, json }) {
    const dir = findCaseFolder(effects.cwd, options["case"] as string | undefined);
    const files = await openCase({ dir, home, effects, passphrase });
    if (json) effects.out(`${JSON.stringify({ format: "snowmelt-open/1", files })}\n`);
    else if (files === 0) effects.say("The case is open.\n");
    else
      effects.say(`Opened: ${files} files lie in clear until you close the case. When you are done: snowmelt seal\n`);
    return EXIT.done;
  },
};
