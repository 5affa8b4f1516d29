import fc from "fast-check";
import { expect, it } from "vitest";
import { makeFamilies } from "../generate/families.ts";
import { parseMapWords } from "../map/parse-words.ts";
import { proposeMap } from "../map/propose.ts";
import { compile } from "../plan/compile.ts";
import type { Compiled } from "../plan/compiled.ts";
import { readCsv } from "../read/csv.ts";
import { orderRecords } from "../record-order.ts";
import { Executor } from "./executor.ts";
import { packRows } from "./packed-rows.ts";
import { slicesOf } from "./slices.ts";
import type { TaskResult, Weights } from "./task.ts";

// Nobody in these lists exists.
const PEOPLE = `given,family,dob,age,sex,town,job,code
ann,archer,1970-01-02,,f,york,baker,x12
anne,archer,1970-02-01,50,f,york,baker,x12
bob,baker,1970-01-02,50,m,yorke,smith,x13
bob,baker,,51,m,leeds,smith,
robert,bakr,1970-01-03,,m,leeds,,x14
,archer,1985,36,,york,tailor,x12
carla,conn,1985-06-07,36,f,,tailor,y99
karla,conn,1985-06-17,36,f,hull,taylor,y98
`;

function compiled(texts: readonly string[], words: readonly string[]): Compiled {
  const tables = texts.map((text, t) => readCsv(new TextEncoder().encode(text), `list-${t}.csv`));
  const maps = parseMapWords(
    words,
    tables,
    tables.map((table) => proposeMap(table)),
  );
  return compile(
    tables,
    maps,
    orderRecords(tables, maps),
    tables.map(() => false),
  );
}

const WESTERN = compiled([PEOPLE], ["dob=birth,town=place,job=text,code=code"]);
const FAMILIES = compiled(makeFamilies({ people: 30, lists: 2, capture: 0.8, seed: 3 }).lists, [
  "note=ignore,person=ignore",
]);

function kept(executor: Executor, weights: Weights): TaskResult {
  const rules = [[]];
  const { blocks } = executor.run({ kind: "block", rules, rule: 0 });
  return executor.run({ kind: "score", rules, rule: 0, slice: slicesOf(blocks!)[0]!, weights });
}

const lines = ({ a, b, weight, pattern }: TaskResult, keep: number): string[] =>
  [...a].flatMap((_, e) => (weight[e]! >= keep ? [`${a[e]} ${b[e]} ${weight[e]} ${pattern[e]}`] : []));

for (const [name, data] of [
  ["a Western list", WESTERN],
  ["families", FAMILIES],
] as const) {
  it(`no pair that weighs enough is given up, whatever the weights: ${name}`, () => {
    const executor = new Executor(data, packRows(data, [[]]));
    const row = (of: fc.Arbitrary<number>, levels: readonly string[]): fc.Arbitrary<number[]> =>
      fc.array(of, { minLength: levels.length, maxLength: levels.length }).map((values) => [0, ...values]);
    const weight = fc.double({ min: -12, max: 12, noNaN: true });
    const strength = fc.oneof(fc.constant(0), fc.double({ min: -1, max: 1, noNaN: true }));
    const weights = fc.record({
      prior: fc.double({ min: -25, max: 0, noNaN: true }),
      byDigit: fc.tuple(...data.comparisons.map(({ levels }) => row(weight, levels))),
      rarity: fc.tuple(...data.comparisons.map(({ levels }) => row(strength, levels))),
      rarityMean: fc.constant(data.comparisons.map(({ frequencies }) => (frequencies ?? []).map((_, k) => 3 + k))),
      related: fc.array(
        fc.record({
          prior: fc.double({ min: -20, max: 0, noNaN: true }),
          byDigit: fc.tuple(...data.comparisons.map(({ levels }) => row(weight, levels))),
          shares: fc.record({ kin: fc.boolean(), place: fc.boolean() }),
        }),
        { maxLength: 2 },
      ),
      tells: fc.constantFrom({ name: [], id: [], day: [] }, { name: [0], id: [1], day: [] }),
    });
    let [all, some] = [0, 0];
    fc.assert(
      fc.property(weights, fc.double({ min: -30, max: 20, noNaN: true }), (given, keep) => {
        const everything = kept(executor, { ...given, keep: -1e9 });
        const enough = kept(executor, { ...given, keep });
        expect(lines(enough, -1e9)).toEqual(lines(everything, keep));
        expect(enough.pairs).toBe(everything.pairs);
        all += everything.a.length;
        some += enough.a.length;
      }),
      { numRuns: 60 },
    );
    expect(some).toBeGreaterThan(0);
    expect(some).toBeLessThan(all);
  });
}

it("weights that are no finite numbers give nothing up that they would keep", () => {
  const executor = new Executor(WESTERN, packRows(WESTERN, [[]]));
  const byDigit = WESTERN.comparisons.map(({ levels }) => [0, ...levels.map((_, l) => l)]);
  byDigit[0]![1] = Number.NEGATIVE_INFINITY;
  byDigit[1]!.fill(Number.POSITIVE_INFINITY, 2);
  const weights = {
    prior: -5,
    byDigit,
    related: [],
    tells: { name: [], id: [], day: [] },
    rarity: byDigit.map((row) => row.map(() => 0)),
    rarityMean: WESTERN.comparisons.map(() => [0]),
  };
  const everything = kept(executor, { ...weights, keep: -1e9 });
  expect(lines(kept(executor, { ...weights, keep: 0 }), 0)).toEqual(lines(everything, 0));
});
