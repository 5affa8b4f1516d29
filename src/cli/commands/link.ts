import { existsSync, readFileSync, statSync } from "node:fs";
import { availableParallelism, totalmem } from "node:os";
import { join, resolve } from "node:path";
import { EXIT, type ExitCode, formatProblem } from "#kernel";
import {
  clickhouse,
  cohensKappa,
  type Decisions,
  type LinkOptions,
  type LinkResult,
  type ListMap,
  link,
  type Memory,
  parseMapWords,
  parseModel,
  proposeMaps,
  type ReportOptions,
  readDecisions,
  readList,
  refuseMemory,
  reportHtml,
  requireComparable,
  sqlScorer,
  type Table,
} from "#linkage";

import type { Command, Invocation } from "../command.ts";
import { cliError } from "../errors.ts";
import { makeFolder } from "../make-folder.ts";
import { LANGUAGE_OPTION, languageOf } from "../page-language.ts";
import { checkPlace, keepInputs, writeNamed } from "../write-file.ts";
import { LINKED_FILES, namesOf, writeLinked } from "./link-files.ts";
import { cannotRead, reviewPairs } from "./link-review.ts";
import {
  drawWarnings,
  namelessWarnings,
  noEdgeWarnings,
  noPairWarnings,
  pairWarnings,
  staleWarnings,
  truthWarnings,
  uniqueWarnings,
  warningsOf,
} from "./link-warnings.ts";

export const linkCommand: Command = {
  name: "link",
  summary: "Find the same person across lists.",
  examples: [
    "snowmelt link list.csv --out linked/",
    "snowmelt link ministry.xlsx families.csv --map 'families.csv:Nom=name' --out linked/",
    "snowmelt link list.csv --truth person --json",
    "snowmelt link review linked/review.csv",
    "snowmelt link review anna.csv ben.csv",
    "snowmelt link list.csv --decisions anna.csv --decisions ben.csv --out linked/",
    "snowmelt link L1 L2 --case my-case",
  ],
  arguments: [
    {
      name: "list",
      about:
        "Tables of people: CSV, JSON, JSON Lines or XLSX, one person a row; inside a case exhibits (E4) or lists (L1). Or: review FILE [FILE].",
      variadic: true,
    },
  ],
  options: [
    {
      flags: "--out <dir>",
      about: "Write edges, persons, capture histories, model, map, review queue and report there.",
    },
    { flags: "--html <file>", about: "Write the report there." },
    LANGUAGE_OPTION,
    {
      flags: "--pair <ids...>",
      about: "Show in the report how this pair came about: two record ids joined by a comma.",
    },
    { flags: "--map <word...>", about: "What columns are: COLUMN=role or LIST:COLUMN=role." },
    { flags: "--model <file>", about: "Use this model (model.json, or the same as TOML) instead of training." },
    { flags: "--truth <column>", about: "Column that holds the true person: measure against it." },
    { flags: "--truth-pattern <regex>", about: "The first group of this pattern in the truth column is the person." },
    { flags: "--unique <list...>", about: "Lists in which no person stands twice." },
    { flags: "--decisions <file...>", about: "CSV of reviewers' rulings: a,b,decision (same, different, unsure)." },
    { flags: "--threshold <p>", about: "Probability from which a pair joins records. Default 0.5." },
    { flags: "--keep <p>", about: "Probability from which a pair is written. Default 0.01." },
    {
      flags: "--draws <n>",
      about: "Write linkages.csv: this many clusterings drawn from the probabilities. Default 0.",
    },
    {
      flags: "--block <rule...>",
      about: "Rules instead of chosen ones: keys joined by +, such as 'given + birth year'.",
    },
    { flags: "--max-pairs <n>", about: "The most pairs the rules may make. Default 40 a record." },
    { flags: "--encoding <name>", about: "Encoding of those lists that are not UTF-8, such as windows-1256." },
    { flags: "--workers <n>", about: "Threads. Default: all cores. The result does not depend on it." },
    { flags: "--memory <mb>", about: "The most memory to use, in MB. Default: three quarters of the machine's." },
    { flags: "--seed <n>", about: "Seed of what is drawn. Default 1." },
    {
      flags: "--clickhouse <url>",
      about:
        "Compare on this ClickHouse server. Only this machine's (127.0.0.1, localhost) unless --send-names-to names another.",
      group: "Another machine",
    },
    {
      flags: "--send-names-to <host>",
      about:
        "Sends names over the network to this host, over TLS only. Names go as one byte a letter, which protects nothing: whoever holds the server can read them.",
      group: "Another machine",
    },
  ],
  isCaseless: (invocation) => invocation.args[0] === "review" || !isInCase(invocation),
  run: async (invocation) => {
    if (invocation.args[0] === "review") return reviewPairs(invocation);
    if (!isInCase(invocation)) return linkFiles(invocation);
    return (await import("./link-case.ts")).linkInCase(invocation);
  },
};

