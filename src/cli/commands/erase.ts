import { type Erasure, eraseItem } from "#case";
import { EXIT } from "#kernel";
import { ERASE_REASONS, type Erase } from "#record";
import type { Command } from "../command.ts";
import { cliError } from "../errors.ts";
import { visible } from "../print-error.ts";
import { approverOf, SECOND_KEY_OPTIONS } from "./second-key.ts";

export const eraseCommand: Command = {
  name: "erase",
  summary: "Destroy a record: its values, their keys, the file; the ledger still verifies.",
  examples: [
    'snowmelt erase E12 --reason withdrawn --basis "the witness withdrew consent"',
    'snowmelt erase E12 --reason withdrawn --basis "the witness withdrew consent" --yes',
  ],
  arguments: [{ name: "id", about: "the item, such as E12; take it out of hand/ first" }],
  options: [
    { flags: "--reason <word>", about: `why: ${ERASE_REASONS.join(", ")}` },
    { flags: "--basis <words>", about: "on which ground, without a name; this stays in the ledger's private part" },
    ...SECOND_KEY_OPTIONS,
    { flags: "--yes", about: "do it; without this the command only says what it would do" },
  ],
  async run(invocation) {
    const { args, options, effects, home, caseDir, passphrase, json } = invocation;
    const id = args[0]!;
    const [reason, basis] = [options["reason"], options["basis"]];
    if (!isReason(reason) || typeof basis !== "string" || basis.trim() === "") {
      throw cliError("cli/usage", {
        what: `Cannot erase ${id}`,
        found: `an erasure needs a reason (${ERASE_REASONS.join(", ")}) and its basis in words`,
        unchanged: "Nothing was erased.",
        mend: `snowmelt erase ${id} --reason withdrawn --basis "..."`,
      });
    }
    const dryRun = options["yes"] !== true;
    const approver = dryRun ? undefined : await approverOf(invocation);
    const erasure = await eraseItem({ dir: caseDir(), home, effects, passphrase, id, reason, basis, dryRun, approver });
    if (json) effects.out(`${JSON.stringify({ format: "snowmelt-erase/1", id, dryRun, ...erasure })}\n`);
    else effects.out(visible(report(id, dryRun, erasure)));
    return erasure.remaining.length > 0 ? EXIT.partly : EXIT.done;
  },
};

function isReason(word: unknown): word is Erase["reason"] {
  return (ERASE_REASONS as readonly unknown[]).includes(word);
}

function report(id: string, dryRun: boolean, { cleaned, remaining, unreachable }: Erasure): string {
  const list = (lines: readonly string[]): string => lines.map((line) => `  ${line}\n`).join("");
  return [
    `${dryRun ? "Would erase" : "Erased"} ${id}:\n${list(cleaned)}`,
    remaining.length > 0 ? `Words of it still stand in:\n${list(remaining)}` : "",
    `Out of reach:\n${list(unreachable)}`,
    dryRun ? "Nothing was erased. To do it, add --yes.\n" : "",
  ].join("");
}
