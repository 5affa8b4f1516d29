import { beforeAll, describe, expect, it } from "vitest";
import { sha256Hex } from "#kernel";
import { bagOf, compareDossiers } from "#verify";
import type { MadeUpPublication } from "../../src/publish/testing/made-up-case.ts";
import { type MadeUpItem, madeUpItems, uidOf } from "../../src/publish/testing/made-up-items.ts";
import { areFound, page } from "./liar.ts";
import { drop, failedChecks, replaceIn, reportOf, SmallBag, textOf, together } from "./small-bag.ts";

// Everything here is signed by the case key itself: the publisher lies, and the proofs tell. Names and numbers are made up.
const [FIRST, SECOND] = ["first", "second"].map((name) => sha256Hex(`made-up manifest: ${name}`)) as [string, string];
const published = (n: number, more: MadeUpPublication): MadeUpPublication => ({
  audience: "public",
  day: "2026-01-01",
  dossier: `public-000${n}`,
  n,
  ...more,
});
const ONE = published(1, { manifest: FIRST, version: 1 });
const TWO = published(2, { manifest: SECOND, version: 2, replaces: FIRST });

function erratum(dossier: string): MadeUpItem {
  return {
    kind: "erratum",
    id: "B1",
    value: {
      uid: uidOf("B1"),
      id: "B1",
      dossier,
      item: uidOf("N1"),
      was: { en: "at most 500 people", ar: "ما لا يزيد على 500 شخص" },
      is: { en: "at most 50 people", ar: "ما لا يزيد على 50 شخصًا" },
      reason: { en: "A nought too much.", ar: "صفر زائد." },
      level: "public",
    },
  };
}

const chained = (
  chain: readonly MadeUpPublication[],
  { corrects = "public-0002", withdrawn = undefined as string | undefined } = {},
): Promise<SmallBag> => SmallBag.of([...madeUpItems(), erratum(corrects)], {}, chain, withdrawn);

let bag: SmallBag;
beforeAll(async () => {
  bag = await chained([ONE, TWO], { withdrawn: "public-0001" });
});

