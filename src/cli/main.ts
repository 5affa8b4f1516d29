import { readFileSync } from "node:fs";
import { CommanderError, Option, Command as Parser } from "commander";
import { type Effects, EXIT, type ExitCode } from "#kernel";
import type { Command, Invocation } from "./command.ts";
import { realEffects } from "./effects.ts";
import { cliError } from "./errors.ts";
import { helpOf, overview } from "./help.ts";
import { printError } from "./print-error.ts";
import { REGISTRY } from "./registry.ts";
import { toldByTheSystem } from "./system-error.ts";

/** Options of every command, after its own. */
export const COMMON_OPTIONS: readonly { readonly flags: string; readonly about: string }[] = [
  { flags: "--case <dir>", about: "the case folder (default: the folder you stand in, upwards)" },
  { flags: "--json", about: "print one JSON document on standard output" },
  { flags: "--quiet", about: "say nothing but results and errors" },
  { flags: "--progress <form>", about: "how progress is told on standard error: text or json" },
  { flags: "--passphrase-file <file>", about: "read the passphrase from the first line of a file" },
  { flags: "--show-protected", about: "print protected values too" },
  { flags: "--debug", about: "show where an error happened (may print names)" },
];

/** Runs one command of the command line and gives its exit code. `effects` default to the real terminal and clock. */
export async function main(args: readonly string[], given?: Effects): Promise<ExitCode> {
  const effects =
    given ??
    realEffects({
      quiet: args.includes("--quiet"),
      progress: args.includes("json") && args[args.indexOf("--progress") + 1] === "json" ? "json" : "text",
    });
  const options = { json: args.includes("--json"), debug: args.includes("--debug") };
  try {
    return await dispatch(args, effects);
  } catch (error) {
    return printError(toldByTheSystem(error, effects.cwd) ?? error, effects, options);
  }
}

async function dispatch(args: readonly string[], effects: Effects): Promise<ExitCode> {
  const [first, ...rest] = args;
  if (first === undefined || first === "--help" || first === "-h" || (first === "help" && rest.length === 0)) {
    effects.out(overview());
    return EXIT.done;
  }
  if (first === "--version" || first === "-V") {
    effects.out(`${version()}\n`);
    return EXIT.done;
  }
  const wantsHelp = first === "help";
  const [name, ...words] = wantsHelp ? rest : args;
  const entry = REGISTRY.find((verb) => verb.name === name);
  if (entry === undefined)
    throw unknownVerb(
      name!,
      REGISTRY.map((verb) => verb.name),
      "snowmelt",
    );
  return runCommand(await entry.load(), wantsHelp ? [...words, "--help"] : words, effects, `snowmelt ${entry.name}`);
}

async function runCommand(
  command: Command,
  words: readonly string[],
  effects: Effects,
  path: string,
): Promise<ExitCode> {
  if (command.verbs !== undefined) {
    const [name, ...rest] = words;
    const verb = command.verbs.find((candidate) => candidate.name === name);
    if (verb !== undefined) return runCommand(verb, rest, effects, `${path} ${verb.name}`);
    if (name !== undefined && !name.startsWith("-"))
      throw unknownVerb(
        name,
        command.verbs.map((v) => v.name),
        path,
      );
  }
  if (words.includes("--help") || words.includes("-h") || command.verbs !== undefined) {
    effects.out(helpOf(command, path, COMMON_OPTIONS));
    return words.length === 0 ? EXIT.usage : EXIT.done;
  }
  const { args, options } = parseWords(command, words, path);
  // The room of cases brings all others with it, which takes a second.
  const room = command.isCaseless?.({ args, effects }) === true ? null : await import("#case");
  return command.run(invocationOf(args, options, effects, room));
}

