import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { LogReader } from "#seal";
import { deviceLetters } from "#store";
import type { Report } from "#verify";

/** What can be checked of a closed case without opening it: its logs, which are never encrypted. */
export async function verifySealed(dir: string): Promise<Report> {
  const letters = deviceLetters(dir);
  const problems: string[] = [];
  let acts = 0;
  let caseKey: Uint8Array | null = null;
  for (const letter of letters.includes("a") ? letters : ["a", ...letters]) {
    const reader = new LogReader();
    reader.feed(readFileSync(join(dir, "ledger", `${letter}.jsonl`)));
    const { fault, genesis, size } = reader;
    if (fault !== null) problems.push(`log of device ${letter}, line ${fault.line}: ${fault.reason}`);
    if (letter === "a") caseKey = genesis?.case ?? null;
    acts += size;
  }
  return {
    outcome: problems.length > 0 ? "failed" : "incomplete",
    subject: "this case",
    checks: [{ name: "ledger", proves: `${acts} acts stand in the order in which they were signed`, problems }],
    fingerprint: caseKey === null ? null : createHash("sha256").update(caseKey).digest("hex"),
    incomplete: ["the values and the exhibits: the case is sealed; open it to check them (snowmelt open)"],
    unchecked: [],
  };
}
