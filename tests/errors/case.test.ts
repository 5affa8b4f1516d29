import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { MADE_UP, madeUpCase, Workbench } from "../support/cli.ts";

let bench: Workbench;
beforeEach(() => {
  bench = new Workbench();
});
afterEach(() => bench.remove());

describe("errors of the room case, through the command line", () => {
  it("case/not-found: no case here", async () => {
    expect(await bench.run(["status"])).toMatchObject({ code: "case/not-found", exit: 10 });
    expect(await bench.run(["status", "--case", "nowhere"])).toMatchObject({ code: "case/not-found", exit: 10 });
  });

  it("case/exists: init never writes over what is there", async () => {
    bench.write("full/letter.txt", "mine");
    expect(await bench.run(["init", "full", "--no-passphrase"])).toMatchObject({ code: "case/exists", exit: 4 });
    expect(readFileSync(bench.path("full/letter.txt"), "utf8")).toBe("mine");
  });

  it("case/unknown-format: nothing is misread", async () => {
    await bench.run(["init", "case", "--no-passphrase"]);
    bench.write("case/case.toml", 'format = 9\nname = "x"\n');
    for (const verb of ["status", "run", "list"]) {
      expect(await bench.run([verb, "--case", "case"])).toMatchObject({ code: "case/unknown-format", exit: 4 });
    }
  });

  it("case/no-text-to-read: a picture has no text to read claims from", async () => {
    await bench.run(["init", "case", "--no-passphrase"]);
    const pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
    bench.write("evidence/pixel.png", Buffer.from(pixel, "base64"));
    expect((await bench.run(["collect", "evidence", "--case", "case"])).exit).toBe(0);
    expect(await bench.run(["read", "E1", "--reference-date", "2017-05-15", "--case", "case"])).toMatchObject({
      code: "case/no-text-to-read",
      exit: 4,
    });
  });

  it("case/unknown-id: nothing answers", async () => {
    await bench.run(["init", "case", "--no-passphrase"]);
    expect(await bench.run(["show", "C7", "--case", "case"])).toMatchObject({ code: "case/unknown-id", exit: 2 });
    expect(await bench.run(["why", "117,000", "--case", "case"])).toMatchObject({ code: "case/unknown-id", exit: 2 });
    expect(await bench.run(["mark", "C7", "--level", "public", "--reason", "x", "--case", "case"])).toMatchObject({
      code: "case/unknown-id",
    });
  });

  it("case/unknown-level, case/unknown-audience, case/no-text, case/pending, case/no-checkpoint", async () => {
    expect((await madeUpCase(bench, { "hand/dossier.md": null })).exit).toBe(0);
    expect(await bench.run(["mark", "C1", "--level", "secret", "--reason", "x", "--case", "case"])).toMatchObject({
      code: "case/unknown-level",
      exit: 2,
    });
    expect(await bench.run(["publish", "--audience", "nobody", "--case", "case"])).toMatchObject({
      code: "case/unknown-audience",
      exit: 2,
    });
    expect(await bench.run(["publish", "--audience", "public", "--case", "case"])).toMatchObject({
      code: "case/no-text",
      exit: 4,
    });
    expect(await bench.run(["publish", "--audience", "public", "--at", "9999", "--case", "case"])).toMatchObject({
      code: "case/no-checkpoint",
      exit: 2,
    });
    bench.write("case/hand/dossier.md", MADE_UP["hand/dossier.md"]!);
    expect(await bench.run(["publish", "--audience", "public", "--case", "case"])).toMatchObject({
      code: "case/pending",
      exit: 4,
    });
  });
});

