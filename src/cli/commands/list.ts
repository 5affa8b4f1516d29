import { listItems, NOUNS, type Noun, type ShownItem } from "#case";
import { EXIT } from "#kernel";
import type { Command } from "../command.ts";
import { cliError } from "../errors.ts";
import { visible } from "../print-error.ts";

export const listCommand: Command = {
  name: "list",
  summary: "List the items of the case, all or of one kind.",
  examples: ["snowmelt list", "snowmelt list claims"],
  arguments: [{ name: "kind", about: `one of ${NOUNS.map((noun) => `${noun}s`).join(", ")}`, optional: true }],
  options: [],
  async run({ args, options, effects, home, caseDir, json }) {
    const noun = args[0] === undefined ? undefined : nounOf(args[0]);
    const items = listItems({ dir: caseDir(), home, effects, showProtected: options["showProtected"] === true }, noun);
    if (json) effects.out(`${JSON.stringify({ format: "snowmelt-list/1", items })}\n`);
    else for (const item of items) effects.out(`${line(item)}\n`);
    return EXIT.done;
  },
};

function nounOf(word: string): Noun {
  const noun = NOUNS.find((each) => word === each || word === `${each}s`);
  if (noun !== undefined) return noun;
  throw cliError("cli/usage", {
    what: `Cannot list "${word}"`,
    found: "there is no such kind of item",
    unchanged: "Nothing was done.",
    mend: `One of: snowmelt list ${NOUNS.map((each) => `${each}s`).join(" | ")}`,
  });
}

/** `C7  public  As many as 50 ...`: id, levels, and the item's own words. */
export function line(item: ShownItem): string {
  return `${item.id.padEnd(5)} ${item.levels.join("+").padEnd(9)} ${visible(item.label)}`;
}
