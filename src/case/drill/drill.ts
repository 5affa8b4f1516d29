import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { toBase64 } from "#kernel";
import { keyFolder, openStore } from "#store";
import { ENGINE } from "../engine.ts";
import type { CaseOptions } from "../run.ts";
import { requireKnownFormat } from "../settings.ts";
import { DRILLS } from "./drills.ts";

/** What one drill did and found. */
export interface DrillResult {
  readonly name: string;
  readonly did: string;
  readonly problems: readonly string[];
}

export interface DrillReport {
  readonly results: readonly DrillResult[];
  /** The report as text, and the case key's signature of it: files under output/drill/. */
  readonly report: string;
  readonly signature: string;
}

/** A copy of the case with keys of its own to be broken; everything in it goes when the drill ends. */
export interface Ground {
  /** Folder of the copy. */
  readonly dir: string;
  /** Its key folder's home. */
  readonly home: string;
  /** Room for more copies. */
  readonly scratch: string;
  readonly options: CaseOptions;
  /** The program, to be started and killed: Node's path and arguments. */
  readonly program: readonly string[];
  /** Environment of that program. */
  readonly env: Readonly<Record<string, string>>;
}

/**
 * Runs every drill on a copy of the case: killed writers, torn ends, damaged exhibits, a copy put back, an erasure, a
 * closed value on its way out. The case itself is only read, and its key signs the report.
 *
 * @param program how to start snowmelt: Node's path, then its arguments.
 */
export async function drillCase(options: CaseOptions & { readonly program: readonly string[] }): Promise<DrillReport> {
  const { dir, home, effects, passphrase } = options;
  requireKnownFormat(dir);
  const store = openStore({ dir, home, effects });
  const root = mkdtempSync(join(tmpdir(), "snowmelt-drill-"));
  try {
    await store.unlock(passphrase);
    const ground = await layGround(options, store.origin, root);
    const results: DrillResult[] = [];
    for (const [i, drill] of DRILLS.entries()) {
      effects.progress({ what: "drilling", done: i, total: DRILLS.length, unit: "steps" });
      results.push(await drill(ground));
    }
    const text = reportText(results, effects.now().toISOString().slice(0, 10), store.origin, store.size);
    const folder = join(dir, "output", "drill");
    mkdirSync(folder, { recursive: true });
    const [report, signature] = [join(folder, "report.txt"), join(folder, "report.txt.sig")];
    writeFileSync(report, text);
    writeFileSync(signature, `${toBase64(store.sign("case", Buffer.from(text)))}\n`);
    return { results, report, signature };
  } finally {
    store.close();
    rmSync(root, { recursive: true, force: true });
  }
}

async function layGround(
  options: CaseOptions & { readonly program: readonly string[] },
  origin: string,
  root: string,
): Promise<Ground> {
  const [dir, home, scratch] = ["case", "home", "scratch"].map((name) => join(root, name)) as [string, string, string];
  mkdirSync(scratch, { mode: 0o700 });
  cpSync(options.dir, dir, { recursive: true, filter: (path) => !path.endsWith(join(options.dir, "sealed")) });
  const keys = keyFolder(home, origin);
  cpSync(keyFolder(options.home, origin), keys, { recursive: true });
  const word = await options.passphrase();
  const wordFile = join(root, "word");
  writeFileSync(wordFile, `${word ?? ""}\n`, { mode: 0o600 });
  const env = { SNOWMELT_HOME: home, SNOWMELT_PASSPHRASE_FILE: wordFile, PATH: options.effects.env["PATH"] ?? "" };
  const copied: CaseOptions = { dir, home, effects: options.effects, passphrase: () => Promise.resolve(word) };
  return { dir, home, scratch, options: copied, program: options.program, env };
}

function reportText(results: readonly DrillResult[], day: string, origin: string, size: number): string {
  const lines = results.flatMap(({ name, did, problems }) => [
    `${problems.length === 0 ? "held  " : "FAILED"}  ${name.padEnd(8)}  ${did}`,
    ...problems.map((problem) => `                  - ${problem}`),
  ]);
  return `${[
    "DRILL of a copy of the case",
    `case ${origin}`,
    `${size} acts, on ${day} by the clock of this machine, with ${ENGINE}`,
    "",
    ...lines,
    "",
    "The drill was run on this machine, with its disk, system and program. It shows how they behave; it cannot show what",
    "was not tried, and proves nothing of the evidence itself.",
  ].join("\n")}\n`;
}
