import { existsSync, readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { basename, resolve } from "node:path";
import { type EstimateSource, type EstimateWish, estimateSource } from "#case";
import {
  type ColumnChoice,
  drawsCsv,
  type Estimated,
  type EstimateOptions,
  estimate,
  estimateText,
  METHODS,
  type MethodId,
  readTable,
  renderEstimate,
} from "#estimate";
import { EXIT, type ExitCode } from "#kernel";
import type { Command, Invocation } from "../command.ts";
import { cliError } from "../errors.ts";
import { version } from "../main.ts";
import { LANGUAGE_OPTION, languageOf } from "../page-language.ts";
import { visible } from "../print-error.ts";
import { writeNamed } from "../write-file.ts";

export const estimateCommand: Command = {
  name: "estimate",
  summary: "Estimate how many were never listed, from the overlaps of lists.",
  examples: [
    "snowmelt estimate lists.csv",
    "snowmelt estimate lists.csv --method lcmcr --method loglinear --json",
    "snowmelt estimate lists.csv --method lcmcr --lcmcr.k 20 --lcmcr.cap 40 --seed 2",
    "snowmelt estimate lists.csv --strata sex,year --html report.html",
    "snowmelt estimate N2 --case my-case --html estimate.html",
  ],
  arguments: [
    {
      name: "file",
      about:
        "CSV: a 0/1 column per list with `count` or with one row per person; mentions with their persons as `link` writes them; times_listed,count; or replicate,n_obs,N. In a case also an exhibit (E1) or an estimated figure (N2), which is made again.",
    },
  ],
  options: [
    { flags: "--method <id>", about: `${METHODS.join(", ")} or all; may be repeated. Default all.` },
    { flags: "--seed <n>", about: "Seed of everything drawn. Default 1." },
    { flags: "--level <share>", about: "Level of the intervals. Default 0.95." },
    { flags: "--workers <n>", about: "Threads; the draws do not depend on it. Default: as many as chains and cores." },
    { flags: "--html [file]", about: "Write the report page there. Default: the file's name with .estimate.html." },
    LANGUAGE_OPTION,
    { flags: "--draws <file>", about: "Write the draws there: method,chain,draw,N." },
    {
      flags: "--checks",
      about: "Leave each list out once, and hide each list once and predict it. Default unless methods are named.",
    },
    { flags: "--no-checks", about: "Leave these out." },
    { flags: "--encoding <name>", about: "Encoding of a table that is not UTF-8, such as windows-1256." },
    { flags: "--lists <names>", about: "Columns that are lists, joined by commas.", group: "Columns" },
    { flags: "--count <name>", about: "Column of counts.", group: "Columns" },
    { flags: "--strata <names>", about: "Columns that make up the stratum.", group: "Columns" },
    { flags: "--replicate <names>", about: "Columns that tell imputations or linkages apart.", group: "Columns" },
    { flags: "--ignore <names>", about: "Columns to leave out.", group: "Columns" },
    {
      flags: "--missing <way>",
      about:
        "Persons without a stratum: impute (default), joint (within the latent-class model), or drop, which is never quoted.",
      group: "Columns",
    },
    { flags: "--imputations <n>", about: "Imputed data sets. Default 10.", group: "Columns" },
    {
      flags: "--METHOD.SETTING <value>",
      about: "As in --lcmcr.k 20; docs/formats/estimate.md lists them.",
      group: "Settings",
    },
  ],
  extraOptions: /^--(?:method|(?:lcmcr|dga|loglinear|sparse|chao|coverage|chapman)\..*)$/,
  run: runEstimate,
};

async function runEstimate(invocation: Invocation): Promise<ExitCode> {
  const { args, options, effects, json } = invocation;
  const name = args[0]!;
  const path = resolve(effects.cwd, name);
  languageOf(options["language"]);
  const isItem = /^[EN][1-9]\d*[a-z]*$/.test(name) && !existsSync(path);
  const [columns, encoding] = [columnsOf(options), text(options["encoding"])];
  const source = isItem
    ? await estimateSource({ dir: invocation.caseDir(), home: invocation.home, effects }, name, { columns, encoding })
    : { input: readTable(readBytes(path), columns, basename(path), encoding), made: null };
  const made = await estimate(source.input, optionsOf(invocation, source.made?.wish));
  for (const file of filesOf(made, options, basename(path), effects.cwd)) writeNamed(file.path, file.text);
  if (json)
    effects.out(`${JSON.stringify({ ...made.report, engine: `snowmelt ${version()}`, node: process.version })}\n`);
  else effects.out(visibleLines(estimateText(made.report)));
  const idle = settingsNotUsed(invocation, made);
  if (idle.length > 0) effects.say(`Not used, for their methods did not run: ${idle.join(", ")}.\n`);
  return source.made === null ? EXIT.done : compare(name, made, source.made, effects.say);
}

/** Says whether a figure that is recorded comes out again. */
function compare(
  id: string,
  { report }: Estimated,
  { recorded }: NonNullable<EstimateSource["made"]>,
  say: (text: string) => void,
): ExitCode {
  const found = report.methods.find(({ method }) => method === recorded.method)?.estimate ?? null;
  const isSame =
    found !== null &&
    (["median", "lower", "upper"] as const).every((key) => Math.abs(found[key] - Number(recorded[key])) < 0.06);
  say(
    isSame
      ? `${id} comes out again: median and limits are those that are recorded.\n`
      : `${id} does not come out again: recorded are ${recorded.median} (${recorded.lower} to ${recorded.upper}), made with ${recorded.engine}. Draws depend on the major version of Node and on the options given here.\n`,
  );
  return isSame ? EXIT.done : EXIT.partly;
}

/** A setting of a method that did not run changes nothing: whoever gave it should hear of it. */
function settingsNotUsed({ options }: Invocation, { report }: Estimated): readonly string[] {
  const ran = report.methods.map(({ method }): string => method);
  return givenSettings(options).flatMap(([name]) => (ran.includes(name.split(".")[0]!) ? [] : [`--${name}`]));
}

/** Options such as `--lcmcr.k 20`, name and value. */
function givenSettings({ extra }: Invocation["options"]): readonly (readonly [string, string])[] {
  return ((extra ?? []) as readonly (readonly [string, string])[]).filter(([name]) => name !== "method");
}

/** Options of the engine from those of the command line. @throws cli/usage */
function optionsOf({ options, effects }: Invocation, wish?: EstimateWish): EstimateOptions {
  const extra = (options["extra"] ?? []) as readonly (readonly [string, string])[];
  const named = extra.filter(([name]) => name === "method").flatMap(([, value]) => value.split(","));
  const methods = named.length === 0 && wish !== undefined ? [wish.method] : methodsOf(named);
  const settings = Object.fromEntries(givenSettings(options));
  const wanted = options["checks"];
  const missing = text(options["missing"]) ?? "impute";
  if (missing !== "impute" && missing !== "joint" && missing !== "drop")
    throw badValue("missing", missing, "impute, joint or drop");
  return {
    methods,
    settings: { ...wish?.settings, ...settings },
    missing,
    seed: wholeOf("seed", options["seed"]) ?? wish?.seed ?? 1,
    level: options["level"] === undefined ? (wish?.level ?? 0.95) : Number(options["level"]),
    workers: wholeOf("workers", options["workers"]) ?? availableParallelism(),
    imputations: wholeOf("imputations", options["imputations"]) ?? 10,
    checks: typeof wanted === "boolean" ? wanted : named.length === 0,
    onProgress: (what, done, total) => effects.progress({ what, done, total, unit: "steps" }),
  };
}

function methodsOf(named: readonly string[]): readonly MethodId[] {
  const unknown = named.filter((name) => name !== "all" && !(METHODS as readonly string[]).includes(name));
  if (unknown.length > 0) throw badValue("method", unknown.join(", "), `${METHODS.join(", ")} or all`);
  if (named.length === 0 || named.includes("all")) return METHODS;
  return METHODS.filter((method) => named.includes(method));
}

function columnsOf(options: Invocation["options"]): ColumnChoice {
  const names = (key: string): Record<string, readonly string[]> =>
    options[key] === undefined
      ? {}
      : {
          [key]: String(options[key])
            .split(",")
            .map((name) => name.trim()),
        };
  return {
    ...names("lists"),
    ...names("strata"),
    ...names("replicate"),
    ...names("ignore"),
    ...(options["count"] === undefined ? {} : { count: String(options["count"]) }),
  };
}

function filesOf(
  made: Estimated,
  options: Invocation["options"],
  name: string,
  cwd: string,
): readonly { readonly path: string; readonly text: string }[] {
  const html = options["html"];
  const language = languageOf(options["language"]);
  const page = html === true ? `${name.replace(/\.[^.]*$/, "")}.estimate.html` : text(html);
  const draws = text(options["draws"]);
  return [
    ...(page === undefined
      ? []
      : [
          {
            path: resolve(cwd, page),
            text: renderEstimate(made, { file: name, engine: `snowmelt ${version()}`, language }),
          },
        ]),
    ...(draws === undefined ? [] : [{ path: resolve(cwd, draws), text: drawsCsv(made) }]),
  ];
}

function readBytes(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw cliError("cli/usage", {
      what: `Cannot read "${basename(path)}"`,
      found: `the file cannot be opened (${cause instanceof Error && "code" in cause ? String(cause.code) : "unknown"})`,
      unchanged: "Nothing was estimated.",
      mend: "Check the path.",
      cause,
    });
  }
}

function wholeOf(name: string, value: unknown): number | undefined {
  if (value === undefined) return undefined;
  if (/^\d{1,10}$/.test(String(value))) return Number(value);
  throw badValue(name, String(value), "a whole number from 0 up");
}

function badValue(name: string, value: string, needed: string): Error {
  return cliError("cli/usage", {
    what: `Cannot use --${name}`,
    found: `it is "${value}": needs ${needed}`,
    unchanged: "Nothing was estimated.",
    mend: "See snowmelt estimate --help",
  });
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** Names of lists come from files: what could rewrite the terminal is made visible, line ends stay. */
function visibleLines(value: string): string {
  return value
    .split("\n")
    .map((line) => visible(line))
    .join("\n");
}
