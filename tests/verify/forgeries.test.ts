import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { canonicalJson, type Json } from "#kernel";
import { madeUpItems } from "../../src/publish/testing/made-up-items.ts";
import { type Change, drop, failedChecks, put, replaceIn, reportOf, SmallBag, textOf, together } from "./small-bag.ts";

// Everything here is signed by the case key itself: the publisher lies, and the proofs tell.
let bag: SmallBag;
beforeAll(async () => {
  bag = await SmallBag.of();
});

type Forgery = readonly [what: string, change: Change, check: string, tells: RegExp];

function areFound(forgeries: readonly Forgery[]): void {
  it.each(forgeries)("%s", (_what, change, check, tells) => {
    const report = reportOf(bag.sealed(change));
    expect(report.outcome).toBe("failed");
    expect(failedChecks(report)).toContain(check);
    expect(failedChecks(report)).not.toContain("signature");
    expect(report.checks.find(({ name }) => name === check)!.problems.join("\n")).toMatch(tells);
  });
}

/** Changes the description's entity of this id, and writes it as descriptions are written. */
const describeAs =
  (id: string, change: (entity: { [key: string]: Json }) => void): Change =>
  (files) => {
    const lines = textOf(files, "ro-crate-metadata.json").split("\n");
    const at = lines.findIndex((line) => line.startsWith(`{"@id":"${id}"`));
    const isLast = !lines[at]!.endsWith(",");
    const entity = JSON.parse(isLast ? lines[at]! : lines[at]!.slice(0, -1)) as { [key: string]: Json };
    change(entity);
    lines[at] = `${canonicalJson(entity)}${isLast ? "" : ","}`;
    files.set("ro-crate-metadata.json", Buffer.from(lines.join("\n")));
  };

it("a dossier of made-up items is verified", () => {
  expect(reportOf(bag.files)).toMatchObject({ outcome: "verified", incomplete: [] });
  expect(reportOf(bag.sealed(() => {})).outcome).toBe("verified");
});

