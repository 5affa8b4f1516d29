import { readFileSync } from "node:fs";
import { afterEach, beforeEach, expect, it } from "vitest";
import { makeFamilies } from "../../src/linkage/index.ts";
import { Workbench } from "../support/cli.ts";

let bench: Workbench;
beforeEach(() => {
  bench = new Workbench();
  makeFamilies({ people: 60, lists: 2, capture: 0.7, seed: 4 }).lists.forEach((text, l) => {
    bench.write(`list-${l}.csv`, text);
  });
});
afterEach(() => bench.remove());

async function page(...words: readonly string[]): Promise<string> {
  const ran = await bench.run(["link", "list-0.csv", "list-1.csv", "--truth", "person", "--html", "r.html", ...words]);
  expect(ran.exit, ran.said).toBe(0);
  return readFileSync(bench.path("r.html"), "utf8");
}

it("the report speaks Arabic from right to left, English else, and refuses a language it has no words for", async () => {
  const [english, arabic] = [await page(), await page("--language", "ar-SY")];
  expect(english).toContain('<html lang="en" dir="ltr">');
  expect(arabic).toContain('<html lang="ar" dir="rtl">');
  for (const heading of ["How pairs near even odds came about", "What each agreement weighs"]) {
    expect(english).toContain(heading);
    expect(arabic).not.toContain(heading);
  }
  // What is left in Latin letters are names of lists, columns, keys and measures.
  const words = arabic
    .replace(/<style>.*?<\/style>|<bdi class="original".*?<\/bdi>|<[^>]*>|&[a-z]+;|person-[0-9a-f]+/gs, " ")
    .match(/[A-Za-z][a-z]{3,}/g);
  expect([...new Set(words)].filter((word) => !/^(list|record|name|place|person|note|cubed)$/.test(word))).toEqual([]);
  const refused = await bench.run(["link", "list-0.csv", "--html", "r.html", "--language", "xx"]);
  expect(refused).toMatchObject({ code: "cli/usage" });
});

it("a pair that was asked for and is near even odds, too, is shown once", async () => {
  const near = (html: string): string[] =>
    [...html.matchAll(/<h3>(.*?)<\/h3>/g)].map(([, head]) => head!).filter((head) => head.includes(" and "));
  const plain = near(await page());
  expect(plain.length).toBeGreaterThan(1);
  const [a, b] = plain[1]!.replace(/<[^>]*>|[\u2066-\u2069]/g, "").split(" and ") as [string, string];
  const asked = near(await page("--pair", `${b},${a}`));
  expect(asked[0]).toBe(plain[1]);
  expect([...asked].sort()).toEqual([...plain].sort());
});
