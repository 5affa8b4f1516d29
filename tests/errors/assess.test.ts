import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { MADE_UP, madeUpCase, Workbench } from "../support/cli.ts";

let bench: Workbench;
beforeEach(() => {
  bench = new Workbench();
});
afterEach(() => bench.remove());

const HYPOTHESES = `[[hypothesis]]
id = "H1"
text = "They were held."
prior = 0.5

[[hypothesis]]
id = "H2"
text = "They sheltered."
prior = 0.5
`;
const ASSESSMENTS = `[[assessment]]
id = "A1"
evidence = "C1"
analyst = "first analyst"
ratings = { H1 = 4, H2 = 2 }
likelihoods = { H1 = [0.5, 0.9], H2 = [0.1, 0.3] }

[[assessment]]
id = "A2"
evidence = "N2"
analyst = "second analyst"
ratings = { H1 = 5, H2 = "na" }
`;
const ARGUED = { "hand/hypotheses.toml": HYPOTHESES, "hand/assessments.toml": ASSESSMENTS };
const at = (...args: string[]) => bench.run([...args, "--case", "case"]);

describe("bad input to the argument: every problem with its place, nothing recorded", () => {
  const cases: readonly (readonly [string, Readonly<Record<string, string>>, RegExp])[] = [
    [
      "one analyst rates an item under a hypothesis twice, and the item has two groups",
      {
        "hand/assessments.toml": `${ASSESSMENTS}group = "guards"\n\n[[assessment]]\nid = "A3"\nevidence = "N2"\nanalyst = "second analyst"\ngroup = "nurses"\nratings = { H1 = 1 }\n`,
      },
      /:19:\d+: N2 is in group "guards" by A2\n[^\n]*:20:\d+: "second analyst" rated N2 under H1 in A2\n/,
    ],
    [
      "a rating out of range",
      { "hand/assessments.toml": ASSESSMENTS.replace("H1 = 4", "H1 = 6") },
      /assessments\.toml:5:\d+: "ratings\.H1": must be 1 .* to 5/,
    ],
    [
      "a prior of 1.2",
      { "hand/hypotheses.toml": HYPOTHESES.replace("prior = 0.5", "prior = 1.2") },
      /hypotheses\.toml:4:\d+: "prior": is no probability/,
    ],
    [
      "a likelihood of 1.2",
      { "hand/assessments.toml": ASSESSMENTS.replace("0.9]", "1.2]") },
      /assessments\.toml:6:\d+: "likelihoods\.H1\.1": is no probability/,
    ],
    [
      "a likelihood upside down",
      { "hand/assessments.toml": ASSESSMENTS.replace("[0.5, 0.9]", "[0.9, 0.5]") },
      /has a lower bound above its upper/,
    ],
    [
      "a likelihood without a rating",
      { "hand/assessments.toml": ASSESSMENTS.replace("H1 = 4, ", "") },
      /"H1" has a likelihood and no rating/,
    ],
    [
      "an unknown hypothesis",
      { "hand/assessments.toml": ASSESSMENTS.replace("H2 = 2", "H9 = 2") },
      /unknown hypothesis "H9"/,
    ],
    [
      "a word of probability that is none",
      { "hand/judgements.toml": MADE_UP["hand/judgements.toml"]!.replace('"likely"', '"possible"') },
      /judgements\.toml:4:\d+: "probability"/,
    ],
    [
      "expectations without a measurement",
      { "hand/assessments.toml": `${ASSESSMENTS}expects = ["H1"]\n` },
      /N2 is no finding whose record states a ratio/,
    ],
    [
      "a finding without its record",
      { "hand/findings.toml": '[[finding]]\nid = "F1"\nexhibit = "E1"\ncredibility = 2\n' },
      /findings\.toml:3:\d+: E1 is no record of a finding: it is no JSON/,
    ],
    [
      "a weighing of nothing",
      {
        "hand/hypotheses.toml": "",
        "hand/assessments.toml": "",
        "hand/weighings.toml": '[[weighing]]\nid = "W1"\nreason = "x"\n',
      },
      /W1 freezes nothing/,
    ],
    [
      "an outcome that was not weighed",
      { "hand/outcomes.toml": '[[outcome]]\nid = "O1"\nweighing = "W7"\nhypothesis = "H1"\ntext = "x"\nclaims = []\n' },
      /unknown weighing "W7"/,
    ],
  ];
  it.each(cases)("%s", async (_, files, said) => {
    const ran = await madeUpCase(bench, { ...ARGUED, ...files });
    expect(ran).toMatchObject({ code: "case/hand-problems", exit: 4 });
    expect(ran.said).toMatch(said);
  });
});

