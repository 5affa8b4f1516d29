import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Attributes, coarseAge, coarseAttributes, coarseDate } from "#record";
import { countAlike, mayBe, mostAlike, rolesAlike, type Shown, tellingSets } from "./alike.ts";
import { findRisks as allRisks, ENOUGH, type Exposed, expectedShare, LARGEST_SHARE } from "./gate.ts";

// Every person here is invented.
const person = fc.record(
  {
    sex: fc.constantFrom("woman", "man"),
    age: fc.integer({ min: 15, max: 60 }).map(String),
    governorate: fc.constantFrom("Qarn", "Tal Amra", "Wadi"),
    profession: fc.constantFrom("baker", "nurse", "driver", "clerk"),
    arrested: fc.constantFrom("2012-03-04", "2012-03", "2013", "2014-11~"),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<Attributes>;
const people = fc.array(person, { minLength: 1, maxLength: 40 });

/** What a dossier may show of a person: each attribute as it is, coarser, or not at all. */
function shownOf(attributes: Attributes, choice: (name: string) => "fine" | "coarse" | "none"): Shown {
  const coarse = coarseAttributes(attributes) as Record<string, Record<string, string>>;
  const shown: Record<string, string> = {};
  for (const [name, value] of Object.entries(attributes)) {
    const how = choice(name);
    if (how === "fine") shown[`/attributes/${name}`] = value;
    const [step, said] = Object.entries(coarse[name] ?? {})[0] ?? [];
    if (how === "coarse" && step !== undefined) shown[`/coarse/${name}/${step}`] = said!;
  }
  return shown;
}

/** The same count by the shortest way: compare what each person would show in the same manner. */
function bruteForce(population: readonly Attributes[], shown: Shown): number {
  let count = 0;
  for (const other of population) {
    let fits = true;
    for (const pointer of Object.keys(shown)) {
      const [, root, name, step] = pointer.split("/") as [string, string, keyof Attributes, string?];
      if (other[name] === undefined) continue;
      let theirs: string | undefined = other[name];
      if (root === "coarse" && name === "age") theirs = coarseAge(other[name]!)?.[step as "band"];
      else if (root === "coarse") theirs = coarseDate(other[name]!)[step as "year"];
      if (theirs !== undefined && theirs !== shown[pointer]) fits = false;
    }
    if (fits) count += 1;
  }
  return count;
}

const choices = fc.func(fc.constantFrom("fine", "coarse", "none")) as fc.Arbitrary<
  (name: string) => "fine" | "coarse" | "none"
>;
const exposed = (shown: Shown, more: Partial<Exposed> = {}): Exposed => ({
  id: "P1",
  uid: "p1",
  isProtected: false,
  shown,
  before: {},
  ...more,
});

/** All but the figure over everybody, which has tests of its own. */
const findRisks: typeof allRisks = (...given) => allRisks(...given).filter(({ code }) => code !== "global-risk");

describe("countAlike()", () => {
  it("is what counting one by one gives, and never leaves the person out", () => {
    fc.assert(
      fc.property(people, choices, (population, choice) => {
        const shown = shownOf(population[0]!, choice);
        expect(countAlike(population, shown)).toBe(bruteForce(population, shown));
        expect(mayBe(population[0]!, shown)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
  it("grows when less is shown, and when more people are looked at", () => {
    fc.assert(
      fc.property(people, people, choices, (population, others, choice) => {
        const shown = shownOf(population[0]!, choice);
        const [first, ...rest] = Object.entries(shown);
        const less = Object.fromEntries(rest);
        if (first !== undefined)
          expect(countAlike(population, less)).toBeGreaterThanOrEqual(countAlike(population, shown));
        expect(countAlike([...population, ...others], shown)).toBeGreaterThanOrEqual(countAlike(population, shown));
      }),
    );
  });
  it("takes what is not known of somebody as fitting, and compares folded words", () => {
    expect(countAlike([{}, { age: "34" }, { age: "35" }], { "/attributes/age": "34" })).toBe(2);
    expect(countAlike([{ residence: "صيدنايا" }], { "/attributes/residence": "صَيدنايا" })).toBe(1);
    expect(countAlike([{ age: "34" }, { age: "36" }, { age: "40" }], { "/coarse/age/band": "30 to 39" })).toBe(2);
  });
});

describe("tellingSets()", () => {
  it("names the smallest sets that leave too few, against search through all subsets", () => {
    fc.assert(
      fc.property(people, choices, fc.integer({ min: 1, max: 6 }), (population, choice, threshold) => {
        const shown = shownOf(population[0]!, choice);
        const sets = tellingSets([population], shown, threshold);
        const names = Object.keys(shown).sort();
        const all = Array.from({ length: 2 ** names.length }, (_, bits) => names.filter((_, i) => (bits >> i) & 1));
        const few = (set: readonly string[]): boolean =>
          bruteForce(population, Object.fromEntries(set.map((name) => [name, shown[name]!]))) < threshold;
        const wanted = all.filter(
          (set) =>
            set.length > 0 &&
            set.length <= 3 &&
            few(set) &&
            !all.some(
              (less) => less.length > 0 && less.length < set.length && less.every((n) => set.includes(n)) && few(less),
            ),
        );
        expect(sets.map((set) => set.join()).sort()).toEqual(wanted.map((set) => set.join()).sort());
      }),
    );
  });
});

describe("findRisks()", () => {
  it("stops a planted unique person always, whatever else is in the lists", () => {
    fc.assert(
      fc.property(people, fc.array(people, { maxLength: 3 }), (own, lists) => {
        // Nobody else has this profession, and nobody's is unknown.
        const all = [own, ...lists].map((list) => list.map((one) => ({ profession: "driver", ...one })));
        const shown = { "/attributes/profession": "astronomer of Tal Amra" };
        const planted = [...all[0]!, { profession: "astronomer of Tal Amra" }];
        const risks = findRisks([exposed(shown)], planted, all.slice(1));
        const [risk] = risks.filter(({ code }) => code === "few-alike");
        expect(risk).toMatchObject({ person: "P1", alike: 1, threshold: 5, sets: [["/attributes/profession"]] });
      }),
      { numRuns: 1000 },
    );
  });
  it("counts the largest list and never adds lists up", () => {
    const three = Array.from({ length: 3 }, () => ({ sex: "woman" }));
    const shown = { "/attributes/sex": "woman" };
    expect(findRisks([exposed(shown)], three, [three, three])[0]).toMatchObject({ code: "few-alike", alike: 3 });
    expect(findRisks([exposed(shown)], three, [[...three, ...three]])).toEqual([]);
    expect(mostAlike([three, [...three, ...three]], shown)).toBe(6);
  });
  it("wants more for those who are protected", () => {
    const ten = Array.from({ length: 10 }, () => ({ sex: "woman" }));
    const shown = { "/attributes/sex": "woman" };
    expect(findRisks([exposed(shown)], ten, [ten])).toEqual([]);
    expect(findRisks([exposed(shown, { isProtected: true })], ten, [ten])[0]).toMatchObject({
      alike: 10,
      threshold: ENOUGH.protected,
    });
  });
  it("takes earlier dossiers together with this one", () => {
    const list = [
      ...Array.from({ length: 6 }, () => ({ sex: "woman", age: "34", profession: "baker" })),
      ...Array.from({ length: 6 }, () => ({ sex: "woman", age: "52", profession: "nurse" })),
      { sex: "woman", age: "34", profession: "nurse" },
    ];
    const now = exposed({ "/attributes/age": "34" });
    expect(findRisks([now], list, [list])).toEqual([]);
    const joined = findRisks([{ ...now, before: { "/attributes/profession": "nurse" } }], list, [list]);
    expect(joined).toMatchObject([
      { code: "earlier-dossiers", alike: 1, sets: [["/attributes/age", "/attributes/profession"]] },
    ]);
  });
  it("says that nobody knows where no list is declared, and nothing where nobody is shown", () => {
    const own = Array.from({ length: 9 }, () => ({ sex: "man" }));
    expect(findRisks([exposed({ "/attributes/sex": "man" })], own, []).map(({ code }) => code)).toEqual([
      "no-population",
    ]);
    expect(findRisks([], own, [])).toEqual([]);
  });
});

describe("the share that would be known again", () => {
  it("by hand: one of five and one of twenty, picked at random, are an eighth of two; a lone one is always known", () => {
    const list = [
      ...Array.from({ length: 5 }, () => ({ age: "34" })),
      ...Array.from({ length: 20 }, () => ({ age: "50" })),
    ];
    const [first, second] = [exposed({ "/attributes/age": "34" }), exposed({ "/attributes/age": "50" })];
    expect(expectedShare([first, second], [], [list])).toBeCloseTo((1 / 5 + 1 / 20) / 2, 12);
    expect(expectedShare([exposed({ "/attributes/age": "99" })], [{ age: "99" }], [list])).toBe(1);
    expect(expectedShare([], [], [list])).toBe(0);
  });
  it("is what picking at random gives, counted over all picks", () => {
    fc.assert(
      fc.property(people, fc.array(choices, { minLength: 1, maxLength: 5 }), (population, chosen) => {
        const some = chosen.map((choice, i) => exposed(shownOf(population[i % population.length]!, choice)));
        let known = 0;
        for (const { shown } of some) known += 1 / bruteForce(population, shown);
        expect(expectedShare(some, population, [])).toBeCloseTo(known / some.length, 10);
      }),
    );
  });
  it("stands against a dossier from 3 % on, together with what was shown before", () => {
    const list = Array.from({ length: 67 }, (_, i) => ({ sex: "woman", age: i < 33 ? "34" : "50" }));
    const codes = (one: Exposed): string[] => allRisks([one], [], [list]).map(({ code }) => code);
    expect(codes(exposed({ "/attributes/age": "50" }))).toEqual([]);
    expect(codes(exposed({ "/attributes/age": "34" }))).toEqual(["global-risk"]);
    expect(codes(exposed({ "/attributes/sex": "woman" }, { before: { "/attributes/age": "34" } }))).toEqual([
      "global-risk",
    ]);
    const [risk] = allRisks([exposed({ "/attributes/age": "34" })], [], [list]);
    expect(risk!.share).toBeGreaterThanOrEqual(LARGEST_SHARE);
    expect(risk!.share).toBeCloseTo(1 / 33, 12);
  });
});

describe("one role", () => {
  const list = (roles: readonly string[]): Attributes[] =>
    Array.from({ length: 60 }, (_, i) => ({ governorate: "Qarn", role: roles[i % roles.length]! }));
  const shown = { "/attributes/governorate": "Qarn", "/attributes/role": "guard" };
  it("is told where all who fit what else is shown have it, and only where a role is shown", () => {
    expect(rolesAlike([list(["guard"])], shown)).toBe(1);
    expect(rolesAlike([list(["guard"]), list(["guard", "cook", "Guard"])], shown)).toBe(2);
    expect(findRisks([exposed(shown)], [], [list(["guard"])])).toMatchObject([{ code: "one-role", alike: 1 }]);
    expect(findRisks([exposed(shown)], [], [list(["guard", "cook"])])).toEqual([]);
    expect(findRisks([exposed({ "/attributes/governorate": "Qarn" })], [], [list(["guard"])])).toEqual([]);
  });
  it("counts no unknown role for another, and what was shown before with it", () => {
    const unknown = list(["guard"]).map((one, i): Attributes => (i % 2 === 0 ? one : { governorate: "Qarn" }));
    expect(rolesAlike([unknown], shown)).toBe(1);
    const now = exposed({ "/attributes/governorate": "Qarn" }, { before: { "/attributes/role": "guard" } });
    expect(findRisks([now], [], [unknown]).map(({ code }) => code)).toEqual(["one-role"]);
  });
});

describe("coarser values", () => {
  it.each([
    ["2014-03-09", { month: "2014-03", year: "2014" }],
    ["2014-03", { month: "2014-03", year: "2014" }],
    ["2014~", { year: "2014~" }],
    ["2014-03-09?", { month: "2014-03?", year: "2014?" }],
    ["2014-03-09T10:00:00Z", { month: "2014-03", year: "2014" }],
    ["2011/2015", { year: "2011/2015" }],
    ["2011-03-04/2011-03-09", { month: "2011-03", year: "2011" }],
    ["2013/..", { year: "2013/.." }],
    ["2014-21", { year: "2014" }],
    ["201X", {}],
  ])("of %s", (date, coarse) => expect(coarseDate(date)).toEqual(coarse));
  it("of ages, in bands that hold the age", () => {
    expect(coarseAge("34")).toEqual({ band: "30 to 39", band5: "30 to 34" });
    expect(coarseAge("about 30")).toBeNull();
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 119 }), (age) => {
        for (const said of Object.values(coarseAge(String(age))!)) {
          const [from, to] = said.split(" to ").map(Number) as [number, number];
          expect(from <= age && age <= to).toBe(true);
        }
      }),
    );
  });
});
