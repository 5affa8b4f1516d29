import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { Random, sha256Hex } from "../../src/kernel/index.ts";
import { createStore, openStore } from "../../src/store/index.ts";
import { collect, exhibitsOf, readExhibit } from "../../src/vault/index.ts";
import { type Outcome, Tally } from "./outcome.ts";
import { inLanes, type Program, quietEffects, start } from "./scratch.ts";

/** Rounds until this many kills fell after the first write; others do not count. */
export interface KillPlan {
  readonly program: Program;
  readonly scratch: string;
  readonly kills: number;
  readonly lanes: number;
  readonly seed: number;
}

/** What a kill fell into, by the last thing the child told. */
const PHASES: Readonly<Record<string, string>> = {
  begin: "before the first byte",
  "private-written": "values half written",
  "private-synced": "values on the disk",
  "ledger-written": "ledger half written",
  "ledger-synced": "ledger on the disk",
  answered: "after an answer",
  "bytes-written": "files half written",
  "bytes-synced": "files on the disk",
  named: "files getting their names",
  mkdirSync: "dossier half written",
  openSync: "dossier half written",
  writeSync: "dossier half written",
  fsyncSync: "dossier half written",
  fdatasyncSync: "act half written",
  renameSync: "dossier getting its name",
  rmSync: "dossier half written",
};

const BETWEEN = new Set(Object.values(PHASES));
for (const outside of ["before the first byte", "after an answer"]) BETWEEN.delete(outside);

function phaseOf(lines: readonly string[], tally: Tally): boolean {
  const last = lines.at(-1)?.split(" ")[0] ?? "";
  const phase = PHASES[last];
  const hasWritten = lines.some((line) => line.endsWith("-written") || line.endsWith("Sync"));
  // Before the first write there is nothing that a kill could break.
  if (phase === undefined || !hasWritten) return false;
  tally.tried += 1;
  tally.see(phase);
  if (BETWEEN.has(phase)) tally.see("between first byte and answer");
  return true;
}

/** SIGKILL at random moments of appending. What was answered is there, in order; what was not is there whole or not. */
export async function killAppends({ program, scratch, kills, lanes, seed }: KillPlan): Promise<Outcome> {
  const tally = new Tally("SIGKILL while appending");
  const random = new Random(seed);
  let life = 0;
  const cases = Array.from({ length: lanes }, () => ({ dir: "", home: "", count: 1, rounds: 0 }));
  await inLanes(lanes, Number.MAX_SAFE_INTEGER, async (_, lane) => {
    const at = cases[lane]!;
    if (tally.tried >= kills) throw DONE;
    if (at.rounds % 40 === 0) {
      const name = join(scratch, `append-${life++}`);
      Object.assign(at, { dir: join(name, "case"), home: join(name, "home"), count: 1 });
      createStore({ dir: at.dir, home: at.home, passphrase: null, effects: quietEffects() }).close();
    }
    at.rounds += 1;
    const delay = random.below(90);
    let isSet = false;
    const { ended } = start(program, ["append", at.dir, at.home], (line, child) => {
      if (isSet || line !== "private-written") return;
      isSet = true;
      setTimeout(() => child.kill("SIGKILL"), delay);
    });
    const { lines, errors } = await ended;
    phaseOf(lines, tally);
    const answered = Number(lines.findLast((line) => line.startsWith("answered"))?.split(" ")[1] ?? at.count);
    const last = lines.at(-1) ?? "";
    const underWay =
      last.startsWith("answered") || last === "ready"
        ? 0
        : Number(lines.findLast((line) => line.startsWith("begin"))?.split(" ")[1] ?? 0);
    try {
      if (errors !== "") throw new Error(errors);
      let found = 0;
      for (const { value } of openStore({ dir: at.dir, home: at.home, effects: quietEffects() }).acts()) {
        if (found > 0 && value?.["n"] !== found) throw new Error(`act ${found} says it is ${String(value?.["n"])}`);
        found += 1;
      }
      const more = found - answered;
      if (more < 0) tally.fail("lost", `${found} of ${answered} acts`);
      const isWhole = more <= 0 || more === underWay || (more < underWay && more % 64 === 0);
      if (!isWhole) tally.fail("corrupt", `${more} acts more than answered, ${underWay} under way`);
      at.count = found;
    } catch (error) {
      tally.fail("corrupt", String(error));
    }
  }).catch(unlessDone);
  return tally.outcome();
}

