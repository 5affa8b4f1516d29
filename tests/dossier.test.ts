import { generateKeyPairSync, sign } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sha256Hex } from "../src/kernel/index.ts";
import { openBag, verifyDossier } from "../src/verify/index.ts";
import { madeUpCase, Workbench } from "./support/cli.ts";

const example = fileURLToPath(new URL("../examples/sednaya-2017", import.meta.url));
let bench: Workbench;
let bag: ReadonlyMap<string, Uint8Array>;
let folder: string;

beforeAll(async () => {
  bench = new Workbench();
  await bench.run(["init", "case", "--no-passphrase"]);
  bench.copy(join(example, "case.toml"), "case/case.toml");
  bench.copy(join(example, "hand"), "case/hand");
  await bench.run(["collect", join(example, "evidence"), "--facts", join(example, "facts.csv"), "--case", "case"]);
  expect((await bench.run(["run", "--case", "case"])).said).toMatch(/Recorded/);
  const published = await bench.run(["publish", "--audience", "public", "--case", "case"]);
  expect(published.said).toMatch(/Published/);
  folder = bench.path(
    "case/dossiers",
    readdirSync(bench.path("case/dossiers")).find((name) => !name.endsWith(".zip"))!,
  );
  bag = openBag(folder).files;
});
afterAll(() => bench.remove());

const text = (path: string): string => Buffer.from(bag.get(path)!).toString();

/** A forger changes files, recomputes every manifest, and signs with a key of his own, for want of ours. */
function forge(change: (files: Map<string, Uint8Array>) => void): ReturnType<typeof verifyDossier> {
  const files = new Map(bag);
  change(files);
  const manifest = (paths: string[]): Uint8Array =>
    Buffer.from(
      paths
        .sort()
        .map((path) => `${sha256Hex(files.get(path)!)}  ${path}\n`)
        .join(""),
    );
  const isTag = (path: string): boolean => !path.startsWith("data/") && !path.startsWith("tagmanifest");
  files.set("manifest-sha256.txt", manifest([...files.keys()].filter((path) => path.startsWith("data/"))));
  files.set("tagmanifest-sha256.txt", manifest([...files.keys()].filter(isTag)));
  const { privateKey } = generateKeyPairSync("ed25519");
  files.set("tagmanifest-sha256.txt.sig", sign(null, files.get("tagmanifest-sha256.txt")!, privateKey));
  return verifyDossier(files);
}

const replaceIn = (path: string, from: string | RegExp, to: string) => (files: Map<string, Uint8Array>) => {
  const before = text(path);
  const after = before.replace(from, to);
  if (after === before) throw new Error(`nothing to forge in ${path}`);
  files.set(path, Buffer.from(after));
};
const failedChecks = (report: ReturnType<typeof verifyDossier>): string[] =>
  report.checks.filter(({ problems }) => problems.length > 0).map(({ name }) => name);

