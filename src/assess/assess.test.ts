import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { posteriorBounds } from "./likelihood.ts";
import { lintJudgement } from "./lint.ts";
import {
  type CellRating,
  type Rating,
  scoreMatrix,
  turningGroups,
  turningItems,
  type WeighedEvidence,
} from "./matrix.ts";
import { rangeOf, wordFor } from "./probability-words.ts";

const item = (id: string, weight = 1, group: string | null = null): WeighedEvidence => ({ id, weight, group });
/** Rows of ratings `E1: [H1, H2, ...]` by one analyst. */
const rate = (rows: Readonly<Record<string, readonly Rating[]>>, analyst = "a"): CellRating[] =>
  Object.entries(rows).flatMap(([evidence, ratings]) =>
    ratings.map((rating, i) => ({ analyst, evidence, hypothesis: `H${i + 1}`, rating })),
  );

describe("scoreMatrix()", () => {
  // Worked by hand in docs/assess.md.
  it("scores by the squared distance below and above 3", () => {
    const { hypotheses, evidence } = scoreMatrix(
      ["H1", "H2"],
      [item("E1"), item("E2"), item("E3")],
      rate({ E1: [1, 5], E2: [2, 3], E3: [5, "na"] }),
    );
    expect(hypotheses).toEqual([
      { hypothesis: "H2", inconsistency: 0, consistency: 4, naShare: 1 / 3, unevaluated: 0 },
      { hypothesis: "H1", inconsistency: 5, consistency: 4, naShare: 0, unevaluated: 0 },
    ]);
    expect(evidence.map(({ diagnosticity }) => diagnosticity)).toEqual([2, 0.5, 1]);
  });
  it("takes the mean over analysts and shows where they disagree", () => {
    const ratings = [...rate({ E1: [1, 3] }), ...rate({ E1: [5, 3] }, "b")];
    const { hypotheses, evidence } = scoreMatrix(["H1", "H2"], [item("E1")], ratings);
    expect(hypotheses[0]!.inconsistency).toBe(0);
    expect(evidence[0]).toEqual({ evidence: "E1", diagnosticity: 0, disagreement: 2 });
  });
  it("lets credibility into the score and counts a dependent group once", () => {
    const ratings = rate({ E1: [1, 3], E2: [1, 3], E3: [1, 3] });
    const alone = scoreMatrix(["H1", "H2"], [item("E1"), item("E2"), item("E3")], ratings);
    const copies = scoreMatrix(
      ["H1", "H2"],
      [item("E1", 0.5, "g"), item("E2", 0.4, "g"), item("E3", 0.2, "g")],
      ratings,
    );
    expect(alone.hypotheses[1]!.inconsistency).toBe(12);
    expect(copies.hypotheses[1]!.inconsistency).toBe(2);
  });
  it("does not depend on the order of evidence or ratings", () => {
    const rows = fc.array(
      fc.tuple(fc.constantFrom<Rating>(1, 2, 3, 4, 5, "na"), fc.constantFrom<Rating>(1, 2, 3, 4, 5, "na")),
      { minLength: 1, maxLength: 8 },
    );
    fc.assert(
      fc.property(rows, (cells) => {
        const evidence = cells.map((_, i) => item(`E${i}`));
        const ratings = rate(Object.fromEntries(cells.map((cell, i) => [`E${i}`, cell])));
        const forward = scoreMatrix(["H1", "H2"], evidence, ratings).hypotheses;
        const back = scoreMatrix(["H1", "H2"], [...evidence].reverse(), [...ratings].reverse()).hypotheses;
        for (const [i, score] of forward.entries()) expect(back[i]!.inconsistency).toBeCloseTo(score.inconsistency, 9);
      }),
    );
  });
});

describe("turningItems()", () => {
  it("names the item that carries the order", () => {
    const evidence = [item("E1"), item("E2")];
    const ratings = rate({ E1: [1, 3], E2: [3, 2] });
    expect(turningItems(["H1", "H2"], evidence, ratings)).toEqual([{ evidence: "E1", first: "H1" }]);
  });
  it("names the group that carries it where copies stand in for each other", () => {
    const evidence = [item("E1", 1, "g"), item("E2", 1, "g"), item("E3", 1, "alone")];
    const ratings = rate({ E1: [1, 3], E2: [1, 3], E3: [3, 2] });
    expect(turningItems(["H1", "H2"], evidence, ratings)).toEqual([]);
    expect(turningGroups(["H1", "H2"], evidence, ratings)).toEqual([
      { group: "g", evidence: ["E1", "E2"], first: "H1" },
    ]);
  });
});

