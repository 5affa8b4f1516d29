import { expect, it } from "vitest";
import { killErasures, killSealings } from "./custody-kills.ts";
import { killJoins, killMerges } from "./device-kills.ts";
import { killPublications } from "./kills.ts";
import { publishableCase, sealableCase, twoDevices } from "./made-up.ts";
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

it("processes that are killed while they close, open or erase finish it by the same command and lose nothing", async () => {
  await withScratch(async (scratch) => {
    const { bench, ...made } = await sealableCase();
    const plan = { program: await bundledProgram(scratch), scratch, lanes: 2, seed: 11, kills: 8 };
    for (const outcome of [await killSealings(plan, made), await killErasures(plan, made)]) {
      expect(outcome).toMatchObject({ lost: 0, corrupt: 0, failures: [] });
      expect(outcome.tried).toBeGreaterThanOrEqual(8);
    }
    bench.remove();
  });
});

it("processes that are killed while a device joins or copies are merged finish it by the same command and lose nothing", async () => {
  await withScratch(async (scratch) => {
    const { bench, ...made } = await twoDevices();
    const plan = { program: await bundledProgram(scratch), scratch, lanes: 2, seed: 11, kills: 8 };
    for (const outcome of [await killJoins(plan, made), await killMerges(plan, made)]) {
      expect(outcome).toMatchObject({ lost: 0, corrupt: 0, failures: [] });
      expect(outcome.tried).toBeGreaterThanOrEqual(8);
    }
    bench.remove();
  });
});
