import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { extname, join } from "node:path";
import { openBag, verifyDossier } from "../../../src/verify/index.ts";
import type { Workbench } from "../../support/cli.ts";
import { AUDIENCES, type Canary, writeCanaryCase } from "./canary-case.ts";
import { byHeadOf, disguises, patternsIn } from "./canary-search.ts";

export interface CanaryRun {
  readonly hits: readonly string[];
  readonly outcomes: readonly string[];
  readonly roots: ReadonlySet<string>;
  readonly files: number;
  readonly bytes: number;
  readonly formats: ReadonlySet<string>;
  /** That what may be seen is seen: a dossier without words has no leaks either. */
  readonly missing: readonly string[];
}

/** Makes a generated case, publishes it for every audience in every format, and searches every byte of what came out. */
export async function canaryRun(
  bench: Workbench,
  seed: number,
  more: { readonly hasPdf?: boolean; readonly pdf?: boolean } = {},
): Promise<CanaryRun> {
  for (const folder of ["case", "evidence", "fresh", "home"])
    rmSync(bench.path(folder), { recursive: true, force: true });
  await bench.run(["init", "case", "--no-passphrase"]);
  const canaries = await writeCanaryCase(bench, seed, more);
  const at = ["--case", "case"];
  const facts = "file,title,consent_by\n*,,n/a\n";
  bench.write("facts.csv", facts);
  for (const args of [
    ["collect", "evidence", "--facts", "facts.csv", ...at],
    ["run", ...at],
  ]) {
    const ran = await bench.run(args);
    if (ran.exit !== 0) throw new Error(`seed ${seed}: ${args[0]}: ${ran.said}`);
  }
  const run = { hits: [] as string[], outcomes: [] as string[], missing: [] as string[], files: 0, bytes: 0 };
  const [roots, formats] = [new Set<string>(), new Set<string>()];
  const size = String(sizeOf(bench));
  for (const audience of AUDIENCES) {
    const ran = await bench.run([
      "publish",
      "--audience",
      audience,
      "--at",
      size,
      ...(more.pdf === true ? ["--pdf"] : []),
      ...at,
    ]);
    if (ran.exit !== 0) throw new Error(`seed ${seed}: publish for ${audience}: ${ran.said}`);
    const name = `${audience}-${size.padStart(4, "0")}`;
    const folder = bench.path("case/dossiers", name);
    const bag = openBag(folder);
    const report = verifyDossier(bag);
    run.outcomes.push(report.outcome);
    if (report.outcome !== "verified") {
      run.missing.push(
        ...report.checks.flatMap(({ problems }) => problems).map((problem) => `${audience}: ${problem}`),
      );
    }
    roots.add(readFileSync(join(folder, "checkpoint"), "utf8"));
    const files = [...filesBelow(folder), ...filesBelow(`${folder}.copies`), `${folder}.zip`];
    const contents = files.flatMap((path) => opened(bench, path));
    for (const path of files) formats.add(extname(path).slice(1));
    run.files += files.length;
    run.bytes += contents.reduce((sum, { bytes }) => sum + bytes.length, 0);
    run.hits.push(...hitsOf(canaries, audience, contents).map((hit) => `seed ${seed}, ${audience}: ${hit}`));
    run.missing.push(...unseen(canaries, audience, contents).map((what) => `seed ${seed}, ${audience}: ${what}`));
  }
  return { ...run, roots, formats };
}

function hitsOf(
  canaries: readonly Canary[],
  audience: string,
  contents: readonly { readonly path: string; readonly bytes: Buffer }[],
): readonly string[] {
  const patterns = canaries
    .filter(({ seenBy }) => !seenBy.includes(audience))
    .flatMap(({ what, value }) => [...disguises(value)].map(([how, bytes]) => [`${what}: ${how}`, bytes] as const));
  const byHead = byHeadOf(patterns);
  return contents.flatMap(({ path, bytes }) => patternsIn(bytes, byHead).map((how) => `${path}: ${how}`));
}

function unseen(
  canaries: readonly Canary[],
  audience: string,
  contents: readonly { readonly path: string; readonly bytes: Buffer }[],
): readonly string[] {
  const pages = contents.filter(({ path }) => path.endsWith(".html"));
  return canaries
    .filter(({ what, seenBy }) => seenBy.includes(audience) && /^(name of P[123]|words closed)/.test(what))
    .filter(({ value }) => !pages.some(({ bytes }) => bytes.includes(escaped(value))))
    .map(({ what }) => `${what} is not to be seen, and may be`);
}

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("'", "&#39;");

/** A file's bytes, and for a PDF what public tools find in it, streams opened. */
function opened(bench: Workbench, path: string): readonly { readonly path: string; readonly bytes: Buffer }[] {
  const bytes = readFileSync(path);
  if (!path.endsWith(".pdf")) return [{ path, bytes }];
  const found = [{ path, bytes }];
  const unpacked = bench.path("unpacked.pdf");
  if (
    spawnSync("qpdf", ["--qdf", "--object-streams=disable", path, unpacked]).error === undefined &&
    existsSync(unpacked)
  ) {
    found.push({ path: `${path} (qpdf --qdf)`, bytes: readFileSync(unpacked) });
  }
  for (const [tool, args] of [
    ["pdftotext", [path, "-"]],
    ["exiftool", ["-a", "-G1", path]],
  ] as const) {
    const said = spawnSync(tool, args, { maxBuffer: 1 << 28 });
    if (said.error === undefined) found.push({ path: `${path} (${tool})`, bytes: said.stdout });
  }
  return found;
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}

function sizeOf(bench: Workbench): number {
  mkdirSync(bench.path("case/dossiers"), { recursive: true });
  return readFileSync(bench.path("case/ledger/a.jsonl"), "utf8")
    .split("\n")
    .filter((row) => row.includes('"kind":')).length;
}