function parseWords(
  command: Command,
  words: readonly string[],
  path: string,
): { readonly args: readonly string[]; readonly options: Record<string, unknown> } {
  const { kept, extra } = takeExtraOptions(words, command.extraOptions);
  const parser = new Parser(command.name)
    .exitOverride()
    .helpOption(false)
    .configureOutput({ writeOut: () => {}, writeErr: () => {} });
  for (const argument of command.arguments) {
    const dots = argument.variadic === true ? "..." : "";
    parser.argument(argument.optional === true ? `[${argument.name}${dots}]` : `<${argument.name}${dots}>`);
  }
  for (const option of [...command.options, ...COMMON_OPTIONS]) parser.addOption(new Option(option.flags));
  try {
    parser.parse([...kept], { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    throw cliError("cli/usage", {
      what: `Cannot read "${path} ${words.join(" ")}"`,
      found: error.message.replace(/^error: /, "").replace(/\n/g, " "),
      unchanged: "Nothing was done.",
      mend: `Usage: ${path} ${usageWords(command)} (see ${path} --help)`,
    });
  }
  return {
    args: parser.processedArgs.flat().filter((arg) => arg !== undefined) as string[],
    options: { ...parser.opts(), extra },
  };
}

/** Takes options with free names (`--lcmcr.k 10`, `--lcmcr.k=10`) out of the words, for commander knows fixed ones only. */
function takeExtraOptions(
  words: readonly string[],
  pattern: RegExp | undefined,
): { readonly kept: readonly string[]; readonly extra: readonly (readonly [string, string])[] } {
  const kept: string[] = [];
  const extra: (readonly [string, string])[] = [];
  for (let i = 0; i < words.length; i++) {
    const [name, value] = words[i]!.split(/=(.*)/s) as [string, string?];
    if (pattern?.test(name) !== true) kept.push(words[i]!);
    else extra.push([name.replace(/^--/, ""), value ?? words[++i] ?? ""]);
  }
  return { kept, extra };
}

/** `room` may only be missing where nobody asks for a case or for the folder of keys. */
function invocationOf(
  args: readonly string[],
  options: Record<string, unknown>,
  effects: Effects,
  room: typeof import("#case") | null,
): Invocation {
  let answer: Promise<string | null> | undefined;
  return {
    args,
    options,
    effects,
    json: options["json"] === true,
    quiet: options["quiet"] === true,
    get home() {
      return homeOf(room!.resolveHome(effects.env));
    },
    caseDir: () => room!.findCase(effects.cwd, options["case"] as string | undefined),
    passphrase: () => {
      answer ??= askPassphrase(options["passphraseFile"] as string | undefined, effects);
      return answer;
    },
  };
}

function homeOf(home: string | null): string {
  if (home !== null) return home;
  throw cliError("cli/no-home", {
    what: "Cannot find the folder of keys",
    found: "neither SNOWMELT_HOME nor a home folder is set",
    unchanged: "Nothing was done.",
    mend: "Name one: SNOWMELT_HOME=DIR snowmelt ...",
  });
}

async function askPassphrase(option: string | undefined, effects: Effects): Promise<string | null> {
  const file = option ?? effects.env["SNOWMELT_PASSPHRASE_FILE"];
  if (file === undefined || file === "") return effects.ask("Passphrase: ", { secret: true });
  try {
    return readFileSync(file, "utf8").split(/\r?\n/, 1)[0]!;
  } catch (cause) {
    throw cliError("cli/passphrase-file", {
      what: `Cannot read the passphrase file "${file}"`,
      found: cause instanceof Error ? cause.message.replace(/^[A-Z]+: /, "").replace(/,.*/, "") : String(cause),
      unchanged: "Nothing was done.",
      mend: "Name a file that holds the passphrase in its first line: --passphrase-file FILE",
      cause,
    });
  }
}

function unknownVerb(name: string, known: readonly string[], path: string): Error {
  const near = known.map((verb) => [editDistance(name, verb), verb] as const).sort((a, b) => a[0] - b[0])[0];
  return cliError("cli/usage", {
    what: `Cannot run "${path} ${name}"`,
    found: `there is no verb "${name}"`,
    unchanged: "Nothing was done.",
    mend: near !== undefined && near[0] <= 2 ? `Did you mean: ${path} ${near[1]}` : `See the verbs: ${path} --help`,
  });
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length]!;
}

/** The arguments as a usage line writes them: `PATH... [--dry-run] ...`. */
export function usageWords(command: Command): string {
  const words = command.arguments.map((argument) => {
    const word = argument.name.toUpperCase() + (argument.variadic === true ? "..." : "");
    return argument.optional === true ? `[${word}]` : word;
  });
  return [...words, "[options]"].join(" ");
}

/** The version in package.json, which lies two folders up both from src/cli and from dist/cli. */
export function version(): string {
  return (JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as { version: string })
    .version;
}
