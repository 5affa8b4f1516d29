import { showItem } from "#case";
import { EXIT } from "#kernel";
import type { Command } from "../command.ts";
import { visible } from "../print-error.ts";

export const showCommand: Command = {
  name: "show",
  summary: "Show one item with every field.",
  examples: ["snowmelt show C7", "snowmelt show S2 --show-protected"],
  arguments: [{ name: "id", about: "an id such as E12, C7, N4" }],
  options: [],
  async run({ args, options, effects, home, caseDir, json }) {
    const item = showItem(
      { dir: caseDir(), home, effects, showProtected: options["showProtected"] === true },
      args[0]!,
    );
    if (json) {
      effects.out(`${JSON.stringify({ format: "snowmelt-item/1", ...item })}\n`);
      return EXIT.done;
    }
    effects.out(`${item.id}: ${item.noun}, level ${item.levels.join(" + ")}, act ${item.seq}\n`);
    for (const [key, value] of Object.entries(item.value)) {
      effects.out(`  ${key}: ${visible(typeof value === "string" ? value : JSON.stringify(value))}\n`);
    }
    return EXIT.done;
  },
};