describe("files: what is in the bag", () => {
  areFound([
    ["a statement lies in a tag file of its own", put("note.txt", "All is proven."), "bag", /note\.txt belongs in no/],
    ["a statement lies in the payload", put("data/note.txt", "All is proven."), "bag", /data\/note\.txt belongs in no/],
    ["a hidden file", put(".note", "x"), "bag", /\.note belongs in no/],
    ["a list of files to fetch", put("fetch.txt", "https://example.org/x - data/x\n"), "bag", /fetch\.txt/],
    ["a manifest by another digest", put("manifest-md5.txt", ""), "bag", /manifest-md5\.txt/],
    ["a page in a folder", put("more/index.html", "x"), "bag", /more\/index\.html/],
    ["a page of no text", put("index.fr.html", "x"), "page", /index\.fr\.html is the page of no text/],
    ["a path that climbs", put("proofs/../../x", "x"), "bag", /no path that a dossier has/],
    ["an absolute path", put("/etc/x", "x"), "bag", /no path that a dossier has/],
    ["a path with a backslash", put("proofs\\1.json", "x"), "bag", /no path that a dossier has/],
    ["a path with a control character", put("no\u0007te", "x"), "bag", /no path that a dossier has|is none/],
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
  ]);

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
  areFound([
    ["a line of its own", info(/$/, "Zeugnis: all is proven\n"), "bag", /lines that are not its own/],
    ["a label twice", info(/^(Bagging-Date: .*\n)/m, "$1$1"), "bag", /doubled/],
    ["another program", info(/snowmelt test/, "snowmelt, which proves everything"), "bag", /Bag-Software-Agent/],
    ["a day that is none", info(/Bagging-Date: .*/, "Bagging-Date: 2026-02-31"), "bag", /Bagging-Date/],
    ["another name of the dossier", info(/public-\d+/, "proven-0001"), "bag", /External-Identifier/],
    ["an audience that is a sentence", info(/Audience: public/, "Audience: all is proven"), "bag", /Snowmelt-Audience/],
    ["another count of the payload", info(/Oxum: \d+/, "Oxum: 1"), "bag", /Payload-Oxum/],
    ["another fingerprint", info(/Case-Key: .{8}/, "Case-Key: 00000000"), "bag", /Snowmelt-Case-Key/],
    ["another size of the log", info(/Snowmelt-Size: \d+/, "Snowmelt-Size: 7"), "bag", /Snowmelt-Size/],
    ["another root", info(/Snowmelt-Root: .{4}/, "Snowmelt-Root: AAAA"), "bag", /Snowmelt-Root/],
    ["another name of the case", info(/Made-up case/, "Proven case"), "fields", /Snowmelt-Case is not the recorded/],
    ["another publisher", info(/The Office/, "The Court"), "fields", /Source-Organization is not the recorded/],
    ["no publisher", info(/Source-Organization: .*\n/, ""), "fields", /Source-Organization is not the recorded/],
  ]);

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
  areFound([
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
  ]);

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

describe("the description", () => {
  areFound([
    ["no JSON", put("ro-crate-metadata.json", "{"), "fields", /does not begin and end/],
    [
      "a statement as description",
      describeAs("./", (e) => Object.assign(e, { description: "All is proven." })),
      "fields",
      /\.\/: "description"/,
    ],
    ["a licence", describeAs("./", (e) => Object.assign(e, { license: "All is proven" })), "fields", /\.\/: "license"/],
    ["a member more", describeAs("#C1", (e) => Object.assign(e, { abstract: "Proven." })), "fields", /#C1: "abstract"/],
    [
      "a value more",
      describeAs("#C1", (e) => Object.assign(e["opened"] as object, { "/note": "Proven." })),
      "fields",
      /#C1\/note/,
    ],
    [
      "a value less",
      describeAs("#J1", (e) => delete (e["opened"] as { [key: string]: Json })["/dissent/0/text/en"]),
      "fields",
      /#J1\/dissent/,
    ],
    [
      "a value changed",
      describeAs("#C1", (e) => Object.assign(e["opened"] as object, { "/credibility": 1 })),
      "fields",
      /#C1\/credibility/,
    ],
    ["another proof", describeAs("#C1", (e) => Object.assign(e, { proof: "proofs/8.json" })), "fields", /#C1/],
    ["another type", describeAs("#C1", (e) => Object.assign(e, { "@type": "Fact" })), "fields", /#C1: "@type"/],
    [
      "an item more",
      replaceIn("ro-crate-metadata.json", /\n\]\}\n$/, ',\n{"@id":"#Z1","text":"Proven."}\n]}\n'),
      "fields",
      /#Z1/,
    ],
    ["an item less", replaceIn("ro-crate-metadata.json", /^\{"@id":"#I1".*\n/m, ""), "fields", /#I1 is missing/],
    [
      "a file's digest",
      describeAs("data/exhibits/E1.txt", (e) => Object.assign(e, { sha256: "0".repeat(64) })),
      "fields",
      /E1\.txt: "sha256"/,
    ],
    [
      "a file of another item",
      describeAs("data/exhibits/E1.txt", (e) => Object.assign(e, { about: { "@id": "#E2" } })),
      "fields",
      /E1\.txt: "about"/,
    ],
    [
      "a derivative passed off as the original",
      describeAs("data/exhibits/E2.png", (e) => delete e["tool"]),
      "exhibits",
      /nothing says what made/,
    ],
    [
      "an original passed off as a derivative",
      describeAs("data/exhibits/E1.txt", (e) => Object.assign(e, { tool: "x" })),
      "fields",
      /E1\.txt: "tool"/,
    ],
    [
      "a tool that is a speech",
      describeAs("data/exhibits/E2.png", (e) => Object.assign(e, { tool: "x".repeat(121) })),
      "exhibits",
      /nothing says what made/,
    ],
    [
      "a context with words of its own",
      replaceIn("ro-crate-metadata.json", "urn:snowmelt:1:kind", "urn:x"),
      "fields",
      /does not begin and end/,
    ],
    [
      "a sentence changed",
      describeAs("index.html#s1", (e) => Object.assign(e, { text: "All is proven." })),
      "sentences",
      /index\.html#s1 does not say/,
    ],
    [
      "a sentence's evidence changed",
      describeAs("index.html#s1", (e) => Object.assign(e, { citation: [{ "@id": "#C2" }] })),
      "sentences",
      /index\.html#s1: "citation"/,
    ],
    [
      "a sentence left out",
      replaceIn("ro-crate-metadata.json", /^\{"@id":"index\.html#s9".*\n/m, ""),
      "sentences",
      /leaves out the sentence/,
    ],
    [
      "a sentence of another text",
      describeAs("index.html#s1", (e) => Object.assign(e, { place: "16 /sections/0/blocks/0/sentences/0" })),
      "sentences",
      /not the sentence that comes next/,
    ],
  ]);
});

const page = (from: string | RegExp, to: string): Change => replaceIn("index.html", from, to);

describe("sentences on the page", () => {
  const first = /<span class="s" id="s1".*?<\/span>(?= <span class="s")/;
  areFound([
    [
      "a word is changed",
      page("Everything here is made up.", "Everything here is proven."),
      "sentences",
      /#s8 does not say/,
    ],
    ["an invisible character", page("Everything here", "Every\u00adthing here"), "sentences", /#s8 does not say/],
    ["a direction is turned", page("Everything here", "\u202eEverything here"), "sentences", /#s8 does not say/],
    ["a letter of another script", page("Everything here", "Ev\u0435rything here"), "sentences", /#s8 does not say/],
    ["another white space", page("Everything here", "Everything\u00a0here"), "sentences", /#s8 does not say/],
    ["an escape that need not be", page("Everything here", "Everything &#104;ere"), "sentences", /#s8 does not say/],
    [
      "a figure is changed",
      page(/at most 50 people per day(?=<\/a> were)/, "at least 50 people per day"),
      "sentences",
      /#s1 does not say/,
    ],
    [
      "a figure shows another's words",
      page('data-p="10 /words/en">at most 50', 'data-p="11 /words/en">at most 50'),
      "sentences",
      /#s1 does not say/,
    ],
    [
      "a figure is typed",
      page(/<a class="figure" href="#N1"[^>]*>(at most 50 people per day)<\/a>/, "$1"),
      "sentences",
      /#s1 does not say/,
    ],
    [
      "a reference leads elsewhere",
      page(/href="#C1">C1<\/a>\.<\/span>/, 'href="#C2">C1</a>.</span>'),
      "sentences",
      /#s1 does not say/,
    ],
    [
      "a reference shows another number",
      page(/href="#C1">C1<\/a>\.<\/span>/, 'href="#C2">C2</a>.</span>'),
      "sentences",
      /#s1 does not say/,
    ],
    ["the place of a reference is changed", page("p. 1", "p. 2"), "sentences", /#s2 does not say/],
    [
      "the place of a reference is left out",
      page(/ <bdi class="at"[^>]*>p\. 1<\/bdi>/, ""),
      "sentences",
      /#s2 does not say/,
    ],
    [
      "what is withheld is filled in",
      page(
        /Others counted <span class="withheld" data-w="withheld">\[withheld\]<\/span>/,
        "Others counted 73,519 people",
      ),
      "sentences",
      /#s3 does not say/,
    ],
    [
      "what is opened is withheld",
      page(/Everything here is made up\./, '<span class="withheld" data-w="withheld">[withheld]</span>'),
      "sentences",
      /#s8 does not say/,
    ],
    [
      "a sentence is left out",
      page(/<span class="s" id="s8".*?<\/span> /, ""),
      "sentences",
      /leaves out the sentence 15 \/sections\/1\/blocks\/0\/sentences\/0/,
    ],
    [
      "the last sentence is left out",
      page(/ <span class="s" id="s9".*?J1<\/a>\.<\/span>/, ""),
      "sentences",
      /leaves out the sentence/,
    ],
    ["a sentence stands twice", page(first, "$& $&"), "sentences", /#s1 is number 2/],
    [
      "two sentences are swapped",
      page(/(<span class="s" id="s8".*?<\/span>) (<span class="s" id="s9".*?J1<\/a>\.<\/span>)/, "$2 $1"),
      "sentences",
      /not the sentence that comes next/,
    ],
    [
      "two sentences are swapped and numbered anew",
      page(
        /<span class="s" id="s8"(.*?<\/span>) <span class="s" id="s9"(.*?J1<\/a>\.<\/span>)/,
        '<span class="s" id="s8"$2 <span class="s" id="s9"$1',
      ),
      "sentences",
      /not the sentence that comes next/,
    ],
    [
      "a sentence more",
      page(first, '$& <span class="s" id="s2" data-s="15 /sections/0/blocks/0/sentences/1">All is proven.</span>'),
      "sentences",
      /#s2/,
    ],
    ["a sentence without a mark", page(first, "$& <span>All is proven.</span>"), "page", /index\.html:\d+/],
    [
      "a sentence in Arabic",
      replaceIn("index.ar.html", "ورآه من يختبئ", "ورآه الجميع"),
      "sentences",
      /index\.ar\.html#s2/,
    ],
  ]);
});

describe("everything else on the page", () => {
  areFound([
    [
      "text between blocks",
      page("</section>\n<section>", "</section>\nAll is proven.<section>"),
      "page",
      /index\.html:\d+/,
    ],
    ["text after the end", page(/$/, "All is proven."), "page", /what follows the page/],
    ["text before the beginning", page(/^/, "All is proven."), "page", /the beginning/],
    ["a byte order mark", page(/^/, "\ufeff"), "page", /the beginning/],
    ["a comment", page("<main>", "<main><!-- All is proven. -->"), "page", /index\.html:\d+/],
    ["a comment in the head", page("<title", "<!-- All is proven. --><title"), "page", /the head/],
    ["a script", page("</body>", "<script>1</script></body>"), "page", /the footer/],
    ["a handler", page('<article class="card"', '<article onclick="x" class="card"'), "page", /index\.html:\d+/],
    ["a tooltip", page("<h2><bdi", '<h2 title="All is proven."><bdi'), "page", /a heading/],
    [
      "words for screen readers",
      page('<article class="card"', '<article aria-label="All is proven." class="card"'),
      "page",
      /index\.html:\d+/,
    ],
    [
      "a description of the page",
      page('<meta name="referrer"', '<meta name="description" content="Proven."><meta name="referrer"'),
      "page",
      /the head/,
    ],
    [
      "a refresh",
      page('<meta name="referrer"', '<meta http-equiv="refresh" content="0;x"><meta name="referrer"'),
      "page",
      /the head/,
    ],
    ["a weaker policy", page("default-src &#39;none&#39;", "default-src *"), "page", /the policy/],
    [
      "words in the style sheet",
      page("</style>", 'h1::after{content:"All is proven."}</style>'),
      "page",
      /the style sheet/,
    ],
    ["a style sheet that hides", page("</style>", ".card{display:none}</style>"), "page", /the style sheet/],
    ["a second style sheet", page("</head>", "<style>.s{display:none}</style></head>"), "page", /the head/],
    ["a style of its own", page('<p class="how"', '<p style="display:none" class="how"'), "page", /the header/],
    ["another title", page(/<title([^>]*)>[^<]*/, "<title$1>All is proven"), "page", /the head/],
    ["another headline", page(/<h1>.*?<\/h1>/, "<h1>All is proven</h1>"), "page", /the header/],
    ["another heading", page("What was said</bdi>", "What is proven</bdi>"), "page", /a heading/],
    ["a heading more", page("<main>", "<main><h2>All is proven</h2>"), "page", /index\.html:\d+/],
    ["a heading less", page(/<h2><bdi data-p="15 \/sections\/1\/heading">.*?<\/h2>\n/, ""), "page", /a heading/],
    ["the authors pass for evidence", page(/<p class="voice".*?<\/p>\n/, ""), "page", /the authors speak/],
    [
      "evidence passes for the authors",
      page(
        /(What was said<\/bdi><\/h2>\n)/,
        '$1<p class="voice" data-p="15 /sections/0/voice" data-w="voice.authors">Here the authors speak for themselves.</p>\n',
      ),
      "page",
      /a block/,
    ],
    [
      "a quote passes for prose",
      page(/<blockquote>(<span class="s".*?)<\/blockquote>/, "<p>$1</p>"),
      "page",
      /a block/,
    ],
    ["a word of the interface is changed", page("What it rests on", "What proves it"), "page", /the evidence/],
    ["a word of the interface under another key", page('data-w="how"', 'data-w="check.advice"'), "page", /the header/],
    ["another name of the case", page(/Made-up case of Qarn Zahra/, "Proven case of Qarn Zahra"), "page", /the header/],
    ["another day", page(/(data-v="Bagging-Date">)\d{4}/, "$11999"), "page", /the header/],
    ["another fingerprint", page(/(data-v="Snowmelt-Case-Key">).{8}/, "$100000000"), "page", /the footer/],
    ["a link away", page('href="checkpoint"', 'href="https://example.org/"'), "page", /the footer/],
    [
      "a picture from elsewhere",
      page('src="data/exhibits/E2.png"', 'src="data:image/png;base64,AAAA"'),
      "page",
      /the file of E2/,
    ],
    ["another picture", page('src="data/exhibits/E2.png"', 'src="data/exhibits/E1.txt"'), "page", /the file of E2/],
    ["a caption", page('alt="E2"', 'alt="The mass grave"'), "page", /the file of E2/],
    ["a copy passes for the original", page(/<p class="copy".*?<\/p>/, ""), "page", /what the file of E2 is/],
    ["a tag in capitals", page("<main>", "<MAIN>"), "page", /the main part|the header/],
    ["a NUL", page("<main>", "<main>\0"), "page", /index\.html:\d+/],
    ["a carriage return", page("<main>", "<main>\r"), "page", /index\.html:\d+/],
    ["a form", page("</main>", "<form><input value='proven'></form></main>"), "page", /index\.html:\d+/],
    ["a template", page("</main>", "<template>proven</template></main>"), "page", /index\.html:\d+/],
    [
      "no UTF-8",
      (files) => files.set("index.html", Buffer.concat([files.get("index.html")!, Uint8Array.of(0xff)])),
      "sentences",
      /index\.html is no well-formed UTF-8/,
    ],
  ]);
});

describe("cards and lineage", () => {
  const card =
    (number: string, from: string | RegExp, to: string): Change =>
    (files) => {
      const html = textOf(files, "index.html");
      const start = html.indexOf(`<article class="card" id="${number}"`);
      const end = html.indexOf("</article>", start) + "</article>\n".length;
      const changed = html.slice(start, end).replace(from, to);
      if (changed === html.slice(start, end)) throw new Error(`nothing to change in ${number}`);
      files.set("index.html", Buffer.from(html.slice(0, start) + changed + html.slice(end)));
    };
  const row = (label: string): RegExp => new RegExp(`<div><dt data-w="field\\.${label}">.*?</div>`);
  areFound([
    ["a card is left out", card("S2", /^[\s\S]*$/, ""), "page", /leaves out S2/],
    ["a card stands twice", card("S2", /^[\s\S]*$/, "$&$&"), "page", /a card of S2/],
    ["a card under another heading", page("Claims</h3>", "Figures</h3>"), "page", /heading of the evidence/],
    [
      "claims pass for incidents",
      page('<h3 data-w="group.C">Claims', '<h3 data-w="group.I">Incidents'),
      "page",
      /C1 stands under another heading/,
    ],
    ["a dissent is left out", card("J1", row("dissent.text"), ""), "page", /J1 leaves out \/dissent\/0\/text\/en/],
    ["an alternative is left out", card("J1", row("alternatives.text"), ""), "page", /J1 leaves out \/alternatives/],
    ["a hedge is left out", card("C1", row("strength"), ""), "page", /C1 leaves out \/strength/],
    ["a lower bound is left out", card("C1", row("quantity.lower"), ""), "page", /no row "quantity\.lower"/],
    ["the exhibit is left out", card("C1", row("exhibit"), ""), "page", /C1 leaves out \/exhibit|no row "exhibit"/],
    ["the withheld exhibit is left out", card("C2", row("exhibit"), ""), "page", /no row "exhibit"/],
    [
      "bounds are swapped",
      card(
        "N1",
        /(<dt data-w="field\.quantity\.)lower">At least(.*?<dt data-w="field\.quantity\.)upper">At most/,
        '$1upper">At most$2lower">At least',
      ),
      "page",
      /N1/,
    ],
    [
      "a bound that is stated passes for not stated",
      card(
        "N1",
        /<bdi data-p="10 \/quantity\/upper">50<\/bdi>/,
        '<span data-q="10 /quantity/upper" data-w="notStated">not stated by the source</span>',
      ),
      "page",
      /N1: quantity\.upper/,
    ],
    [
      "a value passes for withheld",
      card("C1", /<bdi data-p="7 \/place">.*?<\/bdi>/, '<span class="withheld" data-w="withheld">[withheld]</span>'),
      "page",
      /C1 leaves out \/place/,
    ],
    [
      "a sign with a reason that there is not",
      card("C2", 'data-w="withheld">[withheld]', 'data-w="withheld.proven">[proven]'),
      "page",
      /index\.html:\d+/,
    ],
    [
      "a value under another label",
      card("C1", '<dt data-w="field.place">Place', '<dt data-w="field.time">Time'),
      "page",
      /row "time" of C1|C1/,
    ],
    ["a value of another item", card("S1", "newspaper", "court"), "page", /S1: role/],
    [
      "a grade is raised",
      card("C1", 'data-w="credibility.3">3: possibly true', 'data-w="credibility.1">1: confirmed by other sources'),
      "page",
      /C1: credibility/,
    ],
    ["a grade in other words", card("C1", "3: possibly true", "1: confirmed"), "page", /C1: credibility/],
    [
      "a row of its own",
      card("C1", "<dl>", '<dl><div><dt data-w="field.note">Note</dt><dd>proven</dd></div>'),
      "page",
      /C1: note/,
    ],
    [
      "the quoted words are changed",
      card("C1", "taken to the made-up place", "killed in the made-up place"),
      "page",
      /C1's quoted words/,
    ],
    [
      "another heading of a card",
      card("C1", /brought to Qarn Zahra\.<\/bdi><\/h4>/, "killed in Qarn Zahra.</bdi></h4>"),
      "page",
      /C1's own words/,
    ],
    ["the proof of another item", card("C1", "proofs/7.json", "proofs/8.json"), "page", /the proof of C1/],
    [
      "a source's list is put in another order",
      card("S1", /(<dd>.*?S2.*?<\/dd>)(<dd>.*?withheld.*?<\/dd>)/, "$2$1$1"),
      "page",
      /S1/,
    ],
    [
      "a lineage without its claim",
      page(/<li><a class="ref" data-i="7"(?:(?!<\/li>)[\s\S])*<\/li>/, ""),
      "page",
      /leaves out C1/,
    ],
    [
      "a lineage without its source",
      page(/<span class="step"><span data-w="field\.source">.*?<\/bdi><\/span>/, ""),
      "page",
      /C1's source/,
    ],
    [
      "a lineage of something else",
      page(/<ul class="chain"><li><a class="ref" data-i="2"/, '<ul class="chain"><li><a class="ref" data-i="1"'),
      "page",
      /an item of what this rests on/,
    ],
    ["no lineage at all", page(/\n<details class="lineage">[\s\S]*?<\/details>/, ""), "page", /what this rests on/],
    [
      "a lineage where there is none",
      page(
        /(<li><div><span class="s" id="s6".*?<\/div>)/,
        '$1\n<details class="lineage"><summary data-w="rests">What this rests on</summary><ul class="chain"></ul></details>',
      ),
      "page",
      /the end of a block/,
    ],
  ]);
});

describe("exhibits", () => {
  areFound([
    [
      "an exhibit is dropped everywhere",
      together(
        drop("data/exhibits/E1.txt"),
        replaceIn("ro-crate-metadata.json", /,\n\{"@id":"data\/exhibits\/E1\.txt".*?\}(?=,?\n)/, ""),
      ),
      "exhibits",
      /E1\.txt is missing/,
    ],
    [
      "an exhibit is changed",
      put("data/exhibits/E1.txt", "As many as 50 people"),
      "exhibits",
      /E1\.txt is not the file that was preserved/,
    ],
    ["an exhibit is added", put("data/exhibits/E9.txt", "x"), "exhibits", /E9\.txt is of no exhibit/],
    ["an exhibit has two files", put("data/exhibits/E1.pdf", "x"), "exhibits", /E1\.pdf is of no exhibit/],
    [
      "an exhibit has another ending",
      together(drop("data/exhibits/E1.txt"), put("data/exhibits/E1.html", "x")),
      "exhibits",
      /E1\.html is of no exhibit/,
    ],
    [
      "a picture is a web page",
      put("data/exhibits/E2.png", "<html>All is proven"),
      "exhibits",
      /E2\.png is no file of its kind/,
    ],
    ["a picture is dropped", drop("data/exhibits/E2.png"), "exhibits", /E2\.png is missing/],
  ]);
});

describe("what would be hidden in what there is not", () => {
  it("a code for which there is no word shows nothing", () => {
    for (const word of ["", "\0", "undefined", "\ufffd"]) {
      const files = bag.sealed(
        together(
          replaceIn("proofs/5.json", '"/value/reliability","C"', '"/value/reliability","Z"'),
          replaceIn("index.html", /reliability\.C">C: fairly reliable/g, `reliability.Z">${word}`),
        ),
      );
      expect(failedChecks(reportOf(files))).toContain("page");
    }
  });

  it("a sentence of a thousand marks is read to its end", async () => {
    const items = madeUpItems().map((item) => {
      if (item.id !== "text.en") return item;
      const value = structuredClone(item.value) as {
        sections: { blocks: { sentences: { [key: string]: Json }[] }[] }[];
      };
      value.sections[0]!.blocks[0]!.sentences[0]!["text"] = `${"{f0} ".repeat(1000)}{r0}`;
      return { ...item, value: value as unknown as typeof item.value };
    });
    expect(reportOf((await SmallBag.of(items)).files).outcome).toBe("verified");
  });
});

describe("a page is read from the first byte to the last", () => {
  const position = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

  it("fails with anything put in anywhere", () => {
    const html = textOf(bag.files, "index.html");
    const inserted = fc.oneof(
      fc.string({ minLength: 1, maxLength: 8, unit: "grapheme" }),
      fc.constantFrom(" ", "\n", "<b>", "&amp;", "\u200b"),
    );
    fc.assert(
      fc.property(position, inserted, (where, text) => {
        const at = Math.floor(where * (html.length + 1));
        const changed = html.slice(0, at) + text + html.slice(at);
        const report = reportOf(bag.sealed(put("index.html", changed)));
        expect(report.outcome).toBe("failed");
      }),
      { numRuns: 60 },
    );
  });

  it("fails with anything taken out of anywhere", () => {
    const html = textOf(bag.files, "index.html");
    fc.assert(
      fc.property(position, fc.integer({ min: 1, max: 400 }), (where, length) => {
        const at = Math.floor(where * html.length);
        const changed = html.slice(0, at) + html.slice(at + length);
        expect(reportOf(bag.sealed(put("index.html", changed))).outcome).toBe("failed");
      }),
      { numRuns: 60 },
    );
  });
});
