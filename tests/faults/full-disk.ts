import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Random, type SnowmeltError } from "../../src/kernel/index.ts";
import { createStore, openStore, type Store } from "../../src/store/index.ts";
import { collect } from "../../src/vault/index.ts";
import { type Outcome, type Skipped, Tally } from "./outcome.ts";
import { quietEffects } from "./scratch.ts";

/** A small disk of its own, or `null` where mounting is not allowed. */
export function smallDisk(at: string, kilobytes: number, kind: "tmpfs" | "ext4"): { remove(): void } | null {
  mkdirSync(at, { recursive: true });
  try {
    if (kind === "tmpfs") {
      execFileSync("mount", ["-t", "tmpfs", "-o", `size=${kilobytes}k`, "tmpfs", at], { stdio: "ignore" });
    } else {
      const image = `${at}.img`;
      execFileSync("truncate", ["-s", `${kilobytes}K`, image], { stdio: "ignore" });
      execFileSync("mkfs.ext4", ["-q", "-m", "0", image], { stdio: "ignore" });
      execFileSync("mount", ["-o", "loop", image, at], { stdio: "ignore" });
    }
  } catch {
    return null;
  }
  return { remove: () => void execFileSync("umount", ["-l", at], { stdio: "ignore" }) };
}

const DISK_CODES = new Set([
  "store/disk-full",
  "store/write-failed",
  "store/read-only",
  "vault/disk-full",
  "vault/write-failed",
]);

/**
 * Fills a real disk of a megabyte or two by appending and collecting until it takes no more, with the keys on the same
 * disk in half of the rounds. What was answered is there; reading goes on; with room again, writing goes on.
 */
export async function fullDisks(scratch: string, kind: "tmpfs" | "ext4", rounds: number): Promise<Outcome | Skipped> {
  const fault = kind === "tmpfs" ? "a full disk (tmpfs)" : "a full disk (ext4 on a loop device)";
  const tally = new Tally(fault);
  const random = new Random(2017, kind === "tmpfs" ? 1 : 2);
  for (let round = 0; round < rounds; round += 1) {
    const at = join(scratch, `full-${kind}-${round}`);
    const disk = smallDisk(at, (kind === "tmpfs" ? 700 : 4000) + random.below(900), kind);
    if (disk === null)
      return { fault, skipped: `${kind === "tmpfs" ? "tmpfs" : "a loop device"} may not be mounted here` };
    try {
      await fillAndGoOn(at, round % 2 === 0 ? at : join(scratch, `full-home-${kind}-${round}`), random, tally);
    } finally {
      disk.remove();
      rmSync(`${at}.img`, { force: true });
    }
  }
  return tally.outcome();
}

async function fillAndGoOn(at: string, homeAt: string, random: Random, tally: Tally): Promise<void> {
  const effects = quietEffects();
  const place = { dir: join(at, "case"), home: join(homeAt, "home"), effects };
  createStore({ ...place, passphrase: null }).close();
  // Ballast, so that filling the rest takes some tens of appends.
  const room = statfsSync(at).bavail * statfsSync(at).bsize;
  writeFileSync(join(at, "ballast"), Buffer.alloc(Math.max(0, room - 60_000 - random.below(120_000))));
  let answered = 1;
  let store: Store = openStore(place);
  await store.unlock(() => Promise.resolve(null));
  let isFull = false;
  for (let turn = 0; turn < 400 && !isFull; turn += 1) {
    const count = 1 + random.below(3);
    const words = "x".repeat(random.below(3000));
    try {
      store.append(
        Array.from({ length: count }, (_, n) => ({ kind: "claim.accept", value: { n: answered + n, words } })),
      );
      answered += count;
    } catch (error) {
      told(error, tally);
      isFull = true;
    }
  }
  if (!isFull) tally.fail("corrupt", "the disk did not fill");
  tally.tried += 1;
  // While it is full: appending refuses again or takes what fits, and reading works.
  try {
    store.append([{ kind: "claim.accept", value: { n: answered } }]);
    answered += 1;
  } catch (error) {
    told(error, tally);
  }
  store.close();
  check(place, answered, tally, "while full");
  try {
    const again = openStore(place);
    await again.unlock(() => Promise.resolve(null));
    const input = join(at, "..", "to-collect.txt");
    writeFileSync(input, "made up ".repeat(60_000));
    const { added, refused } = await collect([input], { store: again }, effects).finally(() => again.close());
    answered += added.length;
    for (const error of refused) told(error, tally);
  } catch (error) {
    told(error, tally);
  }
  check(place, answered, tally, "after collecting");
  rmSync(join(at, "ballast"));
  try {
    store = openStore(place);
    await store.unlock(() => Promise.resolve(null));
    store.append([{ kind: "claim.accept", value: { n: answered } }]);
    store.close();
    check(place, answered + 1, tally, "with room again");
  } catch (error) {
    tally.fail("corrupt", `with room again: ${String(error)}`);
  }
}

function check(place: Parameters<typeof openStore>[0], answered: number, tally: Tally, when: string): void {
  try {
    const found = [...openStore(place).acts()].length;
    if (found < answered) tally.fail("lost", `${when}: ${found} of ${answered} acts`);
    if (found > answered) tally.fail("corrupt", `${when}: ${found} acts where ${answered} were answered`);
  } catch (error) {
    tally.fail("corrupt", `${when}: ${String(error)}`);
  }
}

function told(error: unknown, tally: Tally): void {
  const code = (error as SnowmeltError).code ?? String(error);
  tally.see(code);
  if (!DISK_CODES.has(code)) tally.fail("corrupt", `told as ${String(error)}`);
}
