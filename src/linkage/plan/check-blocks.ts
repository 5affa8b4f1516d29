import { linkageError } from "../errors.ts";
import type { RuleBlocks } from "../kernel/make-blocks.ts";
import type { Rule } from "../kernel/task.ts";
import type { Compiled } from "./compiled.ts";

/** Stops when the rules make too many pairs, before any is compared. @throws linkage/giant-block, linkage/too-many-pairs */
export function checkBlocks(
  data: Compiled,
  rules: readonly Rule[],
  sizes: readonly RuleBlocks[],
  maxPairs: number,
): void {
  const total = sizes.reduce((n, size) => n + size.pairs, 0);
  if (total <= maxPairs * 1.5) return;
  const worst = sizes.reduce((most, size, r) => (size.pairs > sizes[most]!.pairs ? r : most), 0);
  const { pairs, largest } = sizes[worst]!;
  const name = rules[worst]!.map((key) => data.keys[key]!.name).join(" + ");
  throw linkageError(largest ** 2 > total ? "linkage/giant-block" : "linkage/too-many-pairs", {
    what: `Cannot compare by the rule "${name}"`,
    found: `it makes ${pairs} pairs of ${total}, its largest block holds ${largest} of ${data.count} records; at most ${maxPairs} pairs are allowed`,
    unchanged: "Nothing was compared, nothing skipped.",
    mend: `Change that rule (--block without "${name}", or with one more key in it) or raise --max-pairs.`,
  });
}