const ITEM = /^[LE][1-9]\d*[a-z]*$/;

// L1 and E4 are items of a case unless files bear these names.
function isInCase({ args, effects }: Pick<Invocation, "args" | "effects">): boolean {
  return args.every((word) => ITEM.test(word) && !existsSync(resolve(effects.cwd, word)));
}

function mixed(item: string): Error {
  return cliError("cli/usage", {
    what: `Cannot link "${item}" with files`,
    found: "items of a case and files were named together; needs items alone, or files alone",
    unchanged: "Nothing was linked.",
    mend: "Collect the files into the case first: snowmelt collect FILE",
  });
}

async function linkFiles(invocation: Invocation): Promise<ExitCode> {
  const { args, options, effects, json } = invocation;
  const started = effects.monotonicMs();
  const memory = memoryOf(invocation);
  const [out, html] = [text(options["out"]), text(options["html"])];
  const report = reportOptions(invocation, out !== undefined || html !== undefined);
  if (html !== undefined) checkPlace(resolve(effects.cwd, html));
  const names = namesOf(args, effects.cwd);
  const given = [...args, ...many(options["decisions"])];
  keepInputs(effects.cwd, [...given, ...many(options["model"])], html === undefined ? [] : [html]);
  // A model that is used comes out of the work as it went in.
  keepInputs(effects.cwd, given, out === undefined ? [] : LINKED_FILES.map((file) => join(out, file)));
  const tables: Table[] = [];
  for (const [i, word] of args.entries()) {
    const path = resolve(effects.cwd, word);
    if (!statSync(path, { throwIfNoEntry: false })?.isFile()) throw ITEM.test(word) ? mixed(word) : cannotRead(word);
    // Columns, codes and letters take about four times the file; reading what cannot fit would only make the machine swap.
    const needed = memory.used() + 4 * statSync(path).size;
    if (needed > memory.limit) refuseMemory(needed, memory.limit, `"${word}" was to be read`);
    tables.push(await readList(readFileSync(path), names[i]!, text(options["encoding"]), threadsOf(invocation)));
  }
  checkUnique(
    invocation,
    tables.map((table) => table.name),
  );
  const problems = tables.flatMap((table) => table.problems);
  for (const problem of problems) effects.say(`  ${formatProblem(problem)}\n`);
  const truth = text(options["truth"]);
  if (truth === undefined && options["truthPattern"] !== undefined)
    throw wrongOption("--truth-pattern", options["truthPattern"], "--truth COLUMN beside it");
  const hidden = truth === undefined || options["truthPattern"] !== undefined ? [] : [truth];
  const maps = mapsOf(many(options["map"]), tables, hidden);
  requireComparable(tables, maps);
  const decisions = readDecisions(readAll(invocation, many(options["decisions"])));
  const warnings = warningsOf(tables, decisions, maps);
  const draws = number(options["draws"], "--draws") ?? 0;
  const [linking, close] = linkOptions(invocation, decisions, memory, draws);
  // Before the work, so that hours of it are not lost to a folder that cannot be made; gone again if the work fails or is stopped.
  const unmake = out === undefined ? (): void => {} : makeFolder(resolve(effects.cwd, out));
  process.once("exit", unmake);
  let result: LinkResult;
  try {
    result = await link(tables, maps, linking);
  } catch (cause) {
    unmake();
    throw cause;
  } finally {
    process.off("exit", unmake);
    await close();
  }
  const [seed, threads] = [linking.seed ?? 1, linking.threads ?? 1];
  warnings.push(
    ...truthWarnings(result, tables, truth),
    ...pairWarnings(result, report.pairs),
    ...namelessWarnings(result, tables),
    ...drawWarnings(result, draws),
    ...staleWarnings(out === undefined ? null : resolve(effects.cwd, out), draws),
    ...noPairWarnings(result),
    ...uniqueWarnings(result, tables, decisions.mustLink),
    ...noEdgeWarnings(result, tables.length),
  );
  const ruled = [...decisions.mustLink, ...decisions.cannotLink];
  if (out !== undefined)
    await writeLinked(resolve(effects.cwd, out), { result, tables, maps, hidden, ruled, draws, seed, threads, report });
  if (html !== undefined) writeNamed(resolve(effects.cwd, html), reportHtml(result, tables, maps, report));
  const kappa = decisions.answers.length === 2 ? cohensKappa(decisions.answers[0]!, decisions.answers[1]!) : null;
  const seconds = (effects.monotonicMs() - started) / 1000;
  if (json) effects.out(`${JSON.stringify(summary(result, seconds, warnings, kappa))}\n`);
  else effects.out(sentence(result, kappa));
  for (const warning of warnings) effects.say(`${warning}\n`);
  return problems.length > 0 ? EXIT.partly : EXIT.done;
}

