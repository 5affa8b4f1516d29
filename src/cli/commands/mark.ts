import { markItems } from "#case";
import { EXIT } from "#kernel";
import type { Command } from "../command.ts";
import { cliError } from "../errors.ts";

export const markCommand: Command = {
  name: "mark",
  summary: "Say who may see an item, and why.",
  examples: [
    'snowmelt mark C7 S1 --level public --reason "published by the source itself"',
    'snowmelt mark S2 --field /name --level protected --because protection --reason "a witness"',
    'snowmelt mark C7 --span "the nurse" --level team --because privacy --reason "she asked for it"',
  ],
  arguments: [{ name: "id", about: "items such as C7 or E12", variadic: true }],
  options: [
    { flags: "--level <level>", about: "public, partner:<name>, court:<name>, team or protected" },
    { flags: "--reason <words>", about: "why" },
    { flags: "--field <pointer>", about: "only this field of the items, as in /name" },
    { flags: "--span <words>", about: "only these words within a text of the items; the rest stays open" },
    { flags: "--coarse <step>", about: "what stands instead of the field: month, year, governorate, band, band5" },
    {
      flags: "--because <class>",
      about: "printed where the value would stand: protection, consent, source, investigation, legal, privacy",
    },
  ],
  async run({ args, options, effects, home, caseDir, passphrase }) {
    const [level, reason] = [options["level"], options["reason"]];
    if (typeof level !== "string" || typeof reason !== "string") {
      throw cliError("cli/usage", {
        what: `Cannot mark ${args.join(" ")}`,
        found: "a mark needs a level and a reason",
        unchanged: "Nothing was marked.",
        mend: `snowmelt mark ${args.join(" ")} --level team --reason "..."`,
      });
    }
    const [field, span, coarse, because] = ["field", "span", "coarse", "because"].map(
      (name) => options[name] as string | undefined,
    );
    await markItems({
      dir: caseDir(),
      home,
      effects,
      passphrase,
      items: args,
      level,
      reason,
      field,
      span,
      coarse,
      because,
    });
    effects.say(`Marked ${args.join(", ")} as ${level}; the decision stands in hand/decisions/marks.toml.\n`);
    return EXIT.done;
  },
};
