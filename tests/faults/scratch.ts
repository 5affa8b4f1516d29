import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Effects } from "../../src/kernel/index.ts";
import { bundleVerifier } from "../verify/bundle.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** How children of a campaign are started: by which arguments, and where. */
export interface Program {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly cli: string;
}

/**
 * The program bundled from the sources into a folder of its own: it starts fast, and no build meanwhile pulls it from
 * under the children's feet. Files that the sources read from two folders above themselves lie where they look for them.
 */
export async function bundledProgram(scratch: string): Promise<Program> {
  const { build } = await import("esbuild");
  const copy = join(scratch, "program");
  await build({
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    logLevel: "error",
    entryPoints: { worker: join(ROOT, "tests/faults/worker.mjs"), snowmelt: join(ROOT, "tests/faults/cli.mjs") },
    outdir: join(copy, "dist/faults"),
    outExtension: { ".js": ".mjs" },
    conditions: ["source"],
    packages: "external",
    splitting: true,
  });
  const { program: verifier, page } = await bundleVerifier();
  writeFileSync(join(copy, "dist/verify.mjs"), verifier);
  writeFileSync(join(copy, "dist/verify.html"), page);
  for (const room of readdirSync(join(ROOT, "src"))) {
    const assets = join(ROOT, "src", room, "assets");
    for (const at of existsSync(assets) ? ["dist/assets", "dist/faults/assets"] : []) {
      cpSync(assets, join(copy, at), { recursive: true });
    }
  }
  for (const name of ["package.json", "locales"]) cpSync(join(ROOT, name), join(copy, name), { recursive: true });
  symlinkSync(join(ROOT, "node_modules"), join(copy, "node_modules"));
  const made = (name: string): string => join(copy, "dist/faults", name);
  return { args: [made("worker.mjs")], cwd: copy, cli: made("snowmelt.mjs") };
}

/** A folder of its own for a campaign, gone afterwards. */
export async function withScratch<T>(run: (scratch: string) => Promise<T>): Promise<T> {
  const scratch = mkdtempSync(join(tmpdir(), "snowmelt-faults-"));
  try {
    return await run(scratch);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** The effects of a machine whose clock and randomness are real and whose terminal is silent. */
export function quietEffects(given: Partial<Effects> = {}): Effects {
  return {
    now: () => new Date(),
    monotonicMs: () => performance.now(),
    randomBytes: (count) => new Uint8Array(randomBytes(count)),
    env: {},
    cwd: "/",
    stdin: (async function* () {})(),
    out: () => undefined,
    say: () => undefined,
    ask: () => Promise.resolve(null),
    outIsTerminal: false,
    sayIsTerminal: false,
    progress: () => undefined,
    ...given,
  };
}

/** What a child said and how it ended. */
export interface Ended {
  readonly lines: readonly string[];
  readonly errors: string;
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A running child; `onLine` may kill it. */
export function start(
  program: Program,
  args: readonly string[],
  onLine: (line: string, child: ChildProcess) => void = () => undefined,
): { readonly child: ChildProcess; readonly ended: Promise<Ended> } {
  const child = spawn(process.execPath, [...program.args, ...args], {
    cwd: program.cwd,
    stdio: ["pipe", "pipe", "pipe"],
  });
  const lines: string[] = [];
  let [rest, errors] = ["", ""];
  child.stdout.on("data", (chunk: Buffer) => {
    const parts = (rest + chunk.toString()).split("\n");
    rest = parts.pop()!;
    for (const line of parts) {
      lines.push(line);
      onLine(line, child);
    }
  });
  child.stderr.on("data", (chunk: Buffer) => {
    errors += chunk.toString();
  });
  const ended = new Promise<Ended>((done) => {
    child.on("close", (code, signal) => done({ lines, errors, code, signal }));
  });
  return { child, ended };
}

/** Runs as many as there are lanes at a time. */
export async function inLanes(
  lanes: number,
  rounds: number,
  run: (round: number, lane: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const lane = async (at: number): Promise<void> => {
    while (next < rounds) await run(next++, at);
  };
  await Promise.all(Array.from({ length: lanes }, (_, at) => lane(at)));
}
