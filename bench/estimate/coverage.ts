// Coverage of the headline's interval where the truth is known: the made-up populations of 2,000 of testing/made-up-lists.ts,
// at the settings in force for everybody. It can be stopped and goes on where it stopped: each replicate is a line of the file.
// node --import tsx --conditions=source bench/estimate/coverage.ts PROGRESS.jsonl [--from 1] [--to 20] [--seconds 300] [--checks] [--elusive .06,.12]
// --elusive: in place of the five populations, the elusive class with these chances for each list.
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { estimate } from "../../src/estimate/estimate.ts";
import { drawLists, elusive, POPULATIONS } from "../../src/estimate/testing/made-up-lists.ts";

interface Line {
  readonly population: string;
  readonly seed: number;
  readonly n: number;
  readonly headline: readonly [median: number, lower: number, upper: number] | null;
  readonly own: readonly [median: number, lower: number, upper: number] | null;
  readonly refusals: readonly string[];
  readonly findings: readonly string[];
  /** Lists whose self-test failed, of those tried; only with --checks. */
  readonly missedLists: readonly [missed: number, tried: number];
  readonly cpu: number;
}

const TRUTH = 2000;
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    from: { type: "string", default: "1" },
    to: { type: "string", default: "20" },
    seconds: { type: "string", default: "1000000" },
    checks: { type: "boolean", default: false },
    elusive: { type: "string" },
  },
});
const file = positionals[0];
if (file === undefined) throw new Error("Name a file for the progress.");
const done: Line[] = existsSync(file)
  ? readFileSync(file, "utf8")
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line))
  : [];
const populations =
  values.elusive === undefined
    ? POPULATIONS
    : Object.fromEntries(values.elusive.split(",").map((chance) => [`elusive, ${chance}`, elusive(Number(chance))]));
const [from, to] = [Number(values.from), Number(values.to)];
const until = performance.now() + 1000 * Number(values.seconds);

run: for (let seed = from; seed <= to; seed++) {
  for (const [population, classes] of Object.entries(populations)) {
    if (done.some((line) => line.population === population && line.seed === seed)) continue;
    if (performance.now() > until) break run;
    const table = drawLists(classes, seed);
    const started = process.cpuUsage();
    const { report } = await estimate(table, {
      methods: ["lcmcr"],
      seed,
      checks: values.checks,
      workers: availableParallelism(),
    });
    const { user, system } = process.cpuUsage(started);
    const own = report.methods[0]!.estimate;
    const hidden = report.honesty?.hideOne ?? [];
    const line: Line = {
      population,
      seed,
      n: table.n,
      headline: report.headline && [report.headline.median, report.headline.lower, report.headline.upper],
      own: own && [own.median, own.lower, own.upper],
      refusals: [...new Set(report.refusals.map(({ code }) => code))],
      findings: (report.honesty?.findings ?? []).map(({ code }) => code),
      missedLists: [hidden.filter(({ covered }) => !covered).length, hidden.length],
      cpu: (user + system) / 1e6,
    };
    done.push(line);
    appendFileSync(file, `${JSON.stringify(line)}\n`);
  }
}

const holds = (total: Line["headline"]): boolean => total !== null && total[1] <= TRUTH && TRUTH <= total[2];
const share = (part: number, whole: number): string => (whole === 0 ? "-" : `${part} of ${whole}`);
console.log(
  "| population | run | headline given | of these covered | refused | singles in excess | median of medians | CPU s |",
);
console.log("|---|---|---|---|---|---|---|---|");
for (const population of Object.keys(populations)) {
  const lines = done.filter((line) => line.population === population && line.seed >= from && line.seed <= to);
  const given = lines.filter(({ headline }) => headline !== null);
  const reasons = [...new Set(lines.flatMap(({ refusals }) => refusals))].join(", ");
  const medians = given.map(({ headline }) => headline![0]).sort((a, b) => a - b);
  const cells = [
    population,
    lines.length,
    given.length,
    share(given.filter(({ headline }) => holds(headline)).length, given.length),
    `${lines.length - given.length}${reasons === "" ? "" : ` (${reasons})`}`,
    lines.filter(({ findings }) => findings.includes("singles-excess")).length,
    medians[Math.floor(medians.length / 2)] ?? "-",
    lines.reduce((sum, { cpu }) => sum + cpu, 0).toFixed(0),
  ];
  console.log(`| ${cells.join(" | ")} |`);
}
