import { spawn } from "node:child_process";
import { chmodSync, copyFileSync, cpSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Random, SnowmeltError } from "#kernel";
import type { Exhibit } from "#record";
import { openStore, type Store } from "#store";
import { exhibitPath } from "#vault";
import { collectCase } from "../collect.ts";
import { backUpCase } from "../custody/backup.ts";
import { eraseItem } from "../erase.ts";
import { publishCase } from "../publish.ts";
import { filesHolding } from "../residue.ts";
import { foldActs, itemsOf } from "../state.ts";
import { addBeacon } from "../time.ts";
import { verifyCase } from "../verify.ts";
import type { DrillResult, Ground } from "./drill.ts";

const KILLS = 12;
const CUTS = 60;
/** A made-up name that no case holds, in two scripts. */
const CANARY = "Drill-Canary زينب بنت القنديل";

/** In this order: the later ones may leave the copy damaged. */
export const DRILLS: readonly ((ground: Ground) => Promise<DrillResult>)[] = [
  kill,
  torn,
  restore,
  fork,
  erase,
  leak,
  damage,
];

/** The program is killed at random moments while it records; what it acknowledged must be there. */
async function kill(ground: Ground): Promise<DrillResult> {
  const problems: string[] = [];
  const random = new Random(1);
  const before = sizeOf(ground);
  const started = performance.now();
  let acknowledged = 0;
  const first = await startAndKill(ground, 60_000);
  const whole = performance.now() - started;
  if (first === "ended") acknowledged += 1;
  else problems.push("the program does not record here even when nobody kills it");
  let killed = 0;
  for (let round = 1; round <= KILLS && first === "ended"; round += 1) {
    const end = await startAndKill(ground, whole * (0.2 + random.float()));
    if (end === "ended") acknowledged += 1;
    if (end === "killed") killed += 1;
    if (end === "refused") problems.push(`round ${round}: the program refused to record`);
    problems.push(...(await problemsOf(ground)).map((problem) => `after round ${round}: ${problem}`));
  }
  const missing = before + acknowledged - sizeOf(ground);
  if (missing > 0) problems.push(`${missing} acknowledged acts are lost`);
  const did = `${killed} writers killed at random moments, ${acknowledged} ended before: every acknowledged act is there`;
  return { name: "kill", did, problems };
}

function startAndKill({ program, env, dir }: Ground, afterMs: number): Promise<"ended" | "killed" | "refused"> {
  const [command, ...args] = program as [string, ...string[]];
  const words = ["anchor", "--beacon", "drill", "--source", "drill", "--published", "2026-01-01", "--case", dir];
  const child = spawn(command, [...args, ...words], { env, stdio: "ignore" });
  const timer = setTimeout(() => child.kill("SIGKILL"), afterMs);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code, signal) => {
      clearTimeout(timer);
      resolve(code === 0 ? "ended" : signal === null ? "refused" : "killed");
    });
  });
}

/** The ledger's end is cut off at many places: nothing signed may be misread, and a cut below what was signed is refused. */
async function torn(ground: Ground): Promise<DrillResult> {
  const problems: string[] = [];
  const [path, name] = [join(ground.dir, "ledger", "a.jsonl"), "torn"];
  const whole = readFileSync(path);
  const copy = join(ground.scratch, name);
  cpSync(ground.dir, copy, { recursive: true });
  const cut = join(copy, "ledger", "a.jsonl");
  for (let i = 0; i < CUTS; i += 1) {
    const length = Math.floor(((i + 1) * whole.length) / (CUTS + 1));
    copyFileSync(path, cut);
    truncateSync(cut, length);
    const outcome = readSafely(ground, copy);
    if (typeof outcome === "number" && outcome > sizeOf(ground))
      problems.push(`cut at byte ${length}: more acts than before`);
    if (await isWritable({ ...ground, dir: copy }))
      problems.push(`cut at byte ${length}: a shortened ledger was written to`);
  }
  rmSync(copy, { recursive: true });
  return {
    name,
    did: `the ledger cut at ${CUTS} places: read up to the last signature or refused, and never written to`,
    problems,
  };
}

/** A backup is made, verified, and read as a case of its own. */
async function restore(ground: Ground): Promise<DrillResult> {
  const to = join(ground.scratch, "backup");
  const problems: string[] = [];
  try {
    const { n } = await backUpCase({ ...ground.options, to, label: "drill" });
    if (readSafely(ground, to) !== n) problems.push("the copy does not hold the acts of the case");
  } catch (error) {
    problems.push(inWords(error));
  }
  rmSync(to, { recursive: true, force: true });
  return { name: "restore", did: "a backup was made, verified and read as a case", problems };
}

/** An older copy is put back after more was recorded: it must not be written to. */
async function fork(ground: Ground): Promise<DrillResult> {
  const old = join(ground.scratch, "old");
  cpSync(ground.dir, old, { recursive: true });
  await addBeacon({ ...ground.options, beacon: { words: "drill", source: "drill", published: "2026-01-01" } });
  const problems = (await isWritable({ ...ground, dir: old })) ? ["an older copy was written to: two histories"] : [];
  rmSync(old, { recursive: true });
  return { name: "fork", did: "an older copy put back: refused, no second history was signed", problems };
}

