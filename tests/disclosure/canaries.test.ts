import { afterAll, beforeAll, expect, it } from "vitest";
import { Workbench } from "../support/cli.ts";
import { canaryRun } from "./support/canary-run.ts";

let bench: Workbench;
beforeAll(() => {
  bench = new Workbench();
});
afterAll(() => bench.remove());

it.each([1, 2, 3, 4, 5])(
  "generated case %i: four audiences, one checkpoint, no closed value in any byte of any format",
  async (seed) => {
    const run = await canaryRun(bench, seed, { hasPdf: seed === 5 });
    expect(run.hits).toEqual([]);
    expect(run.missing).toEqual([]);
    expect(run.outcomes).toEqual(["verified", "verified", "verified", "verified"]);
    expect(run.roots.size).toBe(1);
    for (const format of ["html", "json", "txt", "csv", "svg", "zip", "png"]) expect(run.formats).toContain(format);
  },
);
