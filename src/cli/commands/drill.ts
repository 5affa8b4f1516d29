import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { drillCase } from "#case";
import { EXIT } from "#kernel";
import type { Command } from "../command.ts";

export const drillCommand: Command = {
  name: "drill",
  summary: "Break a copy of the case in every way that can happen, and report how it held, signed.",
  examples: ["snowmelt drill"],
  arguments: [],
  options: [],
  async run({ effects, home, caseDir, passphrase, json }) {
    const program = [process.execPath, fileURLToPath(new URL("../../../bin/snowmelt.mjs", import.meta.url))];
    const drilled = await drillCase({ dir: caseDir(), home, effects, passphrase, program });
    const failed = drilled.results.filter(({ problems }) => problems.length > 0);
    const report = relative(effects.cwd, drilled.report);
    if (json) effects.out(`${JSON.stringify({ format: "snowmelt-drill/1", ...drilled, report })}\n`);
    else {
      for (const { name, did, problems } of drilled.results) {
        effects.out(`${problems.length === 0 ? "held  " : "FAILED"}  ${name.padEnd(8)}  ${did}\n`);
        for (const problem of problems) effects.out(`          - ${problem}\n`);
      }
      effects.say(`The report, signed by the case key: ${report}\n`);
    }
    return failed.length > 0 ? EXIT.verification : EXIT.done;
  },
};
