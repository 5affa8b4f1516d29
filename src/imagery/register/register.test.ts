import { describe, expect, test } from "vitest";
import { Random } from "#kernel";
import { Fft2 } from "./fft.ts";
import { solveNetwork } from "./network.ts";
import { correlateImages, correlatePhases, spectrumOf } from "./phase-correlation.ts";
import { RegisterCrew } from "./register-crew.ts";
import { windowGrid } from "./register-pair.ts";

describe("FFT", () => {
  test.each([8, 16, 32, 64])("of side %d agrees with the sum written out", (n) => {
    const random = new Random(n);
    const re = new Float64Array(n * n).map(() => random.normal());
    const im = new Float64Array(n * n).map(() => random.normal());
    const fft = new Fft2(n);
    const spectrum = fft.columns(n);
    fft.forward(re, im, spectrum);
    for (const [u, v] of [
      [0, 0],
      [1, 0],
      [0, 1],
      [n - 1, 2],
      [n / 2, 3],
    ] as const) {
      let sr = 0;
      let si = 0;
      for (let r = 0; r < n; r++) {
        for (let c = 0; c < n; c++) {
          const t = (-2 * Math.PI * (u * r + v * c)) / n;
          sr += re[r * n + c]! * Math.cos(t) - im[r * n + c]! * Math.sin(t);
          si += re[r * n + c]! * Math.sin(t) + im[r * n + c]! * Math.cos(t);
        }
      }
      expect(spectrum.re[v * spectrum.pitch + u]).toBeCloseTo(sr, 8);
      expect(spectrum.im[v * spectrum.pitch + u]).toBeCloseTo(si, 8);
    }
  });

  test.each([8, 32, 256])("half of the spectrum of a real image of side %d is enough to have it back", (n) => {
    const random = new Random(n);
    const image = new Float64Array(n * n).map(() => random.normal());
    const fft = new Fft2(n);
    const [spectrum, work] = [fft.columns(n), fft.columns(n)];
    fft.forward(image, new Float64Array(n * n), spectrum);
    const back = new Float64Array(n * n);
    fft.inverseReal(spectrum, work, back);
    expect(Math.max(...back.map((v, i) => Math.abs(v / (n * n) - image[i]!)))).toBeLessThan(1e-12);
  });
});

/** A real image and itself, moved by (3.37, -2.81) px through its spectrum. */
function moved(n: number): [Float64Array, Float64Array] {
  const random = new Random(3);
  const image = new Float64Array(n * n).map(() => random.normal());
  const fft = new Fft2(n);
  const [spectrum, work] = [fft.columns(n), fft.columns(n)];
  fft.forward(image, new Float64Array(n * n), spectrum);
  const { re, im, pitch } = spectrum;
  for (let c = 0; c <= n / 2; c++) {
    for (let r = 0; r < n; r++) {
      const t = (-2 * Math.PI * (c * 3.37 - (r < n / 2 ? r : r - n) * 2.81)) / n;
      const at = c * pitch + r;
      [re[at], im[at]] = [re[at]! * Math.cos(t) - im[at]! * Math.sin(t), re[at]! * Math.sin(t) + im[at]! * Math.cos(t)];
    }
  }
  const there = new Float64Array(n * n);
  fft.inverseReal(spectrum, work, there);
  return [image, there];
}

test("a shift of (3.37, -2.81) px comes back to 1/100 px (target 15)", () => {
  const [image, there] = moved(256);
  const { shiftPx, ratio, z } = correlateImages(image, there, 256);
  expect(shiftPx[0]).toBeCloseTo(3.37, 2);
  expect(shiftPx[1]).toBeCloseTo(-2.81, 2);
  expect(ratio).toBeGreaterThan(5);
  expect(z).toBeGreaterThan(30);
});

test("two images in one transform and each in its own come to the same peak", () => {
  const n = 64;
  const [image, there] = moved(n);
  const none = new Float64Array(n * n);
  const together = correlateImages(image, there, n);
  const apart = correlatePhases(spectrumOf(image, none, n), spectrumOf(there, none, n));
  for (const axis of [0, 1] as const) expect(apart.shiftPx[axis]).toBeCloseTo(together.shiftPx[axis], 5);
  // Spectra that are kept are rounded to 32 bits.
  expect(apart.ratio / together.ratio).toBeCloseTo(1, 5);
  expect(apart.z / together.z).toBeCloseTo(1, 5);
});

test("threads and this one find the same shift between two scenes", async () => {
  const side = 192;
  const random = new Random(8);
  const ground = Float64Array.from({ length: 240 * 240 }, () => random.normal());
  const image = (dx: number, dy: number) => ({
    width: side,
    height: side,
    values: Float32Array.from(
      { length: side * side },
      (_, i) => ground[(Math.floor(i / side) + dy) * 240 + (i % side) + dx]!,
    ),
    valid: new Uint8Array(side * side).fill(1),
  });
  const grid = windowGrid(side, side)!;
  const by = async (workers: number) => {
    const crew = new RegisterCrew(workers);
    const [first, second] = await Promise.all(
      [image(0, 0), image(5, 2)].map((i) => crew.run({ kind: "spectra", image: i, shadowsFall: [0.6, -0.8], grid })),
    );
    const pair = await crew.run({ kind: "pair", first: first!, second: second!, overlap: grid.overlap });
    await crew.close();
    return pair;
  };
  const alone = await by(1);
  expect(alone.accepted).toBe(true);
  expect(alone.shiftPx[0]).toBeCloseTo(-5, 1);
  expect(await by(2)).toEqual(alone);
});

test("a network outvotes one wrong pair and leaves a scene without pairs unregistered", () => {
  const truth = [
    [0, 0],
    [1.5, -0.5],
    [-2, 0.25],
    [0.75, 3],
    [9, 9],
  ];
  const edge = (from: number, to: number, off = 0) => ({
    from,
    to,
    pair: {
      accepted: true,
      reason: null,
      windows: 9,
      windowsAccepted: 9,
      distortionPx: 0,
      sigmaPx: 0.05,
      shiftPx: [truth[to]![0]! - truth[from]![0]! + off, truth[to]![1]! - truth[from]![1]!] as const,
    },
  });
  const edges = [edge(0, 1), edge(0, 2), edge(0, 3), edge(1, 2, 0.9), edge(1, 3), edge(2, 3)];
  const { scenes, closure } = solveNetwork(5, 0, edges);
  for (const i of [1, 2, 3]) {
    expect(scenes[i]!.shiftPx![0]).toBeCloseTo(truth[i]![0]!, 1);
    expect(scenes[i]!.shiftPx![1]).toBeCloseTo(truth[i]![1]!, 1);
  }
  expect(scenes[4]!.shiftPx).toBeNull();
  expect(closure.triangles).toBe(4);
  expect(closure.p95Px).toBeGreaterThan(0.5);
});
