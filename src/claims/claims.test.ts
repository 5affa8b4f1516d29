import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Assessment, Claim, Figure, Incident, Judgement, Source } from "#record";
import { compareFigures } from "./conflicts.ts";
import { areIndependent, independenceOf, unconfirmed } from "./independence.ts";
import { relianceOf } from "./reliance.ts";
import { touchedBy } from "./withdrawal.ts";

// Made-up sources and claims; names stand in for uids.
const source = (uid: string, ...reliesOn: string[]): Source => ({
  uid,
  id: `S${uid}`,
  name: uid,
  reliesOn,
  reliability: "F",
});
const claim = (uid: string, by: string, more: Partial<Claim> = {}): Claim => ({
  uid,
  id: uid,
  statement: { en: uid },
  source: by,
  accordingTo: [],
  exhibit: `e-${by}`,
  anchor: { quote: "q", start: 0, end: 1 },
  credibility: 3,
  polarity: "positive",
  ...more,
});

describe("relianceOf()", () => {
  it("follows reliance to its end and takes a circle as one origin", () => {
    const reliance = relianceOf([
      source("paper", "briefing"),
      source("radio", "briefing", "paper"),
      source("briefing"),
      source("x", "y"),
      source("y", "x"),
      source("z", "y"),
    ]);
    expect([...reliance.originsOf("radio")]).toEqual(["briefing"]);
    expect([...reliance.originsOf("z")]).toEqual(["x"]);
    expect(reliance.circles).toEqual([["x", "y"]]);
    expect(() => reliance.originsOf("nobody")).toThrow(RangeError);
  });
  it("finds exactly the sources that lie on a circle (against search by paths)", () => {
    const graph = fc
      .integer({ min: 1, max: 7 })
      .chain((n) => fc.array(fc.tuple(fc.nat(n - 1), fc.nat(n - 1)), { maxLength: 14 }).map((edges) => ({ n, edges })));
    fc.assert(
      fc.property(graph, ({ n, edges }) => {
        const names = Array.from({ length: n }, (_, i) => `s${i}`);
        const sources = names.map((name, i) =>
          source(name, ...edges.filter(([from]) => from === i).map(([, to]) => `s${to}`)),
        );
        const reach = (from: string, seen = new Set<string>()): Set<string> => {
          for (const next of sources.find((s) => s.uid === from)!.reliesOn)
            if (!seen.has(next)) reach(next, seen.add(next));
          return seen;
        };
        const onCircle = names.filter((name) => reach(name).has(name));
        const reliance = relianceOf(sources);
        expect(reliance.circles.flat().sort()).toEqual(onCircle.sort());
        for (const name of names)
          for (const origin of reliance.originsOf(name)) expect(origin === name || reach(name).has(origin)).toBe(true);
      }),
    );
  });
});

describe("independenceOf()", () => {
  it("counts ten copies of one briefing as one origin", () => {
    const sources = [source("briefing"), ...Array.from({ length: 10 }, (_, i) => source(`copy${i}`, "briefing"))];
    const claims = Array.from({ length: 10 }, (_, i) => claim(`c${i}`, `copy${i}`));
    expect(independenceOf(claims, relianceOf(sources))).toEqual({
      claims: 10,
      documents: 10,
      origins: { atLeast: 1, atMost: 10 },
    });
  });
  it("keeps apart what a report says on others' word and what it saw", () => {
    const reliance = relianceOf([source("a"), source("b"), source("report", "a")]);
    const [onWord, own] = [claim("c1", "report", { accordingTo: ["b"] }), claim("c2", "report")];
    expect(areIndependent(onWord, own, reliance)).toBe(true);
    expect(independenceOf([onWord, own], reliance).origins).toEqual({ atLeast: 2, atMost: 2 });
  });
});

