import { afterAll, beforeAll, expect, it } from "vitest";
import { Workbench } from "../support/cli.ts";
import { SMALL, writeSite } from "./small-site.ts";

let bench: Workbench;
beforeAll(() => {
  bench = new Workbench();
});
afterAll(() => bench.remove());

it("one panchromatic band: the bare roof is not taken for a white one, and the heated roof is the barest", async () => {
  writeSite(bench.path("site"), { ...SMALL, bands: ["pan"] });
  const ran = await bench.run([
    ...["imagery", "snow", "site/scenes", "--sites", "site/sites.geojson"],
    ...["--claimed-start", "2013-06-01", "--json"],
  ]);
  expect(ran.exit).toBe(0);
  const found = JSON.parse(ran.out);
  expect(found.test).toMatchObject({ rank: 1, n: 15, beforeAfter: { rank: 1 } });
  const target = (scene: string): number =>
    found.values.find((v: { scene: string; site: string }) => v.scene === scene && v.site === "r07").fraction;
  expect(target("2013-01-10")).toBeGreaterThan(0.8);
  expect(target("2015-01-15")).toBeLessThan(0.3);
  const codes = found.caveats.map((c: { code: string }) => c.code);
  expect(codes).toContain("no-swir");
  expect(codes).toContain("not-normalised");
});
