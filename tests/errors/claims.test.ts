import sharp from "sharp";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { line, pdfOf } from "../disclosure/support/pdf.ts";
import { MADE_UP, madeUpCase, Workbench } from "../support/cli.ts";

let bench: Workbench;
beforeEach(() => {
  bench = new Workbench();
});
afterEach(() => bench.remove());

const at = (...args: string[]) => bench.run([...args, "--case", "case"]);
const claims = (from: string | RegExp, to: string): Record<string, string> => ({
  "hand/claims.toml": MADE_UP["hand/claims.toml"]!.replace(from, to),
});

describe("bad input about sources and claims", () => {
  const cases: readonly (readonly [string, Readonly<Record<string, string>>, RegExp])[] = [
    [
      "a grade out of range",
      claims("credibility = 3", "credibility = 7"),
      /claims\.toml:7:\d+: "credibility": must be 1 to 6/,
    ],
    [
      "a reliability that is none",
      { "hand/sources.toml": MADE_UP["hand/sources.toml"]!.replace('"C"', '"Z"') },
      /sources\.toml:4:\d+: "reliability"/,
    ],
    [
      "confirmed by nobody",
      claims("credibility = 2", "credibility = 1"),
      /no incident holds a claim of an independent source/,
    ],
    [
      "a judgement that cites a rejected claim",
      claims("credibility = 2\n", 'credibility = 2\nrejected = "she withdrew it"\n'),
      /judgements\.toml:7:\d+: claim "C2" was rejected \(she withdrew it\): nothing can rest on it/,
    ],
    [
      "a reliance on nobody",
      {
        "hand/sources.toml": MADE_UP["hand/sources.toml"]!.replace(
          'reliability = "C"',
          'reliability = "C"\nrelies-on = ["S9"]',
        ),
      },
      /unknown source "S9"/,
    ],
    [
      "a mark for an approval of no audience",
      {
        "hand/approvals.toml": `[[approval]]\nid = "D1"\naudience = "nobody"\ndigest = "${"0".repeat(64)}"\nby = "x"\nreason = "x"\n`,
      },
      /approvals\.toml:3:\d+: case\.toml defines no audience "nobody"/,
    ],
    [
      "a date of birth that is none",
      { "hand/persons.toml": '[[person]]\nid = "P1"\nname = "Made Up"\nattributes = { born = "spring" }\n' },
      /persons\.toml:4:\d+: "spring" is not an EDTF date/,
    ],
    [
      "an attribute that is none",
      { "hand/persons.toml": '[[person]]\nid = "P1"\nname = "Made Up"\nattributes = { shoe = "44" }\n' },
      /persons\.toml:4:\d+: .*shoe/,
    ],
  ];
  it.each(cases)("%s", async (_, files, said) => {
    const ran = await madeUpCase(bench, files);
    expect(ran).toMatchObject({ code: "case/hand-problems", exit: 4 });
    expect(ran.said).toMatch(said);
  });

  it("a circle of sources is no error: it is found, shown, and counted as one origin", async () => {
    await madeUpCase(bench, {
      "hand/sources.toml": MADE_UP["hand/sources.toml"]!.replace(
        'reliability = "C"',
        'reliability = "C"\nrelies-on = ["S2"]',
      ).replace('reliability = "B"', 'reliability = "B"\nrelies-on = ["S1"]'),
      "hand/incidents.toml": '[[incident]]\nid = "I1"\ntitle = "Held"\nwhat = "made up"\nclaims = ["C1", "C2"]\n',
    });
    const { out } = await at("assess");
    expect(out).toMatch(/circular reporting: S1 -> S2 -> S1: counted as one origin/);
    expect(out).toMatch(/I1: 2 claims in 1 document from 1 to 2 independent origins/);
  });

  it("figures in a circle are refused", async () => {
    const ran = await madeUpCase(bench, {
      "hand/figures.toml":
        '[[figure]]\nid = "N1"\nexpression = "N2 + N2"\n\n[[figure]]\nid = "N2"\nexpression = "N1 + N1"\n',
    });
    expect(ran.said).toMatch(/figures go in a circle: N1 from N2 from N1/);
  });
});

describe("bad input about disclosure", () => {
  const picture = () =>
    sharp({ create: { width: 30, height: 20, channels: 3, background: "#aabbcc" } })
      .png()
      .toBuffer();
  const redaction = (region: string): string =>
    `[[redaction]]\nid = "R1"\nexhibit = "E2"\nregions = [${region}]\nreason = "made up"\n`;

  it("a region outside the page", async () => {
    bench.write("evidence/photo.png", await picture());
    const ran = await madeUpCase(bench, {
      "hand/redactions.toml": redaction("{ x = 20, y = 0, width = 11, height = 5 }"),
    });
    expect(ran).toMatchObject({ code: "case/hand-problems", exit: 4 });
    expect(ran.said).toMatch(/redactions\.toml:4:\d+: the region ends at 31, 5, outside the page of 30 x 20 pixels/);
    bench.write("case/hand/redactions.toml", redaction("{ page = 3, x = 0, y = 0, width = 5, height = 5 }"));
    expect((await at("run")).said).toMatch(/a picture has no pages/);
    bench.write(
      "case/hand/redactions.toml",
      redaction("{ x = 0, y = 0, width = 30, height = 20 }").replace('"E2"', '"E1"'),
    );
    expect((await at("run")).said).toMatch(/text\/plain has no pixels: close words with a mark/);
    bench.write("case/hand/redactions.toml", redaction("{ x = 0, y = 0, width = 30, height = 20 }"));
    expect((await at("run")).exit).toBe(0);
  });

  it("text under a black box of a PDF is told when it comes in", async () => {
    bench.write("evidence/boxed.pdf", pdfOf([`${line("Nine lives", 50, 100)} 0 g 45 95 100 20 re f`]));
    await bench.run(["init", "case", "--no-passphrase"]);
    const { exit, said } = await at("collect", "evidence");
    expect(exit).toBe(0);
    expect(said).toMatch(/E1, page 1: 9 characters stand under a shape or picture; a program reads them/);
  });

  it("an audience, a risk and an approval that do not exist", async () => {
    await madeUpCase(bench);
    for (const more of [[], ["--preview"], ["--approve", "--by", "x", "--reason", "x"]]) {
      expect(await at("publish", "--audience", "nobody", ...more)).toMatchObject({
        code: "case/unknown-audience",
        exit: 2,
      });
    }
    expect(
      await at("publish", "--audience", "public", "--approve", "--by", "x", "--accept", "everything", "--reason", "x"),
    ).toMatchObject({ code: "case/unknown-risk", exit: 2 });
    expect(await at("publish", "--audience", "public", "--approve")).toMatchObject({ code: "cli/usage", exit: 2 });
    expect(await at("mark", "C1", "--level", "team", "--span", "nobody", "--reason", "x")).toMatchObject({
      code: "case/hand-problems",
    });
  });
});
