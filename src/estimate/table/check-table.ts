import { estimateError } from "../errors.ts";
import type { Finding } from "../finding.ts";
import { keepLists, listSizes, type OverlapTable, overlap, patternName, rowsOf } from "./overlap-table.ts";

/** The table that can be estimated from, with what was set aside and why. */
export interface CheckedTable {
  readonly table: OverlapTable;
  /** Handled: said beside the number. */
  readonly warnings: readonly Finding[];
  /** Forbid a headline. */
  readonly refusals: readonly Finding[];
}

/** Fewest persons on two lists for the pair to say anything about the rest. */
const FEWEST_MATCHES = 5;

/**
 * Sets aside empty lists and copies of a list, and looks for what makes a model-based total indefensible:
 * fewer than three lists, a list that holds everyone, no overlap, pairs of lists with too few matches.
 */
export function checkTable(input: OverlapTable): CheckedTable {
  const warnings: Finding[] = [];
  const refusals: Finding[] = [];
  const sizes = listSizes(input);
  const name = (j: number) => `"${input.lists[j]}"`;
  const keep: number[] = [];
  input.lists.forEach((_, j) => {
    if (sizes[j] === 0) {
      warnings.push({ code: "empty-list", text: `List ${name(j)} names nobody and was set aside.` });
      return;
    }
    const original = keep.find((i) => sizes[i] === sizes[j] && overlap(input, (1 << i) | (1 << j)) === sizes[j]);
    if (original !== undefined) {
      warnings.push({
        code: "duplicate-list",
        text: `List ${name(j)} names exactly the persons of ${name(original)} and was set aside: a copy is no second witness.`,
      });
      return;
    }
    keep.push(j);
  });
  const table = keep.length === input.lists.length ? input : keepLists(input, keep);
  if (keep.length < 3) {
    refusals.push({
      code: "fewer-than-three-lists",
      text: `${keep.length === 1 ? "one usable list" : `${keep.length} usable lists`}: independence is assumed and cannot be checked, so no model-based total is given as headline.`,
    });
  }
  keep.forEach((j) => {
    if (keep.length > 1 && sizes[j] === input.n) {
      refusals.push({
        code: "list-holds-everyone",
        text: `List ${name(j)} holds everyone who is on any list, so the others can say nothing about who was missed.`,
      });
    }
  });
  const pairs = keep.flatMap((i, at) => keep.slice(at + 1).map((j) => [i, j] as const));
  const matches = pairs.map(([i, j]) => overlap(input, (1 << i) | (1 << j)));
  if (keep.length > 1 && matches.every((m) => m === 0)) {
    refusals.push({
      code: "no-overlap",
      text: "No person is on two lists, so the data say nothing about who was missed.",
    });
  } else {
    const large = new Set([...keep].sort((a, b) => sizes[b]! - sizes[a]!).slice(0, 3));
    pairs.forEach(([i, j], at) => {
      if (matches[at]! >= FEWEST_MATCHES) return;
      const text = `Lists ${name(i)} and ${name(j)} have ${matches[at]} in common; fewer than ${FEWEST_MATCHES} say little.`;
      if (large.has(i) && large.has(j))
        refusals.push({ code: "few-matches", text: `${text} They are among the three largest lists.` });
      else warnings.push({ code: matches[at] === 0 ? "empty-overlap" : "few-matches", text });
    });
  }
  warnings.push(...isolatedLists(table));
  return { table, warnings, refusals };
}

/** A list that hardly meets the others hints at another population or at failed linkage. */
function isolatedLists(table: OverlapTable): Finding[] {
  const findings: Finding[] = [];
  for (const [pattern, count] of rowsOf(table)) {
    const single = (pattern & (pattern - 1)) === 0;
    if (single && count > 0.98 * overlap(table, pattern) && count > 50) {
      findings.push({
        code: "isolated-list",
        text: `Of list "${patternName(table.lists, pattern)}" ${Math.round((100 * count) / overlap(table, pattern))} % are on no other list: another population, or failed linkage?`,
      });
    }
  }
  return findings;
}

/** @throws estimate/nothing-to-estimate when no list names anybody */
export function requirePersons(table: OverlapTable): OverlapTable {
  const named = listSizes(table).filter((size) => size > 0).length;
  if (table.n > 0 && named >= 1) return table;
  throw estimateError("estimate/nothing-to-estimate", {
    what: "Cannot estimate from this table",
    found: `${table.n} persons; lists that name anybody: ${named}`,
    unchanged: "Nothing was estimated.",
    mend: "Give at least two, better three, lists that name persons.",
  });
}