describe("a dossier of the example", () => {
  it("is verified, also by the command line", async () => {
    const report = verifyDossier(bag);
    expect(report.checks.flatMap(({ problems }) => problems)).toEqual([]);
    expect(report.outcome).toBe("verified");
    expect(await bench.run(["verify", folder])).toMatchObject({ exit: 0 });
    expect((await bench.run(["verify", `${folder}.zip`])).out).toMatch(/^VERIFIED: the dossier "public-/);
    const ofCase = await bench.run(["verify", "case"]);
    expect(ofCase).toMatchObject({ exit: 0, out: expect.stringMatching(/^VERIFIED: this case is whole/) });
    expect(/[0-9a-f]{64}/.exec(ofCase.out)?.[0]).toBe(report.fingerprint);
    expect(await bench.run(["verify", "home"])).toMatchObject({ code: "cli/usage", exit: 2 });
  });

  it("has the same bytes when it is published again", async () => {
    const zip = readFileSync(`${folder}.zip`);
    await bench.run(["publish", "--audience", "public", "--case", "case"]);
    expect(readFileSync(`${folder}.zip`).equals(zip)).toBe(true);
    expect(openBag(folder).files).toEqual(bag);
  });

  it("fails when a byte of any file is changed, and names the file", () => {
    // Every kind of file, and a few of each; tests/verify flips every byte of a small bag, and bytes of all of these.
    const sample = [...bag].filter(([path], at) => !path.startsWith("proofs/") || at % 17 === 0);
    for (const [path, bytes] of sample) {
      const at = Math.floor(bytes.length / 2);
      const changed = Uint8Array.from(bytes);
      changed[at]! ^= 1;
      const report = verifyDossier(new Map(bag).set(path, changed));
      expect(report.outcome, path).toBe("failed");
    }
  });

  it("holds nothing that is closed, nor a name of this machine", () => {
    for (const [path, bytes] of bag) {
      const content = Buffer.from(bytes).toString("latin1");
      for (const secret of [bench.root, "12-working-note"])
        expect(content.includes(secret), `${secret} in ${path}`).toBe(false);
    }
    expect(text("index.html")).toContain("[withheld]");
  });
});

describe("the forger's test: manifests recomputed, the key not his", () => {
  const own =
    "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAOZXTj+zdnmkMupN8LbQacex3QM0c2mcdX6t1XOsm7qQ=\n-----END PUBLIC KEY-----\n";
  const forgeries: readonly (readonly [string, (files: Map<string, Uint8Array>) => void, string])[] = [
    ["a sentence is edited", replaceIn("index.html", "It is an example.", "It is proven."), "sentences"],
    [
      "a sentence is edited on the page and in the description",
      (files) => {
        replaceIn("index.html", "It is an example.", "It is proven.")(files);
        replaceIn("ro-crate-metadata.json", "It is an example.", "It is proven.")(files);
      },
      "sentences",
    ],
    ["a figure is edited", replaceIn("index.html", /at most 50/g, "at least 50"), "sentences"],
    [
      "a figure's words are edited in the description",
      replaceIn("ro-crate-metadata.json", /at most 50/g, "at least 50"),
      "fields",
    ],
    ["a sentence is edited in Arabic", replaceIn("index.ar.html", /محرقة جثث/, "مطبخ"), "sentences"],
    [
      "a sentence is dropped",
      replaceIn("index.html", /<span class="s" id="s4"[^>]*>It is an example\.<\/span>/, ""),
      "sentences",
    ],
    [
      "a sentence is added",
      replaceIn(
        "index.html",
        '<span class="s" id="s4"',
        '<span class="s" id="s999" data-s="131 /sections/0/blocks/1/sentences/0">All is proven.</span> <span class="s" id="s4"',
      ),
      "sentences",
    ],
    ["a script is added", replaceIn("index.html", "</body>", "<script>1</script></body>"), "page"],
    ["an entry is edited", replaceIn("proofs/20.json", /source\.set/, "claim.accept"), "ledger"],
    ["an opened value is edited", replaceIn("proofs/41.json", "believes", "knows"), "ledger"],
    ["a place in the log is edited", replaceIn("proofs/41.tlog-proof", "index 41", "index 42"), "ledger"],
    [
      "a proof is dropped",
      (files) => {
        files.delete("proofs/41.json");
        files.delete("proofs/41.tlog-proof");
      },
      "fields",
    ],
    [
      "two proofs are swapped",
      (files) => {
        files.set("proofs/41.json", bag.get("proofs/42.json")!);
      },
      "ledger",
    ],
    [
      "an exhibit is dropped",
      (files) => {
        files.delete("data/exhibits/E1.md");
      },
      "exhibits",
    ],
    [
      "an exhibit is edited",
      (files) => {
        files.set("data/exhibits/E1.md", Buffer.from("x"));
      },
      "exhibits",
    ],
    [
      "an exhibit is added",
      (files) => {
        files.set("data/exhibits/E99.md", Buffer.from("x"));
      },
      "exhibits",
    ],
    [
      "the case key is replaced",
      (files) => {
        files.set("keys/case.pem", Buffer.from(own));
      },
      "keys",
    ],
    [
      "the log key is replaced",
      (files) => {
        files.set("keys/log.pem", Buffer.from(own));
      },
      "ledger",
    ],
    ["the checkpoint is of another size", replaceIn("checkpoint", /\n\d+\n/, "\n7\n"), "keys"],
    ["the checkpoint is of another log", replaceIn("checkpoint", /snowmelt\/[0-9a-f]{4}/g, "snowmelt/0000"), "keys"],
    [
      "a source is renamed in the description",
      replaceIn("ro-crate-metadata.json", "Stuart Jones", "Someone Else"),
      "fields",
    ],
    ["a credibility is raised", replaceIn("ro-crate-metadata.json", '"/credibility":6', '"/credibility":1'), "fields"],
    [
      "a negation is turned",
      replaceIn("ro-crate-metadata.json", '"/polarity":"positive"', '"/polarity":"negative"'),
      "fields",
    ],
    ["a reference leads elsewhere", replaceIn("index.html", 'href="#S1">S1</a>.', 'href="#S2">S2</a>.'), "sentences"],
    [
      "an item is dropped from the description",
      replaceIn("ro-crate-metadata.json", /\{"@id":"#C1","@type":"Claim".*\n/, ""),
      "sentences",
    ],
    [
      "the first entry is dropped",
      (files) => {
        files.delete("proofs/0.json");
      },
      "keys",
    ],
    [
      "a file is added",
      (files) => {
        files.set("note.txt", Buffer.from("x"));
      },
      "signature",
    ],
    [
      "the verifier is replaced",
      (files) => {
        files.set("verify.mjs", Buffer.from("console.log('VERIFIED')"));
      },
      "signature",
    ],
    ["the instructions are edited", replaceIn("VERIFY.txt", "no network", "a network"), "signature"],
    ["the bag's date is edited", replaceIn("bag-info.txt", /Bagging-Date: \d{4}/, "Bagging-Date: 1999"), "signature"],
  ];
  it.each(forgeries)("%s", (_what, change, check) => {
    const report = forge(change);
    expect(report.outcome).toBe("failed");
    expect(failedChecks(report)).toContain("signature");
    expect(failedChecks(report)).toContain(check);
  });
});

describe("what publish refuses", () => {
  it("publish/no-consent: an exhibit of which nobody said who agreed", async () => {
    const other = new Workbench();
    await madeUpCase(other);
    expect(await other.run(["publish", "--audience", "public", "--case", "case"])).toMatchObject({
      code: "publish/no-consent",
      exit: 21,
    });
    other.remove();
  });
});
