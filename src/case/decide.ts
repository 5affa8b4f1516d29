import { appendFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";

/** A value of a decision: everything is written as TOML reads it, strings as JSON writes them. */
export type DecisionValue = string | number | readonly string[];

/**
 * Writes what the program was told as a row of hand/decisions/<file>, where it diffs like any other and where people may
 * change it. Files that people wrote are never touched.
 */
export function writeDecision(
  dir: string,
  file: string,
  noun: string,
  row: Readonly<Record<string, DecisionValue | undefined>>,
): void {
  const folder = join(dir, "hand", "decisions");
  mkdirSync(folder, { recursive: true });
  const lines = Object.entries(row).flatMap(([key, value]) =>
    value === undefined ? [] : [`${key} = ${JSON.stringify(value)}`],
  );
  appendFileSync(join(folder, file), ["", `[[${noun}]]`, ...lines, ""].join("\n"));
}

/** The next free number of ids with a letter, of this device: `M4` after `M3`, on the second device `M4b`. */
export function nextId(letter: string, ids: Iterable<string>, device: string): string {
  const end = device === "a" ? "" : device;
  const pattern = new RegExp(`^${letter}(\\d+)${end === "" ? "" : `${end}$`}`);
  const numbers = [...ids].map((id) => Number(pattern.exec(id)?.[1] ?? 0));
  return `${letter}${Math.max(0, ...numbers) + 1}${end}`;
}