/** A made-up file comes in and is erased: no byte of it may be left. */
async function erase(ground: Ground): Promise<DrillResult> {
  const problems: string[] = [];
  const file = join(ground.scratch, "drill.txt");
  writeFileSync(file, `Made up for a drill: ${CANARY}\n`);
  try {
    const facts = { paths: [file], facts: { title: CANARY }, dryRun: false, unpack: false };
    await collectCase({ ...ground.options, ...facts });
    const known = stateOf(ground);
    const { id } = itemsOf(known, "exhibit").at(-1)!;
    await eraseItem({ ...ground.options, id, reason: "mistake", basis: "drill" });
    problems.push(...filesHolding(ground.dir, [CANARY]).map((name) => `its words still stand in ${name}`));
    problems.push(...(await problemsOf(ground)));
  } catch (error) {
    problems.push(inWords(error));
  }
  return {
    name: "erase",
    did: "a made-up exhibit came in and was erased: no byte of it is left, the ledger verifies",
    problems,
  };
}

/** Every audience's dossier is composed and searched for what is closed to it. */
async function leak(ground: Ground): Promise<DrillResult> {
  const problems: string[] = [];
  const settings = stateOf(ground).settings?.value.audiences ?? {};
  const composed: string[] = [];
  for (const audience of Object.keys(settings)) {
    try {
      const { dossier } = await publishCase({ ...ground.options, audience, dryRun: true });
      const held = dossier.files.filter(({ bytes }) => Buffer.from(bytes).includes(CANARY));
      problems.push(...held.map(({ path }) => `${audience}: ${path} holds what was erased`));
      composed.push(audience);
    } catch (error) {
      // A refusal is the gate at work, unless it is the leak check that had to stop what should have been right.
      if (error instanceof SnowmeltError && error.code === "publish/leak")
        problems.push(`${audience}: ${inWords(error)}`);
    }
  }
  const did = `dossiers composed and searched for what is closed: ${composed.join(", ") || "none can be made yet"}`;
  return { name: "leak", did, problems };
}

/** One bit of an exhibit and of a private value is changed: the case must fail and name them. */
async function damage(ground: Ground): Promise<DrillResult> {
  const problems: string[] = [];
  const exhibit = itemsOf(stateOf(ground), "exhibit").map(({ value }) => value as unknown as Exhibit)[0];
  if (exhibit !== undefined) {
    const path = exhibitPath(ground.dir, exhibit.sha256);
    flipBit(path);
    const found = await problemsOf(ground);
    if (!found.some((line) => line.startsWith(`${exhibit.id}:`))) problems.push("a changed exhibit was not named");
    flipBit(path);
  }
  const privates = join(ground.dir, "private", "a.jsonl");
  flipBit(privates);
  if ((await problemsOf(ground)).length === 0) problems.push("a changed private value was not noticed");
  flipBit(privates);
  problems.push(...(await problemsOf(ground)));
  return { name: "damage", did: "one bit of an exhibit and of a private value changed: noticed, and named", problems };
}

function flipBit(path: string): void {
  const mode = statSync(path).mode;
  chmodSync(path, 0o600);
  const bytes = readFileSync(path);
  const at = Math.floor(bytes.length / 2);
  bytes[at] = bytes[at]! ^ 1;
  writeFileSync(path, bytes);
  chmodSync(path, mode);
}

async function problemsOf({ options }: Ground): Promise<readonly string[]> {
  try {
    const report = await verifyCase(options);
    return report.checks.flatMap(({ problems }) => problems);
  } catch (error) {
    return [inWords(error)];
  }
}

async function isWritable({ dir, options, home }: Ground): Promise<boolean> {
  let store: Store | undefined;
  try {
    store = openStore({ dir, home, effects: options.effects });
    await store.unlock(options.passphrase);
    return true;
  } catch (error) {
    if (error instanceof SnowmeltError) return false;
    throw error;
  } finally {
    store?.close();
  }
}

/** Acts that can be read, or the code of the refusal. */
function readSafely({ options, home }: Ground, dir: string): number | string {
  try {
    const store = openStore({ dir, home, effects: options.effects });
    try {
      return [...store.acts()].length;
    } finally {
      store.close();
    }
  } catch (error) {
    if (error instanceof SnowmeltError) return error.code;
    throw error;
  }
}

function stateOf({ dir, home, options }: Ground): ReturnType<typeof foldActs> {
  const store = openStore({ dir, home, effects: options.effects });
  try {
    return foldActs(store.acts());
  } finally {
    store.close();
  }
}

function sizeOf(ground: Ground): number {
  return stateOf(ground).size;
}

function inWords(error: unknown): string {
  return error instanceof SnowmeltError ? `${error.text.what}: ${error.text.found}` : String(error);
}
