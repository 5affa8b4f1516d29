import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync, writeSync } from "node:fs";
import { availableParallelism } from "node:os";
import { basename, join } from "node:path";
import { EXIT, type ExitCode, formatProblem } from "#kernel";
import {
  cohensKappa,
  edgesCsv,
  type LinkResult,
  link,
  parseMapWords,
  parseModel,
  personsCsv,
  proposeMap,
  readDecisions,
  readList,
  reportHtml,
  reviewQueue,
  reviewQueueCsv,
  type Table,
} from "#linkage";
import type { Command, Invocation } from "../command.ts";

export const linkCommand: Command = {
  name: "link",
  summary: "Find the same person across lists.",
  examples: [
    "snowmelt link list.csv --out linked/ --html",
    "snowmelt link ministry.xlsx families.csv --map 'families.csv:Nom=name' --out linked/",
    "snowmelt link list.csv --truth person --json",
    "snowmelt link list.csv --decisions reviewer-1.csv --decisions reviewer-2.csv --out linked/",
  ],
  arguments: [{ name: "list", about: "Tables of people: CSV, JSON or XLSX, one person a row.", variadic: true }],
  options: [
    { flags: "--out <dir>", about: "Write edges.csv, persons.csv, model.json, map.json and review.csv there." },
    { flags: "--html", about: "Write report.html there too." },
    { flags: "--map <word...>", about: "What columns are: COLUMN=role or LIST:COLUMN=role." },
    { flags: "--model <file>", about: "Use this model.json instead of training." },
    { flags: "--truth <column>", about: "Column that holds the true person: measure against it." },
    { flags: "--truth-pattern <regex>", about: "The first group of this pattern in the truth column is the person." },
    { flags: "--unique <list...>", about: "Lists in which no person stands twice." },
    { flags: "--decisions <file...>", about: "CSV of reviewers' rulings: a,b,decision (same, different, unsure)." },
    { flags: "--threshold <p>", about: "Probability from which a pair joins records. Default 0.5." },
    { flags: "--keep <p>", about: "Probability from which a pair is written. Default 0.01." },
    {
      flags: "--block <rule...>",
      about: "Rules instead of chosen ones: keys joined by +, such as 'given + birth year'.",
    },
    { flags: "--max-pairs <n>", about: "The most pairs the rules may make. Default 40 a record." },
    { flags: "--encoding <name>", about: "Encoding of lists that are not UTF-8, such as windows-1256." },
    { flags: "--workers <n>", about: "Threads. Default: all cores. The result does not depend on it." },
    { flags: "--seed <n>", about: "Seed of what is drawn. Default 1." },
  ],
  run: runLink,
};

