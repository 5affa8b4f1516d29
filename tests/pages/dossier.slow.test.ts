import { AxeBuilder } from "@axe-core/playwright";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compose } from "../../src/publish/compose.ts";
import { madeUpCase } from "../../src/publish/testing/made-up-case.ts";
import { findChromium, launch, Site } from "../support/browser.ts";

// How a dossier's pages serve those who read in the dark, on a phone, on paper, by ear or without a mouse.
const chromium = findChromium();

describe.skipIf(chromium === undefined)("a dossier's pages for every reader", () => {
  let browser: Browser;
  let site: Site;

  beforeAll(async () => {
    browser = await launch(chromium!);
    site = new Site(browser, (await compose(madeUpCase().input)).files);
  });
  afterAll(async () => {
    await browser.close();
    site.remove();
  });

  const PAGES = ["index.html", "index.ar.html"];

  it.each([
    ["index.html", "light", 1000],
    ["index.html", "dark", 1000],
    ["index.ar.html", "light", 1000],
    ["index.ar.html", "dark", 360],
  ] as const)("%s, %s, %i wide: no barrier that axe calls serious", async (path, colorScheme, width) => {
    const { page } = await site.visit(path, { colorScheme, viewport: { width, height: 800 } });
    for (const summary of await page.locator("summary").all()) await summary.click();
    const { violations } = await new AxeBuilder({ page }).analyze();
    const grave = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
    expect(grave.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  });

  it("light and dark follow the reader's choice", async () => {
    const luminance = async (colorScheme: "light" | "dark"): Promise<number> => {
      const { page } = await site.visit("index.html", { colorScheme });
      return brightness(await page.evaluate("getComputedStyle(document.documentElement).backgroundColor"));
    };
    expect(await luminance("light")).toBeGreaterThan(200);
    expect(await luminance("dark")).toBeLessThan(60);
  });

  it.each([320, 360, 1000])(
    "nothing is wider than a window of %i pixels, and cards keep two columns apart",
    async (width) => {
      for (const path of PAGES) {
        const { page } = await site.visit(path, { viewport: { width, height: 800 } });
        expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
        // A value in the column of labels would be squeezed to a few letters a line.
        const narrow = await page
          .locator("dd")
          .evaluateAll((values) => values.filter((value) => value.clientWidth < 120).length);
        expect(narrow).toBe(0);
      }
    },
  );

  it("on paper: black on white, proofs shown, no control that paper cannot obey", async () => {
    const { page } = await site.visit("index.html", { colorScheme: "dark" });
    await page.emulateMedia({ media: "print" });
    expect(brightness(await page.evaluate("getComputedStyle(document.documentElement).backgroundColor"))).toBe(255);
    expect(brightness(await page.evaluate("getComputedStyle(document.body).color"))).toBe(0);
    expect(await page.locator("details.lineage:not([open]) summary").first().isVisible()).toBe(false);
    expect(
      await page
        .locator(".card details p")
        .first()
        .evaluate((proof) => proof.getBoundingClientRect().height),
    ).toBeGreaterThan(0);
    const pdf = await page.pdf({ format: "A4", tagged: true });
    expect(Buffer.from(pdf).subarray(0, 5).toString()).toBe("%PDF-");
  });

  it("every way can be walked with the Tab key and shows where one stands", async () => {
    const { page } = await site.visit("index.html");
    const count = await page.locator("a[href], summary").count();
    const seen = new Set<unknown>();
    for (let at = 0; at < 12; at++) {
      await page.keyboard.press("Tab");
      seen.add(await page.evaluate("[...document.querySelectorAll('*')].indexOf(document.activeElement)"));
      expect(await page.evaluate("getComputedStyle(document.activeElement).outlineStyle")).not.toBe("none");
    }
    expect(count).toBeGreaterThan(12);
    expect(seen.size).toBe(12);
  });
});

function brightness(color: unknown): number {
  const [red, green, blue] = String(color).match(/\d+/g)!.map(Number) as [number, number, number];
  return Math.round((red + green + blue) / 3);
}
