import { el, type Html } from "#page";
import { heading } from "./card.ts";
import { labelOf } from "./fields.ts";
import type { Marks } from "./marks.ts";
import type { OpenItem } from "./selection.ts";

/** Pointers of an item that lead towards its evidence. */
const TOWARDS_EVIDENCE: Readonly<Record<string, RegExp>> = {
  figure: /^\/(?:claim|(?:inputs|exhibits)\/\d+)$/,
  incident: /^\/claims\/\d+$/,
  judgement: /^\/claims\/\d+$/,
  finding: /^\/exhibit$/,
  assessment: /^\/evidence$/,
  weighing: /^\/evidence\/\d+\/evidence$/,
  outcome: /^\/claims\/\d+$/,
  person: /^\/claims\/\d+$/,
};

/** What some items rest on, themselves first: figures lead to their claims, incidents and judgements to theirs. */
export function lineageItems(marks: Marks, starts: readonly OpenItem[]): readonly OpenItem[] {
  const found = new Set<OpenItem>(starts);
  for (const open of found) {
    const pattern = TOWARDS_EVIDENCE[open.item.kind];
    if (pattern === undefined) continue;
    for (const pointer of open.open.keys()) {
      const target = pattern.test(pointer) ? marks.target(open, pointer) : undefined;
      if (target !== undefined) found.add(target);
    }
  }
  return [...found];
}

/** The way of each item to its evidence, opened below the words that rest on it. */
export function lineage(marks: Marks, items: readonly OpenItem[]): Html {
  const steps = items.map((open) =>
    el("li", {}, marks.number(open), " ", ...heading(marks, open), ...stepsOf(marks, open)),
  );
  return el("details", { class: "lineage" }, marks.word("rests", "summary"), el("ul", { class: "chain" }, ...steps));
}

function stepsOf(marks: Marks, open: OpenItem): readonly Html[] {
  const step = (label: string, ...parts: readonly (Html | string)[]): Html =>
    el("span", { class: "step" }, marks.word(`field.${label}`), " ", ...parts);
  const reference = (label: string, pointer: string): Html => {
    const target = marks.target(open, pointer);
    return step(
      label,
      marks.reference(open, pointer),
      ...(target === undefined ? [] : [" ", ...heading(marks, target)]),
    );
  };
  const steps: Html[] = [];
  if (open.item.kind === "claim") {
    steps.push(reference("source", "/source"));
    steps.push(step("anchor.quote", el("q", {}, marks.leaf(open, "/anchor/quote"))));
    steps.push(reference("exhibit", "/exhibit"));
  }
  if (open.item.kind === "figure") {
    if (open.fields.has("/kind")) steps.push(step("kind", marks.code(open, "/kind")));
    for (const [pointer, field] of open.fields) {
      if (field.as === "ref") steps.push(reference(labelOf(pointer, field.pattern), pointer));
    }
  }
  const proof = el("span", { class: "step" }, marks.word("proof"), " ", marks.file(`proofs/${open.item.seq}.json`));
  return [...steps, proof];
}
