import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { z } from "zod";
import type { Problem } from "#kernel";
import { issueWords } from "#record";
import { readToml, type TomlDocument, type TomlPath } from "../toml.ts";

/** One `[[claim]]` of a hand file, valid by its schema, with the way to speak of its place. */
export interface HandRow<T> {
  readonly value: T;
  problemAt(path: TomlPath, message: string): Problem;
}

/** The name under which a hand file appears in messages, with forward slashes on every system. */
export function handFile(name: string): string {
  return `hand/${name}`;
}

/**
 * Reads the rows `[[noun]]` of hand/<file> (and of hand/decisions/<file>, where the program writes what it was told).
 * A missing file has no rows. Every problem goes to `problems`; rows that have one are left out.
 */
export function readTable<T>(
  dir: string,
  file: string,
  noun: string,
  schema: z.ZodType<T>,
  problems: Problem[],
): readonly HandRow<T>[] {
  const rows: HandRow<T>[] = [];
  for (const name of [file, `decisions/${file}`]) {
    const document = openToml(dir, handFile(name), problems);
    if (document === null) continue;
    for (const key of Object.keys(document.value)) {
      if (key !== noun) problems.push(document.problemAt([key], `unknown table "${key}": this file holds [[${noun}]]`));
    }
    const found = document.value[noun] ?? [];
    if (!Array.isArray(found)) {
      problems.push(document.problemAt([noun], `"${noun}" must be written as [[${noun}]]`));
      continue;
    }
    for (const [i, value] of found.entries()) {
      const problemAt = (path: TomlPath, message: string): Problem => document.problemAt([noun, i, ...path], message);
      const parsed = parseRow(schema, value, problemAt, problems);
      if (parsed !== null) rows.push({ value: parsed.value, problemAt });
    }
  }
  return rows;
}

/** Opens one TOML file of the case; `null` when it is missing, or malformed (then a problem was added). */
export function openToml(dir: string, file: string, problems: Problem[]): TomlDocument | null {
  const path = join(dir, file);
  if (!existsSync(path)) return null;
  const read = readToml(file, readFileSync(path, "utf8"));
  if ("document" in read) return read.document;
  problems.push(read.problem);
  return null;
}

/** Checks a value by its schema; each issue becomes a problem at its place. */
export function parseRow<T>(
  schema: z.ZodType<T>,
  value: unknown,
  problemAt: (path: TomlPath, message: string) => Problem,
  problems: Problem[],
): { readonly value: T } | null {
  const parsed = schema.safeParse(value);
  if (parsed.success) return { value: parsed.data };
  for (const issue of parsed.error.issues) {
    if (issue.code === "unrecognized_keys") {
      for (const key of issue.keys)
        problems.push(problemAt([...(issue.path as TomlPath), key], `unknown key "${key}"`));
    } else {
      const name = issue.path.length === 0 ? "" : `"${issue.path.join(".")}": `;
      problems.push(problemAt(issue.path as TomlPath, `${name}${issueWords(issue, value)}`));
    }
  }
  return null;
}
