import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Json } from "../../src/kernel/index.ts";
import { compose } from "../../src/publish/compose.ts";
import type { BagFile } from "../../src/publish/input.ts";
import { madeUpCase } from "../../src/publish/testing/made-up-case.ts";
import { type MadeUpItem, madeUpItems } from "../../src/publish/testing/made-up-items.ts";
import { findChromium, launch, Site } from "../support/browser.ts";

// The pages of a made-up dossier in a real browser, as a reader has them: from a folder, without a server.
const chromium = findChromium();
/** A busy machine takes its time. */
const PATIENT = { timeout: 60_000 };

describe.skipIf(chromium === undefined)("a dossier's pages in Chromium", () => {
  let browser: Browser;
  let site: Site;
  let files: readonly BagFile[];

  beforeAll(async () => {
    browser = await launch(chromium!);
    ({ files } = await compose(madeUpCase().input));
    site = new Site(browser, files);
  });
  afterAll(async () => {
    await browser.close();
    site.remove();
  });

  const PAGES = ["index.html", "index.ar.html"];

  it.each(PAGES)("%s is complete without JavaScript and asks for nothing but the files beside it", async (path) => {
    const { page, requests, said } = await site.visit(path, { javaScriptEnabled: false });
    for (const sentence of await page.locator(".s").all()) expect(await sentence.isVisible()).toBe(true);
    expect(await page.locator(".s").count()).toBeGreaterThan(1);
    for (const summary of await page.locator("summary").all()) await summary.click();
    for (const step of await page.locator("details .step, details p").all()) expect(await step.isVisible()).toBe(true);
    const image = page.locator("img").first();
    if ((await image.count()) > 0) expect((await image.boundingBox())!.width).toBeGreaterThan(0);
    expect(requests.length).toBeGreaterThan(0);
    for (const address of requests) {
      expect(address.startsWith(site.address)).toBe(true);
      expect(files.map((file) => file.path)).toContain(address.slice(site.address.length));
    }
    expect(said).toEqual([]);
  });

  it("the policy stops scripts, handlers, styles, frames, forms and requests that somebody wrote into a page", async () => {
    const html = Buffer.from(files.find(({ path }) => path === "index.html")!.bytes).toString();
    const bad = [
      "<script>document.title = 'taken'</script>",
      '<script src="data/exhibits/x.js"></script>',
      "<img src='nothing.png' onerror=\"document.title = 'taken'\">",
      "<style>body{display:none}</style>",
      '<iframe src="index.ar.html"></iframe>',
      '<form action="https://example.org/"><button>send</button></form>',
      '<img src="https://example.org/beacon.png">',
      '<link rel="stylesheet" href="https://example.org/x.css">',
    ];
    site.write("data/exhibits/x.js", "document.title = 'taken'");
    site.write("attacked.html", html.replace("</main>", `${bad.join("\n")}</main>`));
    const { page, requests, stopped, said } = await site.visit("attacked.html");
    expect(await page.title()).not.toBe("taken");
    expect(await page.locator("h1").isVisible()).toBe(true);
    await page.locator("button").press("Enter", { noWaitAfter: true });
    expect(page.url()).toContain("attacked.html");
    const foreign = requests.filter((address) => !address.startsWith(site.address));
    expect(foreign.length).toBeGreaterThan(0);
    // What the browser refused it tells in its own time.
    await expect.poll(() => stopped, PATIENT).toEqual(expect.arrayContaining(foreign));
    const refused = (): string => said.filter((line) => /Content Security Policy/.test(line)).join("\n");
    for (const directive of ["script-src", "style-src", "default-src", "form-action", "img-src"]) {
      await expect.poll(refused, PATIENT).toContain(directive);
    }
    expect(await page.title()).not.toBe("taken");
  });

  it("each sentence leads to its evidence, by the mouse and by the keyboard", async () => {
    const { page } = await site.visit("index.html", { javaScriptEnabled: false });
    const places = await page.locator("section:not(:has(.voice)) .s").all();
    expect(places.length).toBeGreaterThan(4);
    for (const sentence of places) {
      const ways = await sentence.locator("a.ref, a.figure").all();
      const isWithheld = (await sentence.locator(".withheld").count()) > 0;
      expect(ways.length > 0 || isWithheld).toBe(true);
      for (const way of ways) {
        await way.focus();
        await page.keyboard.press("Enter");
        const card = page.locator(`article${(await way.getAttribute("href"))!}`);
        expect(await card.count()).toBe(1);
        expect(new URL(page.url()).hash).toBe(await way.getAttribute("href"));
        expect(
          await card.evaluate((one) => {
            const { top, bottom } = one.getBoundingClientRect();
            return bottom > 0 && top < one.ownerDocument.defaultView.innerHeight;
          }),
        ).toBe(true);
      }
    }
  });

  it("what a paragraph rests on opens by the keyboard: claim, source, quote, exhibit, proof", async () => {
    const { page } = await site.visit("index.html", { javaScriptEnabled: false });
    const lineage = page.locator("details.lineage").first();
    expect(await lineage.locator(".step").first().isVisible()).toBe(false);
    await lineage.locator("summary").focus();
    await page.keyboard.press("Enter");
    const text = await lineage.innerText();
    for (const words of [
      "at most 50 people per day",
      "As many as 50 people a day were brought",
      "The Made-up Gazette",
      "Made-up report",
    ]) {
      expect(text).toContain(words);
    }
    for (const proof of await lineage.locator("a[data-f]").all()) {
      expect(files.map(({ path }) => path)).toContain(await proof.getAttribute("href"));
    }
    await page.keyboard.press("Space");
    expect(await lineage.locator(".step").first().isVisible()).toBe(false);
  });

  it("Arabic is written from the right, hashes and file names in it from the left", async () => {
    const { page } = await site.visit("index.ar.html");
    const direction = (selector: string): Promise<string> =>
      page
        .locator(selector)
        .first()
        .evaluate((element) => element.ownerDocument.defaultView.getComputedStyle(element).direction);
    expect(await page.locator("html").getAttribute("dir")).toBe("rtl");
    expect(await direction("main")).toBe("rtl");
    expect(await direction(".hash")).toBe("ltr");
    const [label, value] = await Promise.all(
      ["dt", "dd"].map((tag) =>
        page
          .locator(`.card ${tag}`)
          .first()
          .evaluate((element) => element.getBoundingClientRect().x),
      ),
    );
    expect(label).toBeGreaterThan(value!);
  });

  it("a name of another script or with direction marks leaves the words around it where they are", async () => {
    const hostile = "\u202eزينب\u2067 12";
    const items = madeUpItems().map((item) =>
      item.id === "S1" ? { ...item, value: { ...item.value, name: hostile } } : item,
    );
    const other = new Site(browser, (await compose(madeUpCase(items).input)).files);
    const { page } = await other.visit("index.html");
    expect(
      await page
        .locator("bdi")
        .evaluateAll((all) =>
          all.every((one) => one.ownerDocument.defaultView.getComputedStyle(one).unicodeBidi === "isolate"),
        ),
    ).toBe(true);
    // In the lineage: label, mark, name, in this order from the left.
    const step = page.locator("details.lineage .step").filter({ hasText: "Said by" }).first();
    await page.locator("details.lineage summary").first().click();
    const [label, mark, name] = await Promise.all(
      ["[data-w]", "a.ref", "bdi"].map((tag) =>
        step
          .locator(tag)
          .first()
          .evaluate((element) => element.getBoundingClientRect().x),
      ),
    );
    expect(label).toBeLessThan(mark!);
    expect(mark).toBeLessThan(name!);
    other.remove();
  });

  it("markup in any field comes out as text", async () => {
    const { items, marks } = poisoned(madeUpItems());
    expect(marks.length).toBeGreaterThan(40);
    const other = new Site(
      browser,
      (await compose(madeUpCase(items, { caseName: poison("case"), publisher: poison("publisher") }).input)).files,
    );
    for (const path of PAGES) {
      const { page, requests, said } = await other.visit(path);
      const clean = (await site.visit(path)).page;
      expect(await elements(page)).toEqual(await elements(clean));
      expect(said).toEqual([]);
      expect(requests.filter((address) => !address.startsWith(other.address) || address.includes("poison"))).toEqual(
        [],
      );
      expect(await page.evaluate(() => Reflect.get(globalThis, "taken"))).toBeUndefined();
    }
    const text = (await (await other.visit("index.html")).page.textContent("body"))!;
    const shown = marks.filter((mark) => text.includes(poison(mark)));
    expect(shown).toEqual(
      expect.arrayContaining([
        "S1/name",
        "C1/statement/en",
        "C1/anchor/quote",
        "text.en/title",
        "J1/reasons/en",
        "E1/title",
      ]),
    );
    other.remove();
  });
});

