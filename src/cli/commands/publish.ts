import { relative } from "node:path";
import { publishCase } from "#case";
import { EXIT, formatProblem } from "#kernel";
import type { Command } from "../command.ts";
import { cliError } from "../errors.ts";
import { visible } from "../print-error.ts";

export const publishCommand: Command = {
  name: "publish",
  summary: "Make a dossier for an audience, with its proof, as a folder and a zip.",
  examples: ["snowmelt publish --audience public", "snowmelt publish --audience public --dry-run"],
  arguments: [],
  options: [
    { flags: "--audience <name>", about: "an audience of case.toml" },
    { flags: "--at <size>", about: "publish from an earlier checkpoint (ledger size)" },
    { flags: "--dry-run", about: "compose and check everything, show who would see what, write nothing" },
  ],
  async run({ options, effects, home, caseDir, passphrase, json }) {
    const audience = options["audience"] as string | undefined;
    if (audience === undefined) {
      throw cliError("cli/usage", {
        what: "Cannot publish",
        found: "no audience was named",
        unchanged: "Nothing was published.",
        mend: "Name it: snowmelt publish --audience public",
      });
    }
    const dir = caseDir();
    const dryRun = options["dryRun"] === true;
    const { name, folder, zip, checkpoint, dossier } = await publishCase({
      dir,
      home,
      effects,
      passphrase,
      audience,
      at: readSize(options["at"]),
      dryRun,
    });
    const paths = { folder: relative(effects.cwd, folder), zip: relative(effects.cwd, zip) };
    if (json) {
      const files = dossier.files.map((file) => ({ path: file.path, size: file.bytes.length }));
      effects.out(
        `${JSON.stringify({ format: "snowmelt-publish/1", name, checkpoint, dryRun, ...paths, files, open: dossier.openItems, withheld: dossier.withheld })}\n`,
      );
      return EXIT.done;
    }
    for (const problem of dossier.withheld) effects.say(`  withheld: ${visible(formatProblem(problem))}\n`);
    effects.say(
      `${dryRun ? "Would publish" : "Published"} ${name} from checkpoint ${checkpoint}: ${dossier.openItems.length} items open, ${dossier.withheld.length} withheld.\n`,
    );
    if (!dryRun) {
      effects.out(`${paths.folder}\n`);
      effects.say(
        `Also as ${paths.zip}\nOpen ${paths.folder}/index.html; check it with: node ${paths.folder}/verify.mjs ${paths.folder}\n`,
      );
    }
    return EXIT.done;
  },
};

function readSize(text: unknown): number | undefined {
  if (text === undefined) return undefined;
  if (/^[1-9]\d*$/.test(String(text))) return Number(text);
  throw cliError("cli/usage", {
    what: `Cannot publish from checkpoint "${text}"`,
    found: "a ledger size is a whole number from 1",
    unchanged: "Nothing was published.",
    mend: "See the dossiers' checkpoints: snowmelt status",
  });
}
