import { relative } from "node:path";
import { approveDossier, type Preview, type Publication, previewDossier, publishCase } from "#case";
import { type Effects, EXIT, formatProblem } from "#kernel";
import type { Command } from "../command.ts";
import { cliError } from "../errors.ts";
import { visible } from "../print-error.ts";
import { approverOf, SECOND_KEY_OPTIONS } from "./second-key.ts";

export const publishCommand: Command = {
  name: "publish",
  summary: "Make a dossier for an audience, with its proof, as a folder and a zip.",
  examples: [
    "snowmelt publish --audience public --preview",
    'snowmelt publish --audience public --approve --by "legal officer" --reason "read as a whole"',
    "snowmelt publish --audience public",
  ],
  arguments: [],
  options: [
    { flags: "--audience <name>", about: "an audience of case.toml" },
    { flags: "--at <size>", about: "publish from an earlier checkpoint (ledger size)" },
    { flags: "--preview", about: "show who would see what, and which risks that carries; make and write nothing" },
    { flags: "--approve", about: "approve what would go out now, in a role; it holds for exactly that" },
    { flags: "--by <role>", about: "the role of whoever approves, never a name" },
    { flags: "--accept <risks>", about: "risks that are taken, as --preview names them: no-population,few-alike" },
    { flags: "--reason <words>", about: "why it is approved" },
    ...SECOND_KEY_OPTIONS,
    { flags: "--pdf", about: "make the report as a tagged PDF too, with the dossier attached (needs Typst)" },
    {
      flags: "--crosswalk <recipients>",
      about: "seal what each number stands for to age recipients (age1..., with commas), beside the dossier",
    },
    { flags: "--yes", about: "do not show it on the terminal and ask for the audience's name first" },
    { flags: "--dry-run", about: "compose and check everything, show who would see what, write nothing" },
  ],
  async run(invocation) {
    const { options, effects, home, caseDir, passphrase, json } = invocation;
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
    const at = { dir, home, effects, passphrase, audience, at: readSize(options["at"]) };
    if (options["approve"] === true) {
      const [by, reason] = [options["by"], options["reason"]];
      if (typeof by !== "string" || typeof reason !== "string") {
        throw cliError("cli/usage", {
          what: `Cannot approve a dossier for "${audience}"`,
          found: "an approval needs a role and a reason",
          unchanged: "Nothing was approved.",
          mend: `snowmelt publish --audience ${audience} --approve --by ROLE --reason "..."`,
        });
      }
      const accepts = typeof options["accept"] === "string" ? options["accept"].split(",") : [];
      const { id, digest, preview } = await approveDossier({
        ...at,
        by,
        reason,
        accepts,
        approver: await approverOf(invocation),
      });
      if (json) effects.out(`${JSON.stringify({ format: "snowmelt-approval/1", id, digest })}\n`);
      else
        effects.say(
          `Approved as ${id} (digest ${digest.slice(0, 12)}); it stands in hand/decisions/approvals.toml.\n${stillMissing(preview)}`,
        );
      return EXIT.done;
    }
    const approving = ["by", "accept", "reason"].filter((name) => options[name] !== undefined);
    if (approving.length > 0) {
      throw cliError("cli/usage", {
        what: `Cannot publish for "${audience}"`,
        found: `${approving.map((name) => `--${name}`).join(", ")} without --approve: an approval is recorded before the dossier is made`,
        unchanged: "Nothing was published or approved.",
        mend: `snowmelt publish --audience ${audience} --approve --by ROLE --accept RISKS --reason "..."; then without them`,
      });
    }
    if (options["preview"] === true) {
      const preview = await previewDossier(at);
      effects.out(json ? `${JSON.stringify({ format: "snowmelt-preview/1", ...preview })}\n` : previewText(preview));
      return preview.unagreed.length > 0 || preview.risks.some(({ isAccepted }) => !isAccepted)
        ? EXIT.partly
        : EXIT.done;
    }
    if (!dryRun && options["yes"] !== true && effects.sayIsTerminal)
      await confirm(effects, await previewDossier(at), audience);
    const { name, folder, zip, checkpoint, dossier, crosswalk, version, replaces } = await publishCase({
      ...at,
      dryRun,
      pdf: options["pdf"] === true,
      ...(typeof options["crosswalk"] === "string" ? { crosswalkTo: options["crosswalk"].split(",") } : {}),
    });
    const paths = { folder: relative(effects.cwd, folder), zip: relative(effects.cwd, zip) };
    if (json) {
      const files = dossier.files.map((file) => ({ path: file.path, size: file.bytes.length }));
      effects.out(
        `${JSON.stringify({ format: "snowmelt-publish/1", name, version, replaces, checkpoint, dryRun, ...paths, files, open: dossier.openItems, withheld: dossier.withheld })}\n`,
      );
      return EXIT.done;
    }
    for (const problem of dossier.withheld) effects.say(`  withheld: ${visible(formatProblem(problem))}\n`);
    effects.say(
      `${dryRun ? "Would publish" : "Published"} ${name} from checkpoint ${checkpoint}: ${dossier.openItems.length} items open, ${dossier.withheld.length} withheld.\n`,
    );
    for (const line of replacedLines(version, replaces)) effects.say(visible(line));
    if (!dryRun) {
      effects.out(`${paths.folder}\n`);
      effects.say(
        `Also as ${paths.zip}; copies to read, print and compute with: ${paths.folder}.copies\nOpen ${paths.folder}/index.html; check it with: node ${paths.folder}/verify.mjs ${paths.folder}\n`,
      );
      if (crosswalk !== undefined)
        effects.say(
          `What its numbers stand for is sealed in ${relative(effects.cwd, crosswalk)}: hand it to nobody but the recipient.\n`,
        );
    }
    return EXIT.done;
  },
};

