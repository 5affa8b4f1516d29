import { expect, it } from "vitest";
import { buildKosovo, figureOf } from "./kosovo-example.ts";

it("the example as it stands: the interval of the estimate holds the published total and the later count", async () => {
  const { bench } = await buildKosovo();
  try {
    const { quantity, estimate } = figureOf(bench, "N2");
    console.log(`measured kosovo-1999: ${estimate.median}, ${quantity.lower} to ${quantity.upper}`);
    expect(Math.abs(Number(estimate.median) / 10424 - 1)).toBeLessThan(0.015);
    for (const known of [10356, 10401]) {
      expect(Number(quantity.lower)).toBeLessThan(known);
      expect(Number(quantity.upper)).toBeGreaterThan(known);
    }
  } finally {
    bench.remove();
  }
});
