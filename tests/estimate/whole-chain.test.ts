import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Workbench } from "../support/cli.ts";

// Everything in these lists is made up.
const script = fileURLToPath(new URL("../../examples/whole-chain/make-lists.mjs", import.meta.url));
const TRUTH = 600;
let bench: Workbench;

beforeAll(async () => {
  bench = new Workbench();
  const { makeLists } = await import(/* @vite-ignore */ pathToFileURL(script).href);
  const names: readonly string[] = makeLists(bench.path("made"), TRUTH, 5);
  const lists = names.map((name) => `made/${name}`);
  const unique = names.flatMap((name) => ["--unique", name]);
  const options = ["--truth", "person", "--draws", "10", "--out", "made/linked", "--workers", "1"];
  const linked = await bench.run(["link", ...lists, ...unique, ...options]);
  expect(linked.exit, linked.said).toBe(0);
});
afterAll(() => bench.remove());

async function estimateOf(file: string) {
  const ran = await bench.run(["estimate", `made/linked/${file}`, "--method", "dga", "--json"]);
  expect(ran.exit, ran.said).toBe(0);
  return JSON.parse(ran.out);
}

describe("invented lists, linked in several ways, to a total (made up)", () => {
  it("finds the linkage in doubt: its draws differ in how many persons they make", async () => {
    const drawn = await estimateOf("linkages.csv");
    expect(drawn.combined).toHaveLength(10);
    expect(new Set(drawn.combined.map((each: { n: number }) => each.n)).size).toBeGreaterThan(1);
  });
  it("holds the known truth inside the interval, and the doubt about the linkage widens it", async () => {
    const [best, drawn] = [await estimateOf("histories.csv"), await estimateOf("linkages.csv")];
    const [one, all] = [best.methods[0].estimate, drawn.methods[0].estimate];
    console.log(
      `measured whole chain: truth ${TRUTH}, best linkage ${one.median} (${one.lower}-${one.upper}), ten linkages ${all.median} (${all.lower}-${all.upper})`,
    );
    expect(all.lower).toBeLessThan(TRUTH);
    expect(all.upper).toBeGreaterThan(TRUTH);
    const widths: number[] = drawn.combined.map(
      ({ estimate }: { estimate: typeof all }) => estimate.upper - estimate.lower,
    );
    const usual = widths.reduce((sum, width) => sum + width, 0) / widths.length;
    expect(all.upper - all.lower).toBeGreaterThan(usual);
    expect(drawn.combination.between).toBeGreaterThan(0);
  });
});
