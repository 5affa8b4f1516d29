import type { SnowmeltError } from "../../src/kernel/index.ts";
import { createStore } from "../../src/store/create-store.ts";
import { openStore } from "../../src/store/open-store.ts";
import type { Store } from "../../src/store/store.ts";
import { type Fault, FaultyFiles } from "../../src/store/testing/faulty-files.ts";
import { MemoryGuards } from "../../src/store/testing/memory-guards.ts";
import { SimulatedDisk } from "../../src/store/testing/simulated-disk.ts";
import { storeEffects } from "../../src/store/testing/store-effects.ts";
import { type Outcome, Tally } from "./outcome.ts";

const DIR = "/case";
const HOME = "/home";
const acts = (from: number, count: number) =>
  Array.from({ length: count }, (_, at) => ({ kind: "claim.accept", value: { name: `made up ${from + at}` } }));
const countOf = (store: Store): number => [...store.acts()].length;

/**
 * Lets every call to the disk fail in turn - once, or from there on; with an error, or after half of a write - while a
 * case is made, unlocked with a torn end, and appended to. What was answered is there afterwards, what was refused with
 * certainty is not, and a sound disk goes on from there.
 */
export async function everyFailingCall({ isQuick } = { isQuick: false }): Promise<Outcome> {
  const tally = new Tally("every call of init, unlock and append fails (EIO, ENOSPC, EROFS, short writes)");
  for (const count of isQuick ? [3] : [3, 70]) {
    for (const lasts of ["once", "on"] as const) {
      for (const code of isQuick ? (["ENOSPC"] as const) : (["EIO", "ENOSPC", "EROFS"] as const)) {
        for (const isShort of isQuick ? [lasts === "on"] : [false, true]) {
          for (let at = 0; ; at += 1) {
            if (!(await oneFailingCall(tally, { at, code, lasts, isShort }, count))) break;
          }
        }
      }
    }
  }
  return tally.outcome();
}

/** @returns whether the fault was reached. */
async function oneFailingCall(tally: Tally, fault: Fault, count: number): Promise<boolean> {
  const [disk, guards] = [new SimulatedDisk(), new MemoryGuards()];
  const place = { dir: DIR, home: HOME, guards, effects: storeEffects("faulty") };
  const faulty = new FaultyFiles(disk, fault);
  const where = `${fault.code}${fault.isShort === true ? " after a short write" : ""}, ${fault.lasts}, call ${fault.at}`;
  let answered = 0;
  let isCertain = true;
  let store: Store | undefined;
  try {
    createStore({ ...place, files: faulty.files, passphrase: null }).close();
    answered = 1;
    const fd = disk.open(`${DIR}/ledger/a.jsonl`, "a");
    disk.write(fd, Buffer.from("torn"));
    disk.close(fd);
    store = openStore({ ...place, files: faulty.files });
    await store.unlock(() => Promise.resolve(null));
    for (const from of [1, 1 + count]) {
      store.append(acts(from, count));
      answered += count;
    }
  } catch (error) {
    const { code, text } = error as SnowmeltError;
    tally.see(code ?? String(error));
    if (code !== "store/disk-full" && code !== "store/write-failed")
      tally.fail("corrupt", `${where}: ${String(error)}`);
    isCertain = text?.unchanged.startsWith("Nothing of it was recorded") ?? false;
  }
  const wasReached = faulty.calls > fault.at;
  if (wasReached) tally.tried += 1;
  if (store !== undefined && answered > 0 && wasReached) {
    const again = attempt(() => store.append(acts(answered, 1)));
    if (again === "none") answered += 1;
    else if (again !== "store/read-only" && again !== "store/disk-full" && again !== "store/write-failed") {
      if (!again.includes("not unlocked")) tally.fail("corrupt", `${where}, then append: ${again}`);
    }
    if (again !== "none") tally.see("then refused to go on");
  }
  store?.close();
  if (answered === 0) return wasReached;
  try {
    const after = openStore({ ...place, files: disk });
    const found = countOf(after);
    if (found < answered) tally.fail("lost", `${where}: ${found} of ${answered} acts`);
    if (found > answered && isCertain) tally.fail("corrupt", `${where}: ${found} acts where ${answered} were answered`);
    await after.unlock(() => Promise.resolve(null));
    after.append(acts(found, 1));
    after.close();
    if (countOf(openStore({ ...place, files: disk })) !== found + 1) tally.fail("lost", `${where}: the next act`);
  } catch (error) {
    tally.fail("corrupt", `${where}, then a sound disk: ${String(error)}`);
  }
  return wasReached;
}

function attempt(run: () => unknown): string {
  try {
    run();
    return "none";
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
}
