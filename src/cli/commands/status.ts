import { caseStatus } from "#case";
import { EXIT } from "#kernel";
import type { Command } from "../command.ts";
import { visible } from "../print-error.ts";

export const statusCommand: Command = {
  name: "status",
  summary: "Show what is in the case, what is stale and what to do next.",
  examples: ["snowmelt status", "snowmelt status --json"],
  arguments: [],
  options: [],
  async run({ effects, home, caseDir, json }) {
    const status = await caseStatus({ dir: caseDir(), home, effects });
    if (json) {
      effects.out(`${JSON.stringify({ format: "snowmelt-status/1", ...status })}\n`);
      return EXIT.done;
    }
    const counts = Object.entries(status.counts).map(
      ([noun, count]) => `  ${String(count).padStart(5)} ${count === 1 ? noun : plural(noun)}`,
    );
    const dossiers = status.dossiers.map(
      (d) => `  ${d.dossier} for ${d.audience}, checkpoint ${d.checkpoint}, ${d.day}`,
    );
    effects.out(`${status.name}: ${status.acts} acts in the ledger
${counts.join("\n")}
${dossiers.length === 0 ? "No dossier was published yet." : `Published:\n${dossiers.join("\n")}`}
${handLine(status)}
${status.unknown > 0 ? `Acts of kinds that this version does not know: ${status.unknown}\n` : ""}${status.hasPassphrase ? "" : "The keys have no passphrase.\n"}${status.device === "a" ? "" : `This is device ${status.device}.\n`}${status.notes.map((note) => `Note: ${visible(note)}\n`).join("")}Next: ${status.next}
`);
    return EXIT.done;
  },
};

function handLine({ problems, pending }: { readonly problems: number; readonly pending: number }): string {
  if (problems > 0) return `${problems} ${problems === 1 ? "problem" : "problems"} under hand/.`;
  if (pending > 0)
    return `${pending} ${pending === 1 ? "change under hand/ waits" : "changes under hand/ wait"} to be recorded.`;
  return "Everything under hand/ is recorded.";
}

function plural(noun: string): string {
  return noun === "hypothesis" ? "hypotheses" : `${noun}s`;
}
