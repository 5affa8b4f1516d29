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

describe("measuring inside a case", () => {
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

  it("a scene that is changed after the plan is no exhibit any more", async () => {
    const path = bench.path("site/scenes/2015-01-15.json");
    writeFileSync(path, readFileSync(path, "utf8").replace('"gsd": 0.5', '"gsd": 0.4'));
    expect(await snow()).toMatchObject({ code: "case/not-preserved" });
    writeSite(bench.path("site"), SMALL);
  });
});
