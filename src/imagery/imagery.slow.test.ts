import { expect, test } from "vitest";
import { Random } from "#kernel";
import { testMelt } from "./snow/melt-test.ts";
import { dateChange } from "./timeline/date-change.ts";

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
