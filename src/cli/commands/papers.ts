import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { papersOf } from "#case";
import { EXIT } from "#kernel";
import { LANGUAGES } from "#page";
import type { Command } from "../command.ts";
import { cliError } from "../errors.ts";

export const papersCommand: Command = {
  name: "papers",
  summary:
    "Write the chain of custody of an exhibit or a published dossier as a page to print, with a form to hand it over.",
  examples: [
    "snowmelt papers E12",
    "snowmelt papers E12 --out papers.html --language ar",
    "snowmelt papers public-0042",
  ],
  arguments: [{ name: "id", about: "an exhibit, such as E12, or a published dossier" }],
  options: [
    { flags: "--out <file>", about: "where the page goes (default: E12-custody.html here)" },
    { flags: "--language <tag>", about: `language of the page: ${LANGUAGES.join(", ")} (default: en)` },
  ],
  async run({ args, options, effects, home, caseDir }) {
    const id = args[0]!;
    const language = (options["language"] as string | undefined) ?? "en";
    if (!LANGUAGES.includes(language)) {
      throw cliError("cli/usage", {
        what: `Cannot write the papers of "${id}" in "${language}"`,
        found: `there are words in ${LANGUAGES.join(", ")}`,
        unchanged: "Nothing was written.",
        mend: `snowmelt papers ${id} --language ${LANGUAGES[0]}`,
      });
    }
    const page = await papersOf({ dir: caseDir(), home, effects, id, language });
    const name = (options["out"] as string | undefined) ?? `${id}-custody.html`;
    writeFileSync(resolve(effects.cwd, name), page, { mode: 0o600 });
    effects.out(`${name}\n`);
    effects.say("It is as confidential as the case.\n");
    return EXIT.done;
  },
};
