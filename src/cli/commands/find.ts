import { findWords } from "#case";
import { EXIT } from "#kernel";
import type { Command } from "../command.ts";
import { visible } from "../print-error.ts";

export const findCommand: Command = {
  name: "find",
  summary: "Find items by words, in any script and spelling.",
  examples: ["snowmelt find crematorium", "snowmelt find صيدنايا"],
  arguments: [{ name: "words", about: "words that must all occur in one field", variadic: true }],
  options: [],
  async run({ args, options, effects, home, caseDir, json }) {
    const hits = findWords({ dir: caseDir(), home, effects, showProtected: options["showProtected"] === true }, args);
    if (json) effects.out(`${JSON.stringify({ format: "snowmelt-find/1", hits })}\n`);
    else for (const hit of hits) effects.out(`${hit.id}${hit.pointer}: ${visible(hit.text)}\n`);
    if (hits.length === 0) effects.say("Nothing found.\n");
    return EXIT.done;
  },
};