async function runLink(invocation: Invocation): Promise<ExitCode> {
  const { args, options, effects, json } = invocation;
  const started = effects.monotonicMs();
  const tables: Table[] = [];
  for (const path of args) tables.push(await readList(readFileSync(path), basename(path), text(options["encoding"])));
  const problems = tables.flatMap((table) => table.problems);
  for (const problem of problems) effects.say(`  ${formatProblem(problem)}\n`);
  const truth = text(options["truth"]);
  const maps = parseMapWords(
    many(options["map"]),
    tables,
    tables.map((table) =>
      proposeMap(table, truth === undefined ? [] : options["truthPattern"] === undefined ? [truth] : []),
    ),
  );
  const decisions = readDecisions(many(options["decisions"]).map((name) => ({ name, bytes: readFileSync(name) })));
  const warnings = [
    ...(problems.length > 0
      ? [`${problems.length} rows could not be used and were left out; each is listed with its line`]
      : []),
    ...(decisions.disputed.length > 0
      ? [`${decisions.disputed.length} pairs were ruled differently by the reviewers and count as undecided`]
      : []),
    ...maps.flatMap((map) =>
      map.columns
        .filter((c) => c.why === "the column is empty")
        .map((c) => `${map.list}: column "${c.column}" is empty and is not compared`),
    ),
  ];
  const pattern = text(options["truthPattern"]);
  const model = text(options["model"]);
  const result = await link(tables, maps, {
    threads: number(options["workers"]) ?? availableParallelism(),
    seed: number(options["seed"]) ?? 1,
    threshold: number(options["threshold"]) ?? 0.5,
    keep: number(options["keep"]) ?? 0.01,
    unique: many(options["unique"]),
    mustLink: decisions.mustLink,
    cannotLink: decisions.cannotLink,
    ...(model === undefined ? {} : { model: parseModel(readFileSync(model, "utf8"), model) }),
    ...(options["maxPairs"] === undefined ? {} : { maxPairs: Number(options["maxPairs"]) }),
    ...(many(options["block"]).length === 0
      ? {}
      : { rules: many(options["block"]).map((rule) => rule.split("+").map((key) => key.trim())) }),
    ...(truth === undefined ? {} : { truth }),
    ...(pattern === undefined ? {} : { truthPattern: new RegExp(pattern) }),
    progress: (what, done, total) => effects.progress({ what, done, total, unit: "steps" }),
  });
  warnings.push(...result.warnings);
  const out = text(options["out"]);
  if (out !== undefined) writeResults(out, result, tables, maps, truth, options["html"] === true);
  const kappa = decisions.answers.length === 2 ? cohensKappa(decisions.answers[0]!, decisions.answers[1]!) : null;
  const seconds = (effects.monotonicMs() - started) / 1000;
  if (json) effects.out(`${JSON.stringify(summary(result, seconds, warnings, kappa))}\n`);
  else effects.out(sentence(result, kappa));
  for (const warning of warnings) effects.say(`${warning}\n`);
  return problems.length > 0 ? EXIT.partly : EXIT.done;
}

function writeResults(
  out: string,
  result: LinkResult,
  tables: readonly Table[],
  maps: unknown,
  truth: string | undefined,
  html: boolean,
): void {
  mkdirSync(out, { recursive: true });
  writeLines(join(out, "edges.csv"), edgesCsv(result));
  writeLines(join(out, "persons.csv"), personsCsv(result));
  writeFileSync(join(out, "model.json"), `${JSON.stringify(result.model, null, 1)}\n`);
  writeFileSync(join(out, "map.json"), `${JSON.stringify(maps, null, 1)}\n`);
  writeFileSync(
    join(out, "review.csv"),
    reviewQueueCsv(reviewQueue(result), result, tables, truth === undefined ? [] : [truth]),
  );
  if (html)
    writeFileSync(
      join(out, "report.html"),
      reportHtml(
        result,
        tables.map((table) => table.name),
      ),
    );
}

function writeLines(path: string, lines: Iterable<string>): void {
  const file = openSync(path, "w");
  try {
    let held: string[] = [];
    for (const line of lines) {
      held.push(line);
      if (held.length === 20_000) {
        writeSync(file, held.join(""));
        held = [];
      }
    }
    writeSync(file, held.join(""));
  } finally {
    closeSync(file);
  }
}

function summary(result: LinkResult, seconds: number, warnings: readonly string[], kappa: number | null): object {
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
  const { metrics } = result;
  const measured =
    metrics === null
      ? ""
      : `Against the truth: edges F1 ${metrics.edges.f1.toFixed(4)} (precision ${metrics.edges.precision.toFixed(4)}, recall ${metrics.edges.recall.toFixed(4)}), clusters F1 ${metrics.clusters.f1.toFixed(4)}.\n`;
  const agreed = kappa === null ? "" : `The two reviewers agree with kappa ${kappa.toFixed(2)}.\n`;
  return `${result.records.count} records are ${result.persons} persons; ${result.pairs} pairs compared, ${result.edges.a.length} kept.\n${measured}${agreed}`;
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function number(value: unknown): number | undefined {
  return typeof value === "string" && value.trim() !== "" && Number.isFinite(Number(value)) ? Number(value) : undefined;
}

function many(value: unknown): readonly string[] {
  return Array.isArray(value) ? (value as string[]) : typeof value === "string" ? [value] : [];
}
