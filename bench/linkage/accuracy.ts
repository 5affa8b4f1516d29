// Every accuracy target of linkage beside what is measured now, default settings except the column map.
// Usage: node --conditions=source --import tsx bench/linkage/accuracy.ts [NAME ...]   (names as in the first column; default: all)
// Sets are read from $SNOWMELT_LINKAGE_DATA (default: ../shared/data/linkage); one that is not there is said to be skipped.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { compareNames, link, type Metrics, makeFamilies, parseMapWords, proposeMap, readList } from "#linkage";

const root = fileURLToPath(new URL("../..", import.meta.url));
const data = process.env["SNOWMELT_LINKAGE_DATA"] ?? join(root, "../shared/data/linkage");
const wanted = process.argv.slice(2);
const isWanted = (name: string): boolean => wanted.length === 0 || wanted.some((word) => name.startsWith(word));
const missed: string[] = [];

interface Run {
  readonly metrics: Metrics;
  readonly pairs: number;
  readonly seconds: number;
}

async function run(
  files: readonly (readonly [name: string, bytes: Uint8Array])[],
  truth: string,
  map: readonly string[],
  pattern?: RegExp,
  unique: readonly string[] = [],
): Promise<Run> {
  const started = performance.now();
  const tables = await Promise.all(files.map(([name, bytes]) => readList(bytes, name)));
  const maps = parseMapWords(
    map,
    tables,
    tables.map((table) => proposeMap(table, pattern === undefined ? [truth] : [])),
  );
  const result = await link(tables, maps, {
    truth,
    threads: 2,
    unique,
    ...(pattern === undefined ? {} : { truthPattern: pattern }),
  });
  return { metrics: result.metrics!, pairs: result.pairs, seconds: (performance.now() - started) / 1000 };
}

function say(name: string, what: string, value: number, target: number | null): void {
  const verdict = target === null ? "" : value >= target ? "met" : "MISSED";
  if (verdict === "MISSED") missed.push(`${name} ${what}`);
  process.stdout.write(
    `${name.padEnd(28)} ${what.padEnd(26)} ${value.toFixed(4).padStart(8)}  ${target === null ? "" : `>= ${target}`.padEnd(10)} ${verdict}\n`,
  );
}

function show(name: string, { metrics, pairs, seconds }: Run, targets: Readonly<Record<string, number>>): void {
  const { edges, best, clusters } = metrics;
  process.stdout.write(
    `${name}: ${pairs} pairs, ${metrics.truePairs} true, ${seconds.toFixed(1)} s; edges P ${edges.precision.toFixed(4)} R ${edges.recall.toFixed(4)}; best threshold ${best.threshold.toFixed(3)}; clusters P ${clusters.precision.toFixed(4)} R ${clusters.recall.toFixed(4)}\n`,
  );
  const top = metrics.calibration.at(-1)!;
  const values: Readonly<Record<string, number>> = {
    "edges F1": edges.f1,
    "edges precision": edges.precision,
    "edges best F1": best.f1,
    "clusters F1": clusters.f1,
    "true share in [.9,1]": top.pairs === 0 ? Number.NaN : top.true / top.pairs,
  };
  for (const [what, value] of Object.entries(values))
    say(name, what, value, what === "true share in [.9,1]" ? 0.88 : (targets[what] ?? null));
}

const file = (path: string): readonly [string, Uint8Array] => [path.split("/").at(-1)!, readFileSync(join(data, path))];

async function measureSet(
  name: string,
  paths: readonly string[],
  truth: string,
  map: readonly string[],
  targets: Readonly<Record<string, number>>,
  pattern?: RegExp,
  unique?: readonly string[],
): Promise<void> {
  if (!isWanted(name)) return;
  if (!paths.every((path) => existsSync(join(data, path)))) {
    process.stdout.write(`${name}: skipped: ${join(data, paths[0]!)} not present\n`);
    return;
  }
  show(name, await run(paths.map(file), truth, map, pattern, unique), targets);
}

