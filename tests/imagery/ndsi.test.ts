import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { memorySource, openTiff } from "../../src/imagery/index.ts";
import { Workbench } from "../support/cli.ts";
import { writeSite } from "./small-site.ts";

let bench: Workbench;
beforeAll(() => {
  bench = new Workbench();
  writeSite(bench.path("site"));
});
afterAll(() => bench.remove());

describe("snowmelt imagery ndsi", () => {
  it("writes one index a scene, with its hash, in place and with reduced images; snow is high, bare ground is not", async () => {
    const ran = await bench.run(["imagery", "ndsi", "site/scenes", "--out", "made/ndsi", "--json"]);
    expect(ran.exit).toBe(0);
    const { files } = JSON.parse(ran.out);
    expect(files.map((f: { scene: string }) => f.scene)).toEqual(["2012-10-03", "2013-01-10", "2015-01-15"]);
    const shares = await Promise.all(
      files.map(async ({ scene, file }: { scene: string; file: string }) => {
        const made = openTiff(memorySource(file, readFileSync(bench.path(file))));
        const from = openTiff(memorySource(scene, readFileSync(bench.path(`site/scenes/${scene}.tif`))));
        expect(made.geo.affine).toEqual(from.geo.affine);
        expect(made.geo.epsg).toBe(from.geo.epsg);
        expect([made.type, made.nodata, made.overviews.length]).toEqual(["i16", -9999, 0]);
        const [band] = await made.read({ x: 0, y: 0, width: made.width, height: made.height });
        return band!.filter((v) => v > 4000).length / band!.length;
      }),
    );
    expect(shares[0]).toBeLessThan(0.01);
    expect(shares[2]).toBeGreaterThan(0.5);
    expect((await bench.run(["imagery", "ndsi", "site/scenes", "--out", "made/again", "--json"])).out).toBe(
      ran.out.replaceAll("made/ndsi", "made/again"),
    );
  });

  it("no folder to write to, and a scene without short-wave infrared, are told", async () => {
    expect(await bench.run(["imagery", "ndsi", "site/scenes"])).toMatchObject({
      code: "imagery/bad-settings",
      exit: 2,
    });
    const path = bench.path("site/scenes/2013-01-10.json");
    bench.write("site/scenes/2013-01-10.json", readFileSync(path, "utf8").replaceAll('"swir16"', '"other"'));
    const ran = await bench.run(["imagery", "ndsi", "site/scenes", "--out", "made/some"]);
    expect(ran.exit).toBe(3);
    expect(ran.out).toContain("refused no-swir-band: 2013-01-10");
    expect(ran.out).toContain("2015-01-15-ndsi.tif");
  });
});
