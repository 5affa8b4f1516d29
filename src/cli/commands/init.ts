import { resolve } from "node:path";
import { enableSealing, initCase } from "#case";
import { EXIT } from "#kernel";
import type { Command } from "../command.ts";
import { cliError } from "../errors.ts";

export const initCommand: Command = {
  name: "init",
  summary: "Make a case.",
  examples: ["snowmelt init my-case --languages en,ar", "snowmelt init my-case --no-passphrase"],
  arguments: [{ name: "dir", about: "a folder that does not exist yet, or is empty" }],
  options: [
    { flags: "--name <words>", about: "the case's name (default: the folder's)" },
    { flags: "--languages <list>", about: "languages of the dossiers, the main one first (default: en)" },
    { flags: "--sealed", about: "make it a case that `snowmelt seal` closes and `snowmelt open` opens" },
    { flags: "--no-passphrase", about: "keep the keys without a passphrase; the ledger will say so" },
  ],
  async run({ args, options, effects, home, passphrase }) {
    const dir = args[0]!;
    const isOpen = options["passphrase"] === false;
    const word = isOpen ? null : await passphrase();
    if (!isOpen && word === null) {
      throw cliError("cli/usage", {
        what: `Cannot make a case in "${dir}"`,
        found: "there is no passphrase for its keys",
        unchanged: "Nothing was written.",
        mend: `Run it in a terminal, or: snowmelt init ${dir} --passphrase-file FILE (or --no-passphrase)`,
      });
    }
    const languages = String(options["languages"] ?? "en")
      .split(",")
      .map((language) => language.trim());
    await initCase({ dir, home, name: options["name"] as string | undefined, languages, passphrase: word, effects });
    const isSealed = options["sealed"] === true;
    if (isSealed) await enableSealing({ dir: resolve(effects.cwd, dir), home, effects, passphrase: word });
    effects.say(`Made a case in ${dir}.
${isSealed ? "It is open: its files lie in clear until you close it with snowmelt seal." : "Its folder is confidential and not encrypted yet: keep it on an encrypted disk, or close it with snowmelt seal."}
${isOpen ? "Its keys have no passphrase, and the ledger says so." : "Its keys lie outside the case, under your passphrase; without it nothing can be added."}
Next: snowmelt collect PATH... --case ${dir}
`);
    return EXIT.done;
  },
};
