import { afterEach, beforeEach, expect, it } from "vitest";
import { Workbench } from "../support/cli.ts";
import { canaryRun } from "./support/canary-run.ts";

// 200 cases in slices of 10, so that a busy machine can take one at a time: `-t "cases from 1040"`.
const SLICE = 10;
const SLICES = Array.from({ length: 20 }, (_, i) => 1000 + SLICE * i);

let bench: Workbench;
beforeEach(() => {
  bench = new Workbench();
});
afterEach(() => bench.remove());

it.each(SLICES)("cases from %i, four audiences, all formats: no closed value in any byte", async (first) => {
  const total = { dossiers: 0, files: 0, bytes: 0, failed: 0 };
  const hits: string[] = [];
  const missing: string[] = [];
  const formats = new Set<string>();
  for (let seed = first; seed < first + SLICE; seed++) {
    const run = await canaryRun(bench, seed, { hasPdf: seed % 10 === 0, pdf: true });
    total.dossiers += run.outcomes.length;
    total.files += run.files;
    total.bytes += run.bytes;
    total.failed += run.outcomes.filter((outcome) => outcome !== "verified").length + (run.roots.size === 1 ? 0 : 1);
    hits.push(...run.hits);
    missing.push(...run.missing);
    for (const format of run.formats) formats.add(format);
  }
  console.log(
    `canaries from ${first}: ${total.dossiers} dossiers, ${total.files} files, ${total.bytes} bytes searched, ${total.failed} not verified, ${hits.length} hits; formats ${[...formats].sort().join(" ")}`,
  );
  expect(hits).toEqual([]);
  expect(missing).toEqual([]);
  expect(total.failed).toBe(0);
  expect(formats).toContain("pdf");
});
