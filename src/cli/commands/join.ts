import { joinCase } from "#case";
import { EXIT } from "#kernel";
import type { Command } from "../command.ts";
import { cliError } from "../errors.ts";

export const joinCommand: Command = {
  name: "join",
  summary: "Make this machine one more device of a case: a folder, a log and a key of its own.",
  examples: ["snowmelt join /media/disk/my-case my-case", "snowmelt join /media/disk/my-case my-case --device c"],
  arguments: [
    { name: "copy", about: "a copy of the case folder, such as a backup; it is only read" },
    { name: "dir", about: "the case folder of this device, which does not exist yet" },
  ],
  options: [
    { flags: "--device <letter>", about: "the device's letter, b to z (default: the next that is free)" },
    { flags: "--no-passphrase", about: "keep this device's key without a passphrase; its log will say so" },
  ],
  async run({ args, options, effects, home, passphrase, json }) {
    const [copy, dir] = args as [string, string];
    const isOpen = options["passphrase"] === false;
    const word = isOpen ? null : await passphrase();
    if (!isOpen && word === null) {
      throw cliError("cli/usage", {
        what: "Cannot join the case",
        found: "there is no passphrase for this device's key",
        unchanged: "Nothing was written.",
        mend: `Run it in a terminal, or: snowmelt join ${copy} ${dir} --passphrase-file FILE (or --no-passphrase)`,
      });
    }
    const device = options["device"] as string | undefined;
    const joined = await joinCase({ copy, dir, home, effects, passphrase: word, device });
    if (json) effects.out(`${JSON.stringify({ format: "snowmelt-join/1", ...joined })}\n`);
    else {
      effects.out(`${joined.key}\n`);
      effects.say(`This machine is device ${joined.device} of the case now; ${joined.acts} acts were taken over into ${dir}.
Its key is above. Tell it to whoever keeps device a, by a channel that you trust; there: snowmelt keys enrol ${joined.device} KEY
Ids of what you write here end in ${joined.device}: C7${joined.device}. The settings and the dossier's text stay with device a.
${joined.isSealable ? "The case is one that is sealed: when you are done, snowmelt seal. Device a's key opens what is sealed here too.\n" : ""}`);
    }
    return EXIT.done;
  },
};
