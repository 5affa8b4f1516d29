import { describe, expect, test } from "vitest";
import { Random } from "#kernel";
import { Fft2 } from "./fft.ts";
import { solveNetwork } from "./network.ts";
import { correlateImages } from "./phase-correlation.ts";

describe("FFT", () => {
  test.each([4, 8, 16, 32, 64])("%d x %d agrees with the sum written out", (n) => {
    const random = new Random(n);
    const re = new Float64Array(n * n).map(() => random.normal());
    const im = new Float64Array(n * n).map(() => random.normal());
    const [a, b] = [re.slice(), im.slice()];
    new Fft2(n).forward(a, b);
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
      expect(a[u * n + v]).toBeCloseTo(sr, 8);
      expect(b[u * n + v]).toBeCloseTo(si, 8);
    }
    new Fft2(n).inverse(a, b);
    expect(a[5]! / (n * n)).toBeCloseTo(re[5]!, 10);
    expect(b[7]! / (n * n)).toBeCloseTo(im[7]!, 10);
  });
});

test("a shift of (3.37, -2.81) px comes back to 1/100 px (target 15)", () => {
  const n = 256;
  const random = new Random(3);
  const re = new Float64Array(n * n).map(() => random.normal());
  const im = new Float64Array(n * n);
  const fft = new Fft2(n);
  fft.forward(re, im);
  const [mr, mi] = [re.slice(), im.slice()];
  for (let r = 0; r < n; r++) {
    for (let c = 0; c < n; c++) {
      const kx = c < n / 2 ? c : c - n;
      const ky = r < n / 2 ? r : r - n;
      const t = (-2 * Math.PI * (kx * 3.37 - ky * 2.81)) / n;
      const at = r * n + c;
      [mr[at], mi[at]] = [re[at]! * Math.cos(t) - im[at]! * Math.sin(t), re[at]! * Math.sin(t) + im[at]! * Math.cos(t)];
    }
  }
  fft.inverse(re, im);
  fft.inverse(mr, mi);
  const { shiftPx, ratio, z } = correlateImages(re, mr, n);
  expect(shiftPx[0]).toBeCloseTo(3.37, 2);
  expect(shiftPx[1]).toBeCloseTo(-2.81, 2);
  expect(ratio).toBeGreaterThan(5);
  expect(z).toBeGreaterThan(30);
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