// Where a person says what every column is, nothing is proposed: that looks at thousands of values.
function mapsOf(words: readonly string[], tables: readonly Table[], hidden: readonly string[]): ListMap[] {
  const unsaid = tables.map(
    ({ name, columns }): ListMap => ({
      list: name,
      columns: columns.map((column) => ({ column: column.name, role: "ignore", why: "" })),
    }),
  );
  const said = parseMapWords(words, tables, unsaid);
  const isAllSaid = said.every(({ columns }) => columns.every(({ why }) => why === "said by a person"));
  return isAllSaid ? said : parseMapWords(words, tables, proposeMaps(tables, hidden));
}

/** Every `--unique` names one of the lists that were given. @throws cli/usage */
export function checkUnique({ options }: Invocation, lists: readonly string[]): void {
  const stranger = many(options["unique"]).find((name) => !lists.includes(name));
  if (stranger !== undefined) throw wrongOption("--unique", stranger, `the name of a list: ${lists.join(", ")}`);
}

/** What `--pair` and `--language` ask of a report. @throws cli/usage where there is none to show a pair */
export function reportOptions({ options }: Invocation, hasReport: boolean): Required<ReportOptions> {
  return { language: languageOf(options["language"]), pairs: pairsOf(options, hasReport) };
}

function pairsOf(options: Invocation["options"], hasReport: boolean): (readonly [string, string])[] {
  return many(options["pair"]).map((word) => {
    const [a, b, ...more] = word.split(",").map((id) => id.trim());
    if (!a || !b || more.length > 0) throw wrongOption("--pair", word, "two record ids joined by a comma");
    if (!hasReport) throw wrongOption("--pair", word, "a report to stand in: --html FILE or --out DIR");
    return [a, b];
  });
}

function readAll({ effects }: Invocation, words: readonly string[]): { name: string; bytes: Uint8Array }[] {
  return words.map((word) => {
    const path = resolve(effects.cwd, word);
    if (!existsSync(path)) throw cannotRead(word);
    return { name: word, bytes: readFileSync(path) };
  });
}

function threadsOf({ options }: Invocation): number {
  return number(options["workers"], "--workers", 1) ?? availableParallelism();
}

/** Options as the engine takes them, and what to do when it is done. */
export function linkOptions(
  invocation: Invocation,
  decisions: Pick<Decisions, "mustLink" | "cannotLink">,
  memory: Memory,
  draws: number,
): [LinkOptions, () => Promise<void>] {
  const { options, effects } = invocation;
  const [truth, pattern, model, url] = [
    text(options["truth"]),
    text(options["truthPattern"]),
    text(options["model"]),
    text(options["clickhouse"]),
  ];
  const database = url === undefined ? null : databaseOf(invocation, url);
  const maxPairs = number(options["maxPairs"], "--max-pairs", 1);
  const rules = many(options["block"]).map((rule) => rule.split("+").map((key) => key.trim()));
  return [
    {
      threads: threadsOf(invocation),
      seed: number(options["seed"], "--seed") ?? 1,
      draws: draws > 0,
      threshold: share(options["threshold"], "--threshold") ?? 0.5,
      keep: share(options["keep"], "--keep") ?? 0.01,
      unique: many(options["unique"]),
      mustLink: decisions.mustLink,
      cannotLink: decisions.cannotLink,
      memory,
      ...(model === undefined
        ? {}
        : { model: parseModel(new TextDecoder().decode(readAll(invocation, [model])[0]!.bytes), model) }),
      ...(maxPairs === undefined ? {} : { maxPairs }),
      ...(rules.length === 0 ? {} : { rules }),
      ...(truth === undefined ? {} : { truth }),
      ...(pattern === undefined ? {} : { truthPattern: regularExpression(pattern) }),
      ...(database === null ? {} : { scorer: sqlScorer(database) }),
      progress: (what, done, total) => effects.progress({ what, done, total, unit: "steps" }),
    },
    async () => database?.close(),
  ];
}

