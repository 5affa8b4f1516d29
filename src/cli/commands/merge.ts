import { mergeCase } from "#case";
import { EXIT } from "#kernel";
import type { Command } from "../command.ts";
import { visible } from "../print-error.ts";

export const mergeCommand: Command = {
  name: "merge",
  summary: "Bring over what another copy of the case folder holds: logs, values, exhibits; nothing here is lost.",
  examples: ["snowmelt merge /media/disk/my-case"],
  arguments: [{ name: "folder", about: "a copy of the case folder, of another device or a backup; it is only read" }],
  options: [],
  async run({ args, effects, home, caseDir, passphrase, json }) {
    const merged = await mergeCase({ dir: caseDir(), home, effects, passphrase, from: args[0]! });
    if (json) effects.out(`${JSON.stringify({ format: "snowmelt-merge/1", ...merged })}\n`);
    else {
      for (const { device, entries, acts } of merged.logs) {
        effects.out(`device ${device}: ${acts} acts taken over, up to entry ${entries} of its log\n`);
      }
      effects.say(visible(words(merged)));
    }
    return merged.left.length + merged.forks.length > 0 ? EXIT.partly : EXIT.done;
  },
};

function words({ logs, exhibits, left, forks }: Awaited<ReturnType<typeof mergeCase>>): string {
  const lines = [
    ...(logs.length === 0 ? ["Nothing new is there."] : []),
    ...(exhibits === 0 ? [] : [`${exhibits} exhibits came over.`]),
    ...(left.length === 0 ? [] : ["Not taken over:", ...left.map((line) => `  ${line}`)]),
    ...forks.map(
      (file) =>
        `A second history of one log was met: ledger/forks/${file}. Both are kept; nothing is published until it is settled: snowmelt keys settle DEVICE --reason "..."`,
    ),
    ...(logs.length === 0 ? [] : ["Next: snowmelt run"]),
  ];
  return lines.map((line) => `${line}\n`).join("");
}
