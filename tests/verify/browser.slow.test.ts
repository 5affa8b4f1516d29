import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readZip } from "#verify";
import { bundleVerifier } from "./bundle.ts";
import { type Change, drop, put, replaceIn, reportOf, SmallBag } from "./small-bag.ts";

const CHROMIUM = [process.env["SNOWMELT_CHROMIUM"], "/usr/bin/chromium", "/usr/bin/chromium-browser"].find(
  (path) => path !== undefined && existsSync(path),
);
if (CHROMIUM === undefined) console.log("skipped: verify.html in Chromium: no Chromium present");

describe.skipIf(CHROMIUM === undefined)("verify.html, opened from the disk", () => {
  let bag: SmallBag;
  let root: string;
  let browser: Browser;
  let page: Page;
  const requests: string[] = [];
  const complaints: string[] = [];
  let count = 0;

  beforeAll(async () => {
    const verifier = await bundleVerifier();
    bag = await SmallBag.of(undefined, { verifierPage: verifier.page });
    root = mkdtempSync(join(tmpdir(), "snowmelt-page-"));
    writeFileSync(join(root, "verify.html"), verifier.page);
    browser = await chromium.launch({ executablePath: CHROMIUM!, args: ["--no-sandbox"] });
    page = await browser.newPage();
    page.on("request", (request) => requests.push(request.url()));
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    await page.goto(pathToFileURL(join(root, "verify.html")).href);
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(root, { recursive: true, force: true });
  });

  /** Lays a bag on the disk and chooses its folder. */
  async function shownFor(files: ReadonlyMap<string, Uint8Array>): Promise<string> {
    const folder = join(root, `dossier-${count++}`);
    for (const [path, bytes] of files) {
      const file = join(folder, ...path.split("/"));
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, bytes);
    }
    return shown("#folder", folder);
  }

  async function shown(input: string, path: string): Promise<string> {
    await page.evaluate("document.getElementById('outcome').className = ''");
    await page.setInputFiles(input, path);
    await page.waitForSelector("#outcome:is(.verified, .incomplete, .failed)");
    return page.innerText("main");
  }

  it("verifies the good bag and its zip, and goes to no network", async () => {
    const said = await shownFor(bag.files);
    expect(said).toMatch(/VERIFIED: the dossier "public-0018" is whole/);
    expect(said).toContain("links and empty folders: a browser shows none");
    writeFileSync(join(root, "dossier.zip"), bag.zip);
    expect(await shown("#zip", join(root, "dossier.zip"))).toMatch(/VERIFIED: /);
    expect(requests.filter((url) => !url.startsWith("file:"))).toEqual([]);
    expect(complaints).toEqual([]);
  });

  const forgeries: readonly (readonly [string, Change])[] = [
    ["a sentence is changed", replaceIn("index.html", "Everything here is made up.", "Everything here is proven.")],
    ["a figure is changed", replaceIn("index.html", /at most 50 people/, "at least 50 people")],
    ["a comment", replaceIn("index.html", "<main>", "<main><!-- proven -->")],
    ["an opened value is changed", replaceIn("proofs/7.json", "witnesses said", "witnesses saw")],
    ["an exhibit is dropped", drop("data/exhibits/E1.txt")],
    ["an exhibit is changed", put("data/exhibits/E1.txt", "x")],
    ["the checkpoint is of another root", replaceIn("checkpoint", /\n[A-Za-z0-9+/]{4}/, "\nAAAA")],
    ["a statement in a tag file", put("note.txt", "All is proven.")],
    [
      "a member more in the description",
      replaceIn("ro-crate-metadata.json", '"license":"Not stated"', '"license":"Proven"'),
    ],
    ["the log key is another", (files) => files.set("keys/log.pem", files.get("keys/case.pem")!)],
    ["another format", replaceIn("bag-info.txt", "Snowmelt-Format: 1", "Snowmelt-Format: 2")],
  ];
  it.each(forgeries)("says what Node says: %s", async (_what, change) => {
    const files = bag.sealed(change);
    const expected = reportOf(files);
    const said = await shownFor(files);
    expect(said).toContain(`${expected.outcome.toUpperCase()}: `);
    for (const problem of expected.checks.flatMap(({ problems }) => problems)) expect(said).toContain(problem);
  });

  it("says what Node says: one byte of the signature, of a zip", async () => {
    const files = new Map(bag.files);
    files.set(
      "tagmanifest-sha256.txt.sig",
      files.get("tagmanifest-sha256.txt.sig")!.map((byte, at) => (at === 5 ? byte ^ 1 : byte)),
    );
    expect(await shownFor(files)).toMatch(/FAILED: [\s\S]*tagmanifest-sha256\.txt\.sig is not the case key's/);
    const zip = Uint8Array.from(bag.zip);
    zip[1000]! ^= 1;
    writeFileSync(join(root, "changed.zip"), zip);
    expect(reportOf(readZip(zip)).outcome).toBe("failed");
    expect(await shown("#zip", join(root, "changed.zip"))).toMatch(/FAILED: /);
  });

  it("is incomplete, and says why, in a browser without Ed25519", async () => {
    await page.evaluate("crypto.subtle.importKey = () => Promise.reject(new Error('unknown'))");
    const said = await shownFor(bag.files);
    expect(said).toMatch(/INCOMPLETE: /);
    expect(said).toMatch(/the signatures: this platform knows no Ed25519/);
    expect(said).toMatch(/open\s+signature/);
    await page.reload();
  });

  it("Ed25519 behaves as in Node on the edge cases", async () => {
    const { readFileSync } = await import("node:fs");
    const { isAcceptablePublicKey, verify } = await import("#seal");
    const vectors = JSON.parse(
      readFileSync(new URL("../vectors/ed25519/signatures.json", import.meta.url), "utf8"),
    ) as readonly { readonly number: number; readonly key: string; readonly sig: string; readonly msg: string }[];
    const bytes = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, "hex"));
    const enrolled = vectors.filter(({ key }) => isAcceptablePublicKey(bytes(key)));
    const inBrowser = (await page.evaluate(`(async (vectors) => {
      const bytes = (hex) => Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, 16));
      const answers = [];
      for (const { key, sig, msg } of vectors) {
        const imported = await crypto.subtle.importKey("raw", bytes(key), { name: "Ed25519" }, false, ["verify"]);
        answers.push(await crypto.subtle.verify({ name: "Ed25519" }, imported, bytes(sig), new TextEncoder().encode(msg)));
      }
      return answers;
    })(${JSON.stringify(enrolled)})`)) as readonly boolean[];
    const inNode = enrolled.map(({ key, sig, msg }) => verify(bytes(key), msg, bytes(sig)));
    expect(inBrowser).toEqual(inNode);
    expect(inNode.filter((holds) => holds).length).toBeGreaterThan(5);
  });
});
