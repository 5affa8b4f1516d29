import { findCaseFolder, sealCase } from "#case";
import { EXIT } from "#kernel";
import type { Command } from "../command.ts";

export const sealCommand: Command = {
  name: "seal",
  summary: "Close a case: encrypt everything but the ledger, remove the plain files.",
  examples: ["snowmelt seal", "snowmelt seal --case my-case"],
  arguments: [],
  options: [],
  async run({ options, effects, home, passphrase, json }) {
    const dir = findCaseFolder(effects.cwd, options["case"] as string | undefined);
    const sealing = await sealCase({ dir, home, effects, passphrase });
    if (json) effects.out(`${JSON.stringify({ format: "snowmelt-seal/1", ...sealing })}\n`);
    else {
      effects.say(`Closed: ${sealing.encrypted} files encrypted, ${sealing.removed} plain files overwritten and removed.
What a disk keeps of them by itself (flash, snapshots, a synchroniser) is out of reach: an encrypted disk guards that.
Next time: snowmelt open
`);
    }
    return EXIT.done;
  },
};
