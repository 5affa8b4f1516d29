import { type DerivationKind, deriveExhibit } from "#case";
import { EXIT } from "#kernel";
import type { Command } from "../command.ts";
import { cliError } from "../errors.ts";
import { visible } from "../print-error.ts";

const KINDS: readonly DerivationKind[] = ["translation", "transcript"];

export const deriveCommand: Command = {
  name: "derive",
  summary: "Preserve a translation or transcript of an exhibit: who made it, who checked it, its time codes.",
  examples: [
    'snowmelt derive E12 --translation letter.en.md --language en --by "the translator" --checked-by "the editor"',
    'snowmelt derive E7 --transcript interview.vtt --language ar --by "the interviewer"',
  ],
  arguments: [{ name: "id", about: "the exhibit it was made from, such as E12" }],
  options: [
    { flags: "--translation <file>", about: "the text in another language" },
    { flags: "--transcript <file>", about: "what is heard and seen, as text; time codes as WebVTT or SubRip" },
    { flags: "--language <tag>", about: "the language it is in: en, ar, ckb" },
    { flags: "--by <role>", about: "who made it, as the case calls them" },
    { flags: "--checked-by <role>", about: "who compared it with the original; somebody else" },
  ],
  async run({ args, options, effects, home, caseDir, passphrase, json }) {
    const [of] = args as [string];
    const given = KINDS.filter((kind) => typeof options[kind] === "string");
    const [language, by, checkedBy] = ["language", "by", "checkedBy"].map(
      (name) => options[name] as string | undefined,
    );
    if (given.length !== 1 || !language?.trim() || !by?.trim() || checkedBy?.trim() === "") {
      throw cliError("cli/usage", {
        what: `Cannot record what was made from ${of}`,
        found: "needed: one file, its language, and who made it",
        unchanged: "Nothing was preserved or recorded.",
        mend: `snowmelt derive ${of} --translation FILE --language en --by "..." --checked-by "..."`,
      });
    }
    const how = given[0]!;
    const made = await deriveExhibit({
      dir: caseDir(),
      home,
      effects,
      passphrase,
      of,
      how,
      file: options[how] as string,
      language,
      by,
      checkedBy,
    });
    if (json) effects.out(`${JSON.stringify({ format: "snowmelt-derive/1", ...made })}\n`);
    else effects.out(`${made.id}\n`);
    const times = made.cues === undefined ? "" : `, ${made.cues.count} time codes`;
    effects.say(visible(`${made.id} is a ${how} of ${of} (${language}) by ${by}${times}.\n`));
    if (checkedBy === undefined)
      effects.say("Nobody has compared it with the original yet; say so with --checked-by when somebody has.\n");
    return EXIT.done;
  },
};