describe("case/hand-problems: every problem with its place, nothing recorded", () => {
  const cases: readonly (readonly [string, Readonly<Record<string, string>>, RegExp])[] = [
    ["malformed TOML", { "hand/sources.toml": "[[source]\n" }, /hand\/sources\.toml:2:\d+: /],
    [
      "an unknown key",
      { "hand/sources.toml": `${MADE_UP["hand/sources.toml"]}colour = "red"\n` },
      /hand\/sources\.toml:\d+:\d+: unknown key "colour"/,
    ],
    [
      "an unknown table",
      { "hand/claims.toml": `${MADE_UP["hand/claims.toml"]}[[klaim]]\nid = "C9"\n` },
      /unknown table "klaim"/,
    ],
    [
      "an unknown source",
      { "hand/claims.toml": MADE_UP["hand/claims.toml"]!.replace('"S2"', '"S9"') },
      /hand\/claims\.toml:14:10: unknown source "S9"/,
    ],
    [
      "an unknown exhibit",
      { "hand/claims.toml": MADE_UP["hand/claims.toml"]!.replace('"E1"', '"E7"') },
      /unknown exhibit "E7"/,
    ],
    [
      "a quote that is not found",
      { "hand/claims.toml": MADE_UP["hand/claims.toml"]!.replace("at least 25 of them", "at least 26 of them") },
      /quoted words are not found in the exhibit: "at least 26 of them"/,
    ],
    [
      "a quote that stands twice",
      { "hand/claims.toml": MADE_UP["hand/claims.toml"]!.replace('quote = "at least 25 of them"', 'quote = "mill"') },
      /stand 2 times/,
    ],
    [
      "a quantity that contradicts itself",
      { "hand/claims.toml": MADE_UP["hand/claims.toml"]!.replace("value = 25,", "value = 25, upper = 3,") },
      /takes its bound from "value"/,
    ],
    [
      "a grade out of range",
      { "hand/claims.toml": MADE_UP["hand/claims.toml"]!.replace("credibility = 2", "credibility = 7") },
      /must be 1 to 6/,
    ],
    [
      "a date that is none",
      { "hand/claims.toml": MADE_UP["hand/claims.toml"]!.replace("2014-01", "January 2014") },
      /not an EDTF date/,
    ],
    [
      "a literal figure",
      { "hand/figures.toml": '[[figure]]\nid = "N1"\nexpression = "40"\n' },
      /"40" is a typed number/,
    ],
    [
      "a bare literal figure",
      { "hand/figures.toml": '[[figure]]\nid = "N1"\nexpression = 40\n' },
      /a figure is no literal/,
    ],
    [
      "figures in a circle",
      { "hand/figures.toml": '[[figure]]\nid = "N1"\nexpression = "N2"\n\n[[figure]]\nid = "N2"\nexpression = "N1"\n' },
      /figures go in a circle: N1 from N2 from N1|figures go in a circle/,
    ],
    [
      "an id that stands twice",
      {
        "hand/sources.toml": `${MADE_UP["hand/sources.toml"]}\n[[source]]\nid = "S1"\nname = "x"\nreliability = "A"\n`,
      },
      /"S1" stands twice: first at hand\/sources\.toml:2/,
    ],
    [
      "an id of another kind",
      { "hand/sources.toml": MADE_UP["hand/sources.toml"]!.replace('"S2"', '"C2"') },
      /"C2" is no id of a source/,
    ],
    [
      "a typed number in prose",
      { "hand/dossier.md": MADE_UP["hand/dossier.md"]!.replace("{N2}", "25") },
      /hand\/dossier\.md:8:\d+: "25" is a typed number/,
    ],
    [
      "a number word in prose",
      { "hand/dossier.md": MADE_UP["hand/dossier.md"]!.replace("{N2}", "twenty-five") },
      /"twenty" is a typed number/,
    ],
    [
      "a sentence without evidence",
      { "hand/dossier.md": MADE_UP["hand/dossier.md"]!.replace(" [C2]", "").replace("{N2}", "some") },
      /names no evidence/,
    ],
    [
      "an unknown figure in prose",
      { "hand/dossier.md": MADE_UP["hand/dossier.md"]!.replace("{N2}", "{N9}") },
      /unknown figure "N9"/,
    ],
    [
      "a mark on nothing",
      { "hand/marks.toml": MADE_UP["hand/marks.toml"]!.replace('"J1"', '"J9"') },
      /unknown item "J9"/,
    ],
    [
      "a mark on a field that is misspelt",
      { "hand/marks.toml": `${MADE_UP["hand/marks.toml"]}field = "/nmae"\n` },
      /hand\/marks\.toml:6:\d+: no item of this mark has "\/nmae"; there is \/\S+/,
    ],
    [
      "a coarser value that no item of a mark has",
      { "hand/marks.toml": `${MADE_UP["hand/marks.toml"]}field = "/statement"\ncoarse = "band"\n` },
      /hand\/marks\.toml:7:\d+: no item of this mark has "band" for "\/statement"; there is nothing coarser/,
    ],
    [
      "a coarser value of no field",
      { "hand/marks.toml": `${MADE_UP["hand/marks.toml"]}coarse = "year"\n` },
      /a coarser value stands for a field: name it/,
    ],
    [
      "a value of no list, a number where a text belongs, and what is missing or empty, in plain words",
      {
        "hand/marks.toml": `${MADE_UP["hand/marks.toml"]!.replace('reason = "made up"', "")}because = "fear"\n\n[[mark]]\nid = 7\nitems = []\nlevel = "team"\nreason = "made up"\n`,
      },
      /:\d+:\d+: "reason": is missing\n[^\n]*"because": must be one of [^\n]*\n[^\n]*"id": must be a text in quotes\n[^\n]*"items": is empty\n/,
    ],
    [
      "a level that is none",
      { "hand/marks.toml": MADE_UP["hand/marks.toml"]!.replace('"public"', '"open"') },
      /hand\/marks\.toml:4:\d+: "level": must be public, partner:NAME, court:NAME, team or protected/,
    ],
  ];
  it.each(cases)("%s", async (_what, files, message) => {
    const ran = await madeUpCase(bench, files);
    expect(ran).toMatchObject({ code: "case/hand-problems", exit: 4 });
    expect(ran.said).toMatch(message);
    const { acts } = JSON.parse((await bench.run(["status", "--json", "--case", "case"])).out) as { acts: number };
    expect(acts).toBe(3);
  });

  it("gathers the problems of all files at once", async () => {
    const ran = await madeUpCase(bench, {
      "hand/claims.toml": MADE_UP["hand/claims.toml"]!.replace('"S2"', '"S9"').replace(
        "credibility = 3",
        "credibility = 0",
      ),
      "hand/dossier.md": MADE_UP["hand/dossier.md"]!.replace("{N2}", "25"),
    });
    expect(ran.said).toContain("hand/claims.toml");
    expect(ran.said).toContain("hand/dossier.md");
  });
});
