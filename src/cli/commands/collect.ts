import { type CollectCaseOptions, type CollectedCase, collectCase, collectTemplate } from "#case";
import { type Effects, EXIT, type ExitCode, formatProblem, SnowmeltError } from "#kernel";
import type { Command } from "../command.ts";
import { cliError } from "../errors.ts";
import { printError, visible } from "../print-error.ts";

const SAID = [
  ["collector", "--collector <who>", "who collected the files, as the case calls them"],
  ["relevance", "--why <words>", "why they matter"],
  ["sensitivity", "--sensitivity <words>", "whom they could harm, and how to handle them"],
  ["origin", "--origin <where>", "web or offline: whether they were found on the web"],
] as const;

export const collectCommand: Command = {
  name: "collect",
  summary:
    "Preserve files, folders and archives as exhibits; goes to the network only for a URL, which a headless browser then captures.",
  examples: [
    "snowmelt collect ../from-the-field --facts facts.csv",
    'snowmelt collect letter.pdf --collector "field team" --why "names the place"',
    "snowmelt collect --template > facts.csv",
    'snowmelt collect https://example.org/page --collector "field team"',
    "snowmelt collect https://example.org/page --proxy socks5://127.0.0.1:9050",
    'curl -s https://example.org/page | snowmelt collect - --name "page.html"',
  ],
  arguments: [
    {
      name: "path",
      about:
        "files, folders (with all in them), zip archives (with their members), - for standard input, or http(s) addresses",
      variadic: true,
      optional: true,
    },
  ],
  options: [
    { flags: "--facts <csv>", about: "what is known of each file, one row a file", group: "Facts" },
    { flags: "--template", about: "print an empty table of facts that explains its columns", group: "Facts" },
    ...SAID.map(([, flags, about]) => ({ flags, about, group: "Facts" })),
    { flags: "--dry-run", about: "read everything, show what would be added, write nothing" },
    {
      flags: "--no-unpack",
      about: "keep zip archives as they are, without their members; a web archive (WACZ) is checked all the same",
    },
    { flags: "--name <name>", about: "the name of what comes through standard input" },
    { flags: "--wait <seconds>", about: "take a page as it is after this time (default 30)", group: "Web" },
    { flags: "--allow-private", about: "the address may lie in a private network", group: "Web" },
    {
      flags: "--proxy <url>",
      about:
        "go out through it, and let it look up all names: socks5://127.0.0.1:9050 (Tor), http://HOST:PORT; recorded",
      group: "Web",
    },
    { flags: "--any-certificate", about: "go on where the certificate is not trusted; recorded", group: "Web" },
  ],
  async run({ args, options, effects, home, caseDir, passphrase, json }) {
    if (options["template"] === true) {
      effects.out(collectTemplate());
      return EXIT.done;
    }
    if (args.length === 0) {
      throw cliError("cli/usage", {
        what: "Cannot collect nothing",
        found: "no file or folder is named",
        unchanged: "Nothing was recorded.",
        mend: "Name what to preserve, as in: snowmelt collect ../from-the-field",
      });
    }
    const facts: Record<string, string> = {};
    for (const [column, flags] of SAID) {
      const words = options[flags.slice(2, flags.indexOf(" "))];
      if (typeof words === "string") facts[column] = words;
    }
    const dryRun = options["dryRun"] === true;
    const wait = options["wait"] as string | undefined;
    const seconds = Number(wait ?? 30);
    if (!(seconds >= 1 && seconds <= 3600)) {
      throw cliError("cli/usage", {
        what: `Cannot wait "${wait}" seconds`,
        found: "needed: a number from 1 to 3600",
        unchanged: "Nothing was fetched or recorded.",
        mend: "snowmelt collect URL --wait 60",
      });
    }
    const result = await collectCase({
      dir: caseDir(),
      home,
      effects,
      passphrase,
      paths: args,
      factsFile: options["facts"] as string | undefined,
      facts: facts as CollectCaseOptions["facts"],
      dryRun,
      unpack: options["unpack"] !== false,
      stdinName: options["name"] as string | undefined,
      web: {
        seconds,
        allowPrivate: options["allowPrivate"] === true,
        anyCertificate: options["anyCertificate"] === true,
        proxy: options["proxy"] as string | undefined,
      },
    });
    if (json) printJson(result, dryRun, effects);
    else printExhibits(result, effects);
    return report(result, dryRun, effects);
  },
};

function printJson(
  { added, already, refused, unusedFacts, warnings, notKept }: CollectedCase,
  dryRun: boolean,
  effects: Effects,
): void {
  const refusals = refused.map(({ code, text: { what, found, unchanged, mend } }) => ({
    code,
    what,
    found,
    unchanged,
    mend,
  }));
  effects.out(
    `${JSON.stringify({ format: "snowmelt-collect/1", dryRun, added, already, refused: refusals, unusedFacts, warnings, notKept })}\n`,
  );
}

function printExhibits({ added, already }: CollectedCase, effects: Effects): void {
  for (const { id, size, mediaType, originalName, flags } of added) {
    const marks = flags.length === 0 ? "" : `  [${flags.join(", ")}]`;
    effects.out(`${id.padEnd(5)} ${String(size).padStart(12)}  ${mediaType}  ${visible(originalName)}${marks}\n`);
  }
  for (const { name, id } of already) effects.out(`${id.padEnd(5)} was here already  ${visible(name)}\n`);
}

/** Says what was refused and what to do next; gives the exit code. */
function report(
  { added, already, refused, unusedFacts, warnings, notKept }: CollectedCase,
  dryRun: boolean,
  effects: Effects,
): ExitCode {
  for (const error of grouped(refused)) printError(error, effects, { json: false, debug: false });
  for (const problem of [...unusedFacts, ...warnings]) effects.say(`${visible(formatProblem(problem))}\n`);
  for (const lost of notKept) effects.say(`not kept: ${visible(lost)}\n`);
  const located = added.filter(({ flags }) => flags.includes("location-metadata")).length;
  if (located > 0) effects.say(`${located} of them tell where they were made; dossiers get copies without that.\n`);
  const counts = [`${already.length} here already`, `${refused.length} refused`].join(", ");
  effects.say(`${dryRun ? "Would add" : "Added"} ${count(added.length)}; ${counts}.\n`);
  if (!dryRun && added.length > 0) effects.say("Next: snowmelt list exhibits\n");
  if (refused.length === 0) return unusedFacts.length + notKept.length === 0 ? EXIT.done : EXIT.partly;
  return added.length + already.length === 0 ? EXIT.refused : EXIT.partly;
}

function count(exhibits: number): string {
  return exhibits === 1 ? "1 exhibit" : `${exhibits} exhibits`;
}

/** Many refusals of one kind are told once, with a line for each file. */
function grouped(refused: readonly SnowmeltError[]): SnowmeltError[] {
  const byCode = new Map<string, SnowmeltError[]>();
  for (const error of refused) {
    const alike = byCode.get(error.code);
    if (alike === undefined) byCode.set(error.code, [error]);
    else alike.push(error);
  }
  return [...byCode.values()].map((errors) => {
    const [first] = errors as [SnowmeltError];
    if (errors.length === 1) return first;
    const problems = errors.map(({ text }) => ({ message: `${text.what}: ${text.found}` }));
    const text = {
      ...first.text,
      what: `Cannot collect ${errors.length} files`,
      found: "each is listed above",
      problems,
    };
    return new SnowmeltError(first.code, { exit: first.exitCode, about: "" }, text);
  });
}
