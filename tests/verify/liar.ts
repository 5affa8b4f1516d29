import { expect, it } from "vitest";
import { type Change, failedChecks, replaceIn, reportOf, type SmallBag } from "./small-bag.ts";

/** What a publisher does who lies and signs it, the check that must tell, and how. */
export type Forgery = readonly [what: string, change: Change, check: string, tells: RegExp];

/** One test for each: it fails, by the check named, and not for want of the key. */
export function areFound(bag: () => SmallBag, forgeries: readonly Forgery[]): void {
  it.each(forgeries)("%s", (_what, change, check, tells) => {
    const report = reportOf(bag().sealed(change));
    expect(report.outcome).toBe("failed");
    expect(failedChecks(report)).toContain(check);
    expect(failedChecks(report)).not.toContain("signature");
    expect(report.checks.find(({ name }) => name === check)!.problems.join("\n")).toMatch(tells);
  });
}

/** A change of the first page. */
export const page = (from: string | RegExp, to: string): Change => replaceIn("index.html", from, to);
