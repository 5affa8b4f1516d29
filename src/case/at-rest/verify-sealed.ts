import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { LogReader } from "#seal";
import type { Report } from "#verify";

/** What can be checked of a closed case without opening it: its ledger, which is never encrypted. */
export async function verifySealed(dir: string): Promise<Report> {
  const reader = new LogReader();
  reader.feed(readFileSync(join(dir, "ledger", "a.jsonl")));
  const { fault, genesis, size } = reader;
  const problems = fault === null ? [] : [`line ${fault.line}: ${fault.reason}`];
  return {
    outcome: problems.length > 0 ? "failed" : "incomplete",
    subject: "this case",
    checks: [{ name: "ledger", proves: `${size} acts stand in the order in which they were signed`, problems }],
    fingerprint: genesis === null ? null : createHash("sha256").update(genesis.case).digest("hex"),
    incomplete: ["the values and the exhibits: the case is sealed; open it to check them (snowmelt open)"],
    unchecked: [],
  };
}
