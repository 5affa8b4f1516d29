import { readFile } from "node:fs/promises";
import { vaultError } from "./errors.ts";
import { type FactsTable, parseFacts } from "./facts.ts";
import { briefName, decodeUtf8 } from "./names.ts";

/**
 * Reads a table of facts from a file.
 *
 * @param name the file's name, for messages
 * @throws vault/bad-facts
 */
export async function readFacts(path: string, name: string): Promise<FactsTable> {
  const bytes = await readFile(path).catch((cause) => {
    throw unusable(name, `the disk answered ${(cause as NodeJS.ErrnoException).code}`, cause);
  });
  const text = decodeUtf8(bytes);
  if (text === null) throw unusable(name, "it is not UTF-8");
  return parseFacts(text, name);
}

function unusable(name: string, reason: string, cause?: unknown): Error {
  return vaultError("vault/bad-facts", {
    what: `Cannot read the facts in "${briefName(name)}"`,
    found: `${reason}; a table in UTF-8 is needed`,
    unchanged: "Nothing was collected.",
    mend: "Save the table as CSV in UTF-8, then run the command again. An empty one: snowmelt collect --template",
    cause,
  });
}