/** What approvals do not cover yet; empty when nothing is missing. */
function stillMissing({ approvals: { needed, by }, risks }: Preview): string {
  const open = new Set(risks.filter(({ isAccepted }) => !isAccepted).map(({ code }) => code));
  const roles =
    by.length < needed ? `${needed} roles must approve, ${by.length} did: ${visible(by.join(", "))}.\n` : "";
  return `${roles}${open.size > 0 ? `Not taken yet: ${[...open].join(", ")}.\n` : ""}`;
}

/** Which version it is, and who holds one that it replaces. */
function replacedLines(version: number, replaces: Publication["replaces"]): readonly string[] {
  if (replaces.length === 0) return [];
  return [
    `Version ${version}; it replaces:\n`,
    ...replaces.map(({ name, receivers }) =>
      receivers.length === 0
        ? `  ${name}: nobody is recorded as having received it (snowmelt hand-over records that)\n`
        : `  ${name}: received by ${receivers.join("; ")}, who have to be told\n`,
    ),
  ];
}

/** Shows what will be seen by whom, and goes on when the audience's name is typed, or when nobody can be asked. */
async function confirm(effects: Effects, preview: Preview, audience: string): Promise<void> {
  effects.say(previewText(preview));
  const answer = await effects.ask(`Type the audience's name to make this dossier for it: `, { secret: false });
  if (answer === null || answer.trim() === audience) return;
  throw cliError("cli/not-confirmed", {
    what: `Cannot publish for "${audience}"`,
    found: `the answer was "${visible(answer.trim())}", and not the audience's name`,
    unchanged: "Nothing was published.",
    mend: `Change what is shown (snowmelt mark), or answer with the name; in scripts: snowmelt publish --audience ${audience} --yes`,
  });
}

/** Who would see what, item by item, then people, risks and approvals. */
function previewText({
  name,
  version,
  replaces,
  digest,
  items,
  withheld,
  people,
  unagreed,
  risks,
  approvals,
}: Preview): string {
  const chain = replaces.length === 0 ? [] : [`Version ${version}; it would replace ${replaces.join(", ")}`];
  const lines = [...chain, `${name} would show:`];
  for (const { id, number, open, closed, split } of items) {
    const parts = split.length === 0 ? "" : `; in part: ${split.join(" ")}`;
    const shut = closed.filter((pointer) => !split.includes(pointer));
    lines.push(
      `  ${id} as ${number}: ${open.length} fields${shut.length === 0 ? "" : `; closed: ${shut.join(" ")}`}${parts}`,
    );
  }
  lines.push("It would not show:", ...withheld.map((problem) => `  ${formatProblem(problem)}`));
  if (people.length > 0) lines.push("Of people without their names it would show:");
  for (const { id, shown } of people)
    lines.push(
      `  ${id}: ${Object.entries(shown)
        .map(([pointer, value]) => `${pointer} ${value}`)
        .join(", ")}`,
    );
  if (unagreed.length > 0) lines.push("Further than was agreed:", ...unagreed.map(({ message }) => `  ${message}`));
  if (risks.length > 0) lines.push("Risks:");
  for (const { message, isAccepted } of risks) lines.push(`  ${isAccepted ? "taken" : "open"}: ${message}`);
  const given = approvals.by.length === 0 ? "nobody" : approvals.by.join(", ");
  lines.push(`Approvals: ${approvals.needed} needed; approved by ${given}. Digest ${digest}`);
  return lines.map((line) => `${visible(line)}\n`).join("");
}

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