describe("posteriorBounds()", () => {
  const even = [
    { hypothesis: "H1", probability: 0.5 },
    { hypothesis: "H2", probability: 0.5 },
  ];
  const says = (id: string, h1: number, h2: number, group: string | null = null) => ({
    id,
    group,
    likelihoods: [
      { hypothesis: "H1", lower: h1, upper: h1 },
      { hypothesis: "H2", lower: h2, upper: h2 },
    ],
  });
  it("is Bayes' theorem when the likelihoods are points", () => {
    const [h1, h2] = posteriorBounds(even, [says("a", 0.8, 0.2), says("b", 0.5, 0.25)])!;
    expect(h1!.lower).toBeCloseTo(8 / 9, 12);
    expect(h1!.upper).toBeCloseTo(8 / 9, 12);
    expect(h2!.lower).toBeCloseTo(1 / 9, 12);
  });
  it("gains nothing from a copy", () => {
    const once = posteriorBounds(even, [says("a", 0.8, 0.2, "g")]);
    expect(posteriorBounds(even, [says("a", 0.8, 0.2, "g"), says("copy", 0.8, 0.2, "g")])).toEqual(once);
  });
  it("widens with what is not known, and never leaves 0 to 1", () => {
    expect(
      posteriorBounds(even, [{ id: "a", group: null, likelihoods: [{ hypothesis: "H1", lower: 0.5, upper: 1 }] }]),
    ).toEqual([
      { hypothesis: "H1", lower: 1 / 3, upper: 1 },
      { hypothesis: "H2", lower: 0, upper: 2 / 3 },
    ]);
  });
  it("refuses what is no probability", () => {
    expect(() => posteriorBounds([{ hypothesis: "H1", probability: 1.2 }], [])).toThrow(/1.2/);
    expect(() => posteriorBounds([{ hypothesis: "H1", probability: 0.7 }], [])).toThrow(/sum/);
  });
  it("gives what cannot be 0, the only one that can be 1, and nothing where none can be", () => {
    const impossible = { id: "a", group: null, likelihoods: [{ hypothesis: "H1", lower: 0, upper: 0 }] };
    expect(posteriorBounds(even, [impossible])).toEqual([
      { hypothesis: "H1", lower: 0, upper: 0 },
      { hypothesis: "H2", lower: 1, upper: 1 },
    ]);
    expect(posteriorBounds(even, [says("a", 0, 0)])).toBeNull();
  });
});

describe("wordFor()", () => {
  it.each([
    [0.005, null],
    [0.03, "almost no chance"],
    [0.05, "almost no chance"],
    [0.2, "very unlikely"],
    [0.45, "unlikely"],
    [0.5, "roughly even chance"],
    [0.55, "likely"],
    [0.8, "very likely"],
    [0.95, "almost certain"],
    [0.995, null],
  ])("%d is %s", (probability, word) => expect(wordFor(probability)).toBe(word));
  it("agrees with the ranges everywhere", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 0.99, noNaN: true }), (probability) => {
        const { lower, upper } = rangeOf(wordFor(probability)!);
        expect(probability).toBeGreaterThanOrEqual(lower);
        expect(probability).toBeLessThanOrEqual(upper);
      }),
    );
    expect(() => wordFor(1.2)).toThrow(RangeError);
    expect(() => rangeOf("maybe")).toThrow(RangeError);
  });
});

describe("lintJudgement()", () => {
  const faults = (text: string, more: Partial<Parameters<typeof lintJudgement>[0]> = {}): string[] =>
    lintJudgement({ text, reasons: "because", ...more }).map(({ fault }) => fault);
  it("finds the faults of ICD 203", () => {
    expect(faults("It is likely a kitchen and highly probable that it was heated.")).toEqual(["mixed-rows"]);
    expect(faults("It was possibly a kitchen.")).toEqual(["possible-as-probability"]);
    expect(faults("We judge with high confidence that it is very likely a kitchen.")).toEqual([
      "confidence-with-likelihood",
    ]);
    expect(faults("It is likely a kitchen.", { confidence: "low", reasons: " " })).toEqual([
      "confidence-without-reasons",
    ]);
    expect(faults("It is likely a kitchen.", { probability: "likely", computed: { lower: 0.1, upper: 0.3 } })).toEqual([
      "word-does-not-fit",
    ]);
    expect(faults("This proves that it was a kitchen.")).toEqual(["certainty"]);
  });
  it("lets sound wording be", () => {
    expect(
      faults("It is very likely a kitchen. Our confidence is low.", {
        probability: "very likely",
        confidence: "low",
        computed: { lower: 0.7, upper: 0.97 },
      }),
    ).toEqual([]);
    expect(faults("It is almost certainly a kitchen.")).toEqual([]);
    expect(faults("The roof was bare in May 2017.")).toEqual([]);
    expect(faults("The photograph does not prove that it was a kitchen. Nothing in it is certain.")).toEqual([]);
  });
  it("finds certainty in every form, also behind a hedge of its own", () => {
    for (const text of [
      "It is certain.",
      "This was proved.",
      "It is beyond any reasonable doubt.",
      "There is no doubt.",
    ])
      expect(faults(text)).toEqual(["certainty"]);
    expect(faults("It is almost certainly a kitchen, and certainly no mill.")).toEqual(["certainty"]);
  });
});
