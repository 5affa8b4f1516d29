import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SmallCase } from "./small-case.ts";

let at: SmallCase;
beforeAll(async () => {
  at = await SmallCase.make();
  await at.collect();
  await at.snow();
});
afterAll(() => at.bench.remove());

describe("measuring inside a case, the long way", () => {
  it("the same command again records nothing; another plan for the same roof is a further try, and says so", async () => {
    const before = (await at.run("list")).out;
    expect((await at.snow()).out).toContain("Recorded as finding F1");
    expect((await at.run("list")).out).toBe(before);
    const other = await at.snow("--strata", "material");
    expect(other.out).toContain("Recorded as finding F2");
    expect(other.out).toMatch(/caveat earlier-plans: .*\(Q1\)/);
    expect((await at.snow("--no-record")).out).toContain("caveat plan-not-recorded");
  });

  it("heights become findings, plates become exhibits", async () => {
    const site = ["site/scenes", "--sites", "site/sites.geojson"];
    const shadow = await at.run("imagery", "shadow", ...site, "--scene", "2012-10-03");
    expect(shadow.out).toContain("Recorded as finding F3");
    expect((await at.shown("F3")).value.statement.en).toMatch(/^By its shadow, r07 stands \d/);
    const plate = await at.run("imagery", "plate", ...site, "--show", "2013-01-10,2015-01-15", "--title-ar", "سطح");
    expect(plate.out).toMatch(/^E\d+ {2}r07-2013-01-10-2015-01-15-plate\.png$/m);
    expect((await at.run("run")).exit).toBe(0);
    expect((await at.bench.run(["verify", "case"])).exit).toBe(0);
  });

  it("findings weigh: the bound of the record is what the likelihoods may say, and no more", async () => {
    at.bench.write(
      "case/hand/hypotheses.toml",
      '[[hypothesis]]\nid = "H1"\ntext = "Heat (made up)."\nprior = 0.5\n\n[[hypothesis]]\nid = "H2"\ntext = "No heat (made up)."\nprior = 0.5\n',
    );
    at.bench.write(
      "case/hand/assessments.toml",
      '[[assessment]]\nid = "A1"\nevidence = "F1"\nanalyst = "first analyst"\nratings = { H1 = 5, H2 = 2 }\nexpects = ["H1"]\n',
    );
    expect((await at.run("run")).exit).toBe(0);
    const assessed = JSON.parse((await at.run("assess", "--json")).out);
    const ratio = Number((await at.shown("F1")).value.ratioAtMost);
    const heat = assessed.posterior.find((p: { hypothesis: string }) => p.hypothesis === "H1");
    expect(heat.upper).toBeLessThanOrEqual(ratio / (1 + ratio) + 1e-4);
    expect(heat.lower).toBeGreaterThanOrEqual(0.5 - 1e-9);
  });
});
