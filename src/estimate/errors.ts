import { type ErrorTable, EXIT, errorMaker } from "#kernel";

/** Errors of this room: what makes an input unusable. What only forbids a headline is a refusal in the result. */
export const estimateErrors = {
  "estimate/not-utf8": {
    exit: EXIT.refused,
    about:
      "The table is not UTF-8 or UTF-16 text. Convert it (for example `iconv -f windows-1256 -t utf-8`) or name its encoding.",
  },
  "estimate/bad-table": {
    exit: EXIT.refused,
    about: "Rows or columns of the table cannot be used as they are; every problem is listed with its line and column.",
  },
  "estimate/unclear-columns": {
    exit: EXIT.refused,
    about:
      "It is not clear which columns are lists, counts or strata. Say so with --lists, --count, --strata, --replicate or --linkage.",
  },
  "estimate/too-many-lists": {
    exit: EXIT.refused,
    about: "More lists than can be handled (20). Merge lists that share a source, or leave some out, and say why.",
  },
  "estimate/bad-setting": {
    exit: EXIT.usage,
    about: "A setting of a method is unknown or out of its range; the message names the setting and the range.",
  },
  "estimate/nothing-to-estimate": {
    exit: EXIT.refused,
    about: "The table holds no person, or fewer than two lists that name anybody.",
  },
} as const satisfies ErrorTable;

export const estimateError = errorMaker(estimateErrors);
