import { type LineageStep, lineageOf } from "#case";
import { EXIT } from "#kernel";
import type { Command } from "../command.ts";
import { visible } from "../print-error.ts";
import { line } from "./list.ts";

export const whyCommand: Command = {
  name: "why",
  summary: "Show where a number, a sentence or an item comes from, down to the exhibits.",
  examples: ["snowmelt why N2", 'snowmelt why "117,000"', 'snowmelt why "snow melted"'],
  arguments: [{ name: "word", about: "an id, a number as printed, or words of a sentence" }],
  options: [],
  async run({ args, options, effects, home, caseDir, json }) {
    const found = lineageOf(
      { dir: caseDir(), home, effects, showProtected: options["showProtected"] === true },
      args[0]!,
    );
    if (json) {
      effects.out(`${JSON.stringify({ format: "snowmelt-lineage/1", found })}\n`);
      return EXIT.done;
    }
    for (const lineage of found) {
      effects.out(`${visible(lineage.found)}\n`);
      for (const step of lineage.steps) print(step, 1, effects.out);
    }
    return EXIT.done;
  },
};

function print(step: LineageStep, depth: number, out: (text: string) => void): void {
  const { item } = step;
  const quote = (item.value["anchor"] as { quote?: string } | undefined)?.quote;
  out(`${"  ".repeat(depth)}${step.role} ${line(item)} (act ${item.seq})\n`);
  if (quote !== undefined) out(`${"  ".repeat(depth + 1)}"${visible(quote)}"\n`);
  for (const next of step.steps) print(next, depth + 1, out);
}
