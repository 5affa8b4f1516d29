import { type ErrorTable, EXIT, errorMaker } from "#kernel";

/** What can be wrong with lists, a model or a review file. */
export const linkageErrors = {
  "linkage/not-utf8": {
    exit: EXIT.refused,
    about:
      "A list is not UTF-8 or UTF-16 text. Convert it (for example `iconv -f windows-1256 -t utf-8`) or name its encoding.",
  },
  "linkage/unreadable-list": {
    exit: EXIT.refused,
    about: "A list could not be read as CSV, JSON or XLSX. The problems say where; nothing was linked.",
  },
  "linkage/no-rows": {
    exit: EXIT.refused,
    about: "A list holds no rows of people. Check that the right sheet or file was given.",
  },
  "linkage/duplicate-ids": {
    exit: EXIT.refused,
    about: "Two rows of one list carry the same record id, so a decision about one could not be told from the other.",
  },
  "linkage/missing-column": {
    exit: EXIT.refused,
    about: "A column named in the column map, the model or on the command line is not in a list.",
  },
  "linkage/bad-map": {
    exit: EXIT.refused,
    about: "The column map names a role that does not exist or cannot be parsed.",
  },
  "linkage/nothing-to-compare": {
    exit: EXIT.refused,
    about: "No column could be mapped to a name, date, place or other comparable role. Give a column map.",
  },
  "linkage/giant-block": {
    exit: EXIT.refused,
    about:
      "A blocking rule gathers so many records under one value that comparing them all would not end. Change or drop the rule.",
  },
  "linkage/too-many-pairs": {
    exit: EXIT.refused,
    about: "The blocking rules make more pairs than allowed. Tighten the rules or raise the limit with --max-pairs.",
  },
  "linkage/memory": {
    exit: EXIT.refused,
    about:
      "The work would need more memory than allowed. Raise the limit with --memory, tighten the rules or use fewer columns.",
  },
  "linkage/bad-model": {
    exit: EXIT.refused,
    about: "A model file does not follow docs/formats/linkage.md, or was made for other columns.",
  },
  "linkage/bad-decisions": {
    exit: EXIT.refused,
    about: "A file of decisions or reviews does not follow docs/formats/linkage.md.",
  },
  "linkage/contradiction": {
    exit: EXIT.refused,
    about: "Decisions contradict each other: records are held to be one person and not one person at once.",
  },
  "linkage/not-loopback": {
    exit: EXIT.refused,
    about:
      "Names would be sent to another machine. Only this machine is used unless --send-names-to names the host and TLS is on.",
  },
  "linkage/too-many-letters": {
    exit: EXIT.refused,
    about:
      "A column is written with more letters than a database can count as one byte each. The kernel has no such limit.",
  },
  "linkage/database": {
    exit: EXIT.refused,
    about: "A database could not be reached or refused the plan. Nothing was linked; the lists are unchanged.",
  },
  "linkage/worker": { exit: EXIT.bug, about: "A worker thread stopped before its work was done." },
} as const satisfies ErrorTable;

export const linkageError = errorMaker(linkageErrors);
