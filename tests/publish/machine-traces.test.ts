import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { homedir, hostname, tmpdir, userInfo } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { leakCheck } from "../../src/publish/leaks.ts";
import { MADE_UP } from "../support/cli.ts";
import { filesIn } from "../support/derived.ts";
import { runReally } from "../support/real-process.ts";

// A real process with a user, machine, folder and time zone of its own works on a made-up case; afterwards every byte that
// is meant to be seen by others is searched for them, in every form that the leak check knows.
const USER = "quorvane7391";
const HOST = "brixelmoor4410.example";
const HOME = "tamsilwick8823";
const FOLDER = "ondreybask5567";
let root: string;
let dir: string;

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "snowmelt-traces-"));
  const cwd = join(root, FOLDER);
  mkdirSync(join(root, HOME), { recursive: true });
  mkdirSync(cwd);
  dir = join(cwd, "case");
  const env = {
    ...{ USER, LOGNAME: USER, USERNAME: USER, HOSTNAME: HOST, COMPUTERNAME: HOST, HOST },
    ...{ HOME: join(root, HOME), USERPROFILE: join(root, HOME), SNOWMELT_HOME: join(root, HOME, "snowmelt") },
    ...{ TZ: "Asia/Kathmandu", LANG: "ar_SY.UTF-8" },
  };
  expect(runReally([["init", dir, "--no-passphrase"]], { cwd, env })).toMatchObject({ exit: 0 });
  for (const [path, text] of Object.entries({ ...MADE_UP, "facts.csv": "file,consent_by\n*,n/a\n" })) {
    const full = join(path.startsWith("hand/") ? dir : cwd, path);
    mkdirSync(dirname(full), { recursive: true });
    writeFileSync(full, text);
  }
  const commands = [
    ["collect", join(cwd, "evidence"), "--facts", join(cwd, "facts.csv"), "--case", dir],
    ["run", "--case", dir],
    ["publish", "--audience", "public", "--case", dir],
  ];
  expect(runReally(commands, { cwd, env })).toMatchObject({ exit: 0, said: expect.stringMatching(/Published/) });
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const everyFile = (folder: string): { path: string; bytes: Buffer }[] =>
  [...filesIn(join(dir, folder))].map(([path, bytes]) => ({ path, bytes }));

/** What this machine is really called stands beside what we said it is called; too common a name proves nothing. */
const traces = (): { label: string; value: string }[] =>
  [
    { label: "user", value: USER },
    { label: "host", value: HOST },
    { label: "short host", value: HOST.split(".")[0]! },
    { label: "home", value: HOME },
    { label: "folder", value: FOLDER },
    { label: "time zone", value: "Asia/Kathmandu" },
    { label: "time zone's city", value: "Kathmandu" },
    { label: "offset", value: "+05:45" },
    { label: "temporary folder", value: root },
    { label: "real host", value: hostname() },
    { label: "real home", value: homedir() },
    { label: "real user", value: userInfo().username },
    { label: "checkout", value: fileURLToPath(new URL("../..", import.meta.url)).replace(/[/\\]$/, "") },
  ].filter(({ value }) => value.length > 5);

it.each(["ledger", "output", "dossiers"])("%s holds no trace of user, machine, folder or time zone", (folder) => {
  const files = everyFile(folder);
  expect(files.length).toBeGreaterThan(0);
  expect(leakCheck(files, traces())).toEqual([]);
});

it("the search would find each of them", () => {
  for (const { label, value } of traces()) {
    const planted = { path: "x", bytes: Buffer.from(`<p>${value}</p>`) };
    expect(leakCheck([planted], traces()).map((finding) => finding.label)).toContain(label);
  }
});

it("the ledger tells the day and never the hour, and names no device", () => {
  for (const { bytes } of everyFile("ledger")) {
    for (const line of bytes.toString().trimEnd().split("\n")) {
      expect(line).not.toMatch(/\d\d:\d\d|\d{4}-\d\d-\d\d[T ]/);
      const entry = JSON.parse(line) as Record<string, unknown>;
      for (const key of ["t", "clk", "dev", "host", "user", "path"]) expect(entry).not.toHaveProperty(key);
    }
  }
});