describe("a dossier that replaces two others", () => {
  it("is verified, and says which it replaces, what was wrong in them, and that one was withdrawn", () => {
    const report = reportOf(bag.files);
    expect(report).toMatchObject({ outcome: "verified", incomplete: [] });
    expect(report.checks.find(({ name }) => name === "versions")!.proves).toBe(
      'it is version 3 for "public", and the log says that it replaces "public-0002", "public-0001" (withdrawn on "2026-01-02")',
    );
    const words = textOf(bag.files, "index.html")
      .replace(/<[^>]*>/g, " ")
      .replace(/\s+/g, " ");
    expect(words).toContain("· version 3 · replaces public-0002");
    expect(words).toMatch(/Corrections B1 A nought too much\./);
    expect(words).toMatch(
      /Stood in public-0002 About N1 at most 50 people per day It said at most 500 people Right is at most 50 people/,
    );
    const arabic = textOf(bag.files, "index.ar.html");
    expect(arabic).toContain("صفر زائد.");
    expect(arabic).toContain("ما لا يزيد على 500 شخص");
  });

  areFound(
    () => bag,
    [
      [
        "it passes for the first version",
        replaceIn("bag-info.txt", "Version: 3", "Version: 1"),
        "versions",
        /says version "1"/,
      ],
      [
        "it does not say its version",
        replaceIn("bag-info.txt", "Snowmelt-Version: 3\n", ""),
        "versions",
        /says no version/,
      ],
      [
        "its version is no number",
        replaceIn("bag-info.txt", "Version: 3", "Version: three"),
        "bag",
        /Snowmelt-Version is not/,
      ],
      [
        "a predecessor is left out, and the number made to fit",
        together(drop("proofs/2.json", "proofs/2.tlog-proof"), replaceIn("bag-info.txt", "Version: 3", "Version: 2")),
        "versions",
        /B1 corrects no earlier dossier/,
      ],
      [
        "the first is left out, and the number made to fit",
        together(drop("proofs/1.json", "proofs/1.tlog-proof"), replaceIn("bag-info.txt", "Version: 3", "Version: 2")),
        "versions",
        /is version "2", and stands here as 1/,
      ],
      [
        "the fingerprint of a predecessor is another",
        replaceIn("proofs/2.json", SECOND, "0".repeat(64)),
        "ledger",
        /not what the entry commits to/,
      ],
      [
        "a predecessor does not say what it replaced",
        replaceIn("proofs/2.json", /,\["[^"]*","\/value\/replaces","[0-9a-f]*"\]/, ""),
        "versions",
        /replaced another one/,
      ],
      [
        "who was hidden is opened with it",
        replaceIn("proofs/1.json", "/value/version", "/value/withheld"),
        "ledger",
        /does not open exactly|not what the entry commits to/,
      ],
      [
        "the withdrawal is of another day",
        page(/(data-p="3 \/day">)2026-01-02/, "$12026-01-01"),
        "page",
        /earlier dossier/,
      ],
      [
        "the page keeps silent on the withdrawal",
        page(/<div><dt data-w="versions\.withdrawn">.*?<\/div>/, ""),
        "page",
        /earlier dossier/,
      ],
      [
        "the page names the predecessors in another order",
        page(
          /(<article class="card"><h4><bdi data-p="2.*?<\/article>\n)(<article class="card"><h4><bdi data-p="1.*?<\/article>\n)/s,
          "$2$1",
        ),
        "page",
        /earlier dossier/,
      ],
      [
        "the page leaves a predecessor out",
        page(/<article class="card"><h4><bdi data-p="1.*?<\/article>\n/s, ""),
        "page",
        /earlier dossier/,
      ],
      ["the page leaves all of it out", page(/<section id="versions">.*?<\/section>\n/s, ""), "page", /the versions/],
      ["the header keeps silent on it", page(/ <span data-w="replaces">.*?<\/bdi>/, ""), "page", /the header/],
      ["the correction says what was never wrong", page("at most 500 people", "at most 60 people"), "page", /B1/],
      [
        "the correction's reason is another",
        page("A nought too much.", "New evidence came."),
        "page",
        /the correction B1/,
      ],
      [
        "the page keeps silent on the correction",
        page(/<div><dt data-w="versions\.corrections">.*?<\/div>/, ""),
        "page",
        /the corrections/,
      ],
      [
        "the description says what was never wrong",
        replaceIn("ro-crate-metadata.json", '"/was/en":"at most 500 people"', '"/was/en":"at most 60 people"'),
        "fields",
        /#B1\/was\/en/,
      ],
      [
        "the description keeps silent on a predecessor",
        replaceIn("ro-crate-metadata.json", /,\n\{"@id":"#dossier-2".*?\}(?=\n)/, ""),
        "fields",
        /#dossier-2 is missing/,
      ],
      [
        "the description says another version",
        replaceIn("ro-crate-metadata.json", '"version":"3"', '"version":"1"'),
        "fields",
        /\.\/: "version"/,
      ],
    ],
  );
});

describe("a log that says what cannot be", () => {
  it.each([
    [
      "a predecessor is for another audience",
      [{ ...ONE, audience: "court", dossier: "court-0001" }],
      /another audience/,
    ],
    ["a predecessor has another name than its checkpoint gives", [{ ...ONE, dossier: "public-0007" }], /another name/],
    [
      "a predecessor is of a checkpoint after its publication",
      [published(9, { manifest: FIRST, version: 1 })],
      /after its publication/,
    ],
    [
      "a predecessor was made before the one that it should replace was published",
      [ONE, { ...TWO, n: 1, dossier: "public-0001" }],
      /published before/,
    ],
    ["a version is left out", [ONE, { ...TWO, version: 3 }], /is version "3", and stands here as 2/],
    ["a predecessor replaced another one", [ONE, { ...TWO, replaces: SECOND }], /replaced another one/],
    ["the first says that it replaced one", [{ ...ONE, replaces: SECOND }], /replaced another one/],
    ["a fingerprint is none", [{ ...ONE, manifest: "made up" }], /fingerprint of the earlier dossier is none/],
    [
      "one without a version follows one with it",
      [ONE, published(2, { manifest: SECOND })],
      /does not say its version/,
    ],
  ] satisfies [string, MadeUpPublication[], RegExp][])("%s", async (_what, chain, tells) => {
    const report = reportOf((await chained(chain, { corrects: String(chain.at(-1)!["dossier"]) })).files);
    expect(report.outcome).toBe("failed");
    expect(failedChecks(report)).toEqual(["versions"]);
    expect(report.checks.find(({ name }) => name === "versions")!.problems.join("\n")).toMatch(tells);
  });

  it("lets dossiers of earlier versions of the program, which say no number, stand at the beginning", async () => {
    const older = [published(1, { manifest: FIRST }), published(2, { manifest: SECOND })];
    expect(reportOf((await chained(older)).files)).toMatchObject({ outcome: "verified" });
  });
});

it("a first dossier says that it is version 1; one of an earlier version of the program says nothing of it", async () => {
  const first = reportOf((await SmallBag.of()).files);
  expect(first.checks.find(({ name }) => name === "versions")!.proves).toMatch(/first version for "public"/);
  const silent = reportOf((await SmallBag.of(madeUpItems(), ({ chain: _, ...input }) => input)).files);
  expect(silent).toMatchObject({ outcome: "verified" });
  expect(silent.checks.map(({ name }) => name)).not.toContain("versions");
  expect(silent.unchecked.join("\n")).toMatch(/does not say/);
});

it("an erratum of a dossier that is not replaced stays where it is", async () => {
  const { files } = await chained([ONE], { corrects: "public-0099" });
  expect(reportOf(files)).toMatchObject({ outcome: "verified" });
  for (const bytes of files.values()) expect(Buffer.from(bytes).toString()).not.toContain("A nought too much.");
});

it("of two dossiers, tells which replaces which, and what was changed with and without a correction", async () => {
  const items = madeUpItems().map((item) => {
    const value = JSON.parse(
      JSON.stringify(item.value).replaceAll('"at most 50 people per day"', '"at most 500 people per day"'),
    );
    return item.id === "S1" ? { ...item, value: { ...value, reasons: "Never wrong." } } : { ...item, value };
  });
  const older = await SmallBag.of(items);
  const manifest = sha256Hex(older.files.get("tagmanifest-sha256.txt")!);
  const size = Number(/Size: (\d+)/.exec(textOf(older.files, "bag-info.txt"))![1]);
  // The made-up log begins with what it published, so the older dossier's real checkpoint cannot stand there.
  const newer = await chained([published(1, { manifest, version: 1 })], { corrects: "public-0001" });
  expect(size).toBeGreaterThan(1);
  const found = compareDossiers(bagOf(newer.files), bagOf(older.files));
  expect(found).toMatchObject({ relation: "replaces" });
  expect(found.changes).toEqual([
    'N1: /words/en "at most 500 people per day" became "at most 50 people per day": corrected by B1',
    'S1: /reasons "Never wrong." became "Corrects its mistakes.": no correction names it',
  ]);
  expect(compareDossiers(bagOf(older.files), bagOf(newer.files))).toMatchObject({ relation: "replaced", changes: [] });
  expect(compareDossiers(bagOf(older.files), bagOf(older.files))).toMatchObject({ relation: "same" });
  expect(compareDossiers(bagOf(bag.files), bagOf(older.files))).toMatchObject({ relation: "unrelated" });
  const changed = older.sealed(page("Qarn Zahra", "Tal Amra"));
  expect(compareDossiers(bagOf(newer.files), bagOf(changed))).toMatchObject({ relation: "broken" });
});
