import { Random } from "../../src/kernel/index.ts";
import { createStore } from "../../src/store/create-store.ts";
import { openStore } from "../../src/store/open-store.ts";
import { MemoryGuards } from "../../src/store/testing/memory-guards.ts";
import { SimulatedDisk } from "../../src/store/testing/simulated-disk.ts";
import { storeEffects } from "../../src/store/testing/store-effects.ts";
import { type Outcome, Tally } from "./outcome.ts";

const DIR = "/cases/one";
const HOME = "/home/config";
const PRIVATE = `${DIR}/private/a.jsonl`;

/**
 * Cuts the power of a simulated disk at every call of erasing values, with the un-synced sectors there, gone or torn. Every
 * state opens with all other values, erasing again finishes it, and what was answered as erased is in no file that has a name.
 */
export async function erasureCuts(states: number, seed = 20170515): Promise<Outcome> {
  const tally = new Tally("power cuts on a simulated disk while values are erased");
  for (let round = 0; tally.tried < states; round += 1) await cutOne(new Random(seed, round), states, tally);
  return tally.outcome(`seed ${seed}`);
}

async function cutOne(random: Random, states: number, tally: Tally): Promise<void> {
  const disk = new SimulatedDisk(["/cases"]);
  const guards = new MemoryGuards();
  const place = { dir: DIR, home: HOME, files: disk, guards, effects: storeEffects(`erasing ${random.uint32()}`) };
  const store = createStore({ ...place, passphrase: null });
  const count = 2 + random.below(12);
  const wordsOf = (n: number): string => `witness-${n} `.repeat(1 + ((n * 7) % 90));
  for (let n = 1; n <= count; n += 1) store.append([{ kind: "claim.accept", value: { n, words: wordsOf(n) } }]);
  const seqs = Array.from({ length: count }, (_, at) => at + 1).filter(() => random.below(3) === 0);
  if (seqs.length === 0) seqs.push(1 + random.below(count));
  const crashed: { readonly disk: SimulatedDisk; readonly guards: MemoryGuards }[] = [];
  disk.onChange = () => {
    for (let left = random.below(4); left > 0; left -= 1)
      crashed.push({ disk: disk.crash(random), guards: guards.crash(random) });
  };
  store.erase(seqs);
  disk.onChange = () => undefined;
  const answered = { disk: disk.crash(random), guards: guards.crash(random) };
  store.close();
  for (const [at, state] of [...crashed, answered].entries()) {
    if (tally.tried >= states) return;
    await check(state, seqs, wordsOf, count, at === crashed.length, random, tally);
  }
}

async function check(
  { disk, guards }: { readonly disk: SimulatedDisk; readonly guards: MemoryGuards },
  seqs: readonly number[],
  wordsOf: (n: number) => string,
  count: number,
  isAnswered: boolean,
  random: Random,
  tally: Tally,
): Promise<void> {
  tally.tried += 1;
  const place = { dir: DIR, home: HOME, files: disk, guards, effects: storeEffects(`after ${random.uint32()}`) };
  const isClean = (): boolean => {
    const text = Buffer.from(disk.bytesOf(PRIVATE) ?? []).toString("latin1");
    return seqs.every((seq) => !text.includes(`witness-${seq} `));
  };
  try {
    const store = openStore(place);
    const gone: number[] = [];
    let found = 0;
    for (const { seq, value } of store.acts()) {
      found += 1;
      if (seq === 0) continue;
      if (value === null) gone.push(seq);
      else if (value["words"] !== wordsOf(seq)) tally.fail("corrupt", `act ${seq} says something else`);
    }
    if (found !== count + 1) tally.fail("lost", `${found} of ${count + 1} acts`);
    const wrong = gone.filter((seq) => !seqs.includes(seq));
    if (wrong.length > 0) tally.fail("lost", `values ${wrong.join(", ")} that were not to be erased`);
    if (isAnswered && !isClean()) tally.fail("corrupt", "answered as erased, and its words stand there");
    tally.see(gone.length === 0 ? "not begun" : gone.length === seqs.length ? "erased" : "in part");
    await store.unlock(() => Promise.resolve(null));
    store.erase(seqs);
    if (!isClean()) tally.fail("corrupt", "erased again, and its words stand there");
    store.append([{ kind: "claim.accept", value: { n: count + 1 } }]);
    store.close();
    if (openStore(place).size !== count + 2) tally.fail("lost", "the act after it");
  } catch (error) {
    tally.fail("corrupt", String(error));
  }
}