/** Clear pairs judged rightly. Odd rows are those the lexicon was built with, even rows are for the score. */
function measureNames(name: string, path: string, isScored: (id: number) => boolean, target: number | null): void {
  if (!isWanted(name)) return;
  if (!existsSync(path)) {
    process.stdout.write(`${name}: skipped: ${path} not present\n`);
    return;
  }
  const rows = readFileSync(path, "utf8")
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => [...line.matchAll(/("([^"]*)"|[^,]*)(?:,|$)/g)].map((m) => m[2] ?? m[1] ?? ""));
  let [right, all] = [0, 0];
  for (const [id, , a, b, label] of rows) {
    if (!isScored(Number(id)) || (label !== "same" && label !== "different")) continue;
    all++;
    const { verdict } = compareNames(a!, b!);
    if (verdict === label) right++;
    else if (process.env["SHOW"] === name) process.stdout.write(`  ${id}: ${a} / ${b}: ${label}, judged ${verdict}\n`);
  }
  say(name, `${all} clear pairs`, right / all, target);
}

const FEBRL = ["suburb=place", "address_1=place", "address_2=place", "soc_sec_id=identifier"];
const REC = /^rec-(\d+)/;
await measureSet("febrl3", ["febrl/dataset3.csv"], "rec_id", FEBRL, { "edges F1": 0.998 }, REC);
await measureSet(
  "febrl4",
  ["febrl/dataset4a.csv", "febrl/dataset4b.csv"],
  "rec_id",
  FEBRL,
  { "edges F1": 0.9998 },
  REC,
  ["dataset4a.csv", "dataset4b.csv"],
);
await measureSet("RLdata10000", ["rldata/RLdata10000_cran.csv"], "ent_id", [], { "edges F1": 0.96 });
await measureSet("fake_1000", ["splink/fake_1000.csv"], "cluster", [], { "clusters F1": 0.93 });
await measureSet("historical_50k", ["splink/historical_50k.csv"], "cluster", [], {
  "edges F1": 0.8,
  "edges best F1": 0.82,
  "clusters F1": 0.88,
});
measureNames("name pairs odd", join(data, "arabic_name_pairs.csv"), (id) => id % 2 === 1, null);
measureNames("name pairs even", join(data, "arabic_name_pairs.csv"), (id) => id % 2 === 0, 0.95);
const golden = (file: string): string => join(root, "tests/golden/linkage", file);
measureNames("name pairs unseen", golden("name-pairs-unseen.csv"), () => true, 0.95);
measureNames("name pairs unseen 2, odd", golden("name-pairs-unseen-2.csv"), (id) => id % 2 === 1, 0.95);
measureNames("name pairs unseen 2, even", golden("name-pairs-unseen-2.csv"), (id) => id % 2 === 0, null);
for (const [people, capture, seed] of [
  [2000, 0.5, 1],
  [8000, 0.4, 2],
  [20000, 0.5, 3],
] as const) {
  const name = `families ${people}`;
  if (!isWanted(name)) continue;
  const { lists } = makeFamilies({ people, lists: 3, capture, seed });
  const files = lists.map((text, l) => [`list-${l + 1}.csv`, new TextEncoder().encode(text)] as const);
  show(name, await run(files, "person", ["note=ignore"]), { "edges F1": 0.95, "edges precision": 0.97 });
}
if (isWanted("releases")) {
  // Two releases of one made-up list of 24,000 with siblings, cousins and namesakes; most ages were corrected in between.
  const { lists } = makeFamilies({ people: 24_000, lists: 2, capture: 0.9, seed: 5, style: "releases" });
  const files = lists.map((text, l) => [`release-${l + 1}.csv`, new TextEncoder().encode(text)] as const);
  show("releases", await run(files, "person", ["note=ignore"]), { "edges F1": 0.93, "edges precision": 0.97 });
}
process.stdout.write(missed.length === 0 ? "\nAll targets met.\n" : `\nMissed: ${missed.join("; ")}\n`);
