import { type DefaultTreeAdapterMap, parse } from "parse5";
import { describe, expect, it } from "vitest";
import { DOSSIER_WORDS, word } from "#page";
import { compose } from "./compose.ts";
import { madeUpCase } from "./testing/made-up-case.ts";

type Node = DefaultTreeAdapterMap["node"];
type Element = DefaultTreeAdapterMap["element"];

const dossier = await compose(madeUpCase().input);
const text = (path: string): string => Buffer.from(dossier.files.find((file) => file.path === path)!.bytes).toString();
const elementsOf = (html: string): readonly Element[] => {
  const walk = (node: Node): Element[] =>
    "childNodes" in node ? [...("tagName" in node ? [node] : []), ...node.childNodes.flatMap(walk)] : [];
  return walk(parse(html));
};
const attribute = (element: Element, name: string): string | undefined =>
  element.attrs.find((attr) => attr.name === name)?.value;
const wordsOf = (node: Node): string =>
  "value" in node ? String(node.value) : "childNodes" in node ? node.childNodes.map(wordsOf).join("") : "";
const numberOf = (id: string): string => dossier.openItems.find((item) => item.id === id)!.number;

describe.each(["index.html", "index.ar.html"])("%s", (path) => {
  const html = text(path);
  const elements = elementsOf(html);

  it("ties every word to a proof, a file, a line of the bag or a word of the interface", () => {
    const TIES = ["data-p", "data-u", "data-i", "data-f", "data-v", "data-w", "data-q", "data-s"];
    const untied: string[] = [];
    const walk = (node: Node, isTied: boolean): void => {
      if ("value" in node && !isTied && String(node.value).trim() !== "") untied.push(String(node.value));
      if (!("childNodes" in node)) return;
      const tied =
        isTied ||
        ("tagName" in node && (node.tagName === "style" || TIES.some((tie) => attribute(node, tie) !== undefined)));
      for (const child of node.childNodes) walk(child, tied);
    };
    walk(parse(html), false);
    expect(untied).toEqual([]);
  });

  it("says words of the interface as the locale has them", () => {
    const language = path === "index.html" ? "en" : "ar";
    for (const element of elements) {
      const key = attribute(element, "data-w");
      if (key === undefined) continue;
      expect(DOSSIER_WORDS).toContain(`dossier.${key}`);
      expect(wordsOf(element)).toBe(word(language, `dossier.${key}`));
    }
  });

  it("every way leads to something, and every name for a place is given once", () => {
    const ids = elements.flatMap((element) => attribute(element, "id") ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    const paths = dossier.files.map((file) => file.path);
    for (const element of elements.filter(({ tagName }) => tagName === "a" || tagName === "img")) {
      const target = attribute(element, "href") ?? attribute(element, "src")!;
      if (target.startsWith("#")) expect(ids).toContain(target.slice(1));
      else expect(paths).toContain(target);
    }
  });

  it("has one heading of the first level and skips none below it", () => {
    const levels = elements.flatMap(({ tagName }) => (/^h[1-6]$/.test(tagName) ? [Number(tagName[1])] : []));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    for (const [at, level] of levels.entries()) if (at > 0) expect(level - levels[at - 1]!).toBeLessThanOrEqual(1);
  });

  it("has no script, no handler, no style of its own, no address elsewhere", () => {
    for (const element of elements) {
      expect(["script", "iframe", "object", "embed", "form", "link", "base"]).not.toContain(element.tagName);
      for (const { name, value } of element.attrs) {
        expect(name).not.toMatch(/^on|^style$|^srcset$/);
        if (name !== "content") expect(value).not.toMatch(/^\s*(?:https?:|\/\/|javascript:|data:)/i);
      }
    }
  });
});

describe("the English page", () => {
  const elements = elementsOf(text("index.html"));
  const cardOf = (id: string): string =>
    wordsOf(elements.find((element) => attribute(element, "id") === numberOf(id))!);

  it("a figure is printed with its bound, never alone", () => {
    const figures = elements.filter((element) => attribute(element, "class") === "figure").map(wordsOf);
    expect(figures).toEqual(["at most 50 people per day", "at most 100 people per day"]);
  });

  it("a bound that the source does not state is said not to be stated", () => {
    const card = cardOf("C1");
    expect(card).toMatch(/At leastnot stated by the source/);
    expect(card).toMatch(/At most50/);
  });

  it("a claim's card says who, according to whom, the words, the file and its proof", () => {
    const card = cardOf("C1");
    for (const words of [
      "The Made-up Gazette",
      "An invented office",
      "As many as 50 people a day were taken",
      "Made-up report",
      "witnesses said",
      "Ledger proof",
    ]) {
      expect(card).toContain(words);
    }
  });

  it("a judgement's card shows probability, confidence, reasons, other explanations and dissent", () => {
    const card = cardOf("J1");
    for (const words of [
      "likely (55 to 80 per cent)",
      "low",
      "One made-up source says so.",
      "It was a made-up bakery.",
      "Nobody smelled bread.",
      "One of us holds that nothing can be said.",
      "an analyst",
    ]) {
      expect(card).toContain(words);
    }
  });

  it("the lineage of a figure goes through its claim to source, quote and exhibit", () => {
    const lineages = elements.filter((element) => attribute(element, "class") === "lineage").map(wordsOf);
    expect(lineages[0]).toMatch(
      /at most 50 people per day.*Taken from.*As many as 50 people a day were brought.*Said by.*The Made-up Gazette.*Read in.*Made-up report/s,
    );
  });

  it("where the authors speak for themselves the page says so", () => {
    const voices = elements.filter((element) => attribute(element, "class") === "voice").map(wordsOf);
    expect(voices).toEqual(["Here the authors speak for themselves."]);
  });
});