describe("snowmelt assess", () => {
  it("weighs claims and figures, with bounds of probability, and tells what does not fit", async () => {
    await madeUpCase(bench, {
      ...ARGUED,
      "hand/judgements.toml": MADE_UP["hand/judgements.toml"]!.replace(
        'probability = "likely"',
        'hypothesis = "H1"\nprobability = "very unlikely"',
      ),
    });
    const ran = await at("assess");
    expect(ran.exit).toBe(3);
    // N2 is as credible as its claim, graded 2: 0.8 (5 - 3)^2; C1 is graded 3: 0.6.
    expect(ran.out).toMatch(/1\. H1: inconsistency 0\.00, consistency 3\.80, probability 0\.63 to 0\.90/);
    expect(ran.out).toMatch(/2\. H2: inconsistency 0\.60/);
    expect(ran.out).toMatch(/J1: "very unlikely" means 0\.05 to 0\.2, but the evidence gives 0\.63 to 0\.90/);
    expect((await at("assess", "--without", "S9")).code).toBe("case/unknown-id");
  });

  it("says why there are no bounds of probability, and is no bug where the evidence cannot be", async () => {
    await madeUpCase(bench, { ...ARGUED, "hand/hypotheses.toml": HYPOTHESES.replace("prior = 0.5", "prior = 0.7") });
    expect(await at("assess")).toMatchObject({ exit: 0, out: expect.stringMatching(/the priors do not sum to 1/) });
    bench.write("case/hand/hypotheses.toml", HYPOTHESES);
    bench.write(
      "case/hand/assessments.toml",
      ASSESSMENTS.replace("[0.5, 0.9]", "[0, 0]").replace("[0.1, 0.3]", "[0, 0]"),
    );
    expect(await at("run")).toMatchObject({ exit: 0 });
    expect(await at("assess")).toMatchObject({ exit: 0, out: expect.stringMatching(/the evidence cannot be/) });
    expect(await at("assess", "--freeze", "--reason", "as it stands")).toMatchObject({ exit: 0 });
  });

  it("lists what rests on a source, through the matrix to the judgement about a hypothesis; and earlier grades", async () => {
    await madeUpCase(bench, {
      ...ARGUED,
      "hand/judgements.toml":
        '[[judgement]]\nid = "J1"\ntext = "They were held."\nhypothesis = "H1"\nprobability = "likely"\nreasons = "made up"\n',
    });
    await at("assess", "--freeze", "--reason", "made up");
    expect((await at("assess", "--without", "S2")).out).toBe(
      "sources: none\nclaims: C2\nfigures: N2 N3\nincidents: none\nassessments: A2\nweighings: W1\njudgements: J1\n",
    );
    expect((await at("show", "S2")).out).not.toMatch(/gradedBefore/);
    bench.write(
      "case/hand/sources.toml",
      MADE_UP["hand/sources.toml"]!.replace('"B"', '"D"\nreasons = "she was not there (made up)"'),
    );
    await at("run");
    expect((await at("show", "S2")).out).toMatch(/gradedBefore: \[\{"act":\d+,"day":"[\d-]+","grade":"B"\}\]/);
  });

  it("freezes a weighing that no later change touches, and looks back at it", async () => {
    await madeUpCase(bench, {
      ...ARGUED,
      "hand/judgements.toml": MADE_UP["hand/judgements.toml"]!.replace(
        'probability = "likely"',
        'hypothesis = "H2"\nprobability = "likely"',
      ),
    });
    expect((await at("assess", "--freeze")).code).toBe("cli/usage");
    expect((await at("assess", "--freeze", "--reason", "before the visit")).said).toMatch(/Frozen as W1/);
    bench.write("case/hand/assessments.toml", ASSESSMENTS.replace("H1 = 4, H2 = 2", "H1 = 1, H2 = 5"));
    await at("run");
    const shown = JSON.parse((await at("show", "W1", "--json")).out) as {
      item: { value: { hypotheses: { inconsistency: string }[] } };
    };
    expect(JSON.stringify(shown)).toContain('"inconsistency":"0.6000"');
    expect((await at("assess")).out).toMatch(/1\. H2: inconsistency 0\.00/);
    bench.write(
      "case/hand/outcomes.toml",
      '[[outcome]]\nid = "O1"\nweighing = "W1"\nhypothesis = "H2"\ntext = "The register of the mill was found (made up)."\nclaims = ["C2"]\n',
    );
    await at("run");
    const back = (await at("assess")).out;
    expect(back).toMatch(/O1: H2 held; in W1 it stood 2\., at 0\.10 to 0\.38/);
    expect(back).toMatch(/C1 spoke against it \(0\.60\)/);
    expect(back).toMatch(/J1: Brier score 0\.04 to 0\.20/);
    bench.write("case/hand/decisions/weighings.toml", '[[weighing]]\nid = "W1"\nreason = "another reason"\n');
    expect((await at("run")).said).toMatch(/W1 is frozen and its reason with it/);
  });

  it("takes a finding with the bounds of its record", async () => {
    const record = {
      schema: "snowmelt-imagery-finding/1",
      target: "roof (made up)",
      statement: "Less snow lay on the roof (made up).",
      resultSha256: "0".repeat(64),
      likelihoodRatioAtMost: 4,
      caveats: [{ code: "made-up", text: "made up" }],
    };
    await madeUpCase(bench, {
      ...ARGUED,
      "evidence/finding.json": JSON.stringify({ finding: record }),
      "hand/findings.toml": '[[finding]]\nid = "F1"\nexhibit = "E1"\ncredibility = 2\n',
      "hand/assessments.toml":
        '[[assessment]]\nid = "A1"\nevidence = "F1"\nanalyst = "first analyst"\nratings = { H1 = 4, H2 = 2 }\nexpects = ["H1"]\n',
      "hand/sources.toml": MADE_UP["hand/sources.toml"]!.replace('"E1"', '"E2"'),
      "hand/claims.toml": MADE_UP["hand/claims.toml"]!.replaceAll('"E1"', '"E2"'),
    });
    // The ratio lies from 1 to 4: 0.5 / (0.5 + 0.5) and 0.5 / (0.5 + 0.125).
    expect((await at("assess")).out).toMatch(/H1: inconsistency 0\.00, consistency 0\.80, probability 0\.50 to 0\.80/);
  });
});
