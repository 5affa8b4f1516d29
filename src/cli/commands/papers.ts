import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { papersOf } from "#case";
import { EXIT } from "#kernel";
import type { Command } from "../command.ts";

export const papersCommand: Command = {
  name: "papers",
  summary: "Write the chain of custody of an exhibit as a page to print, with a form to hand it over.",
  examples: ["snowmelt papers E12", "snowmelt papers E12 --out papers.html"],
  arguments: [{ name: "id", about: "an exhibit, such as E12" }],
  options: [{ flags: "--out <file>", about: "where the page goes (default: E12-custody.html here)" }],
  async run({ args, options, effects, home, caseDir }) {
    const id = args[0]!;
    const page = await papersOf({ dir: caseDir(), home, effects, id });
    const name = (options["out"] as string | undefined) ?? `${id}-custody.html`;
    writeFileSync(resolve(effects.cwd, name), page, { mode: 0o600 });
    effects.out(`${name}\n`);
    effects.say("It is as confidential as the case.\n");
    return EXIT.done;
  },
};
