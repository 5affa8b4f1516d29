import { join } from "node:path";
import { createStore, openStore } from "../../src/store/index.ts";
import { type Outcome, Tally } from "./outcome.ts";
import { type Program, quietEffects, start } from "./scratch.ts";

/** Writers and readers on one case, each a process. One writes at a time; every answered act is there once; readers never see less. */
export async function crowd(
  { program, scratch }: { readonly program: Program; readonly scratch: string },
  writers: number,
  readers: number,
  turns: number,
): Promise<Outcome> {
  const tally = new Tally(`${writers} writers and ${readers} readers at once`);
  const place = { dir: join(scratch, "crowd/case"), home: join(scratch, "crowd/home"), effects: quietEffects() };
  createStore({ ...place, passphrase: null }).close();
  const looking = Array.from({ length: readers }, () => start(program, ["look", place.dir, place.home]));
  const writing = Array.from({ length: writers }, (_, at) =>
    start(program, ["crowd", place.dir, place.home, `w${at}:${turns}`]),
  );
  // One more takes the lock and is killed while it holds it, again and again.
  let isOver = false;
  const killing = (async () => {
    for (let round = 0; !isOver; round += 1) {
      const { ended } = start(program, ["crowd", place.dir, place.home, `killed${round}:1000000`], (line, child) => {
        if (line.startsWith("answered")) child.kill("SIGKILL");
      });
      if (isOver) break;
      await ended;
      tally.see("writers killed");
    }
  })();
  const written = await Promise.all(writing.map(({ ended }) => ended));
  isOver = true;
  await killing;
  for (const { child } of looking) child.stdin?.end();
  const looked = await Promise.all(looking.map(({ ended }) => ended));
  for (const { errors, code } of [...written, ...looked]) {
    if (code !== 0) tally.fail("corrupt", errors.slice(0, 500));
  }
  const acts = new Map([...openStore(place).acts()].map(({ seq, value }) => [seq, value]));
  for (const [at, { lines }] of written.entries()) {
    for (const line of lines) {
      const [word, seq, turn] = line.split(" ");
      if (word === "locked") tally.see("found it locked");
      if (word !== "answered") continue;
      tally.tried += 1;
      const value = acts.get(Number(seq));
      if (value?.["writer"] !== `w${at}` || value["turn"] !== Number(turn)) tally.fail("lost", `w${at}, turn ${turn}`);
    }
  }
  const own = [...acts.values()].filter((value) => /^w\d/.test(String(value?.["writer"]))).length;
  if (own !== writers * turns) tally.fail("corrupt", `${own} acts of ${writers * turns}`);
  tally.see(
    "looks",
    looked.reduce((sum, { lines }) => sum + lines.length, 0),
  );
  return tally.outcome();
}
