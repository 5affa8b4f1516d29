import { Random } from "../../src/kernel/index.ts";
import { createStore } from "../../src/store/create-store.ts";
import { openStore } from "../../src/store/open-store.ts";
import type { Store } from "../../src/store/store.ts";
import { MemoryGuards } from "../../src/store/testing/memory-guards.ts";
import { SimulatedDisk } from "../../src/store/testing/simulated-disk.ts";
import { storeEffects } from "../../src/store/testing/store-effects.ts";
import { type Outcome, Tally } from "./outcome.ts";

const DIR = "/cases/one";
const HOME = "/home/config";

/** What a power cut left, and what had been answered by then. */
interface CrashState {
  readonly disk: SimulatedDisk;
  readonly guards: MemoryGuards;
  /** Acts that were answered; 0 before the case was. */
  readonly answered: number;
  /** Acts of the append that was under way. */
  readonly underWay: number;
  readonly depth: number;
}

/**
 * Cuts the power of a simulated disk at random calls of making a case, unlocking, appending and recovering, and lets
 * the un-synced sectors survive, vanish or tear at random. Every state must open, hold every answered act, and go on.
 */
export async function powerCuts(states: number, seed = 20170515): Promise<Outcome> {
  const tally = new Tally("power cuts on a simulated disk (512-byte sectors dropped, reordered, torn)");
  for (let round = 0; tally.tried < states; round += 1) {
    const random = new Random(seed, round);
    for (const state of await runAndCrash(random)) {
      if (tally.tried < states) await check(state, random, tally);
    }
  }
  return tally.outcome(`seed ${seed}`);
}

/** One life of a case with crash states taken all along it. */
async function runAndCrash(random: Random): Promise<CrashState[]> {
  const disk = new SimulatedDisk(["/cases"]);
  const guards = new MemoryGuards();
  const place = { dir: DIR, home: HOME, files: disk, guards, effects: storeEffects(`life ${random.uint32()}`) };
  const states: CrashState[] = [];
  let [answered, underWay] = [0, 0];
  disk.onChange = () => {
    // What is settled comes back as it was, so most states are taken where a cut can take something; and a case is made
    // once and written to many times.
    for (let left = random.below(disk.isUnsettled && answered > 0 ? 9 : 2); left > 0; left -= 1) {
      states.push({ disk: disk.crash(random), guards: guards.crash(random), answered, underWay, depth: 0 });
    }
  };
  let store: Store = createStore({ ...place, passphrase: null });
  answered = 1;
  for (let turn = 0; turn < 4; turn += 1) {
    if (random.below(4) === 0) {
      store.close();
      store = openStore(place);
      await store.unlock(() => Promise.resolve(null));
    }
    underWay = random.below(80) === 0 ? 60 + random.below(80) : 1 + random.below(4);
    store.append(actsFrom(answered, underWay, random));
    answered += underWay;
    underWay = 0;
  }
  store.close();
  return states;
}

const actsFrom = (from: number, count: number, random: Random) =>
  Array.from({ length: count }, (_, at) => ({
    kind: "claim.accept",
    value: { n: from + at, words: "x".repeat(random.below(900)) },
  }));

async function check(state: CrashState, random: Random, tally: Tally): Promise<void> {
  tally.tried += 1;
  const { disk, guards, answered, underWay, depth } = state;
  const place = { dir: DIR, home: HOME, files: disk, guards, effects: storeEffects(`after ${random.uint32()}`) };
  if (!disk.exists(`${DIR}/ledger/a.jsonl`)) {
    if (answered > 0) tally.fail("lost", `the whole case, after ${answered} acts`);
    tally.see("before the case was");
    return;
  }
  try {
    const store = openStore(place);
    const found = countOf(store);
    if (found < answered) tally.fail("lost", `${found} of ${answered} acts`);
    const more = found - answered;
    const isWholeGroups = more === 0 || more === underWay || (more < underWay && more % 64 === 0) || answered === 0;
    if (!isWholeGroups) tally.fail("corrupt", `${more} acts more than answered, ${underWay} under way`);
    const deeper: CrashState[] = [];
    if (depth === 0 && random.below(10) === 0) {
      disk.onChange = () => {
        if (random.below(12) > 0) return;
        deeper.push({ disk: disk.crash(random), guards: guards.crash(random), answered: found, underWay: 1, depth: 1 });
      };
    }
    await store.unlock(() => Promise.resolve(null));
    tally.see(store.tornTails.length > 0 ? "with a torn end" : more > 0 ? "whole groups unanswered" : "clean");
    store.append(actsFrom(found, 1, random));
    disk.onChange = () => undefined;
    store.close();
    if (openStore(place).size !== found + 1) tally.fail("lost", "the act after recovery");
    for (const next of deeper) await check(next, random, tally);
  } catch (error) {
    tally.fail("corrupt", `${String(error)} (${answered} acts answered, ${underWay} under way, depth ${depth})`);
  }
}

/** Reads every act, each checked against what was signed; they count up from the genesis. */
function countOf(store: Store): number {
  let count = 0;
  for (const { value } of store.acts()) {
    if (count > 0 && value?.["n"] !== count) throw new Error(`act ${count} says it is ${String(value?.["n"])}`);
    count += 1;
  }
  return count;
}
