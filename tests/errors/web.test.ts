import { chmodSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import type { Workbench } from "../support/cli.ts";
import { eachWithEmptyCase } from "../support/empty-case.ts";

let template: Workbench;
let bench: Workbench;
eachWithEmptyCase((copy, original) => {
  [bench, template] = [copy, original];
});

const collect = (args: readonly string[], browser = "/nowhere"): ReturnType<Workbench["run"]> =>
  bench.run(["collect", ...args, "--case", "case"], {
    env: { SNOWMELT_HOME: bench.path("home"), SNOWMELT_CHROMIUM: browser },
  });
const ledger = (of: Workbench): string => readFileSync(of.path("case/ledger/a.jsonl"), "utf8");

it.each([
  ["vault/bad-address", "file:///etc/hostname"],
  ["vault/bad-address", "file:/etc/hostname"],
  ["vault/bad-address", "javascript:alert(1)"],
  ["vault/bad-address", "ftp://example.org/list.csv"],
  ["vault/bad-address", "https://reporter:secret@example.org/"],
  ["vault/bad-address", "http://"],
  ["vault/private-address", "http://127.0.0.1/"],
  ["vault/private-address", "http://2130706433/"],
  ["vault/private-address", "http://[::1]/"],
  ["vault/private-address", "http://[::ffff:10.0.0.1]/"],
  ["vault/private-address", "http://192.168.1.1/admin"],
  ["vault/private-address", "http://169.254.169.254/latest/meta-data"],
])("%s: %s", async (code, address) => {
  // A browser that is none: it must not even be started.
  const { code: told, exit, said } = await collect([address], bench.write("never-started", ""));
  expect([told, exit]).toEqual([code, 4]);
  expect(said).not.toContain("secret");
  expect(ledger(bench)).toBe(ledger(template));
});

it("vault/no-browser: none where one was named", async () => {
  expect(await collect(["http://192.0.2.1/", "--allow-private"], bench.path("nowhere"))).toMatchObject({
    code: "vault/no-browser",
    exit: 4,
  });
});

it.skipIf(process.platform === "win32")("vault/capture-failed: a browser that ends at once", async () => {
  const browser = bench.write("ends", "#!/bin/sh\nexit 3\n");
  chmodSync(browser, 0o755);
  expect(await collect(["http://127.0.0.1:9/", "--allow-private"], browser)).toMatchObject({
    code: "vault/capture-failed",
    exit: 4,
  });
  expect(ledger(bench)).toBe(ledger(template));
});

it("a wait that is none", async () => {
  expect(await collect(["http://example.org/", "--wait", "0"])).toMatchObject({ code: "cli/usage", exit: 2 });
});
