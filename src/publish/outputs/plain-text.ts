import type { Report } from "./report.ts";

const WIDTH = 96;

/** A report as plain text in UTF-8: for those who file, number and quote lines. Charts are named, not drawn. */
export function plainText({ title, blocks }: Report): string {
  const lines = [title, "=".repeat(Math.min(WIDTH, [...title].length)), ""];
  for (const block of blocks) {
    if (block.kind === "chart")
      lines.push(...fill(`[${block.chart.title}: charts/${block.chart.name}.svg]`, "", ""), "");
    else if (block.kind === "section")
      lines.push("", block.words, "-".repeat(Math.min(WIDTH, [...block.words].length)), "");
    else if (block.kind === "heading") lines.push("", block.words, "");
    else if (block.kind === "item") lines.push(...fill(block.words, "- ", "  "));
    else if (block.kind === "quote") lines.push(...fill(block.words, "  ", "  "), "");
    else lines.push(...fill(block.words, "", ""), "");
  }
  return `${lines
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim()}\n`;
}

/** Words in lines of at most the width; a longer word, such as a hash, stands on a line of its own. */
function fill(words: string, first: string, rest: string): readonly string[] {
  const lines: string[] = [];
  let current = first;
  let isEmpty = true;
  for (const word of words.split(/\s+/)) {
    if (!isEmpty && current.length + 1 + word.length > WIDTH) {
      lines.push(current);
      current = rest;
      isEmpty = true;
    }
    current += isEmpty ? word : ` ${word}`;
    isEmpty = false;
  }
  return [...lines, current];
}
