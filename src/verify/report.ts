/** One check: what holding it proves, and every problem that it found. */
export interface Check {
  readonly name: string;
  readonly proves: string;
  readonly problems: readonly string[];
}

export interface Report {
  readonly outcome: "verified" | "incomplete" | "failed";
  readonly checks: readonly Check[];
  /** SHA-256 of the raw case key, to compare out of band; `null` when there is none. */
  readonly fingerprint: string | null;
  /** Claimed by the dossier and not checkable here. */
  readonly unchecked: readonly string[];
}

/** A report for people: a line for a layperson, each check and what it proves, then what no check can prove. */
export function reportText(report: Report): string {
  const first = {
    verified: "VERIFIED: everything that this dossier claims about itself was checked and holds.",
    incomplete: "INCOMPLETE: nothing was found wrong, but something could not be checked here.",
    failed: "FAILED: something in this dossier is not what was signed.",
  }[report.outcome];
  const lines = report.checks.flatMap(({ name, proves, problems }) => [
    `${problems.length === 0 ? "ok    " : "FAILED"} ${name}: ${proves}`,
    ...problems.slice(0, 50).map((problem) => `       ${problem}`),
    ...(problems.length > 50 ? [`       and ${problems.length - 50} more`] : []),
  ]);
  const key =
    report.fingerprint === null
      ? []
      : [
          `Case key, SHA-256: ${report.fingerprint}`,
          "Compare it with one that reached you another way; a forger has a key too.",
        ];
  return `${[
    first,
    "",
    ...lines,
    ...report.unchecked.map((what) => `not checked: ${what}`),
    "",
    ...key,
    "What no check can show: that the words are true, when exactly they were recorded, or what was left out.",
  ].join("\n")}\n`;
}
