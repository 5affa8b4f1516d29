import { execFileSync, spawn } from "node:child_process";
import { cpSync, existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { createStore, openStore } from "../../src/store/index.ts";
import { dossierFault, treeOf } from "./kills.ts";
import { type Outcome, type Skipped, Tally } from "./outcome.ts";
import { inLanes, type Program, quietEffects } from "./scratch.ts";

const CALLS = ["openat", "write", "pwrite64", "fsync", "fdatasync", "rename", "ftruncate"];
const FAULTS = ["signal=KILL", "error=EIO", "error=ENOSPC"];

export interface InjectionPlan {
  readonly program: Program;
  readonly scratch: string;
  readonly lanes: number;
  /** Every how many calls one is made to fail; 1 for each. */
  readonly stride: number;
}

/** Why strace cannot be used here; `null` when it can. */
export function straceProblem(): string | null {
  try {
    execFileSync("strace", ["-o", "/dev/null", "true"], { stdio: "ignore" });
    return null;
  } catch {
    return "strace is not installed, or may not trace here";
  }
}

/** Kills at, or fails, every system call that touches the case or the keys while three acts are appended. */
export async function injectIntoAppend(plan: InjectionPlan): Promise<Outcome | Skipped> {
  const fault = "strace: KILL, EIO, ENOSPC at each system call of one append";
  const problem = straceProblem();
  if (problem !== null) return { fault, skipped: problem };
  const made = join(plan.scratch, "inject-append");
  const effects = quietEffects();
  createStore({ dir: join(made, "case"), home: join(made, "home"), passphrase: null, effects }).close();
  return inject(
    new Tally(fault),
    plan,
    made,
    (at) => [...plan.program.args, "once", join(at, "case"), join(at, "home")],
    (at, said) => {
      const answered = Number(/answered (\d+)/.exec(said)?.[1] ?? 1);
      const place = { dir: join(at, "case"), home: join(at, "home"), effects };
      const found = [...openStore(place).acts()].length;
      if (found < answered) return `lost: ${found} of ${answered} acts`;
      if (found !== 1 && found !== 4) return `${found} acts`;
      return /refused \S+ for certain/.test(said) && found === 4 ? "refused, and recorded" : null;
    },
  );
}

/** The same while a dossier is published through the command line. */
export async function injectIntoPublish(
  plan: InjectionPlan,
  published: { readonly dir: string; readonly home: string },
): Promise<Outcome | Skipped> {
  const fault = "strace: KILL, EIO, ENOSPC at each system call of one publication";
  const problem = straceProblem();
  if (problem !== null) return { fault, skipped: problem };
  const made = join(plan.scratch, "inject-publish");
  cpSync(published.dir, join(made, "case"), { recursive: true });
  cpSync(published.home, join(made, "home"), { recursive: true });
  let whole: ReadonlyMap<string, string> | null = null;
  const args = (at: string): string[] => [
    plan.program.cli,
    "publish",
    "--audience",
    "public",
    "--case",
    join(at, "case"),
  ];
  return inject(new Tally(fault), plan, made, args, (at) => {
    // The first run is the one without a fault.
    whole ??= treeOf(join(at, "case/dossiers"));
    const acts = [...openStore({ dir: join(at, "case"), home: join(at, "home"), effects: quietEffects() }).acts()];
    if (acts.filter(({ kind }) => kind === "dossier.publish").length > 1) return "recorded twice";
    return dossierFault(join(at, "case"), whole);
  });
}

/** Runs once to see which calls there are, then once for each of them and each fault. */
async function inject(
  tally: Tally,
  { scratch, lanes, stride }: InjectionPlan,
  made: string,
  args: (at: string) => readonly string[],
  faultOf: (at: string, said: string) => string | null,
): Promise<Outcome> {
  const place = (lane: number): string => join(scratch, `inject-lane-${lane}`);
  const renew = (at: string): void => {
    rmSync(at, { recursive: true, force: true });
    cpSync(made, at, { recursive: true });
  };
  const log = join(scratch, "trace.txt");
  renew(place(0));
  const free = await trace(["-y", "-o", log, "-e", `trace=${CALLS.join(",")}`], args(place(0)), place(0));
  const paths = [...pathsIn(readFileSync(log, "utf8"), place(0))];
  const problem = faultOf(place(0), free);
  if (problem !== null || paths.length === 0)
    throw new Error(`Without a fault: ${problem ?? "no call was seen"}\n${free}`);
  const only = (lane: number): string[] => paths.flatMap((path) => ["-P", path.replace(place(0), place(lane))]);
  renew(place(0));
  await trace(["-y", "-o", log, ...only(0), "-e", `trace=${CALLS.join(",")}`], args(place(0)), place(0));
  const counts = new Map<string, number>();
  for (const line of readFileSync(log, "utf8").split("\n")) {
    const call = /^(\w+)\(/.exec(line)?.[1];
    if (call !== undefined) counts.set(call, (counts.get(call) ?? 0) + 1);
  }
  const runs = [...counts].flatMap(([call, count]) =>
    Array.from({ length: Math.ceil(count / stride) }, (_, at) => at * stride + 1).flatMap((when) =>
      FAULTS.map((fault) => ({ call, when, fault })),
    ),
  );
  await inLanes(lanes, runs.length, async (round, lane) => {
    const { call, when, fault } = runs[round]!;
    const at = place(lane);
    renew(at);
    const laneLog = join(scratch, `trace-${lane}.txt`);
    const rule = `inject=${call}:${fault}:when=${when}`;
    const said = await trace(["-o", laneLog, ...only(lane), "-e", `trace=${call}`, "-e", rule], args(at), at);
    const traced = existsSync(laneLog) ? readFileSync(laneLog, "utf8") : "";
    if (!/INJECTED|killed by SIGKILL/.test(traced)) {
      tally.see("(the call did not come)");
      return;
    }
    tally.tried += 1;
    const [, ...codes] = /\[([a-z]+\/[a-z-]+)\]|refused ([a-z]+\/[a-z-]+)/.exec(said) ?? [];
    const code = codes.find((found) => found !== undefined);
    const isKill = fault === "signal=KILL";
    const isBug = /unexpected error/i.test(said);
    tally.see(isKill ? "killed" : isBug ? "unexpected error" : (code ?? "went on"));
    const where = `${fault} at ${call} ${when}`;
    if (isBug) tally.fail("corrupt", `${where}: ${said.slice(0, 300)}`);
    try {
      const wrong = faultOf(at, said);
      if (wrong !== null)
        tally.fail(wrong.startsWith("lost") ? "lost" : "corrupt", `${where}: ${wrong}; ${said.slice(0, 200)}`);
      const store = openStore({ dir: join(at, "case"), home: join(at, "home"), effects: quietEffects() });
      await store.unlock(() => Promise.resolve(null));
      store.append([{ kind: "claim.accept", value: { n: 9 } }]);
      store.close();
      if (store.verifyPrivate().problems.length > 0) tally.fail("corrupt", `${where}: private values`);
    } catch (error) {
      tally.fail("corrupt", `${where}, then: ${String(error)}`);
    }
  });
  return tally.outcome(`${[...counts].map(([call, count]) => `${count} ${call}`).join(", ")};`);
}

async function trace(options: readonly string[], args: readonly string[], at: string): Promise<string> {
  const env = { ...process.env, SNOWMELT_HOME: join(at, "home") };
  const child = spawn("strace", [...options, process.execPath, ...args], {
    env,
    cwd: at,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (said += chunk.toString()));
  await new Promise((done) => child.on("close", done));
  return said;
}

/** Paths of the case and the keys that calls name, by themselves or through an open handle. */
function pathsIn(log: string, root: string): Set<string> {
  const paths = new Set<string>();
  for (const [, path] of log.matchAll(/["<](\/[^">]+)[">]/g)) if (path!.startsWith(root)) paths.add(path!);
  return paths;
}
