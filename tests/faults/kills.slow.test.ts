import { expect, it } from "vitest";
import { killPublications } from "./kills.ts";
import { publishableCase } from "./made-up.ts";
import { bundledProgram, withScratch } from "./scratch.ts";

it("processes that are killed while they publish leave whole dossiers or none, and publish the same bytes again", async () => {
  await withScratch(async (scratch) => {
    const { bench, ...published } = await publishableCase();
    const plan = { program: await bundledProgram(scratch), scratch, lanes: 2, seed: 11 };
    const outcome = await killPublications({ ...plan, kills: 12 }, published);
    expect(outcome).toMatchObject({ lost: 0, corrupt: 0, failures: [] });
    expect(outcome.tried).toBeGreaterThanOrEqual(12);
    bench.remove();
  });
});
