import { Random } from "../../src/kernel/index.ts";
import { createStore, openStore, type Store } from "../../src/store/index.ts";
import { MemoryGuards } from "../../src/store/testing/memory-guards.ts";
import { SimulatedDisk } from "../../src/store/testing/simulated-disk.ts";
import { storeEffects } from "../../src/store/testing/store-effects.ts";
import { type Outcome, Tally } from "./outcome.ts";

const PLACE = { dir: "/case", home: "/home" };

/** Backups are put back at random between appends: no number of entries is ever signed with two roots. */
export async function restoredBackups(schedules: number): Promise<Outcome> {
  const tally = new Tally("backups put back: a second history is never signed");
  for (let schedule = 0; schedule < schedules; schedule += 1) {
    const random = new Random(2011, schedule);
    const [guards, effects] = [new MemoryGuards(), storeEffects(`backups ${schedule}`)];
    let disk = new SimulatedDisk();
    const backups: SimulatedDisk[] = [];
    const signed = new Map<number, string>();
    const remember = (store: Store): void => {
      for (const { n, line } of store.markers()) {
        const root = (JSON.parse(line) as { root: string }).root;
        if (signed.has(n) && signed.get(n) !== root) tally.fail("corrupt", `schedule ${schedule}: two roots at ${n}`);
        signed.set(n, root);
      }
    };
    createStore({ ...PLACE, files: disk, guards, effects, passphrase: null }).close();
    for (let turn = 0; turn < 8; turn += 1) {
      const store = openStore({ ...PLACE, files: disk, guards, effects });
      const isNewest = store.size >= Math.max(0, ...signed.keys());
      tally.tried += 1;
      try {
        await store.unlock(() => Promise.resolve(null));
        store.append([{ kind: "claim.accept", value: { schedule, turn } }]);
        remember(store);
        if (!isNewest) tally.fail("corrupt", `schedule ${schedule}: an older copy was written to`);
        tally.see("went on");
      } catch (error) {
        const { code } = error as { code?: string };
        if (code !== "store/forked" || isNewest) tally.fail("corrupt", `schedule ${schedule}: ${String(error)}`);
        tally.see(String(code));
      }
      store.close();
      // A disk without anything un-synced comes out of a power cut as it was: a copy.
      backups.push(disk.crash(random));
      if (random.below(3) === 0) disk = backups[random.below(backups.length)]!.crash(random);
    }
  }
  return tally.outcome();
}

/** The clock jumps, by seconds and by decades, forwards and backwards: acts stay in order and say where it went back. */
export async function jumpingClock(jumps: number): Promise<Outcome> {
  const tally = new Tally("a clock that jumps, ten years back among it");
  const random = new Random(2038);
  const moments = [
    "2016-01-02T03:04:05Z",
    "2026-01-02T03:04:05Z",
    "2038-01-19T03:14:08Z",
    "2016-12-31T23:59:59.999Z",
    "9999-12-31T23:59:59Z",
    "1970-01-01T00:00:00Z",
  ];
  let now = new Date(moments[1]!);
  const [disk, guards] = [new SimulatedDisk(), new MemoryGuards()];
  const place = { ...PLACE, files: disk, guards, effects: storeEffects("clock", () => now) };
  const store = createStore({ ...place, passphrase: null });
  const expected = [{ t: now.toISOString(), back: false }];
  for (let jump = 0; jump < jumps; jump += 1) {
    tally.tried += 1;
    now = new Date(new Date(moments[random.below(moments.length)]!).getTime() - random.below(5) * 3_600_000);
    expected.push({ t: now.toISOString(), back: now.toISOString() < expected.at(-1)!.t });
    store.append([{ kind: "claim.accept", value: { jump } }]);
  }
  store.close();
  const fd = disk.open(`${PLACE.dir}/private/a.jsonl`, "r");
  const bytes = new Uint8Array(disk.size(fd));
  disk.read(fd, bytes, 0);
  const lines = Buffer.from(bytes).toString().trimEnd().split("\n");
  const acts = [...openStore(place).acts()];
  if (acts.length !== jumps + 1) tally.fail("lost", `${acts.length} acts`);
  for (const [at, { t, back }] of expected.entries()) {
    const record = JSON.parse(lines[at]!) as { t: string; clk: { back?: true } };
    if (record.t !== t || (record.clk.back ?? false) !== back || acts[at]!.day !== t.slice(0, 10))
      tally.fail("corrupt", `act ${at}`);
    tally.see(back ? "flagged as back" : "not back");
  }
  return tally.outcome();
}
