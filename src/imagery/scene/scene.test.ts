import { describe, expect, test } from "vitest";
import { depthInside, pixelsInside } from "./pixels.ts";
import { findProjection, localFrame } from "./projection.ts";
import { readSites } from "./sites.ts";
import { readStacItem } from "./stac-item.ts";
import { sunPosition } from "./sun.ts";

test("the sun over Sednaya as astronomy-engine 2.1.19 has it", () => {
  const sun = sunPosition(Date.parse("2015-01-15T08:30:00Z"), 36.3289, 33.665);
  expect(sun.elevation).toBeCloseTo(32.446, 1);
  expect(sun.azimuth).toBeCloseTo(159.5, 1);
});

test("UTM as gdaltransform has it; convergence as Snyder (1987) eq. 8-17", () => {
  const utm = findProjection(32637)!;
  const [x, y] = utm.forward(36.3289, 33.665);
  expect(x).toBeCloseTo(252330.4, -1);
  const [lon, lat] = utm.inverse(x, y);
  expect(lon).toBeCloseTo(36.3289, 9);
  expect(lat).toBeCloseTo(33.665, 9);
  const frame = localFrame(utm, 36.3289, 33.665);
  const expected =
    (Math.atan(Math.tan((-2.6711 * Math.PI) / 180) * Math.sin((33.665 * Math.PI) / 180)) * 180) / Math.PI;
  expect(frame.convergenceDeg).toBeCloseTo(expected, 3);
  expect(frame.unitXM).toBeCloseTo(1, 2);
  expect(findProjection(9999)).toBeNull();
});

describe("pixels inside a shrunken outline (reference table, D3)", () => {
  // A roof of 12 x 40 m, pixels of .5, 3 and 10 m, and larger roofs at 10 m.
  test.each([
    [12, 40, 0.5, 1, 1716],
    [12, 40, 3, 1, 22],
    [12, 40, 10, 1, 0],
    [20, 60, 10, 1, 0],
    [40, 80, 10, 1, 12],
  ])("%d x %d m at %d m, %d px in: %d pixels", (w, l, gsd, shrink, expected) => {
    const [a, b] = [w / gsd, l / gsd];
    const ring = [
      [10, 10],
      [10 + a, 10],
      [10 + a, 10 + b],
      [10, 10 + b],
      [10, 10],
    ] as [number, number][];
    expect(pixelsInside(ring, shrink, 500, 500).length).toBe(expected);
  });

  test("depth is signed", () => {
    const ring = [
      [0, 0],
      [10, 0],
      [10, 10],
      [0, 10],
      [0, 0],
    ] as [number, number][];
    expect(depthInside(ring, 5, 4)).toBe(4);
    expect(depthInside(ring, 5, -3)).toBe(-3);
  });
});

describe("sites", () => {
  const feature = (id: string, role: string, ring: number[][], more = {}): object => ({
    type: "Feature",
    id,
    properties: { role, ...more },
    geometry: { type: "Polygon", coordinates: [ring] },
  });
  const square = [
    [36, 33],
    [36.001, 33],
    [36.001, 33.001],
    [36, 33.001],
    [36, 33],
  ];
  const read = (features: object[]) => readSites(JSON.stringify({ type: "FeatureCollection", features }), "s.geojson");

  test("all problems of a file at once", () => {
    const bow = [
      [36, 33],
      [36.001, 33.001],
      [36.001, 33],
      [36, 33.001],
      [36, 33],
    ];
    try {
      read([
        feature("a", "target", bow),
        feature("b", "prison", square),
        feature("a2", "control", square.slice(0, 4)),
        feature("c", "control", [[360000, 33], ...square]),
        feature("d", "control", square, { pitch_deg: 200 }),
        feature("", "control", square),
      ]);
      expect.unreachable();
    } catch (error) {
      const { code, problems } = error as { code: string; problems: { message: string }[] };
      expect(code).toBe("imagery/bad-sites");
      const all = problems.map((p) => p.message).join("\n");
      for (const word of ["crosses itself", "role is", "not closed", "not longitude", "pitch_deg", "has no id"])
        expect(all).toContain(word);
    }
  });

  test("names in two languages", () => {
    const { sites } = read([feature("a", "target", square, { name: { en: "Block", ar: "مبنى" } })]);
    expect(sites[0]!.name).toEqual({ en: "Block", ar: "مبنى" });
  });
});

test("a STAC item's problems are gathered", () => {
  const problems: { message: string }[] = [];
  readStacItem(
    JSON.stringify({
      type: "Feature",
      stac_version: "0.6",
      properties: { datetime: "2015-01-15", "view:off_nadir": 120 },
      assets: { a: {} },
    }),
    "i.json",
    problems as never,
  );
  const all = problems.map((p) => p.message).join("\n");
  for (const word of ["stac_version", `"id"`, "datetime", "off_nadir", "href", "links", "geometry"])
    expect(all).toContain(word);
  expect(readStacItem("{}", "i.json", problems as never)).toBeNull();
});
