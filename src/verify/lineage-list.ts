import { type Item, referencesOf, targetOf } from "./contents.ts";
import type { Cursor } from "./cursor.ts";
import { labelOf } from "./kinds.ts";
import type { Markup } from "./markup.ts";

/** What some items rest on, themselves among it: each leads on, but claims and sources, whose steps say it. */
export function restsOn(markup: Markup, starts: readonly Item[]): ReadonlySet<Item> {
  const found = new Set<Item>(starts);
  for (const item of found) {
    if (item.kind.noun === "claim" || item.kind.noun === "source") continue;
    for (const pointer of referencesOf(item)) {
      const target = item.kind.leadsOn.test(pointer) ? targetOf(markup.contents, item, pointer) : undefined;
      if (target !== undefined) found.add(target);
    }
  }
  return found;
}

/** The list below a block: each item that its sentences rest on, once. @throws Mismatch */
export function expectLineage(cursor: Cursor, markup: Markup, items: ReadonlySet<Item>): void {
  cursor.expect(
    `\n<details class="lineage"><summary data-w="rests">${markup.word("rests")}</summary><ul class="chain">`,
    "what this rests on",
  );
  const missing = new Set(items);
  while (cursor.isAt("<li>")) {
    const item = [...missing].find((one) => cursor.isAt(`<li>${markup.number(one)} `));
    if (item === undefined) cursor.fail("an item of what this rests on");
    missing.delete(item);
    expectChain(cursor, markup, item);
  }
  const [left] = missing;
  if (left !== undefined) cursor.fail(`what this rests on leaves out ${left.number}, and`);
  cursor.expect("</ul></details>", "what this rests on");
}

function expectChain(cursor: Cursor, markup: Markup, item: Item): void {
  cursor.expect(`<li>${markup.number(item)} `, item.number);
  cursor.takeOne(markup.headings(item), `${item.number}'s own words`);
  const step = (label: string): string => `<span class="step">${markup.w(`field.${label}`)} `;
  if (item.kind.noun === "claim") {
    cursor.expect(step("source"), `${item.number}'s source`);
    expectReference(cursor, markup, item, "/source");
    cursor.expect(
      `</span>${step("anchor.quote")}<q>${markup.leaf(item, "/anchor/quote")}</q></span>`,
      "the quoted words",
    );
    cursor.expect(step("exhibit"), `${item.number}'s exhibit`);
    expectReference(cursor, markup, item, "/exhibit");
    cursor.expect("</span>", "a step");
  }
  if (item.kind.noun === "figure") expectFigureSteps(cursor, markup, item, step);
  cursor.expect(
    `<span class="step">${markup.w("proof")} ${markup.file(`proofs/${item.seq}.json`)}</span></li>`,
    "the proof",
  );
}

function expectFigureSteps(cursor: Cursor, markup: Markup, figure: Item, step: (label: string) => string): void {
  cursor.expect(`${step("kind")}${markup.code(figure, "/kind")}</span>`, `${figure.number}'s kind`);
  const left = new Set(referencesOf(figure));
  for (;;) {
    const label = cursor.match(/<span class="step"><span data-w="field\.([A-Za-z0-9.]{1,64})">/y)?.[1];
    if (label === undefined) break;
    cursor.expect(`${markup.word(`field.${label}`)}</span> `, "the label of a step");
    const pointer = [...left].find((one) => labelOf("figure", one) === label && cursor.isAt(markup.ref(figure, one)));
    if (pointer === undefined) cursor.expect(markup.withheld(), `what ${figure.number} is taken from`);
    else expectReference(cursor, markup, figure, pointer);
    if (pointer !== undefined) left.delete(pointer);
    cursor.expect("</span>", "a step");
  }
  const [missing] = left;
  if (missing !== undefined) cursor.fail(`what ${figure.number} is taken from leaves out ${missing}, and`);
}

/** A reference and the words of what it leads to, or the withheld sign alone. */
function expectReference(cursor: Cursor, markup: Markup, item: Item, pointer: string): void {
  const target = targetOf(markup.contents, item, pointer);
  cursor.expect(markup.ref(item, pointer), `${item.number}${pointer}`);
  if (target === undefined) return;
  cursor.expect(" ", `${item.number}${pointer}`);
  cursor.takeOne(markup.headings(target), `${target.number}'s own words`);
}
