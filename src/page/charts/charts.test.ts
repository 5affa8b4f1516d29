import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { achMatrix, forestPlot, placeMap, sourceGraph, timeline } from "../index.ts";
import { scaleOf } from "./scale.ts";
import { wrap } from "./svg.ts";

// Labels here are made up.
const count = (svg: string, pattern: RegExp): number => [...svg.matchAll(pattern)].length;
const wellFormed = (svg: string): boolean => {
  const open: string[] = [];
  for (const [, slash, name, , self] of svg.matchAll(/<(\/?)([a-z]+)([^<>]*?)(\/?)>/g)) {
    if (slash === "/") {
      if (open.pop() !== name) return false;
    } else if (self !== "/") open.push(name!);
  }
  return open.length === 0 && !/NaN|undefined|Infinity/.test(svg);
};

describe("scaleOf()", () => {
  it("keeps order, stays within its ends, and marks lie on it", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1e9 }), { minLength: 1, maxLength: 12 }), (numbers) => {
        const { place, ticks } = scaleOf(numbers, 100, 500);
        const places = [...numbers].sort((a, b) => a - b).map(place);
        for (const [i, x] of places.entries()) {
          expect(x).toBeGreaterThanOrEqual(99.999);
          expect(x).toBeLessThanOrEqual(500.001);
          if (i > 0) expect(x).toBeGreaterThanOrEqual(places[i - 1]!);
        }
        expect(ticks.length).toBeGreaterThanOrEqual(2);
        expect(ticks.length).toBeLessThanOrEqual(12);
        for (const tick of ticks) expect(place(tick)).toBeLessThanOrEqual(500.001);
      }),
    );
  });
  it("is logarithmic only where numbers lie far apart and none is 0", () => {
    expect(scaleOf([20, 50], 0, 1).isLog).toBe(false);
    expect(scaleOf([5, 117_000], 0, 1).isLog).toBe(true);
    expect(scaleOf([0, 117_000], 0, 1).isLog).toBe(false);
  });
});

describe("charts", () => {
  const rows = [
    { label: "at most 50", value: 50, upper: 50 },
    { label: "between 20 and 50", lower: 20, upper: 50 },
    { label: "about 35", value: 35 },
  ];
  it("show an arrow for each bound that is not stated, and none for one that is", () => {
    const svg = forestPlot("en", "Figures", rows);
    expect(count(svg, /<path d="M0,0/g)).toBe(1 + 0 + 2);
    expect(wellFormed(svg)).toBe(true);
    expect(svg).toContain("Its length says nothing.");
  });
  it("draw an event as long as its time is uncertain, and list what has none", () => {
    const svg = timeline("en", "Times", [
      { label: "a year", time: "2014" },
      { label: "a day", time: "2014-03-09" },
      { label: "since", time: "2013/.." },
      { label: "about", time: "2014~" },
      { label: "never", time: "unknown" },
    ]);
    const widths = [...svg.matchAll(/<rect x="[\d.]+" y="[\d.]+" width="([\d.]+)" height="14"/g)].map(([, w]) =>
      Number(w),
    );
    expect(widths).toHaveLength(4);
    expect(widths[0]!).toBeGreaterThan(widths[1]! * 10);
    expect(count(svg, /stroke-dasharray/g)).toBe(1);
    expect(svg).toContain("never (unknown)");
    expect(wellFormed(svg)).toBe(true);
  });
  it("keep distances on the map: a place one radius away touches the circle", () => {
    const far = 1000 / 111_195;
    const svg = placeMap("en", "Places", [
      { label: "a", latitude: 33.66, longitude: 36.33, radiusM: 1000 },
      { label: "b", latitude: 33.66 + far, longitude: 36.33, radiusM: 1000 },
      { label: "c", latitude: 33.66, longitude: 36.33 + far / Math.cos((33.66 * Math.PI) / 180), radiusM: 1000 },
    ]);
    const circles = [...svg.matchAll(/<circle cx="([\d.]+)" cy="([\d.]+)" r="([\d.]+)"/g)].map(([, ...n]) =>
      n.map(Number),
    );
    const [a, b, c] = circles as [number[], number[], number[]];
    expect(Math.hypot(a[0]! - b[0]!, a[1]! - b[1]!)).toBeCloseTo(a[2]!, 0);
    expect(Math.hypot(a[0]! - c[0]!, a[1]! - c[1]!)).toBeCloseTo(a[2]!, 0);
    expect(() => placeMap("en", "x", [])).toThrow(RangeError);
    expect(() => placeMap("en", "x", [{ label: "a", latitude: 99, longitude: 0, radiusM: 1 }])).toThrow(RangeError);
  });
  it("put every source above those whose words it repeats, and mark circles", () => {
    const source = (id: string, ...reliesOn: string[]) => ({ id, label: id, reliability: "C", reliesOn });
    const svg = sourceGraph("en", "Sources", [
      source("S1", "S2"),
      source("S2", "S3"),
      source("S3"),
      source("S4", "S5"),
      source("S5", "S4"),
    ]);
    const y = (id: string): number => Number(new RegExp(`y="([\\d.]+)"[^>]*>${id}<`).exec(svg)![1]);
    expect(y("S1")).toBeLessThan(y("S2"));
    expect(y("S2")).toBeLessThan(y("S3"));
    expect(y("S4")).toBe(y("S5"));
    expect(count(svg, /stroke-dasharray="5 3"/g)).toBe(2);
    expect(wellFormed(svg)).toBe(true);
  });
  it("write every number of the matrix, in the direction of reading", () => {
    const hypotheses = [
      { id: "H2", label: "another", inconsistency: "0.4", bounds: { lower: "0.1", upper: "0.9" } },
      { id: "H1", label: "one", inconsistency: "1.2" },
    ];
    const evidence = [
      { id: "C1", label: "words", weight: "0.6", diagnosticity: "0.7", disagreement: "1", means: [4.5, null] },
    ];
    const [english, arabic] = ["en", "ar"].map((language) => achMatrix(language, "x", hypotheses, evidence));
    for (const svg of [english!, arabic!]) {
      for (const said of ["H2", "H1", "0.4", "1.2", "4.5", "0.7", "0.1 – 0.9"]) expect(svg).toContain(`>${said}<`);
      expect(wellFormed(svg)).toBe(true);
    }
    const x = (svg: string, id: string): number => Number(new RegExp(`x="([\\d.]+)"[^>]*>${id}<`).exec(svg)![1]);
    expect(x(english!, "H2")).toBeLessThan(x(english!, "H1"));
    expect(x(arabic!, "H2")).toBeGreaterThan(x(arabic!, "H1"));
  });
  it("let no words become markup, and are the same each time", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.constantFrom("en", "ar"), (label, language) => {
        const svg = forestPlot(language, label, [{ label, note: label, lower: 1, upper: 2 }]);
        expect(wellFormed(svg.replaceAll("NaN", "").replaceAll("undefined", "").replaceAll("Infinity", ""))).toBe(true);
        expect(svg).not.toMatch(/<script|onload=/i);
        expect(forestPlot(language, label, [{ label, note: label, lower: 1, upper: 2 }])).toBe(svg);
      }),
    );
  });
  it("break words without losing any that fit, and say where they cut", () => {
    expect(wrap("one two three", 1000)).toEqual(["one two three"]);
    expect(wrap("one two three four five six seven", 60, 13, 2).at(-1)).toMatch(/…$/);
  });
});
