import { expect, test } from "vitest";
import { Random } from "#kernel";
import { testMelt } from "./snow/melt-test.ts";
import { againstControls } from "./timeline/against-controls.ts";
import { components, noiseOf } from "./timeline/components.ts";
import { dateChange, SUPPORT } from "./timeline/date-change.ts";

/** Snow fractions of n + 1 unheated roofs with lasting differences: share icc of the variance is the roof's own. */
function nullTable(random: Random, n: number, dates: number, icc: number) {
  const roofs = Array.from({ length: n + 1 }, (_, i) => `r${i}`);
  const fraction = roofs.map(() => {
    const own = Math.sqrt(icc) * random.normal();
    return Array.from({ length: dates }, () => 0.7 + 0.08 * (own + Math.sqrt(1 - icc) * random.normal()));
  });
  return {
    roofs,
    target: "r0",
    fraction,
    dates: Array.from({ length: dates }, (_, d) => `2015-01-${String(d + 1).padStart(2, "0")}T08:00:00Z`),
  };
}

test.each([
  [19, 0],
  [19, 0.6],
  [39, 0.3],
  [39, 0.6],
  [99, 0.3],
])("melt, n = %d, ICC %f: type I is the attainable .05 within .007", (n, icc) => {
  const random = new Random(n * 100 + icc * 10);
  const runs = 20000;
  let hits = 0;
  for (let i = 0; i < runs; i++) if (testMelt(nullTable(random, n, 6, icc))!.p <= 0.05 + 1e-12) hits++;
  console.log(`melt type I: n=${n} ICC=${icc}: ${hits / runs}`);
  expect(Math.abs(hits / runs - Math.floor(0.05 * (n + 1) + 1e-9) / (n + 1))).toBeLessThan(0.007);
});

test("timeline: 90 % intervals cover .87 to .93 with t4 noise and 5 % outliers; false factors above 19 in at most .05", () => {
  const random = new Random(18);
  const year = 365.25 * 86400000;
  const t4 = (): number => {
    let c = 0;
    for (let i = 0; i < 4; i++) c += random.normal() ** 2;
    return random.normal() / Math.sqrt(c / 4) / Math.SQRT2;
  };
  const run = (step: number) => {
    const times = Array.from({ length: 15 }, () => random.float() * 5 * year).sort((a, b) => a - b);
    const at = times[0]! + random.float() * (times[14]! - times[0]!);
    const y = times.map((t) => t4() + (t > at ? step : 0) + (random.float() < 0.05 ? 8 * random.normal() : 0));
    return { at, dated: dateChange(times, [y])! };
  };
  let covered = 0;
  let supported = 0;
  let wrong = 0;
  const runs = 3000;
  for (let i = 0; i < runs; i++) {
    const { at, dated } = run(4);
    if (dated.supported) {
      supported++;
      if (at >= dated.intervalMs[0] && at <= dated.intervalMs[1]) covered++;
    }
    if (run(0).dated.supported) wrong++;
  }
  console.log(`timeline: power ${supported / runs}, coverage ${covered / supported}, false ${wrong / runs}`);
  expect(covered / supported).toBeGreaterThan(0.87);
  expect(covered / supported).toBeLessThan(0.935);
  expect(wrong / runs).toBeLessThanOrEqual(0.05);
});

test.each([
  [6, 0],
  [8, 0],
  [8, 0.5],
  [15, 0],
])(
  "timeline, the whole chain, %d dates, drift %f a date: the share of unchanged polygons that pass the factor",
  (dates, drift) => {
    const random = new Random(1900 + dates + 10 * drift);
    const names = Array.from({ length: 20 }, (_, i) => `p${i}`);
    const features = 7;
    const runs = 60;
    let passed = 0;
    const t4 = (): number => {
      let c = 0;
      for (let i = 0; i < 4; i++) c += random.normal() ** 2;
      return random.normal() / Math.sqrt(c / 4) / Math.SQRT2;
    };
    for (let run = 0; run < runs; run++) {
      const times = Array.from({ length: dates }, (_, i) => (i + 0.4 * random.float()) * 3e10);
      const walks = names.map(() => new Float64Array(features));
      const rows = times.map(() => {
        // What the scene does to all, what a polygon does in all its bands, and what is a band's own.
        const scene = Array.from({ length: features }, () => 2 * random.normal());
        return new Map(
          names.map((name, i) => {
            const [own, strange] = [t4(), random.float() < 0.05 ? 6 * random.normal() : 0];
            const values = scene.map((shared, f) => {
              walks[i]![f] = walks[i]![f]! + drift * random.normal();
              return shared + walks[i]![f]! + 0.8 * own + 0.6 * t4() + strange;
            });
            return [name, values] as const;
          }),
        );
      });
      const series = names.map((name) => againstControls(rows, name, names.slice(1), features)!);
      const noise = noiseOf(series.slice(1), features);
      for (const own of series) if (dateChange(times, components(own, noise), 1)!.bayesFactor > SUPPORT) passed++;
    }
    const share = passed / (runs * names.length);
    console.log(
      `timeline, whole chain: ${dates} dates, drift ${drift}: ${share.toFixed(4)} of unchanged polygons pass`,
    );
    if (drift === 0) expect(share).toBeLessThanOrEqual(0.05);
  },
);
