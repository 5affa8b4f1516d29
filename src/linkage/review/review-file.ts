import { linkageError } from "../errors.ts";
import { csvRow } from "../write.ts";
import { readReviewCsv } from "./read-review-csv.ts";

/** A pair of a review file, with the values of both records as they stand in the lists. */
export interface OpenPair {
  readonly a: string;
  readonly b: string;
  /** `same`, `different`, `unsure`, or empty. */
  readonly decision: string;
  /** Headings of the values. */
  readonly columns: readonly string[];
  readonly first: readonly string[];
  readonly second: readonly string[];
}

/** Reads a file that `reviewQueueCsv` wrote: two lines a pair. @throws linkage/bad-decisions */
export function readReview(bytes: Uint8Array, name: string): OpenPair[] {
  const table = readReviewCsv(bytes, name);
  const columns = table.columns.map((column) => column.name);
  if (columns.slice(0, 3).join() !== "a,b,decision" || table.rows % 2 !== 0 || table.problems.length > 0) {
    throw linkageError("linkage/bad-decisions", {
      what: `Cannot review "${name}"`,
      found:
        table.rows % 2 === 0
          ? `its columns are ${columns.slice(0, 3).join(", ")}; needs a, b, decision and then the values`
          : `it has ${table.rows} rows; needs two a pair`,
      unchanged: "The file is as it was.",
      mend: "Give the review.csv that snowmelt link --out wrote.",
      problems: table.problems,
    });
  }
  const row = (at: number): string[] => table.columns.map(({ codes, texts }) => texts.text(codes[at]!));
  return Array.from({ length: table.rows / 2 }, (_, pair) => {
    const [above, below] = [row(2 * pair), row(2 * pair + 1)] as [string[], string[]];
    const [[a, b, decision, ...first], [, , , ...second]] = [above, below];
    // Sorted or filled by line in a spreadsheet: writing it again would lose what stands there.
    if (!a || !b || below.slice(0, 3).some((cell) => cell !== "")) throw unpaired(name, table.lines[2 * pair]!);
    return { a: a!, b: b!, decision: decision!, columns: columns.slice(3), first, second };
  });
}

function unpaired(name: string, line: number): Error {
  return linkageError("linkage/bad-decisions", {
    what: `Cannot review "${name}"`,
    found: `line ${line} and the one below are no pair; needs a line with a, b and its decision, and one with these three empty`,
    unchanged: "The file is as it was.",
    mend: "Move the decision to the first line of the pair, or undo the sorting, and save the file again.",
  });
}

/** The file again, with the decisions the pairs have now. */
export function writeReview(pairs: readonly OpenPair[]): string {
  let text = csvRow(["a", "b", "decision", ...(pairs[0]?.columns ?? [])]);
  for (const { a, b, decision, first, second } of pairs)
    text += csvRow([a, b, decision, ...first]) + csvRow(["", "", "", ...second]);
  return text;
}