function databaseOf({ options, effects }: Invocation, url: string): ReturnType<typeof clickhouse> {
  const [sendNamesTo, user, password] = [
    text(options["sendNamesTo"]),
    effects.env["SNOWMELT_CLICKHOUSE_USER"],
    effects.env["SNOWMELT_CLICKHOUSE_PASSWORD"],
  ];
  return clickhouse({
    url,
    session: `snowmelt-${Buffer.from(effects.randomBytes(12)).toString("hex")}`,
    ...(sendNamesTo === undefined ? {} : { sendNamesTo }),
    ...(user === undefined ? {} : { user }),
    ...(password === undefined ? {} : { password }),
  });
}

/** Memory of this process against `--memory`. */
export function memoryOf({ options }: Invocation): Memory {
  const given = number(options["memory"], "--memory");
  return {
    limit: given === undefined ? 0.75 * totalmem() : given * 1e6,
    used: () => process.memoryUsage.rss(),
  };
}

/** What `--json` prints. */
export function summary(
  result: LinkResult,
  seconds: number,
  warnings: readonly string[],
  kappa: number | null,
): object {
  return {
    format: "snowmelt-linkage/1",
    records: result.records.count,
    pairs: result.pairs,
    edges: result.edges.a.length,
    persons: result.persons,
    seconds,
    warnings,
    ...(kappa === null ? {} : { kappa }),
    ...(result.metrics === null ? {} : { metrics: result.metrics }),
  };
}

function sentence(result: LinkResult, kappa: number | null): string {
  const agreed = kappa === null ? "" : `The two reviewers agree with kappa ${kappa.toFixed(2)}.\n`;
  const some = (n: number, one: string): string => `${n} ${one}${n === 1 ? "" : "s"}`;
  return `${some(result.records.count, "record")} ${result.records.count === 1 ? "is" : "are"} ${some(result.persons, "person")}; ${some(result.pairs, "pair")} compared, ${result.edges.a.length} kept.\n${measured(result)}${agreed}`;
}

/** How far the result meets the column of the truth. */
export function measured({ metrics }: LinkResult): string {
  if (metrics === null) return "";
  const { truePairs, edges, clusters } = metrics;
  if (truePairs === 0) return "Nothing was measured: no two records bear the same value in the column of the truth.\n";
  return `Against the truth: pairs F1 ${edges.f1.toFixed(4)} (precision ${edges.precision.toFixed(4)}, recall ${edges.recall.toFixed(4)}), persons F1 ${clusters.f1.toFixed(4)}.\n`;
}

export function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

export function many(value: unknown): readonly string[] {
  return Array.isArray(value) ? (value as string[]) : typeof value === "string" ? [value] : [];
}

/** A whole number of an option, or nothing. @throws cli/usage */
export function number(value: unknown, flag: string, least = 0): number | undefined {
  if (value === undefined) return undefined;
  const found = Number(value);
  if (String(value).trim() !== "" && Number.isInteger(found) && found >= least) return found;
  throw wrongOption(flag, value, `a whole number from ${least} up`);
}

function share(value: unknown, flag: string): number | undefined {
  if (value === undefined) return undefined;
  const found = Number(value);
  if (String(value).trim() !== "" && found > 0 && found < 1) return found;
  throw wrongOption(flag, value, "a number between 0 and 1");
}

function regularExpression(pattern: string): RegExp {
  try {
    return new RegExp(pattern);
  } catch (cause) {
    throw wrongOption("--truth-pattern", pattern, `a regular expression (${(cause as Error).message})`);
  }
}

export function wrongOption(flag: string, value: unknown, needed: string): Error {
  return cliError("cli/usage", {
    what: `Cannot use ${flag} "${String(value)}"`,
    found: `it needs ${needed}`,
    unchanged: "Nothing was linked.",
    mend: "snowmelt link --help",
  });
}
