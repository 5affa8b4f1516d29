import { describe, expect, it } from "vitest";
import type { Problem } from "#kernel";
import { readText, type WrittenText } from "./text.ts";

function read(source: string): { readonly text: WrittenText; readonly problems: Problem[] } {
  const problems: Problem[] = [];
  return { text: readText("hand/dossier.md", source, "en", problems), problems };
}

describe("readText()", () => {
  it("reads title, sections, blocks and sentences with their figures and references", () => {
    const { text, problems } = read(`+++
level = "public"
+++
# The title

## What was said

Mr. Jones said that {N2} were killed [C7]. It was doubted
at the time. [C9 p.3]

- An item [E1].
- Another [E2].

> A quote [S1].

## How we worked {authors}

We read what others wrote.
`);
    expect(problems).toEqual([]);
    expect(text).toMatchObject({ title: "The title", level: "public", language: "en" });
    expect(text.sections.map(({ heading, voice }) => [heading, voice])).toEqual([
      ["What was said", "evidence"],
      ["How we worked", "authors"],
    ]);
    const [first, second] = text.sections[0]!.blocks[0]!.sentences;
    expect(first).toMatchObject({
      text: "Mr. Jones said that {f0} were killed {r0}.",
      figures: [{ id: "N2" }],
      references: [{ id: "C7" }],
    });
    expect(second).toMatchObject({ text: "It was doubted at the time. {r0}", references: [{ id: "C9", at: "p.3" }] });
    expect(text.sections[0]!.blocks.map(({ kind }) => kind)).toEqual(["paragraph", "item", "item", "quote"]);
  });

  it("refuses typed numbers and sentences without evidence, with line and column", () => {
    const { problems } = read("# T\n\n## S\n\nSome say\n50 died [C1]. Nobody knows.\n");
    expect(problems.map(({ line, column, text }) => [line, column, text])).toEqual([
      [6, 1, "50"],
      [6, 15, "Nobody knows."],
    ]);
  });

  it("keeps an escaped name as it is", () => {
    const { text, problems } = read("# T\n\n## S\n\nBranch \\215 is named [C1].\n");
    expect(problems).toEqual([]);
    expect(text.sections[0]!.blocks[0]!.sentences[0]!.text).toBe("Branch 215 is named {r0}.");
  });

  it("refuses a text without title, lone braces, numbers in headings and unknown keys", () => {
    const messages = read("+++\nfoo = 1\n+++\n## The 9 men\n\nA {brace} [C1].\n").problems.map(
      ({ message }) => message,
    );
    expect(messages.some((message) => message.includes('unknown key "foo"'))).toBe(true);
    expect(messages.some((message) => message.includes("heading holds no figures"))).toBe(true);
    expect(messages.some((message) => message.includes("stands alone"))).toBe(true);
    expect(messages.some((message) => message.includes("no title"))).toBe(true);
  });

  it("ends Arabic sentences at their own marks", () => {
    const { text } = read("# ع\n\n## ق\n\nهل حدث ذلك؟ [C1] قيل ذلك [C2].\n");
    expect(text.sections[0]!.blocks[0]!.sentences).toHaveLength(2);
  });
});
