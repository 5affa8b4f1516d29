import type { OpenItem } from "../selection.ts";
import type { Values } from "./values.ts";

const COLUMNS = [
  "number",
  "words",
  "kind",
  "relation",
  "value",
  "lower",
  "upper",
  "unit",
  "per",
  "counted",
  "population",
  "period",
  "claim",
  "source",
  "proof",
] as const;

/**
 * The figures of a dossier as CSV (RFC 4180, UTF-8 with a byte order mark, CRLF), a figure a row with its bounds and where it
 * comes from. A bound that is not stated is empty, one that is closed is the sign of what is withheld. Cells that a spreadsheet would take for a
 * formula begin with an apostrophe.
 */
export function figuresCsv(values: Values): string {
  const rows = values.items("figure").map((figure) => rowOf(values, figure));
  return `\ufeff${[COLUMNS, ...rows].map((row) => row.map(csvCell).join(",")).join("\r\n")}\r\n`;
}

function rowOf(values: Values, figure: OpenItem): readonly string[] {
  const claim = values.target(figure, "/claim");
  const source = claim === undefined ? undefined : values.target(claim, "/source");
  const at = (pointer: string): string => values.at(figure, pointer) ?? "";
  return [
    figure.number,
    values.words(figure, "/words") ?? "",
    at("/kind"),
    at("/quantity/relation"),
    at("/quantity/value"),
    at("/quantity/lower"),
    at("/quantity/upper"),
    at("/quantity/unit"),
    at("/quantity/per"),
    at("/quantity/counted"),
    at("/quantity/population"),
    at("/quantity/period"),
    claim?.number ?? "",
    source?.number ?? "",
    `proofs/${figure.item.seq}.json`,
  ];
}

/** A cell as RFC 4180 quotes it. What begins like a formula is made a text; a plain number, also below 0, stays one. */
export function csvCell(text: string): string {
  const isFormula = /^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text);
  const safe = isFormula ? `'${text}` : text;
  return /[",\r\n]/.test(safe) || isFormula ? `"${safe.replaceAll('"', '""')}"` : safe;
}
