import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { derivedIn, filesIn, PublishedCase } from "./support/derived.ts";
import { runReally } from "./support/real-process.ts";

const example = fileURLToPath(new URL("../examples/sednaya-2017", import.meta.url));
const PLACES = [
  { TZ: "Asia/Kathmandu", LANG: "ar_SY.UTF-8", LC_ALL: "ar_SY.UTF-8" },
  { TZ: "America/St_Johns", LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8" },
  { TZ: "Pacific/Kiritimati", LANG: "C", LC_ALL: "C" },
] as const;
let made: PublishedCase;

beforeAll(() => {
  made = new PublishedCase(Object.fromEntries(filesIn(example)));
});
afterAll(() => made.remove());

describe.each(PLACES)("the example in $TZ with $LANG", (place) => {
  it("output/ is made again with the same bytes and rows, without key, passphrase or guard", () => {
    const [dir, home] = [made.copy(`again ${place.LANG}`, "output"), join(made.root, `no home ${place.LANG}`)];
    mkdirSync(home);
    const { exit, said } = runReally([["run", "--case", dir]], {
      cwd: made.root,
      env: { ...place, SNOWMELT_HOME: home },
    });
    expect({ exit, said }).toMatchObject({ exit: 0, said: expect.stringMatching(/Nothing new to record/) });
    expect(derivedIn(dir).rows.length).toBeGreaterThan(200);
    expect(derivedIn(dir)).toEqual(derivedIn(made.dir));
    expect(readdirSync(home)).toEqual([]);
  });

  it("the same checkpoint gives the same dossier", () => {
    const dir = made.copy(`elsewhere ${place.LANG}`, "dossiers");
    const env = { ...place, ...made.secret };
    const published = runReally([["publish", "--audience", "public", "--case", dir]], { cwd: made.root, env });
    expect(published).toMatchObject({ exit: 0, said: expect.stringMatching(/Published/) });
    expect(made.zips(dir)).toEqual(made.zips());
  });
});
