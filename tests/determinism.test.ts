import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { MADE_UP } from "./support/cli.ts";
import { derivedIn, filesIn, PublishedCase } from "./support/derived.ts";
import { runReally } from "./support/real-process.ts";

// What is derived may depend on nothing but acts, files and seeds: not on the time zone, the language, the folder, or a key.
// determinism.slow.test.ts does the same with the example case in more places.
const PLACE = { TZ: "Asia/Kathmandu", LANG: "ar_SY.UTF-8", LC_ALL: "ar_SY.UTF-8" };
let made: PublishedCase;

beforeAll(() => {
  made = new PublishedCase({ ...MADE_UP, "facts.csv": "file,consent_by\n*,n/a\n" });
});
afterAll(() => made.remove());

it("output/ is made again with the same bytes and rows, elsewhere, without key, passphrase or guard", () => {
  const [dir, home] = [made.copy("again", "output"), join(made.root, "no-home")];
  mkdirSync(home);
  const { exit, said } = runReally([["run", "--case", dir]], {
    cwd: made.root,
    env: { ...PLACE, SNOWMELT_HOME: home },
  });
  expect({ exit, said }).toMatchObject({ exit: 0, said: expect.stringMatching(/Nothing new to record/) });
  expect(derivedIn(dir).rows.length).toBeGreaterThan(20);
  expect(derivedIn(dir)).toEqual(derivedIn(made.dir));
  expect(readdirSync(home)).toEqual([]);
});

it("a run with nothing new leaves ledger, private values, vault and key folder as they are", () => {
  const truth = ["ledger", "private", "vault"].map((folder) => filesIn(join(made.dir, folder)));
  const env = { ...PLACE, SNOWMELT_HOME: join(made.root, "nowhere") };
  expect(runReally([["run", "--case", made.dir]], { cwd: made.root, env })).toMatchObject({ exit: 0 });
  expect(["ledger", "private", "vault"].map((folder) => filesIn(join(made.dir, folder)))).toEqual(truth);
  expect(existsSync(join(made.root, "nowhere"))).toBe(false);
});

it("the same checkpoint gives the same dossier, elsewhere and from another folder", () => {
  const dir = made.copy("another name", "dossiers");
  const env = { ...PLACE, ...made.secret };
  const published = runReally([["publish", "--audience", "public", "--case", dir]], { cwd: made.root, env });
  expect(published).toMatchObject({ exit: 0, said: expect.stringMatching(/Published/) });
  expect(made.zips().size).toBe(1);
  expect(made.zips(dir)).toEqual(made.zips());
});
