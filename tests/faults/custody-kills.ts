import { cpSync, existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { doorOf, eraseItem, openCase, sealCase, verifyCase } from "../../src/case/index.ts";
import { Random } from "../../src/kernel/index.ts";
import { openStore } from "../../src/store/index.ts";
import { DONE, type KillPlan, treeOf, unlessDone } from "./kills.ts";
import { type Outcome, Tally } from "./outcome.ts";
import { inLanes, quietEffects, start } from "./scratch.ts";

/** A case to break: its folder, its keys, and words that stand in it and must not when it is closed. */
export interface MadeUpCase {
  readonly dir: string;
  readonly home: string;
  readonly words: readonly string[];
  /** An exhibit that nothing rests on, and words that stand in it alone. */
  readonly erasable: { readonly id: string; readonly words: string };
}

export interface Place {
  readonly dir: string;
  readonly home: string;
  readonly effects: ReturnType<typeof quietEffects>;
  readonly passphrase: () => Promise<null>;
}

/** Copies a case, lets a child do something to it, and kills the child at a random moment after its first call to the disk. */
export async function killOnce(
  { program, scratch }: KillPlan,
  from: { readonly dir: string; readonly home: string },
  [mode, ...more]: readonly [string, ...string[]],
  delay: number,
  tally: Tally,
  after: (place: Place) => Promise<string | null>,
): Promise<void> {
  const name = join(scratch, `${mode}-${tally.tried}-${delay}-${Math.floor(performance.now() * 1000)}`);
  const place = {
    ...{ dir: join(name, "case"), home: join(name, "home"), effects: quietEffects() },
    passphrase: () => Promise.resolve(null),
  };
  cpSync(from.dir, place.dir, { recursive: true });
  cpSync(from.home, place.home, { recursive: true });
  let isSet = false;
  const { ended } = start(program, [mode, place.dir, place.home, ...more], (line, child) => {
    if (isSet || line === "ready") return;
    isSet = true;
    setTimeout(() => child.kill("SIGKILL"), delay);
  });
  const { lines, errors } = await ended;
  const isOver = lines.at(-1) === "answered";
  if (isOver) tally.see("(not counted: after it all)");
  else tally.tried += 1;
  try {
    if (errors !== "") throw new Error(errors);
    if (!isOver && mode === "erase") tally.see("left half erased or not begun");
    if (!isOver && (mode === "seal" || mode === "open")) tally.see(`left ${doorOf(place.dir)}`);
    const fault = await after(place);
    if (fault !== null) tally.fail(fault.startsWith("lost") ? "lost" : "corrupt", fault);
  } catch (error) {
    tally.fail("corrupt", String(error));
  } finally {
    rmSync(name, { recursive: true });
  }
}

/** SIGKILL while a case is closed and opened. The same command finishes it; nothing is lost, and closed means no plain word. */
export async function killSealings(plan: KillPlan, made: MadeUpCase): Promise<Outcome> {
  const tally = new Tally("SIGKILL while sealing and opening");
  const random = new Random(plan.seed, 3);
  const whole = plainTree(made.dir);
  const closed = { dir: join(plan.scratch, "closed/case"), home: join(plan.scratch, "closed/home") };
  cpSync(made.dir, closed.dir, { recursive: true });
  cpSync(made.home, closed.home, { recursive: true });
  const quiet = { effects: quietEffects(), passphrase: () => Promise.resolve(null) };
  await sealCase({ ...closed, ...quiet });
  await inLanes(plan.lanes, Number.MAX_SAFE_INTEGER, async (round) => {
    if (tally.tried >= plan.kills) throw DONE;
    const [mode, from] = round % 2 === 0 ? (["seal", made] as const) : (["open", closed] as const);
    await killOnce(plan, from, [mode], random.below(300), tally, async (place) => {
      if (doorOf(place.dir) === "opening") await openCase(place);
      await sealCase(place);
      const words = [...made.words, made.erasable.words].filter((word) => holds(place.dir, word));
      if (words.length > 0) return `closed, and ${words.length} of its words stand in clear`;
      await openCase(place);
      const now = plainTree(place.dir);
      const missing = [...whole].filter(([path, hash]) => now.get(path) !== hash);
      return missing.length === 0 ? null : `lost or changed: ${missing.map(([path]) => path).join(", ")}`;
    });
  }).catch(unlessDone);
  return tally.outcome();
}

/** SIGKILL while an item is erased. The same command finishes it: no word of it is left, and all else is there. */
export async function killErasures(plan: KillPlan, made: MadeUpCase): Promise<Outcome> {
  const tally = new Tally("SIGKILL while erasing");
  const random = new Random(plan.seed, 4);
  const { id, words } = made.erasable;
  const acts = [...openStore({ ...made, effects: quietEffects() }).acts()].filter(({ value }) => value?.["id"] !== id);
  await inLanes(plan.lanes, Number.MAX_SAFE_INTEGER, async () => {
    if (tally.tried >= plan.kills) throw DONE;
    await killOnce(plan, made, ["erase", id], random.below(400), tally, async (place) => {
      const halfway = openStore(place);
      const kept = new Map([...halfway.acts()].map((act) => [act.seq, act.value]));
      halfway.close();
      const lost = acts.filter(({ seq, value }) => JSON.stringify(kept.get(seq)) !== JSON.stringify(value));
      if (lost.length > 0) return `lost: ${lost.length} values of other items`;
      await eraseItem({ ...place, id, reason: "withdrawn", basis: "made up" });
      if (holds(place.dir, words)) return "erased, and its words stand there";
      const problems = (await verifyCase(place)).checks.flatMap((check) => check.problems);
      return problems.length === 0 ? null : `does not verify: ${problems[0]}`;
    });
  }).catch(unlessDone);
  return tally.outcome();
}

/** Path and hash of what is not always in clear, but for output/, which is made anew, and what is torn. */
function plainTree(dir: string): Map<string, string> {
  const isKept = ([path]: readonly [string, string]): boolean => !/^(ledger|sealed|output)\//.test(path);
  return new Map([...treeOf(dir)].filter(isKept));
}

function holds(dir: string, words: string): boolean {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .some((path) => existsSync(path) && readFileSync(path).includes(words));
}
