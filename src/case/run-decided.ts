import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type DecisionValue, writeDecision } from "./decide.ts";
import { type CaseOptions, type RunReport, runCase } from "./run.ts";

/**
 * Writes a decision as a row of hand/decisions/<file> and records it. When it cannot be recorded, the row is taken back: what
 * the program wrote must not stand in the way of the next run.
 *
 * @throws whatever `runCase` throws
 */
export async function runDecided(
  options: CaseOptions,
  file: string,
  noun: string,
  row: Readonly<Record<string, DecisionValue | undefined>>,
): Promise<RunReport> {
  const path = join(options.dir, "hand", "decisions", file);
  const before = existsSync(path) ? readFileSync(path) : null;
  writeDecision(options.dir, file, noun, row);
  try {
    return await runCase(options);
  } catch (error) {
    if (before === null) rmSync(path);
    else writeFileSync(path, before);
    throw error;
  }
}
