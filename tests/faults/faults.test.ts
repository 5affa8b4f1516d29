import { describe, expect, it } from "vitest";
import { erasureCuts } from "./erase-cuts.ts";
import { everyFailingCall } from "./failing-calls.ts";
import { damagedStore, everyBitFlip, everyPrivateFlip, everyTruncation, LINES, madeUpCase } from "./log-damage.ts";
import { powerCuts } from "./power-cut.ts";

// A few seconds of what `npm run faults` does at length.
const held = { lost: 0, corrupt: 0, failures: [] };

describe("a ledger of 72 lines", () => {
  it("has 72 lines", async () => {
    expect((await madeUpCase()).ledger.toString().split("\n")).toHaveLength(LINES + 1);
  });
  it("cut at any byte, is read up to its last whole group", async () => {
    expect(await everyTruncation(131)).toMatchObject(held);
  });
  it("with any bit flipped, is not taken for whole", async () => {
    expect(await everyBitFlip(499)).toMatchObject(held);
    expect(await everyPrivateFlip(997)).toMatchObject(held);
  });
  it("damaged in other ways, is refused and left as it is", async () => {
    expect(await damagedStore(4999)).toMatchObject(held);
  });
});

describe("a failing disk", () => {
  it("loses nothing that was answered, at whichever call it fails", async () => {
    const outcome = await everyFailingCall({ isQuick: true });
    expect(outcome).toMatchObject(held);
    expect(outcome.tried).toBeGreaterThan(80);
  });
});

describe("a power cut", () => {
  it("loses nothing that was answered, whatever becomes of the sectors that were not synced", async () => {
    const outcome = await powerCuts(200);
    expect(outcome).toMatchObject({ ...held, tried: 200 });
    expect(outcome.seen).toMatch(/with a torn end \d{2}/);
  });
  it("while values are erased loses no other value, and the erasure can be finished", async () => {
    const outcome = await erasureCuts(150);
    expect(outcome).toMatchObject({ ...held, tried: 150 });
    expect(outcome.seen).toMatch(/erased \d{2}.*not begun \d{2}/);
  });
});