/** Names and attributes of all elements, values left out: what markup would add to. */
function elements(page: Page): Promise<string[]> {
  return page.evaluate(
    "[...document.querySelectorAll('*')].map((one) => [one.tagName, ...one.getAttributeNames()].join(' '))",
  );
}

const poison = (mark: string): string =>
  `</title></style></bdi>"'><script>taken=1</script><img src=poison onerror="taken=1"><svg onload=taken=1>&lt;b&gt;{r0}\${f0} ${mark}`;

/** Every text of every item with markup in it, but for words of closed lists, references and what is no text. */
function poisoned(items: readonly MadeUpItem[]): {
  readonly items: readonly MadeUpItem[];
  readonly marks: readonly string[];
} {
  const marks: string[] = [];
  const visit = (value: Json, pointer: string, id: string): Json => {
    if (Array.isArray(value)) return value.map((member: Json, at) => visit(member, `${pointer}/${at}`, id));
    if (value !== null && typeof value === "object")
      return Object.fromEntries(
        Object.entries(value).map(([key, member]) => [key, visit(member as Json, `${pointer}/${key}`, id)]),
      );
    const isFixed =
      /\/(uid|id|lang|voice|depth|level|sha256|size|mediaType|relation|value|lower|upper|kind|reliability|credibility|polarity|probability|confidence|source|exhibit|claim|expression)$/.test(
        pointer,
      ) || /\/(accordingTo|reliesOn|claims|inputs|figures)\/\d+$/.test(pointer);
    if (typeof value !== "string" || isFixed || /\/sentences\/\d+\/text$/.test(pointer)) return value;
    marks.push(`${id}${pointer}`);
    return poison(`${id}${pointer}`);
  };
  return {
    items: items.map((item) => ({ ...item, value: visit(item.value as Json, "", item.id) as MadeUpItem["value"] })),
    marks,
  };
}
