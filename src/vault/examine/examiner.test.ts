import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { Examiner } from "./examiner.ts";

// What a file that has taken its reader over could try; each program stands for one.

let dir: string;
let examiner: Examiner;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "examiner-"));
});
afterEach(() => {
  examiner.close();
  rmSync(dir, { recursive: true, force: true });
});

function taken(program: string, limits: { seconds?: number; mebibytes?: number } = {}): Examiner {
  const path = join(dir, "program.mjs");
  writeFileSync(path, program);
  examiner = new Examiner({ program: path, limits });
  return examiner;
}
const tell = (body: string): string =>
  `import fs from "node:fs"; import net from "node:net"; import child from "node:child_process";
   process.stdin.once("data", async () => { const value = await (async () => { ${body} })().catch((error) => error.code ?? error.message);
   console.log(JSON.stringify({ flags: [], blocks: [], entries: [{ name: "said", value: String(value) }], tool: "made up", leftOut: 0 })); });`;
const saidOf = async (body: string): Promise<string | undefined> =>
  (await taken(tell(body)).examine(Buffer.from("x"), "image/png")).record.entries[0]?.value;

it("reads and writes no files, and starts no programs", async () => {
  expect(await saidOf(`return fs.readFileSync("/etc/hostname", "utf8")`)).toBe("ERR_ACCESS_DENIED");
  examiner.close();
  expect(await saidOf(`return fs.writeFileSync(${JSON.stringify(join(tmpdir(), "x"))}, "x")`)).toBe(
    "ERR_ACCESS_DENIED",
  );
  examiner.close();
  expect(await saidOf(`return child.execFileSync("/bin/true")`)).toBe("ERR_ACCESS_DENIED");
});

it("reaches no network where the system can shut it, and says so where it cannot", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((done) => server.once("listening", done));
  const { port } = server.address() as { port: number };
  const body = `return new Promise((done) => net.connect(${port}, "127.0.0.1", () => done("reached")).on("error", (error) => done(error.code)))`;
  const { record } = await taken(tell(body)).examine(Buffer.from("x"), "image/png");
  server.close();
  const isShut = record.confinement?.startsWith("no network");
  expect(record.entries[0]?.value).toBe(isShut ? "ENETUNREACH" : "reached");
});

it("knows nothing of the environment", async () => {
  process.env["SNOWMELT_PASSPHRASE_FILE"] = "made-up";
  expect(await saidOf("return Object.keys(process.env).join()")).not.toMatch(/SNOWMELT|HOME/);
  delete process.env["SNOWMELT_PASSPHRASE_FILE"];
});

it.each([
  ["never ends", "for (;;) {}", { seconds: 1, mebibytes: 700 }, /ended after 1 seconds/],
  ["ends itself", "process.exit(0)", undefined, /ended before it answered/],
  ["crashes", "process.abort()", undefined, /ended before it answered/],
  ["fills its heap", "const all = []; for (;;) all.push(new Array(1e6).fill(1.5))", undefined, /ended/],
  [
    "answers without end",
    `const more = () => process.stdout.write("x".repeat(65536), more); more()`,
    undefined,
    /without end/,
  ],
  ["answers with something else", `console.log("[]")`, undefined, /something else/],
  [
    "answers with a flag that is none",
    `console.log('{"flags":["safe"],"blocks":[],"entries":[],"tool":"x","leftOut":0}')`,
    undefined,
    /something else/,
  ],
])("a reader that %s", async (_, program, limits, words) => {
  const { flags, record } = await taken(program, limits).examine(Buffer.from("x"), "image/png");
  expect(flags).toEqual(["metadata-unreadable"]);
  expect(record).toMatchObject({ outcome: "unread", remarks: [expect.stringMatching(words)] });
});

it.skipIf(process.platform !== "linux")("a reader that takes memory beside its heap", async () => {
  const program = "const all = []; setInterval(() => all.push(Buffer.alloc(32 << 20, 1)), 5)";
  const { record } = await taken(program, { seconds: 60, mebibytes: 300 }).examine(Buffer.from("x"), "image/png");
  expect(record.remarks[0]).toMatch(/more than 300 MiB/);
});