describe("unconfirmed()", () => {
  const incident: Incident = { uid: "i", id: "I1", title: { en: "t" }, what: "w", claims: ["c1", "c2"] };
  it('refuses "confirmed by other sources" when the other source repeats the first', () => {
    const claims = [claim("c1", "a", { credibility: 1 }), claim("c2", "b")];
    expect(unconfirmed(claims, [incident], relianceOf([source("a"), source("b", "a")])).map((c) => c.uid)).toEqual([
      "c1",
    ]);
    expect(unconfirmed(claims, [incident], relianceOf([source("a"), source("b")]))).toEqual([]);
    expect(unconfirmed(claims, [], relianceOf([source("a"), source("b")]))).toHaveLength(1);
  });
});

describe("compareFigures()", () => {
  const reliance = relianceOf([source("official"), source("paper", "official"), source("ngo")]);
  const upTo50 = { relation: "atMost", value: "50", upper: "50", unit: "people", per: "day" } as const;
  it("finds a bound that drifted between copies of one origin", () => {
    const [comparison] = compareFigures(
      [
        claim("c1", "official", { quantity: upTo50 }),
        claim("c2", "paper", { quantity: { ...upTo50, relation: "atLeast", lower: "50", upper: undefined } }),
      ],
      reliance,
    );
    expect(comparison).toMatchObject({ verdict: "compatible", isBoundDrift: true, differences: ["bound"] });
  });
  it("says why figures cannot be compared, and when they conflict", () => {
    const weekly = claim("c3", "ngo", {
      quantity: { relation: "between", lower: "20", upper: "50", unit: "people", per: "week" },
    });
    expect(compareFigures([claim("c1", "official", { quantity: upTo50 }), weekly], reliance)[0]).toMatchObject({
      verdict: "not-comparable",
      differences: ["rate", "bound", "origin"],
      isBoundDrift: false,
    });
    const held = claim("c2", "official", { quantity: { ...upTo50, relation: "atLeast", counted: "detained" } });
    const killed = claim("c1", "official", { quantity: { ...upTo50, counted: "killed" } });
    expect(compareFigures([killed, held], reliance)[0]).toMatchObject({
      verdict: "not-comparable",
      differences: ["counted", "bound"],
      isBoundDrift: false,
    });
    // What one side leaves out is no difference.
    expect(compareFigures([claim("c1", "official", { quantity: upTo50 }), held], reliance)[0]!.isBoundDrift).toBe(true);
    const more = claim("c4", "ngo", {
      quantity: { relation: "moreThan", value: "50", lower: "50", lowerInclusive: false, unit: "people", per: "day" },
    });
    expect(compareFigures([claim("c1", "official", { quantity: upTo50 }), more], reliance)[0]!.verdict).toBe(
      "conflict",
    );
  });
});

describe("touchedBy()", () => {
  it("walks from a source to every judgement", () => {
    const figure = (uid: string, more: Partial<Figure>): Figure => ({
      uid,
      id: uid,
      kind: "computed",
      inputs: [],
      quantity: { relation: "exact", value: "1", unit: "x" },
      words: {},
      ...more,
    });
    const judgement: Judgement = {
      uid: "j",
      id: "J1",
      text: {},
      reasons: {},
      claims: ["c2"],
      alternatives: [],
      dissent: [],
    };
    const rates = (uid: string, evidence: string, hypothesis: string): Assessment => ({
      uid,
      id: uid,
      evidence,
      analyst: "a",
      ratings: [{ hypothesis, rating: 4 }],
    });
    const touched = touchedBy("a", {
      sources: [source("a"), source("b", "a"), source("c")],
      claims: [claim("c1", "a"), claim("c2", "b"), claim("c3", "c")],
      figures: [figure("n2", { inputs: ["n1"] }), figure("n1", { claim: "c2" }), figure("n3", { claim: "c3" })],
      incidents: [],
      assessments: [rates("a1", "n2", "h1"), rates("a2", "c3", "h2")],
      weighings: [],
      judgements: [
        judgement,
        { ...judgement, uid: "k", id: "J2", claims: [], hypothesis: "h1" },
        { ...judgement, uid: "l", id: "J3", claims: [], hypothesis: "h2" },
      ],
    });
    expect(touched).toEqual({
      sources: ["b"],
      claims: ["c1", "c2"],
      figures: ["n2", "n1"],
      incidents: [],
      assessments: ["a1"],
      weighings: [],
      judgements: ["j", "k"],
    });
  });
});
