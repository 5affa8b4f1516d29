import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { posteriorBounds } from "./likelihood.ts";
import { type CellRating, type Rating, scoreMatrix, type WeighedEvidence } from "./matrix.ts";
import { postMortem } from "./post-mortem.ts";

const page = readFileSync(new URL("../../docs/assess.md", import.meta.url), "utf8");

/** The tables of a Markdown section, as rows of cells without the line of dashes; the first row names the columns. */
function tablesOf(text: string): string[][][] {
  return text
    .split(/\n\s*\n/)
    .filter((block) => block.startsWith("|"))
    .map((block) =>
      block
        .split("\n")
        .filter((line) => !/^\|[-|]+\|$/.test(line))
        .map((line) =>
          line
            .split("|")
            .slice(1, -1)
            .map((cell) => cell.trim()),
        ),
    );
}

const rating = (text: string): Rating => (text === "na" ? "na" : (Number(text) as Rating));
const examples = page.split(/^### /m).slice(1, 4);

it.each(examples.map((text) => [text.split("\n")[0]!, text] as const))(
  "docs/assess.md, %s: every number by hand is the number computed",
  (_, text) => {
    const [input, scores, items] = tablesOf(text.split(/^## /m)[0]!) as [string[][], string[][], string[][]];
    const hypotheses = input[0]!.slice(3);
    const rows = input.slice(1);
    const evidence = rows.map(
      ([id, weight, group]): WeighedEvidence => ({
        id: id!,
        weight: Number(weight),
        group: group === "" ? null : group!,
      }),
    );
    const ratings = rows.flatMap(([item, , , ...cells]) =>
      cells.flatMap((cell, at): CellRating[] =>
        cell
          .split("/")
          .map((said, i) => ({ analyst: `${i}`, evidence: item!, hypothesis: hypotheses[at]!, rating: rating(said) })),
      ),
    );
    const matrix = scoreMatrix(hypotheses, evidence, ratings);
    const round = (value: number): number => Number(value.toFixed(4));
    expect(
      matrix.hypotheses.map((s) => [s.hypothesis, round(s.inconsistency), round(s.consistency), round(s.naShare)]),
    ).toEqual(scores.slice(1).map(([id, ...numbers]) => [id, ...numbers.map(Number)]));
    expect(matrix.evidence.map((s) => [s.evidence, round(s.diagnosticity), round(s.disagreement)])).toEqual(
      items.slice(1).map(([id, ...numbers]) => [id, ...numbers.map(Number)]),
    );
  },
);

it("docs/assess.md, likelihoods: the bounds by hand are the bounds computed", () => {
  const [table] = tablesOf(page.split(/^## Likelihoods$/m)[1]!.split(/^## /m)[0]!) as [string[][]];
  const rows = table.slice(1).map(([hypothesis, ...numbers]) => ({ hypothesis: hypothesis!, n: numbers.map(Number) }));
  const found = posteriorBounds(
    rows.map(({ hypothesis, n }) => ({ hypothesis, probability: n[0]! })),
    [
      {
        id: "E1",
        group: null,
        likelihoods: rows.map(({ hypothesis, n }) => ({ hypothesis, lower: n[1]!, upper: n[2]! })),
      },
    ],
  );
  expect(found!.map(({ lower, upper }) => [Number(lower.toFixed(4)), Number(upper.toFixed(4))])).toEqual(
    rows.map(({ n }) => n.slice(3)),
  );
});

it("docs/assess.md, looking back: Brier scores at both ends of a word", () => {
  const weighing = {
    hypotheses: [{ hypothesis: "H2", lower: 0.3, upper: 0.9 }, { hypothesis: "H1" }],
    evidence: [
      { evidence: "E1", weight: 0.6, means: [4, 2] },
      { evidence: "E2", weight: 1, means: [2, 1] },
      { evidence: "E3", weight: 1, means: [null, null] },
    ],
    judgements: [{ judgement: "J1", hypothesis: "H1", probability: "likely" as const }],
  };
  const right = postMortem(weighing, "H1");
  expect(right).toMatchObject({ held: "H1", rank: 2, bounds: null });
  expect(right.misleading.map(({ evidence, inconsistency }) => [evidence, inconsistency])).toEqual([
    ["E2", 4],
    ["E1", 0.6],
  ]);
  const ends = ({ judgements: [score] }: ReturnType<typeof postMortem>): number[] =>
    [score!.lower, score!.upper].map((value) => Number(value.toFixed(4)));
  expect(ends(right)).toEqual([0.04, 0.2025]);
  expect(ends(postMortem(weighing, "H2"))).toEqual([0.3025, 0.64]);
  expect(postMortem(weighing, "H2").bounds).toEqual({ lower: 0.3, upper: 0.9 });
  expect(() => postMortem(weighing, "H9")).toThrow(RangeError);
});
