import { writeFileSync } from "node:fs";
import { basename } from "node:path";
import { cliError } from "./errors.ts";

/** Writes a file that a person named. @throws cli/cannot-write */
export function writeNamed(path: string, content: string): void {
  try {
    writeFileSync(path, content);
  } catch (cause) {
    throw cliError("cli/cannot-write", {
      what: `Cannot write "${basename(path)}"`,
      found: cause instanceof Error ? cause.message : String(cause),
      unchanged: "No file was changed.",
      mend: "Give a place that can be written to.",
      cause,
    });
  }
}
