import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { select } from "./selection.ts";
import { blocksOf, referencesOf, sectionsOf, templateParts } from "./structure.ts";
import { madeUpCase } from "./testing/made-up-case.ts";

describe("templateParts", () => {
  it("tells words from figures and references, and gives back all words", () => {
    expect(templateParts("So {f0} of {r12}.")).toEqual([
      { kind: "words", text: "So " },
      { kind: "figure", index: 0 },
      { kind: "words", text: " of " },
      { kind: "reference", index: 12 },
      { kind: "words", text: "." },
    ]);
    expect(templateParts("")).toEqual([]);
    expect(templateParts("{f} {x0} {f-1} {F0}")).toEqual([{ kind: "words", text: "{f} {x0} {f-1} {F0}" }]);
  });

  it("whatever the text, joining the parts gives it back", () => {
    const piece = fc.oneof(fc.string(), fc.constantFrom("{f0}", "{r3}", "{", "}", "{f0"));
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = pieces.join("");
        const letters = { figure: "f", reference: "r", person: "p" } as const;
        const again = templateParts(text).map((part) =>
          part.kind === "words" ? part.text : `{${letters[part.kind as keyof typeof letters]}${part.index}}`,
        );
        // An index with zeros in front is the same index.
        expect(again.join("")).toBe(text.replace(/\{([frp])0+(\d+)\}/g, "{$1$2}"));
      }),
    );
  });
});

describe("a text's structure", () => {
  const [english] = select(madeUpCase().input).texts;

  it("sections, blocks and sentences stand in reading order", () => {
    expect(sectionsOf(english!)).toEqual(["/sections/0", "/sections/1"]);
    const blocks = blocksOf(english!, "/sections/0");
    expect(blocks.map(({ kind }) => kind)).toEqual(["paragraph", "quote", "item", "item", "item"]);
    expect(blocks[0]!.sentences.map(({ pointer }) => pointer)).toEqual(
      [0, 1, 2].map((at) => `/sections/0/blocks/0/sentences/${at}`),
    );
  });

  it("a sentence's references are told, figures first, also those that stay closed", () => {
    const at = "/sections/0/blocks/0/sentences/2";
    expect(referencesOf(english!).get(at)).toEqual([`${at}/figures/0`, `${at}/refs/0/uid`, `${at}/refs/1/uid`]);
  });

  it("eleven sections stay in order: numbers are compared as numbers", () => {
    const fields = new Map(
      Array.from({ length: 11 }, (_, at) => [`/sections/${10 - at}/heading`, english!.fields.values().next().value!]),
    );
    expect(sectionsOf({ ...english!, fields }).map((at) => at.slice(10))).toEqual([..."0123456789", "10"]);
  });
});
