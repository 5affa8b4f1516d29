import { readFileSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Workbench } from "../support/cli.ts";
import { SMALL, writeSite } from "./small-site.ts";

let bench: Workbench;
const snow = (...more: readonly string[]) =>
  bench.run([
    ...["imagery", "snow", "site/scenes", "--sites", "site/sites.geojson", "--claimed-start", "2013-06-01"],
    ...["--case", "case", ...more],
  ]);
const shown = async (id: string) => JSON.parse((await bench.run(["show", id, "--json", "--case", "case"])).out);

beforeAll(async () => {
  bench = new Workbench();
  writeSite(bench.path("site"));
  await bench.run(["init", "case", "--no-passphrase", "--name", "Small compound (synthetic)"]);
});
afterAll(() => bench.remove());

describe("measuring inside a case, the long way", () => {
  it("case/not-preserved: what is no exhibit is listed, and nothing is recorded", async () => {
    const ran = await snow();
    expect(ran).toMatchObject({ code: "case/not-preserved", exit: 4 });
    for (const word of ["sites.geojson", "2012-10-03.tif", "2015-01-15.json"]) expect(ran.said).toContain(word);
    expect((await bench.run(["list", "--case", "case"])).out).not.toMatch(/^(Q|V|F)\d/m);
  });

  it("the plan is recorded before anything is measured; the finding leads back to it, the scenes and their exhibits", async () => {
    await bench.run(["collect", "site/scenes", "site/sites.geojson", "--case", "case"]);
    const planned = await snow("--plan-only");
    expect(planned.exit).toBe(0);
    expect(planned.said).toContain("Plan Q1 is recorded as act");
    const ran = await snow();
    expect(ran.out).toContain("Recorded as finding F1");
    expect(ran.out).not.toContain("plan-not-recorded");
    const [plan, finding] = [await shown("Q1"), await shown("F1")];
    expect(plan.seq).toBeLessThan(finding.seq);
    const why = (await bench.run(["why", "F1", "--case", "case"])).out;
    for (const word of ["planned in Q1", "measured on V1", "2015-01-15.tif", "sites.geojson"])
      expect(why).toContain(word);
    expect(finding.value.statement.en).toMatch(/^One roof of 16 like roofs, r07, is the barest/);
    expect(Number(finding.value.ratioAtMost)).toBeGreaterThan(1);
    expect(finding.value.caveats.join(" ")).toContain("Another explanation (nothing measured decides)");
  });

  it("the same command again records nothing; another plan for the same roof is a further try, and says so", async () => {
    const before = (await bench.run(["list", "--case", "case"])).out;
    expect((await snow()).out).toContain("Recorded as finding F1");
    expect((await bench.run(["list", "--case", "case"])).out).toBe(before);
    const other = await snow("--strata", "material");
    expect(other.out).toContain("Recorded as finding F2");
    expect(other.out).toMatch(/caveat earlier-plans: .*\(Q1\)/);
    expect((await snow("--no-record")).out).toContain("caveat plan-not-recorded");
  });

  it("heights become findings, plates become exhibits", async () => {
    const site = ["site/scenes", "--sites", "site/sites.geojson", "--case", "case"];
    const shadow = await bench.run(["imagery", "shadow", ...site, "--scene", "2012-10-03"]);
    expect(shadow.out).toContain("Recorded as finding F3");
    expect((await shown("F3")).value.statement.en).toMatch(/^By its shadow, r07 stands \d/);
    const plate = await bench.run([
      "imagery",
      "plate",
      ...site,
      "--show",
      "2013-01-10,2015-01-15",
      "--title-ar",
      "سطح",
    ]);
    expect(plate.out).toMatch(/^E\d+ {2}r07-2013-01-10-2015-01-15-plate\.png$/m);
    expect((await bench.run(["run", "--case", "case"])).exit).toBe(0);
    expect((await bench.run(["verify", "case"])).exit).toBe(0);
  });

  it("findings weigh: the bound of the record is what the likelihoods may say, and no more", async () => {
    bench.write(
      "case/hand/hypotheses.toml",
      '[[hypothesis]]\nid = "H1"\ntext = "Heat (made up)."\nprior = "0.5"\n\n[[hypothesis]]\nid = "H2"\ntext = "No heat (made up)."\nprior = "0.5"\n'.replaceAll(
        'prior = "0.5"',
        "prior = 0.5",
      ),
    );
    bench.write(
      "case/hand/assessments.toml",
      '[[assessment]]\nid = "A1"\nevidence = "F1"\nanalyst = "first analyst"\nratings = { H1 = 5, H2 = 2 }\nexpects = ["H1"]\n',
    );
    expect((await bench.run(["run", "--case", "case"])).exit).toBe(0);
    const assessed = JSON.parse((await bench.run(["assess", "--json", "--case", "case"])).out);
    const ratio = Number((await shown("F1")).value.ratioAtMost);
    const heat = assessed.posterior.find((p: { hypothesis: string }) => p.hypothesis === "H1");
    expect(heat.upper).toBeLessThanOrEqual(ratio / (1 + ratio) + 1e-4);
    expect(heat.lower).toBeGreaterThanOrEqual(0.5 - 1e-9);
  });

  it("a scene that is changed after the plan is no exhibit any more", async () => {
    const path = bench.path("site/scenes/2015-01-15.json");
    writeFileSync(path, readFileSync(path, "utf8").replace('"gsd": 0.5', '"gsd": 0.4'));
    expect(await snow()).toMatchObject({ code: "case/not-preserved" });
    writeSite(bench.path("site"), SMALL);
  });
});
