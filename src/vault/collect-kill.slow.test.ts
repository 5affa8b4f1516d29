import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Random, sha256Hex } from "#kernel";
import { createStore, openStore } from "#store";
import { testCase } from "./case-for-test.ts";
import { collect, exhibitsOf, readExhibit } from "./index.ts";
import { makeZip } from "./zip-for-test.ts";

const ROUNDS = 40;
const FILES = 300;

test(`SIGKILL at ${ROUNDS} moments of collect(): what was answered is there, and the same call completes the rest`, async () => {
  const { effects, remove } = testCase();
  const random = new Random(20170515);
  const root = mkdtempSync(join(tmpdir(), "collect-kill-"));
  const input = join(root, "in");
  mkdirSync(input);
  for (let index = 0; index < FILES; index++)
    writeFileSync(join(input, `${1000 + index}.txt`), `text ${index}`.repeat(400));
  writeFileSync(join(input, "papers.zip"), makeZip([1, 2, 3].map((n) => ({ name: `${n}.txt`, body: `member ${n}` }))));
  const expected = FILES + 4;
  let during = 0;
  try {
    for (let round = 0; round < ROUNDS; round++) {
      const place = { dir: join(root, `case-${round}`), home: join(root, `home-${round}`), effects };
      createStore({ ...place, passphrase: null }).close();
      const answered = await collectAndKill(place, input, Math.floor(random.float() * 600));
      if (answered > 0 && answered < expected) during++;
      const store = openStore(place);
      const before = exhibitsOf(store.acts());
      expect(before.size).toBeGreaterThanOrEqual(answered);
      for (const { exhibit } of before.values())
        expect(sha256Hex(await readExhibit(place.dir, exhibit.sha256))).toBe(exhibit.sha256);
      await store.unlock(async () => null);
      const { added, already, refused } = await collect([input], { store }, effects);
      expect(refused).toEqual([]);
      expect(added.length + already.length).toBe(expected);
      expect(exhibitsOf(store.acts()).size).toBe(expected);
      expect(readdirSync(join(place.dir, "vault/tmp"))).toEqual([]);
      store.close();
      rmSync(place.dir, { recursive: true });
    }
    console.log(`${ROUNDS} kills, ${during} of them between the first answered group and the last`);
  } finally {
    remove();
    rmSync(root, { recursive: true, force: true });
  }
});

/** Runs collect in a process of its own, kills it some ms after it began; gives how many exhibits it had answered for. */
async function collectAndKill(place: { dir: string; home: string }, input: string, afterMs: number): Promise<number> {
  const script = `
    import { randomBytes } from "node:crypto";
    import { openStore } from "#store";
    import { collect } from "#vault";
    const effects = { now: () => new Date(), monotonicMs: () => performance.now(), randomBytes: (n) => new Uint8Array(randomBytes(n)),
      env: {}, cwd: "/", progress: () => undefined, say: () => undefined };
    const store = openStore({ dir: ${JSON.stringify(place.dir)}, home: ${JSON.stringify(place.home)}, effects });
    await store.unlock(async () => null);
    const append = store.append.bind(store);
    const log = { dir: store.dir, device: store.device, acts: () => store.acts(),
      append: (acts) => { append(acts); process.stdout.write(acts.filter((act) => act.kind === "exhibit.add").length + "\\n"); } };
    process.stdout.write("0\\n");
    await collect([${JSON.stringify(input)}], { store: log }, effects);`;
  const args = ["--conditions=source", "--import", "tsx", "--input-type=module", "-e", script];
  const child = spawn(process.execPath, args, {
    cwd: new URL("../..", import.meta.url),
    stdio: ["ignore", "pipe", "inherit"],
  });
  let answered = 0;
  child.stdout.on("data", (chunk: Buffer) => {
    if (answered === 0 && chunk.includes("0\n")) setTimeout(() => child.kill("SIGKILL"), afterMs);
    answered += chunk
      .toString()
      .split("\n")
      .reduce((sum, line) => sum + Number(line), 0);
  });
  await new Promise((done) => child.on("close", done));
  return answered;
}
