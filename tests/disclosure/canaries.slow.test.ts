import { afterAll, beforeAll, expect, it } from "vitest";
import { Workbench } from "../support/cli.ts";
import { canaryRun } from "./support/canary-run.ts";

const CASES = 200;

let bench: Workbench;
beforeAll(() => {
  bench = new Workbench();
});
afterAll(() => bench.remove());

it(`${CASES} generated cases, four audiences, all formats: no closed value in any byte`, async () => {
  const total = {
    dossiers: 0,
    files: 0,
    bytes: 0,
    hits: [] as string[],
    missing: [] as string[],
    failed: 0,
    formats: new Set<string>(),
  };
  for (let seed = 1000; seed < 1000 + CASES; seed++) {
    const run = await canaryRun(bench, seed, { hasPdf: seed % 10 === 0, pdf: true });
    total.dossiers += run.outcomes.length;
    total.files += run.files;
    total.bytes += run.bytes;
    total.failed += run.outcomes.filter((outcome) => outcome !== "verified").length + (run.roots.size === 1 ? 0 : 1);
    total.hits.push(...run.hits);
    total.missing.push(...run.missing);
    for (const format of run.formats) total.formats.add(format);
    if (seed % 20 === 0) console.log(`${total.dossiers} dossiers, ${total.files} files, ${total.hits.length} hits`);
  }
  console.log(
    `${total.dossiers} dossiers, ${total.files} files, ${total.bytes} bytes searched; formats ${[...total.formats].sort().join(" ")}`,
  );
  expect(total.hits).toEqual([]);
  expect(total.missing).toEqual([]);
  expect(total.failed).toBe(0);
  expect(total.formats).toContain("pdf");
});
