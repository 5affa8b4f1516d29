import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Act, DeviceLog, NewAct } from "#store";
import { foldActs } from "../state.ts";
import { takeOver } from "./take-over.ts";

const uidOf = (id: string): string => `${id.padEnd(21, "0")}A`;
const source = (id: string, name = "x (made up)", uid = uidOf(id)): NewAct => ({
  kind: "source.set",
  value: { id, uid, name, reliability: "F", reliesOn: [] },
});
const remove = (id: string): NewAct => ({ kind: "source.remove", value: { id, uid: uidOf(id) } });

/** A log by its acts after the genesis. */
function logOf(device: string, acts: readonly (NewAct | null)[]): { readonly log: DeviceLog; readonly own: Act[] } {
  const own = [{ kind: "case.genesis", value: {} } as NewAct, ...acts].map(
    (act, seq): Act => ({
      seq,
      device,
      day: "2026-01-02",
      by: "0".repeat(16),
      kind: act?.kind ?? "source.set",
      value: act?.value ?? null,
      ...(act?.x === undefined ? {} : { x: act.x }),
    }),
  );
  return { log: { device, acts: () => own } as unknown as DeviceLog, own };
}

const taken = (mine: readonly (NewAct | null)[], theirs: readonly (NewAct | null)[], device = "b") => {
  const { own } = logOf("a", mine);
  return takeOver(own, foldActs(own), logOf(device, theirs).log);
};

describe("taking over another device's log", () => {
  it("takes its own items, each with its place, and once", () => {
    const { acts, left } = taken([], [source("S1b"), source("S2b")]);
    expect(acts.map(({ x, value }) => [value["id"], x])).toEqual([
      ["S1b", { from: { device: "b", seq: 1 } }],
      ["S2b", { from: { device: "b", seq: 2 } }],
    ]);
    expect(left).toEqual([]);
    expect(taken(acts, [source("S1b"), source("S2b")]).acts).toEqual([]);
    // What an interrupted merge left out comes the next time.
    expect(taken(acts.slice(0, 1), [source("S1b"), source("S2b")]).acts).toEqual(acts.slice(1));
  });

  it.each<[string, readonly NewAct[], RegExp]>([
    ["an item of device a", [source("S1")], /it states S1, which is another device's/],
    ["an item of a third device", [source("S1c")], /another device's/],
    ["a removal of another's item", [remove("S1")], /another device's/],
    ["a text", [{ kind: "text.set", value: { id: "text.en", uid: uidOf("t") } }], /another device's/],
    ["an item under the uid of another", [source("S1b", "x", uidOf("S7"))], /S1b takes the uid of S7/],
    ["two items under one uid", [source("S1b"), source("S2b", "x", uidOf("S1b"))], /S2b takes the uid of S1b/],
  ])("leaves and names %s", (_what, theirs, reason) => {
    const { left } = taken([source("S7")], theirs);
    expect(left.join("\n")).toMatch(reason);
    expect(left).toHaveLength(1);
  });

  it("settings and publications count from device a only; what is each device's own business is not named", () => {
    const settings: NewAct = { kind: "case.set", value: { name: "x" } };
    const own: NewAct = { kind: "backup.make", value: { label: "x", n: 1, day: "2026-01-02" } };
    expect(taken([], [settings, own])).toEqual({ acts: [], left: [] });
    expect(taken([], [settings, own], "a").acts.map(({ kind }) => kind)).toEqual(["case.set"]);
  });

  it("what was erased, here or there, does not come", () => {
    const erased: NewAct = {
      kind: "record.erase",
      value: { ids: ["S1b"], seqs: [1], reason: "withdrawn", basis: "asked for" },
    };
    expect(taken([erased], [source("S1b")])).toMatchObject({ acts: [], left: [expect.stringContaining("stays so")] });
    expect(taken([], [null]).acts).toEqual([]);
    expect(taken([source("S1b")], [erased]).left).toEqual([expect.stringContaining("snowmelt erase S1b")]);
  });
});

it("three devices that merge in any order come to the same items", () => {
  const work = (device: string) =>
    fc
      .array(
        fc.record({
          n: fc.integer({ min: 1, max: 4 }),
          name: fc.string({ minLength: 1 }).filter((s) => s.trim() !== ""),
          gone: fc.boolean(),
        }),
        { maxLength: 8 },
      )
      .map((steps) =>
        steps.map(({ n, name, gone }) => {
          const id = `S${n}${device === "a" ? "" : device}`;
          return gone ? remove(id) : source(id, name);
        }),
      );
  const merges = fc.array(fc.tuple(fc.nat(2), fc.nat(2)), { maxLength: 12 });
  fc.assert(
    fc.property(fc.tuple(work("a"), work("b"), work("c")), merges, (works, order) => {
      const letters = ["a", "b", "c"];
      const logs = works.map((acts): (NewAct | null)[] => [...acts]);
      const merge = (to: number, from: number): void => {
        if (to === from) return;
        const { own } = logOf(letters[to]!, logs[to]!);
        logs[to]!.push(...takeOver(own, foldActs(own), logOf(letters[from]!, logs[from]!).log).acts);
      };
      for (const [to, from] of order) merge(to, from);
      // At the end everybody has met everybody, whatever came before.
      for (const to of [0, 1, 2]) for (const from of [0, 1, 2]) merge(to, from);
      const items = logs.map((acts, at) => {
        const { items: found } = foldActs(logOf(letters[at]!, acts).own);
        return [...found.values()]
          .map(({ id, recorded }) => [id, recorded] as const)
          .sort(([a], [b]) => (a < b ? -1 : 1));
      });
      expect(items[1]).toEqual(items[0]);
      expect(items[2]).toEqual(items[0]);
    }),
  );
});
