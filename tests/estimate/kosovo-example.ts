import { cpSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import { type Ran, Workbench } from "../support/cli.ts";

const example = fileURLToPath(new URL("../../examples/kosovo-1999", import.meta.url));

/** Builds the example's case as its README says, the figures changed if asked for, and publishes it. */
export async function buildKosovo(
  change = (figures: string) => figures,
): Promise<{ readonly bench: Workbench; readonly ran: Ran }> {
  const bench = new Workbench();
  await bench.run(["init", "case", "--no-passphrase"]);
  cpSync(`${example}/case.toml`, bench.path("case/case.toml"));
  cpSync(`${example}/hand`, bench.path("case/hand"), { recursive: true });
  const figures = readFileSync(`${example}/hand/figures.toml`, "utf8");
  bench.write("case/hand/figures.toml", change(figures));
  const collected = await bench.run([
    "collect",
    `${example}/evidence`,
    "--facts",
    `${example}/facts.csv`,
    "--case",
    "case",
  ]);
  expect(collected.exit, collected.said).toBe(0);
  const ran = await bench.run(["run", "--case", "case"]);
  expect(ran.exit, ran.said).toBe(0);
  const published = await bench.run(["publish", "--audience", "public", "--case", "case"]);
  expect(published.exit, published.said).toBe(0);
  return { bench, ran };
}

/** A figure of the case as it was derived. */
export function figureOf(bench: Workbench, id: string) {
  const figures = JSON.parse(readFileSync(bench.path("case/output/figures.json"), "utf8")) as { id: string }[];
  return figures.find((figure) => figure.id === id) as unknown as {
    readonly kind: string;
    readonly words: { readonly en: string };
    readonly quantity: { readonly value: string; readonly lower: string; readonly upper: string };
    readonly estimate: {
      readonly median: string;
      readonly settings: string;
      readonly sentences: readonly string[];
      readonly beside: readonly string[];
    };
  };
}
