import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach } from "vitest";
import type { SnowmeltError } from "#kernel";
import type { NewAct } from "../act.ts";
import { createStore } from "../create-store.ts";
import type { Files } from "../files.ts";
import { keyFolder } from "../home.ts";
import { openStore } from "../open-store.ts";
import type { Store } from "../store.ts";
import { storeEffects } from "./store-effects.ts";

export let root: string;
export let dir: string;
export let home: string;
let now: Date;
let made = 0;

/** A folder of its own for each test of the file that calls this. */
export function eachInItsOwnFolder(): void {
  beforeEach(() => {
    // Syncing costs nothing in memory, and no promise of a disk is tested here.
    root = mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "snowmelt-store-"));
    [dir, home] = [join(root, "case"), join(root, "config", "home")];
    now = new Date("2026-01-02T03:04:05.678Z");
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));
}

/** Sets the clock of the machine. */
export function setNow(moment: Date): void {
  now = moment;
}

/** How many runs were begun; set back, the same random bytes come again. */
export const runs = {
  get: (): number => made,
  setBack: (to: number): void => {
    made = to;
  },
};

export const place = () => ({ dir, home, effects: storeEffects(`run ${made++}`, () => now), patienceMs: 0 });
export const create = (passphrase: string | null = null): void => createStore({ ...place(), passphrase }).close();
export const open = (files?: Files): Store => openStore({ ...place(), ...(files === undefined ? {} : { files }) });
export async function unlocked(files?: Files): Promise<Store> {
  const store = open(files);
  await store.unlock(() => Promise.resolve(null));
  return store;
}
export const acts = (count: number, from = 0): NewAct[] =>
  Array.from({ length: count }, (_, at) => ({ kind: "claim.accept", value: { name: `made up ${from + at}` } }));
export async function record(count: number, from = 0): Promise<void> {
  const store = await unlocked();
  store.append(acts(count, from));
  store.close();
}
export const ledger = (): string => join(dir, "ledger", "a.jsonl");
export const privates = (): string => join(dir, "private", "a.jsonl");
export const keys = (): string => keyFolder(home, open().origin);
export const names = (store: Store): unknown[] => [...store.acts()].slice(1).map(({ value }) => value?.["name"]);
export const expected = (count: number): string[] => acts(count).map(({ value }) => value["name"] as string);
export async function code(run: () => unknown): Promise<string> {
  try {
    await run();
    return "none";
  } catch (error) {
    return (error as SnowmeltError).code;
  }
}
