import { beforeAll, describe, expect, it } from "vitest";
import { canonicalJson, type Json } from "#kernel";
import { areFound } from "./liar.ts";
import { type Change, drop, put, replaceIn, reportOf, SmallBag, textOf } from "./small-bag.ts";

// Everything here is signed by the case key itself: the publisher lies, and the proofs tell.
let bag: SmallBag;
beforeAll(async () => {
  bag = await SmallBag.of();
});

it("a dossier of made-up items is verified", () => {
  expect(reportOf(bag.files)).toMatchObject({ outcome: "verified", incomplete: [] });
  expect(reportOf(bag.sealed(() => {})).outcome).toBe("verified");
});

describe("files: what is in the bag", () => {
  areFound(
    () => bag,
    [
      [
        "a statement lies in a tag file of its own",
        put("note.txt", "All is proven."),
        "bag",
        /note\.txt belongs in no/,
      ],
      [
        "a statement lies in the payload",
        put("data/note.txt", "All is proven."),
        "bag",
        /data\/note\.txt belongs in no/,
      ],
      ["a hidden file", put(".note", "x"), "bag", /\.note belongs in no/],
      ["a list of files to fetch", put("fetch.txt", "https://example.org/x - data/x\n"), "bag", /fetch\.txt/],
      ["a manifest by another digest", put("manifest-md5.txt", ""), "bag", /manifest-md5\.txt/],
      ["a page in a folder", put("more/index.html", "x"), "bag", /more\/index\.html/],
      ["a page of no text", put("index.fr.html", "x"), "page", /index\.fr\.html is the page of no text/],
      ["a path that climbs", put("proofs/../../x", "x"), "bag", /no path that a dossier has/],
      ["an absolute path", put("/etc/x", "x"), "bag", /no path that a dossier has/],
      ["a path with a backslash", put("proofs\\1.json", "x"), "bag", /no path that a dossier has/],
      ["a path with a control character", put("no\u0007te", "x"), "bag", /no path that a dossier has|is none/],
      [
        "VERIFY.txt names another key",
        (files) => {
          const text = Buffer.from(files.get("VERIFY.txt")!).toString();
          files.set("VERIFY.txt", Buffer.from(text.replace(/[0-9a-f]{64}/, "5".repeat(64))));
        },
        "bag",
        /VERIFY\.txt is not the text/,
      ],
      ["a path that turns the direction of writing", put("no\u202ete", "x"), "bag", /no path that a dossier has/],
      ["two paths that differ in case", put("Index.html", "x"), "bag", /where case does not count/],
      ["the readme says more", put("data/README.txt", "All is proven."), "bag", /README\.txt is not the text/],
      [
        "the instructions say more",
        replaceIn("VERIFY.txt", "$", "All is proven.\n"),
        "bag",
        /VERIFY\.txt is not the text/,
      ],
      ["the roles name a person", put("keys/roles.json", '{"case":"A. Person"}\n'), "bag", /roles\.json/],
      ["the declaration is of another version", put("bagit.txt", "BagIt-Version: 0.97\n"), "bag", /bagit\.txt/],
      ["no page", drop("index.html"), "bag", /index\.html is missing/],
      ["no verifier", drop("verify.mjs"), "bag", /verify\.mjs is missing/],
      ["no first proof", drop("proofs/0.json"), "bag", /proofs\/0\.json is missing/],
    ],
  );

  it("sees what the manifests leave out, double, or name in other ways", () => {
    const change = (manifest: string, from: RegExp | string, to: string): readonly string[] => {
      const files = new Map(bag.files);
      replaceIn(manifest, from, to)(files);
      bag.resign(files);
      const report = reportOf(files);
      expect(report.outcome).toBe("failed");
      return report.checks[0]!.problems;
    };
    const [tags, payload] = ["tagmanifest-sha256.txt", "manifest-sha256.txt"];
    expect(change(tags, /^.*checkpoint\n/m, "").join()).toMatch(/checkpoint" stands in no manifest/);
    expect(change(tags, /^(.*checkpoint\n)/m, "$1$1").join()).toMatch(/names "checkpoint" again/);
    expect(change(tags, /^(.*bagit\.txt\n)(.*checkpoint\n)/m, "$2$1").join()).toMatch(/out of order/);
    expect(change(tags, /^(.{64}) {2}checkpoint/m, "$1 *checkpoint").join()).toMatch(/a line that is none/);
    expect(change(tags, /^.{64}(?= {2}checkpoint)/m, "A".repeat(64)).join()).toMatch(/a line that is none/);
    expect(change(tags, /\n$/, "").join()).toMatch(/does not end with a line end/);
    expect(change(tags, /\n/, "\r\n").join()).toMatch(/a line that is none|is missing/);
    expect(change(tags, /$/, `${"0".repeat(64)}  ../x\n`).join()).toMatch(/"\.\.\/x" is missing/);
    expect(change(payload, /$/, `${"0".repeat(64)}  index.html\n`).join()).toMatch(/belongs in the other manifest/);
  });
});

describe("bag-info.txt", () => {
  const info = (from: string | RegExp, to: string): Change => replaceIn("bag-info.txt", from, to);
  areFound(
    () => bag,
    [
      ["a line of its own", info(/$/, "Zeugnis: all is proven\n"), "bag", /lines that are not its own/],
      ["a label twice", info(/^(Bagging-Date: .*\n)/m, "$1$1"), "bag", /doubled/],
      ["another program", info(/snowmelt test/, "snowmelt, which proves everything"), "bag", /Bag-Software-Agent/],
      ["a day that is none", info(/Bagging-Date: .*/, "Bagging-Date: 2026-02-31"), "bag", /Bagging-Date/],
      ["another name of the dossier", info(/public-\d+/, "proven-0001"), "bag", /External-Identifier/],
      [
        "an audience that is a sentence",
        info(/Audience: public/, "Audience: all is proven"),
        "bag",
        /Snowmelt-Audience/,
      ],
      ["another count of the payload", info(/Oxum: \d+/, "Oxum: 1"), "bag", /Payload-Oxum/],
      ["another fingerprint", info(/Case-Key: .{8}/, "Case-Key: 00000000"), "bag", /Snowmelt-Case-Key/],
      ["another size of the log", info(/Snowmelt-Size: \d+/, "Snowmelt-Size: 7"), "bag", /Snowmelt-Size/],
      ["another root", info(/Snowmelt-Root: .{4}/, "Snowmelt-Root: AAAA"), "bag", /Snowmelt-Root/],
      ["another name of the case", info(/Made-up case/, "Proven case"), "fields", /Snowmelt-Case is not the recorded/],
      ["another publisher", info(/The Office/, "The Court"), "fields", /Source-Organization is not the recorded/],
      ["no publisher", info(/Source-Organization: .*\n/, ""), "fields", /Source-Organization is not the recorded/],
    ],
  );

  it.each(["one", "01", "0", "1.0", "-2", "99999999999999999999"])("a format that is none: %s", (format) => {
    const report = reportOf(bag.sealed(replaceIn("bag-info.txt", "Snowmelt-Format: 1", `Snowmelt-Format: ${format}`)));
    expect(report.outcome).toBe("failed");
  });

  it("another format is not judged: incomplete, and never verified", () => {
    const report = reportOf(bag.sealed(replaceIn("bag-info.txt", "Snowmelt-Format: 1", "Snowmelt-Format: 2")));
    expect(report.outcome).toBe("incomplete");
    expect(report.incomplete?.join()).toMatch(/format 2/);
    const changed = new Map(bag.sealed(replaceIn("bag-info.txt", "Snowmelt-Format: 1", "Snowmelt-Format: 2")));
    changed.set("index.html", Buffer.from("x"));
    expect(reportOf(changed).outcome).toBe("failed");
  });
});

describe("keys, checkpoint, proofs", () => {
  const proof =
    (change: (proof: { [key: string]: Json }) => void): Change =>
    (files) => {
      const value = JSON.parse(textOf(files, "proofs/7.json")) as { [key: string]: Json };
      change(value);
      files.set("proofs/7.json", Buffer.from(`${canonicalJson(value)}\n`));
    };
  areFound(
    () => bag,
    [
      ["a proof that is no JSON", put("proofs/7.json", "{"), "ledger", /proofs\/7\.json is not written/],
      [
        "a proof that is no UTF-8",
        put("proofs/7.json", Uint8Array.of(0xff, 0xfe)),
        "ledger",
        /proofs\/7\.json is no well-formed/,
      ],
      [
        "a proof with a byte order mark",
        replaceIn("proofs/7.json", /^/, "\ufeff"),
        "ledger",
        /proofs\/7\.json is not written/,
      ],
      [
        "a proof with white space",
        replaceIn("proofs/7.json", '"index":7', '"index": 7'),
        "ledger",
        /proofs\/7\.json is not written/,
      ],
      ["a member twice", replaceIn("proofs/7.json", /^\{/, '{"index":7,'), "ledger", /proofs\/7\.json is not written/],
      ["a member more", proof((p) => Object.assign(p, { note: "proven" })), "ledger", /proofs\/7\.json is not written/],
      [
        "an opened value is changed",
        replaceIn("proofs/7.json", "witnesses said", "witnesses saw"),
        "ledger",
        /opened value/,
      ],
      ["an opened value is closed", proof((p) => (p["leaves"] as Json[]).pop()), "fields", /C1\/uid is not what was/],
      ["a leaf without value", proof((p) => (p["leaves"] as Json[]).push(["x"])), "ledger", /proofs\/7\.json/],
      [
        "hashes that are no list",
        proof((p) => Object.assign(p, { hashes: 1 })),
        "ledger",
        /proofs\/7\.json is not written/,
      ],
      ["half of the hashes", proof((p) => (p["hashes"] as Json[]).splice(8)), "ledger", /opened value/],
      ["the entry is of another kind", replaceIn("proofs/7.json", "claim.accept", "figure.set"), "ledger", /proofs\/7/],
      [
        "a proof of another entry",
        (files) => files.set("proofs/7.json", files.get("proofs/8.json")!),
        "ledger",
        /another entry/,
      ],
      ["a place in the log too far", replaceIn("proofs/7.tlog-proof", "index 7", "index 8"), "ledger", /another entry/],
      [
        "a path without its last hash",
        replaceIn("proofs/7.tlog-proof", /\n[^\n]*\n\n/, "\n\n"),
        "ledger",
        /does not stand in the log/,
      ],
      [
        "an older checkpoint for one entry",
        replaceIn("proofs/7.tlog-proof", /\n18\n/, "\n17\n"),
        "ledger",
        /another checkpoint/,
      ],
      ["a proof without its place", drop("proofs/7.tlog-proof"), "ledger", /proofs\/7\.tlog-proof is missing/],
      ["a place without its proof", drop("proofs/7.json"), "ledger", /proofs\/7\.json is missing/],
      ["the settings are not proved", drop("proofs/17.json", "proofs/17.tlog-proof"), "ledger", /settings of the case/],
      ["an item is not proved", drop("proofs/5.json", "proofs/5.tlog-proof"), "ledger", /leads to nothing/],
      [
        "a text is not proved",
        drop("proofs/16.json", "proofs/16.tlog-proof"),
        "page",
        /index\.ar\.html is the page of no/,
      ],
      ["the checkpoint is no note", put("checkpoint", "x"), "keys", /checkpoint is no signed note/],
      [
        "the checkpoint has an extension line",
        replaceIn("checkpoint", /\n\n/, "\nproven\n\n"),
        "keys",
        /checkpoint is no/,
      ],
      [
        "the checkpoint is of another root",
        replaceIn("checkpoint", /\n[A-Za-z0-9+/]{4}/, "\nAAAA"),
        "keys",
        /not signed by the log/,
      ],
      [
        "the log key is the case key",
        (files) => files.set("keys/log.pem", files.get("keys/case.pem")!),
        "keys",
        /not signed by the log key/,
      ],
      ["a key with a line more", replaceIn("keys/log.pem", /$/, "\n"), "keys", /keys\/log\.pem holds no/],
      ["a key with loose base64", replaceIn("keys/log.pem", /=\n/, "==\n"), "keys", /keys\/log\.pem holds no/],
    ],
  );

  it("a signature line of somebody else makes it incomplete, and is named", () => {
    const signed = replaceIn(
      "checkpoint",
      /$/,
      `\u2014 witness.example/all-is-proven ${Buffer.alloc(68).toString("base64")}\n`,
    );
    const everywhere: Change = (files) => {
      const old = textOf(files, "checkpoint");
      signed(files);
      for (const path of [...files.keys()].filter((one) => one.endsWith(".tlog-proof")))
        files.set(path, Buffer.from(textOf(files, path).replace(old, textOf(files, "checkpoint"))));
    };
    const report = reportOf(bag.sealed(everywhere));
    expect(report.checks.flatMap(({ problems }) => problems)).toEqual([]);
    expect(report.outcome).toBe("incomplete");
    expect(report.incomplete?.join()).toMatch(/witness\.example\/all-is-proven/);
  });
});
