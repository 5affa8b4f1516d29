import { rmSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Workbench } from "../support/cli.ts";
import { rewriteScene, SMALL, saveAsJpeg, siteOn } from "./small-site.ts";

let bench: Workbench;
beforeEach(() => {
  bench = new Workbench();
});
afterEach(() => bench.remove());

const { bare, snowy, site, snow, editSites, editItem } = siteOn(() => bench);

describe("adversarial scenes end in a refusal or a printed caveat", () => {
  it("a mirrored image is not registered and never measured", async () => {
    site();
    await rewriteScene(bench.path(`${snowy}.tif`), (_, c, r, at) => at(287 - c, r));
    const ran = await snow();
    expect(ran.exit).toBe(3);
    expect(ran.out).toMatch(/refused unregistered: 2015-01-15/);
    expect(ran.out).not.toMatch(/^2015-01-15 {2}snow on/m);
  });

  it("swapped dates contradict the image's own stamp and the sun; a day's wrong time is told for shadows", async () => {
    const [autumn, first, last] = SMALL.shots!;
    site({ ...SMALL, shots: [autumn!, { ...first!, statedAt: last!.at }, { ...last!, statedAt: first!.at }] });
    const ran = await bench.run(["imagery", "inspect", "site/scenes"]);
    expect(ran.out.match(/caveat dates-disagree/g)?.length).toBe(2);
    const hour = "2012-10-03T12:20:00Z";
    site();
    editItem(bare, (item) => {
      item.properties["datetime"] = hour;
    });
    const shadow = await bench.run(["imagery", "shadow", "site/scenes", "--sites", "site/sites.geojson"]);
    expect(shadow.out).toMatch(/caveat sun-disagrees-with-time \(2012-10-03\)/);
    expect(shadow.out).toMatch(/caveat shadow-does-not-tell-the-day/);
  });

  it("saved again as JPEG: lossy is said with the result", async () => {
    site();
    await saveAsJpeg(bench.path(`${snowy}.tif`));
    rmSync(bench.path(`${snowy}.json`));
    const ran = await bench.run(["imagery", "inspect", "site/scenes"]);
    expect(ran.out).toMatch(/caveat lossy \(2015-01-15\)/);
  });

  it("a wrong EPSG code everywhere leaves the outlines outside", async () => {
    site();
    for (const name of ["2012-10-03", "2013-01-10", "2015-01-15"]) {
      await rewriteScene(bench.path(`site/scenes/${name}.tif`), (v) => v, 32636);
      editItem(`site/scenes/${name}`, (item) => {
        item.properties["proj:epsg"] = 32636;
      });
    }
    const ran = await snow();
    expect(ran.exit).toBe(3);
    expect(ran.out).toContain("could not be measured");
    expect(ran.out).toMatch(/refused outside-scene/);
  });

  it("heated controls are called out; a target chosen after looking proves nothing; few controls are said", async () => {
    const buildings = SMALL.buildings!.map((b, i) => (i % 4 === 1 ? { ...b, heatW: 75 } : b));
    site({ ...SMALL, buildings });
    const ran = await snow("--chosen-after-looking");
    expect(ran.out).toMatch(/caveat controls-(stand-out|as-bare)/);
    expect(ran.out).toMatch(/caveat target-chosen-after-looking/);
    expect(ran.out).toMatch(/p = 1\.000/);
    expect(ran.out).toMatch(/caveat few-controls/);
    expect(ran.out).toMatch(/caveat heat-is-not-purpose/);
    expect(ran.out).toMatch(/caveat plan-not-recorded/);
  });

  it("nodata over the target; roofs too small for their pixels", async () => {
    site();
    editSites((sites) => {
      sites.drawn_on = "2012-10-03";
    });
    const before = await snow("--json");
    const target = JSON.parse(before.out).values.find((v: { site: string }) => v.site === "r07");
    expect(target).toBeDefined();
    await rewriteScene(bench.path(`${snowy}.tif`), (v, c, r) => (c > 105 && c < 150 && r > 85 && r < 145 ? 0 : v));
    expect((await snow()).out).toMatch(/refused nodata: 2015-01-15 r07/);
    site({ ...SMALL, gsdM: 10, size: 160, trees: 0 });
    const coarse = await snow();
    expect(coarse.out).toMatch(/refused too-few-pixels: .* r07/);
    // Sixteen roofs alike are told in one line a scene.
    expect(coarse.out.match(/^refused too-few-pixels: 2012-10-03 /gm)?.length).toBe(1);
    expect(coarse.out).toMatch(/^refused too-few-pixels: 2012-10-03 r07, r01, r02, .*r16: Not measurable/m);
    expect(coarse.out).toContain("could not be measured");
  });
});