/** SIGKILL at random moments of collecting. Exhibits that were answered for are there; the same call completes the rest. */
export async function killCollects({ program, scratch, kills, lanes, seed }: KillPlan): Promise<Outcome> {
  const tally = new Tally("SIGKILL while collecting");
  const random = new Random(seed, 1);
  // More than one batch.
  const files = 300;
  const input = join(scratch, "to-collect");
  mkdirSync(input);
  for (let n = 0; n < files; n += 1) writeFileSync(join(input, `${1000 + n}.txt`), `made up ${n} `.repeat(10 + n));
  let life = 0;
  await inLanes(lanes, Number.MAX_SAFE_INTEGER, async () => {
    if (tally.tried >= kills) throw DONE;
    const name = join(scratch, `collect-${life++}`);
    const place = { dir: join(name, "case"), home: join(name, "home"), effects: quietEffects() };
    createStore({ ...place, passphrase: null }).close();
    const delay = random.below(250);
    let isSet = false;
    const { ended } = start(program, ["collect", place.dir, place.home, input], (line, child) => {
      if (isSet || line !== "bytes-written") return;
      isSet = true;
      setTimeout(() => child.kill("SIGKILL"), delay);
    });
    const { lines, errors } = await ended;
    const last = lines.at(-1)?.split(" ")[0];
    if (last === "done" || last === undefined) tally.see("(not counted: after it all)");
    else phaseOf(lines, tally);
    const answered = Number(lines.findLast((line) => line.startsWith("answered"))?.split(" ")[1] ?? 0);
    try {
      if (errors !== "") throw new Error(errors);
      const store = openStore(place);
      const found = exhibitsOf(store.acts());
      if (found.size < answered) tally.fail("lost", `${found.size} of ${answered} exhibits`);
      for (const { exhibit } of found.values()) await readExhibit(place.dir, exhibit.sha256);
      if (tally.tried % 5 === 0) {
        await store.unlock(() => Promise.resolve(null));
        const { added, already, refused } = await collect([input], { store }, place.effects);
        const isComplete = refused.length === 0 && added.length + already.length === files;
        if (!isComplete || readdirSync(join(place.dir, "vault/tmp")).length > 0) tally.fail("corrupt", "not completed");
        tally.see("(completed by the same call)");
      }
      store.close();
    } catch (error) {
      tally.fail("corrupt", String(error));
    }
    rmSync(name, { recursive: true });
  }).catch(unlessDone);
  return tally.outcome();
}

/** SIGKILL at random moments of publishing. A dossier that has its place is whole; publishing again gives the same bytes. */
export async function killPublications(
  { program, scratch, kills, lanes, seed }: KillPlan,
  made: { readonly dir: string; readonly home: string },
): Promise<Outcome> {
  const tally = new Tally("SIGKILL while publishing");
  const random = new Random(seed, 2);
  const publish = (dir: string, home: string) => start(program, ["publish", dir, home]).ended;
  const reference = join(scratch, "publish-reference");
  cpSync(made.dir, join(reference, "case"), { recursive: true });
  cpSync(made.home, join(reference, "home"), { recursive: true });
  const first = await publish(join(reference, "case"), join(reference, "home"));
  if (first.code !== 0) throw new Error(`The made-up case is not published: ${first.errors}`);
  const whole = treeOf(join(reference, "case/dossiers"));
  let life = 0;
  await inLanes(lanes, Number.MAX_SAFE_INTEGER, async () => {
    if (tally.tried >= kills) throw DONE;
    const name = join(scratch, `publish-${life++}`);
    const [dir, home] = [join(name, "case"), join(name, "home")];
    // Half of them publish what was published before: then the new dossier replaces one of the same name.
    const isAgain = random.below(2) === 0;
    cpSync(isAgain ? join(reference, "case") : made.dir, dir, { recursive: true });
    cpSync(isAgain ? join(reference, "home") : made.home, home, { recursive: true });
    const delay = random.below(450);
    let isSet = false;
    const { ended } = start(program, ["publish", dir, home], (line, child) => {
      if (isSet || line !== "fsyncSync") return;
      isSet = true;
      setTimeout(() => child.kill("SIGKILL"), delay);
    });
    const { lines, errors } = await ended;
    if (lines.at(-1)?.startsWith("answered") === true) tally.see("(not counted: after it all)");
    else if (errors === "") phaseOf(lines, tally);
    try {
      if (errors !== "") throw new Error(errors);
      const fault = dossierFault(dir, whole);
      if (fault !== null) tally.fail("corrupt", fault);
      if ([...openStore({ dir, home, effects: quietEffects() }).acts()].length < 2) tally.fail("lost", "acts");
      if (tally.tried % 3 > 0) return;
      const again = await publish(dir, home);
      const after = treeOf(join(dir, "dossiers"));
      const isSame = after.size === whole.size && [...after].every(([path, hash]) => whole.get(path) === hash);
      if (again.code !== 0 || !isSame) tally.fail("corrupt", `publishing again: ${again.errors || "other bytes"}`);
      const acts = [...openStore({ dir, home, effects: quietEffects() }).acts()];
      if (acts.filter(({ kind }) => kind === "dossier.publish").length !== 1)
        tally.fail("corrupt", "not recorded once");
      tally.see("(completed by the same command)");
    } catch (error) {
      tally.fail("corrupt", String(error));
    } finally {
      rmSync(name, { recursive: true });
    }
  }).catch(unlessDone);
  return tally.outcome();
}

/** What stands wrong in the dossiers of a case that was stopped while publishing; `null` when all that has its place is whole. */
export function dossierFault(dir: string, whole: ReadonlyMap<string, string>): string | null {
  const left = treeOf(join(dir, "dossiers"));
  const placed = [...left].filter(([path]) => !/\.(new|old)(\/|$)/.test(path));
  const isDossierThere = placed.some(([path]) => path.includes("/"));
  // Copies to print are made after the dossier has its place, and can be made again.
  const isOfDossier = (path: string): boolean => path.includes("/") && !path.includes(".copies/");
  const missing = isDossierThere ? [...whole.keys()].filter((path) => isOfDossier(path) && !left.has(path)) : [];
  const differs = placed.filter(([path, hash]) => whole.get(path) !== hash);
  return missing.length + differs.length === 0 ? null : `${missing.length} files missing, ${differs.length} differ`;
}

/** Path and hash of every file under a folder. */
export function treeOf(folder: string): Map<string, string> {
  if (!existsSync(folder)) return new Map();
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => join(folder, name));
  return new Map(
    files
      .filter((path) => statSync(path).isFile())
      .map((path) => [relative(folder, path).replaceAll("\\", "/"), sha256Hex(readFileSync(path))] as const),
  );
}

export const DONE = new Error("enough kills");
export function unlessDone(error: unknown): void {
  if (error !== DONE) throw error;
}
