import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Problem } from "#kernel";
import { type CaseSettings, caseSettingsSchema } from "#record";
import { caseError } from "./errors.ts";
import { openToml, parseRow } from "./hand/table.ts";

/** The newest format of a case that this version reads and writes. */
export const CASE_FORMAT = 1;

/**
 * Reads case.toml. @returns `null` when it has problems, which were added.
 *
 * @throws case/unknown-format before anything else is looked at
 */
export function readSettings(dir: string, problems: Problem[]): CaseSettings | null {
  const document = openToml(dir, "case.toml", problems);
  if (document === null) return null;
  const format = document.value["format"];
  if (typeof format === "number" && format !== CASE_FORMAT) throw unknownFormat(format);
  const parsed = parseRow(caseSettingsSchema, document.value, document.problemAt, problems);
  return parsed?.value ?? null;
}

/** Refuses a case of a newer format before any of it is read. @throws case/unknown-format */
export function requireKnownFormat(dir: string): void {
  const format = /^\s*format\s*=\s*(\d+)/m.exec(readFileSync(join(dir, "case.toml"), "utf8"))?.[1];
  if (format !== undefined && Number(format) !== CASE_FORMAT) throw unknownFormat(Number(format));
}

function unknownFormat(format: number): Error {
  return caseError("case/unknown-format", {
    what: "Cannot open the case",
    found: `case.toml has format ${format}; this version reads format ${CASE_FORMAT}`,
    unchanged: "Nothing was read or changed.",
    mend: "Use a newer snowmelt: npm install snowmelt@latest",
  });
}

/** The case.toml that `init` writes, commented for whoever opens it first. */
export function settingsTemplate(name: string, languages: readonly string[]): string {
  return `# What this case is. Read by every command; change it freely, "snowmelt run" records what changed.
# No secrets here: keys and passphrases live outside the case.
format = ${CASE_FORMAT}

name = ${JSON.stringify(name)}
# Languages of the dossiers; the first is the main one.
languages = [${languages.map((language) => JSON.stringify(language)).join(", ")}]
# publisher = "Who stands for the dossiers"
# contact = "How a reader reaches you"
# signers = 2            # publishing, erasing and changing keys need a second key (snowmelt keys approver); stays once set

# An audience is a named set of levels. Every value is "team" until a mark in hand/marks.toml says otherwise:
#   public < partner:<name>, court:<name> < team < protected
[audiences.public]
levels = ["public"]
# approvals = 2        # how many, each in a role of their own, must approve a dossier for this audience

[audiences.team]
levels = ["team"]
`;
}
