import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { piecesOf } from "./pieces.ts";
import { runsOf } from "./runs.ts";

describe("runsOf()", () => {
  it("the parts in order are the words, and neighbours differ in direction", () => {
    const words = fc.string({ unit: fc.constantFrom("a", "ب", "1", " ", ".", "𐎀", "ک", "é") });
    fc.assert(
      fc.property(words, fc.boolean(), (said, isRtl) => {
        const runs = runsOf(said, isRtl);
        expect(runs.map((run) => run.words).join("")).toBe(said);
        for (let i = 1; i < runs.length; i++) expect(runs[i]!.isRtl).toBe(!runs[i - 1]!.isRtl);
        for (const run of runs) expect(run.words).not.toBe("");
      }),
    );
  });
  it("signs between two words of one direction go with them, others with the paragraph", () => {
    expect(runsOf("قال Made Up: لا", true).map(({ words }) => words)).toEqual(["قال ", "Made Up", ": لا"]);
    expect(runsOf("in صيدنايا 2017 قال (1)", false)).toEqual([
      { words: "in ", isRtl: false },
      { words: "صيدنايا 2017 قال", isRtl: true },
      { words: " (1)", isRtl: false },
    ]);
  });
});

describe("piecesOf()", () => {
  it("tells references to lines that are there, and leaves all other words alone", () => {
    const anchors = new Set(["E1", "C12"]);
    expect(piecesOf("As [E1, p. 3] says [C12], not [C1] and not E1.", anchors)).toEqual([
      { words: "As [" },
      { words: "E1", to: "E1" },
      { words: ", p. 3] says [" },
      { words: "C12", to: "C12" },
      { words: "], not [C1] and not E1." },
    ]);
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("[", "]", "E", "1", ",", " ") }), (said) => {
        expect(
          piecesOf(said, anchors)
            .map(({ words }) => words)
            .join(""),
        ).toBe(said);
      }),
    );
  });
});
