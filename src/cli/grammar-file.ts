import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { type Grammar, parseGrammar } from "#reading";
import { cliError } from "./errors.ts";

/** A person's own grammar; its language is its name, `fr.grammar`. @throws cli/usage, reading/bad-grammar */
export function grammarFile(path: string): Grammar {
  const name = basename(path);
  const language = /^([a-z]{2,3})\.grammar$/u.exec(name)?.[1];
  const fail = (found: string, mend: string) =>
    cliError("cli/usage", { what: `Cannot use the grammar "${name}"`, found, unchanged: "Nothing was read.", mend });
  let source: string;
  try {
    source = new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(path));
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
    throw fail(
      code === "ERR_ENCODING_INVALID_ENCODED_DATA" ? "its bytes are not UTF-8" : `the file cannot be opened (${code})`,
      "Check the path, and save the file as UTF-8.",
    );
  }
  if (language === undefined)
    throw fail(
      "its name says no language: needed a tag of two or three letters and .grammar",
      "Name it like fr.grammar.",
    );
  return parseGrammar(language, source, name);
}
