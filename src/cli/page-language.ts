import { LANGUAGES } from "#page";
import { cliError } from "./errors.ts";

/** The flag of every command that writes a page in the reader's language. */
export const LANGUAGE_OPTION = {
  flags: "--language <tag>",
  about: `Language of the report page: ${LANGUAGES.map((tag) => (tag === "en" ? "en (default)" : tag)).join(" or ")}.`,
} as const;

/** The page's language. @throws cli/usage for one that has no words here */
export function languageOf(value: unknown): string {
  const language = typeof value === "string" ? value : "en";
  if (LANGUAGES.includes(language.toLowerCase().split("-")[0]!)) return language;
  throw cliError("cli/usage", {
    what: `Cannot use --language "${language}"`,
    found: `it needs one of ${LANGUAGES.join(", ")}`,
    unchanged: "Nothing was written.",
    mend: "Give one of these, or leave --language out.",
  });
}
