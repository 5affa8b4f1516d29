import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../chdb/", import.meta.url));

/** Whether `npm install --prefix tests/linkage/chdb` was run here. */
export const hasChdb: boolean = existsSync(`${folder}node_modules/chdb/package.json`);

/** A ClickHouse server of its own on this machine: where it answers, and its end. */
export async function serveChdb(): Promise<{ url: string; stop(): void }> {
  const child = spawn(process.execPath, [`${folder}serve.mjs`], { stdio: ["ignore", "pipe", "inherit"] });
  const { value } = await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next();
  if (value === undefined) throw new Error("chdb did not start");
  return { url: value, stop: () => void child.kill() };
}
