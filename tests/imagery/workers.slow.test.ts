import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeTiff } from "../../src/imagery/raster/write-tiff.ts";
import { Random } from "../../src/kernel/index.ts";
import { Workbench } from "../support/cli.ts";

let bench: Workbench;
beforeAll(() => {
  bench = new Workbench();
});
afterAll(() => bench.remove());

describe("snowmelt imagery register --workers", () => {
  it("one thread and two find the same, to the byte", async () => {
    // Just enough pixels for a second thread to be started.
    const side = 840;
    const random = new Random(3);
    const coarse = Float64Array.from({ length: 264 * 264 }, () => random.float());
    [0, 3, 5].forEach((shift, scene) => {
      const band = Uint16Array.from({ length: side * side }, (_, i) => {
        const [c, r] = [(i % side) + 2 * shift, Math.floor(i / side) + shift];
        return 1000 + 2000 * coarse[(r >> 2) * 264 + (c >> 2)]! + 100 * random.float();
      });
      const affine = [300000, 1, 0, 3700000, 0, -1] as const;
      const content = { width: side, height: side, type: "u16" as const, bands: [band], affine, epsg: 32637 };
      writeFileSync(join(bench.root, `wide-${scene}.tif`), writeTiff(content));
    });
    const by = (workers: string) =>
      bench.run(["imagery", "register", "wide-0.tif", "wide-1.tif", "wide-2.tif", "--json", "--workers", workers]);
    const [one, two] = [await by("1"), await by("2")];
    const { scenes } = JSON.parse(one.out);
    expect(scenes[2].shiftPx[0]).toBeCloseTo(-10, 1);
    expect(scenes[2].shiftPx[1]).toBeCloseTo(-5, 1);
    expect(two.out).toBe(one.out);
  });
});
