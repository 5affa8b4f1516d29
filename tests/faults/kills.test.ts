import { expect, it } from "vitest";
import { crowd } from "./crowd.ts";
import { fullDisks } from "./full-disk.ts";
import { jumpingClock, restoredBackups } from "./histories.ts";
import { killAppends, killCollects } from "./kills.ts";
import { bundledProgram, withScratch } from "./scratch.ts";

// Some of what `npm run faults` does a thousand times: enough to see that the campaign itself still works.
const held = { lost: 0, corrupt: 0, failures: [] };

it("processes that are killed while they append and collect lose nothing that they answered", async () => {
  await withScratch(async (scratch) => {
    const plan = { program: await bundledProgram(scratch), scratch, lanes: 1, seed: 11 };
    expect(await killAppends({ ...plan, kills: 4 })).toMatchObject({ ...held, tried: 4 });
    expect(await killCollects({ ...plan, kills: 1 })).toMatchObject({ ...held, tried: 1 });
    expect(await crowd(plan, 2, 1, 2)).toMatchObject({ ...held, tried: 4 });
  });
});

it("a disk that fills up loses nothing that was answered", async () => {
  await withScratch(async (scratch) => {
    const outcome = await fullDisks(scratch, "tmpfs", 2);
    if ("skipped" in outcome) console.log(`skipped: ${outcome.skipped}`);
    else expect(outcome).toMatchObject({ ...held, tried: 2 });
  });
});

it("backups that are put back are not written to, and a clock that jumps breaks nothing", async () => {
  expect(await restoredBackups(10)).toMatchObject({ ...held, tried: 80 });
  expect(await jumpingClock(20)).toMatchObject({ ...held, tried: 20 });
});
