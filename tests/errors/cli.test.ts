import { mkdirSync, rmSync } from "node:fs";
import { afterEach, beforeEach, expect, it } from "vitest";
import { Workbench } from "../support/cli.ts";

let bench: Workbench;
beforeEach(() => {
  bench = new Workbench();
});
afterEach(() => bench.remove());

it("cli/usage: unknown verbs and options, missing arguments, a passphrase that cannot be had", async () => {
  for (const args of [
    ["fly"],
    ["init"],
    ["run", "--fast"],
    ["list", "ghosts"],
    ["publish"],
    ["mark", "C1"],
    ["init", "case"],
  ]) {
    const usage = await bench.run(args);
    if (args[0] === "publish" || args[0] === "mark" || args[0] === "list") expect(usage.exit).toBe(2);
    expect(usage).toMatchObject({ code: "cli/usage", exit: 2 });
  }
});

it("cli/passphrase-file: a file that cannot be read", async () => {
  expect(await bench.run(["init", "case", "--passphrase-file", "nothing-here"])).toMatchObject({
    code: "cli/passphrase-file",
    exit: 2,
  });
});

it("cli/no-home: no folder for keys", async () => {
  expect(await bench.run(["init", "case", "--no-passphrase"], { env: {} })).toMatchObject({
    code: "cli/no-home",
    exit: 2,
  });
});

it("cli/disk-failed: a folder in the place of a file", async () => {
  await bench.run(["init", "case", "--no-passphrase"]);
  rmSync(bench.path("case/case.toml"));
  mkdirSync(bench.path("case/case.toml"));
  expect(await bench.run(["status", "--case", "case"])).toMatchObject({ code: "cli/disk-failed", exit: 4 });
});
