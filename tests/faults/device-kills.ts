import { cpSync, existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { joinCase, mergeCase, verifyCase } from "../../src/case/index.ts";
import { Random } from "../../src/kernel/index.ts";
import { type Act, openStore } from "../../src/store/index.ts";
import { exhibitsOf, readExhibit } from "../../src/vault/index.ts";
import { killOnce, type Place } from "./custody-kills.ts";
import { DONE, type KillPlan, treeOf, unlessDone } from "./kills.ts";
import { type Outcome, Tally } from "./outcome.ts";
import { inLanes, quietEffects } from "./scratch.ts";

/** A case, and the folder of a second device that has joined it, is enrolled, and has recorded things of its own. */
export interface TwoDevices {
  readonly dir: string;
  readonly home: string;
  readonly second: string;
}

/** SIGKILL while a device joins. The same command makes it anew or finishes it; the copy it joins from is only read. */
export async function killJoins(plan: KillPlan, made: TwoDevices): Promise<Outcome> {
  const tally = new Tally("SIGKILL while a device joins");
  const random = new Random(plan.seed, 5);
  const whole = treeOf(made.dir);
  const acts = actsOf(made).length;
  await inLanes(plan.lanes, Number.MAX_SAFE_INTEGER, async () => {
    if (tally.tried >= plan.kills) throw DONE;
    await killOnce(plan, made, ["join"], random.below(400), tally, async (place) => {
      const second = { ...place, dir: `${place.dir}-second`, home: `${place.home}-second` };
      const isNamed = existsSync(second.dir);
      tally.see(`left ${isNamed ? "joined" : existsSync(`${second.dir}.joining`) ? "half made" : "not begun"}`);
      // Once it has its name it is whole, and joining again is refused.
      if (!isNamed) await joinCase({ ...second, copy: place.dir, passphrase: null });
      if (existsSync(`${second.dir}.joining`)) return "joined, and the half made folder is there";
      const taken = actsOf(second).filter((act) => placeOf(act) !== null).length;
      if (taken === 0 || taken >= acts) return `${taken} acts taken over of ${acts}`;
      const problems = (await verifyCase(second)).checks.flatMap((check) => check.problems);
      if (problems.length > 0) return `does not verify: ${problems[0]}`;
      const now = treeOf(place.dir);
      const changed = [...whole].filter(([path, hash]) => now.get(path) !== hash);
      return changed.length === 0 && now.size === whole.size ? null : "lost or changed: the copy it joined from";
    });
  }).catch(unlessDone);
  return tally.outcome();
}

/** SIGKILL while another device's folder is merged. What was recorded stays; the same command takes each act over once. */
export async function killMerges(plan: KillPlan, made: TwoDevices): Promise<Outcome> {
  const tally = new Tally("SIGKILL while copies are merged");
  const random = new Random(plan.seed, 6);
  const before = actsOf(made);
  const reference = join(plan.scratch, "merged");
  cpSync(made.dir, join(reference, "case"), { recursive: true });
  cpSync(made.home, join(reference, "home"), { recursive: true });
  const merged = { dir: join(reference, "case"), home: join(reference, "home") };
  const quiet = { effects: quietEffects(), passphrase: () => Promise.resolve(null) };
  await mergeCase({ ...merged, ...quiet, from: made.second });
  const wanted = placesOf(actsOf(merged));
  await inLanes(plan.lanes, Number.MAX_SAFE_INTEGER, async () => {
    if (tally.tried >= plan.kills) throw DONE;
    await killOnce(plan, made, ["merge", made.second], random.below(300), tally, async (place) => {
      const halfway = actsOf(place);
      tally.see(`left with ${halfway.length > before.length ? "all" : "none"} of the other's acts`);
      const lost = before.filter(({ seq, value }) => JSON.stringify(halfway[seq]?.value) !== JSON.stringify(value));
      if (lost.length > 0) return `lost: ${lost.length} acts of this device`;
      await mergeCase({ ...place, from: made.second });
      const places = placesOf(actsOf(place));
      if (places.join() !== wanted.join()) return `taken over: ${places.length} acts of ${wanted.length}`;
      for (const { exhibit } of exhibitsOf(actsOf(place)).values()) await readExhibit(place.dir, exhibit.sha256);
      const half = (readdirSync(place.dir, { recursive: true }) as string[]).filter((name) => name.endsWith(".new"));
      if (half.length > 0) return `half copies are left: ${half.join(", ")}`;
      const problems = (await verifyCase(place)).checks.flatMap((check) => check.problems);
      return problems.length === 0 ? null : `does not verify: ${problems[0]}`;
    });
  }).catch(unlessDone);
  return tally.outcome();
}

function actsOf({ dir, home }: Pick<Place, "dir" | "home">): readonly Act[] {
  const store = openStore({ dir, home, effects: quietEffects() });
  try {
    return [...store.acts()];
  } finally {
    store.close();
  }
}

function placeOf({ x }: Act): string | null {
  return x?.["from"] === undefined ? null : JSON.stringify(x["from"]);
}

function placesOf(acts: readonly Act[]): readonly string[] {
  return acts.flatMap((act) => placeOf(act) ?? []).sort();
}
