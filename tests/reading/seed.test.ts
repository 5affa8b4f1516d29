import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { type Gold, type Layer, read, scoreReading } from "#reading";

// A news report that may not be copied into the project; the test runs only where its folder lies beside the checkout.
const folder = new URL("../../../shared/data/reading/", import.meta.url);
const present = existsSync(new URL("seed.txt", folder));

const share = ({ right, gold, found }: Layer): number => (found === null ? right / gold : (2 * right) / (gold + found));

test.skipIf(!present)("the seed is read to the figures of docs/measured/reading.md", () => {
  const text = readFileSync(new URL("seed.txt", folder), "utf8");
  const gold = JSON.parse(readFileSync(new URL("seed.gold.json", folder), "utf8")) as Gold;
  const layers = new Map(
    scoreReading(gold, read(text, { referenceDate: "2017-05-15" })).map((l) => [l.name, share(l)]),
  );
  const least: Readonly<Record<string, number>> = {
    sentences: 1,
    claims: 0.8,
    voice: 0.96,
    mode: 0.9,
    "outer source": 0.98,
    "hedge cues": 0.96,
    "quantity value": 1,
    "quantity bounds": 1,
    "time value": 1,
  };
  for (const [name, floor] of Object.entries(least)) expect(layers.get(name), name).toBeGreaterThanOrEqual(floor);
});

if (!present) process.stdout.write("skipped: the seed text is not present\n");
