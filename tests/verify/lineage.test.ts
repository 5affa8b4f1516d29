import { describe, expect, it } from "vitest";
import type { Json } from "#kernel";
import { type MadeUpItem, madeUpItems, uidOf } from "../../src/publish/testing/made-up-items.ts";
import { failedChecks, reportOf, SmallBag } from "./small-bag.ts";

// Here the ledger itself holds what should not be: everything shown is proved, and still leads nowhere.

type Value = { [key: string]: Json };

/** The made-up items, one of them with another value. */
function itemsWith(id: string, change: (value: Value) => void): readonly MadeUpItem[] {
  return madeUpItems().map((item) => {
    if (item.id !== id) return item;
    const value = structuredClone(item.value) as Value;
    change(value);
    return { ...item, value };
  });
}

async function lineageOf(items: readonly MadeUpItem[]): Promise<string> {
  const report = reportOf((await SmallBag.of(items)).files);
  const others = failedChecks(report).filter((name) => name !== "lineage" && name !== "exhibits");
  expect(others, JSON.stringify(report.checks.filter(({ problems }) => problems.length > 0))).toEqual([]);
  return report.checks.find(({ name }) => name === "lineage")!.problems.join("\n");
}

const sentenceOf = (value: Value, index: number): Value =>
  (((value["sections"] as Value[])[0]!["blocks"] as Value[])[0]!["sentences"] as Value[])[index] as Value;

describe("what a sentence rests on", () => {
  it("a sentence in the evidence's voice that names nothing", async () => {
    const items = itemsWith("text.en", (value) =>
      Object.assign(sentenceOf(value, 0), { text: "All is proven.", figures: [], refs: [] }),
    );
    expect(await lineageOf(items)).toMatch(/sentence 15 \/sections\/0\/blocks\/0\/sentences\/0 names no evidence/);
  });

  it("is no matter where the authors speak", async () => {
    const items = itemsWith("text.en", (value) => {
      (value["sections"] as Value[])[0]!["voice"] = "authors";
      Object.assign(sentenceOf(value, 0), { text: "All is well.", figures: [], refs: [] });
    });
    expect(await lineageOf(items)).toBe("");
  });

  it("a sentence that names only a source whom no exhibit shows", async () => {
    const stranger: MadeUpItem = {
      kind: "source",
      id: "S9",
      value: { uid: uidOf("S9"), id: "S9", name: "An invented stranger", reliesOn: [], reliability: "F" },
    };
    const items = itemsWith("text.en", (value) =>
      Object.assign(sentenceOf(value, 0), {
        text: "The stranger knows {r0}.",
        figures: [],
        refs: [{ uid: uidOf("S9") }],
      }),
    );
    const last = items.findIndex(({ kind }) => kind === "text");
    expect(await lineageOf([...items.slice(0, last), stranger, ...items.slice(last)])).toMatch(
      /nothing that the sentence .* names leads to evidence/,
    );
  });

  it("a source that an exhibited source repeats is met there", async () => {
    const items = itemsWith("text.en", (value) =>
      Object.assign(sentenceOf(value, 0), {
        text: "The office knows {r0}.",
        figures: [],
        refs: [{ uid: uidOf("S2") }],
      }),
    );
    expect(await lineageOf(items)).toBe("");
  });

  it("a figure without a claim, and the one computed from it", async () => {
    const items = itemsWith("N1", (value) => {
      delete value["claim"];
    });
    expect(await lineageOf(items)).toMatch(/figure N1 .*leads to no evidence[\s\S]*figure N2 .*leads to no evidence/);
  });

  it("figures that are computed from each other", async () => {
    const items = itemsWith("N1", (value) => {
      delete value["claim"];
      Object.assign(value, { kind: "computed", inputs: [uidOf("N2")] });
    });
    expect(await lineageOf(items)).toMatch(/figure N1/);
  });

  it("a judgement without claims, in the evidence's voice", async () => {
    const items = itemsWith("text.en", (value) =>
      Object.assign(sentenceOf(value, 0), { text: "It is so {r0}.", figures: [], refs: [{ uid: uidOf("J1") }] }),
    ).map((item) => (item.id === "J1" ? { ...item, value: { ...item.value, claims: [] } } : item));
    expect(await lineageOf(items)).toMatch(/nothing that the sentence/);
  });
});

it("a quote that does not stand in the enclosed text", async () => {
  const items = itemsWith("C1", (value) => Object.assign(value["anchor"] as Value, { start: 40, end: 112 }));
  const report = reportOf((await SmallBag.of(items)).files);
  expect(report.checks.find(({ name }) => name === "exhibits")!.problems.join()).toMatch(
    /C1 quotes .* does not stand there in E1/,
  );
});
