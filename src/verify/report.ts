/** One check: what holding it proves, and every problem that it found. */
export interface Check {
  readonly name: string;
  readonly proves: string;
  readonly problems: readonly string[];
  /** Whether the check could not be made here, so that nothing was proved. */
  readonly isOpen?: boolean;
}

export interface Report {
  readonly outcome: "verified" | "incomplete" | "failed";
  readonly checks: readonly Check[];
  /** SHA-256 of the raw case key, to compare out of band; `null` when there is none. */
  readonly fingerprint: string | null;
  /** Never checked, and normal. */
  readonly unchecked: readonly string[];
  /** Claimed, and not to be checked here: the reasons of an incomplete outcome. */
  readonly incomplete?: readonly string[];
  /** What was checked, as the first line names it; default: this dossier. */
  readonly subject?: string;
}

const FIRST = {
  verified: "is whole: nothing was changed since it was signed, and all it says of itself was checked and holds.",
  incomplete: "shows nothing wrong, but something in it could not be checked here (listed below).",
  failed: "is not what was signed, or not what was recorded. Do not rely on it.",
} as const;

/** Problems of one check that are printed; the rest are counted. */
const PRINTED = 50;

/** A report for people: a line for a layperson, each check and what it proves, then what no check can prove. */
export function reportText(report: Report): string {
  const { outcome, checks, fingerprint, subject = "this dossier", incomplete = [] } = report;
  const lines = checks.flatMap(({ name, proves, problems, isOpen = false }) => [
    `${problems.length > 0 ? "FAILED" : isOpen ? "open  " : "ok    "}  ${name.padEnd(9)}  ${proves}`,
    ...problems.slice(0, PRINTED).map((problem) => `          - ${problem}`),
    ...(problems.length > PRINTED ? [`          - and ${problems.length - PRINTED} more`] : []),
  ]);
  const key =
    fingerprint === null
      ? []
      : [
          `Fingerprint of the case key (SHA-256): ${fingerprint}`,
          "Compare it with one that reached you another way: by telephone, on paper, in an earlier dossier. A forger can",
          "make everything anew with another key, and only the fingerprint tells.",
          "",
        ];
  return `${printable([
    `${outcome.toUpperCase()}: ${subject} ${FIRST[outcome]}`,
    "",
    "What each check proves:",
    ...lines,
    "",
    ...listed("Could not be checked here:", incomplete),
    ...listed("Not checked, which is normal:", report.unchecked),
    ...key,
    "What no check can show: that the words are true, when exactly they were recorded, or what was left out.",
  ])}\n`;
}

/** Lines in which nothing that a dossier brought along can move the cursor, colour the screen or turn the direction of writing. */
export function printable(lines: readonly string[]): string {
  const signs = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;
  const told = (sign: string): string => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return lines.map((line) => line.replace(signs, told)).join("\n");
}

function listed(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [title, ...lines.map((line) => `  - ${line}`), ""];
}
