import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { EXIT } from "#kernel";
import { examplesOf, type Gold, type Layer, missedBy, read, scoreReading } from "#reading";
import type { Command } from "../command.ts";
import { cliError } from "../errors.ts";
import { grammarFile } from "../grammar-file.ts";
import { visible } from "../print-error.ts";

const readingVerb: Command = {
  name: "reading",
  summary: "Score the reader on texts with a reading made by hand, layer by layer.",
  examples: ["snowmelt eval reading tests/golden/reading", "snowmelt eval reading text.gold.json --json"],
  arguments: [
    { name: "path", about: "a folder of NAME.txt with NAME.gold.json, or one NAME.gold.json", variadic: true },
  ],
  options: [],
  async run({ args, effects, json }) {
    const golds = args.flatMap((path) => goldFiles(resolve(effects.cwd, path)));
    const lost = args.filter((path) => !existsSync(resolve(effects.cwd, path)));
    if (golds.length === 0 || lost.length > 0) {
      throw cliError("cli/usage", {
        what: `Cannot score "${args.join(" ")}"`,
        found: lost.length > 0 ? `there is no ${lost.join(", ")}` : "there is no file that ends in .gold.json",
        unchanged: "Nothing was read.",
        mend: "Name a folder that holds NAME.txt beside NAME.gold.json.",
      });
    }
    const scores = golds.map((path) => ({
      name: path.replace(/^.*[\\/]/, "").replace(/\.gold\.json$/, ""),
      layers: scoreOne(path),
    }));
    const total = pool(scores.map((s) => s.layers));
    if (json) {
      effects.out(`${JSON.stringify({ format: "snowmelt-reading-scores/1", texts: scores, pooled: total })}\n`);
      return EXIT.done;
    }
    for (const { name, layers } of [
      ...scores,
      ...(scores.length > 1 ? [{ name: `all ${scores.length} texts`, layers: total }] : []),
    ]) {
      effects.out(`${name}\n`);
      for (const layer of layers) effects.out(`  ${line(layer)}\n`);
    }
    return EXIT.done;
  },
};

const grammarVerb: Command = {
  name: "grammar",
  summary: "Read the examples beside a grammar file and list what they ask for and do not get.",
  examples: ["snowmelt eval grammar fr.grammar"],
  arguments: [{ name: "file", about: "LANGUAGE.grammar, with LANGUAGE.examples beside it (docs/formats/grammar.md)" }],
  options: [],
  async run({ args, effects, json }) {
    const path = resolve(effects.cwd, args[0]!);
    const grammar = grammarFile(path);
    const beside = path.replace(/\.grammar$/u, ".examples");
    if (!existsSync(beside)) {
      throw cliError("cli/usage", {
        what: `Cannot try the grammar "${args[0]}"`,
        found: `there is no ${basename(beside)} beside it`,
        unchanged: "The grammar itself has no fault.",
        mend: "Write sentences and what must be found in them: docs/formats/grammar.md, Examples.",
      });
    }
    const examples = examplesOf(readFileSync(beside, "utf8"));
    const missed = examples.flatMap((example) => {
      const wants = missedBy(grammar, example);
      return wants.length === 0 ? [] : [{ line: example.line, text: example.text, wants }];
    });
    const right = examples.length - missed.length;
    if (json) {
      const told = {
        format: "snowmelt-grammar-examples/1",
        language: grammar.language,
        examples: examples.length,
        missed,
      };
      effects.out(`${JSON.stringify(told)}\n`);
    } else {
      for (const { line: at, text, wants } of missed)
        effects.out(`${basename(beside)}:${at}: ${visible(text)}\n    not found: ${visible(wants.join("; "))}\n`);
      effects.out(`${right} of ${examples.length} examples hold.\n`);
    }
    return missed.length === 0 ? EXIT.done : EXIT.partly;
  },
};

export const evalCommand: Command = {
  name: "eval",
  summary: "Measure the reader against readings made by hand, and a grammar against its examples.",
  examples: ["snowmelt eval reading tests/golden/reading", "snowmelt eval grammar fr.grammar"],
  arguments: [],
  options: [],
  verbs: [readingVerb, grammarVerb],
  async run() {
    return EXIT.usage;
  },
};

function goldFiles(path: string): string[] {
  if (path.endsWith(".gold.json")) return [path];
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return [];
  const names = readdirSync(path).sort();
  return names.flatMap((name) => goldFiles(join(path, name)));
}

function scoreOne(path: string): Layer[] {
  const gold = JSON.parse(readFileSync(path, "utf8")) as Gold;
  const bytes = readFileSync(path.replace(/\.gold\.json$/, ".txt"));
  const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  return scoreReading(gold, read(text, { referenceDate: gold.text.dateline }));
}

function pool(all: readonly (readonly Layer[])[]): Layer[] {
  return all[0]!.map(({ name, found }, i) => {
    const sum = (key: "right" | "gold" | "found"): number => all.reduce((n, layers) => n + (layers[i]![key] ?? 0), 0);
    return { name, right: sum("right"), gold: sum("gold"), found: found === null ? null : sum("found") };
  });
}

function line({ name, right, gold, found }: Layer): string {
  const share =
    found === null ? (gold === 0 ? null : right / gold) : gold + found === 0 ? null : (2 * right) / (gold + found);
  const figure = share === null ? "   -  " : `${(100 * share).toFixed(1).padStart(5)} %`;
  return `${name.padEnd(16)} ${figure}  ${right} of ${gold}${found === null ? "" : `, ${found} found (F1)`}`;
}
