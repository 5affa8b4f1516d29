import { asUtf8 } from "#kernel";
import { linkageError } from "../errors.ts";
import { readCsv } from "../read/csv.ts";
import type { Table } from "../read/table.ts";

/** A file that came back from a reviewer: a spreadsheet may have saved it as UTF-16. @throws linkage/not-utf8, linkage/unreadable-list */
export function readReviewCsv(bytes: Uint8Array, name: string): Table {
  const text = asUtf8(bytes, name);
  if (text instanceof Uint8Array) return readCsv(text, name);
  throw linkageError("linkage/not-utf8", {
    what: `Cannot read "${name}"`,
    found: text.found,
    unchanged: "Nothing was linked or written.",
    mend: `Save it as CSV in UTF-8, or convert it: iconv -f windows-1256 -t utf-8 "${name}".`,
  });
}
