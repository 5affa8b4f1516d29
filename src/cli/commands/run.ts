import { runCase } from "#case";
import { EXIT } from "#kernel";
import type { Command } from "../command.ts";

export const runCommand: Command = {
  name: "run",
  summary: "Record what changed under hand/ and derive everything that is stale.",
  examples: ["snowmelt run", "snowmelt run --dry-run"],
  arguments: [],
  options: [{ flags: "--dry-run", about: "show the acts that would be recorded, and record nothing" }],
  async run({ options, effects, home, caseDir, passphrase, json }) {
    const dryRun = options["dryRun"] === true;
    const { recorded, rebuilt, state } = await runCase({ dir: caseDir(), home, effects, passphrase, dryRun });
    if (json) {
      effects.out(`${JSON.stringify({ format: "snowmelt-run/1", dryRun, recorded, rebuilt, size: state.size })}\n`);
      return EXIT.done;
    }
    const counts = new Map<string, number>();
    for (const { kind } of recorded) counts.set(kind, (counts.get(kind) ?? 0) + 1);
    const acts = [...counts].map(([kind, count]) => `${count} ${kind}`).join(", ");
    effects.say(
      recorded.length === 0 ? "Nothing new to record.\n" : `${dryRun ? "Would record" : "Recorded"} ${acts}.\n`,
    );
    effects.say(rebuilt.length === 0 ? "Nothing was stale.\n" : `Made ${rebuilt.join(", ")}.\n`);
    return EXIT.done;
  },
};
