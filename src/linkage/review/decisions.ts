import { linkageError } from "../errors.ts";
import { readReviewCsv } from "./read-review-csv.ts";

/** What reviewers ruled, as pairs of record ids. Pairs ruled differently by different files stand in `disputed` alone. */
export interface Decisions {
  readonly mustLink: readonly (readonly [string, string])[];
  readonly cannotLink: readonly (readonly [string, string])[];
  readonly disputed: readonly (readonly [string, string])[];
  /** Pairs that all who answered called unsure. */
  readonly unsure: readonly (readonly [string, string])[];
  /** Answers of each file in the order of all pairs, for kappa; empty where a file says nothing. */
  readonly answers: readonly (readonly string[])[];
}

/** Reads decision files: CSV with the columns `a`, `b`, `decision` (same, different, unsure or empty, in any case). A file that contradicts itself or has a broken line is refused. @throws linkage/bad-decisions, linkage/not-utf8 */
export function readDecisions(files: readonly { readonly name: string; readonly bytes: Uint8Array }[]): Decisions {
  const problems: { message: string; file: string; line?: number }[] = [];
  const pairs = new Map<string, { pair: [string, string]; answers: string[] }>();
  files.forEach(({ name, bytes }, f) => {
    const table = readReviewCsv(bytes, name);
    // A ruling on a broken line would be lost without a word.
    problems.push(...table.problems.map((problem) => ({ file: name, ...problem })));
    const column = (wanted: string): ((row: number) => string) | null => {
      const found = table.columns.find((c) => c.name === wanted);
      return found === undefined ? null : (row) => found.texts.text(found.codes[row]!);
    };
    const [a, b, decision] = [column("a"), column("b"), column("decision")];
    if (a === null || b === null || decision === null) {
      problems.push({ file: name, line: 1, message: 'the header needs the columns "a", "b" and "decision"' });
      return;
    }
    for (let row = 0; row < table.rows; row++) {
      const answer = decision(row).toLowerCase();
      if (a(row) === "" || b(row) === "") {
        if (answer !== "")
          problems.push({
            file: name,
            line: table.lines[row]!,
            message: `"${answer}" stands beside no pair; it belongs on the line that names both records`,
          });
        continue;
      }
      if (!["", "same", "different", "unsure"].includes(answer))
        problems.push({
          file: name,
          line: table.lines[row]!,
          message: `"${answer}" is no decision; say same, different or unsure`,
        });
      const pair: [string, string] = a(row) < b(row) ? [a(row), b(row)] : [b(row), a(row)];
      const entry = pairs.get(pair.join("\n")) ?? { pair, answers: files.map(() => "") };
      const before = entry.answers[f]!;
      if (before !== "" && answer !== "" && answer !== before)
        problems.push({
          file: name,
          line: table.lines[row]!,
          message: `"${pair.join('" and "')}" are ruled "${answer}" here and "${before}" above`,
        });
      if (answer !== "") entry.answers[f] = answer;
      pairs.set(pair.join("\n"), entry);
    }
  });
  if (problems.length > 0) {
    throw linkageError("linkage/bad-decisions", {
      what: "Cannot read the decisions",
      found: problems.length === 1 ? "one line does not fit" : `${problems.length} lines do not fit`,
      unchanged: "Nothing was linked.",
      mend: "Write a,b,decision with same, different or unsure.",
      problems,
    });
  }
  const said = (entry: { answers: string[] }): Set<string> =>
    new Set(entry.answers.filter((x) => x === "same" || x === "different"));
  const all = [...pairs.values()];
  const only = (word: string): [string, string][] =>
    all.filter((e) => said(e).size === 1 && said(e).has(word)).map((e) => e.pair);
  return {
    mustLink: only("same"),
    cannotLink: only("different"),
    disputed: all.filter((e) => said(e).size > 1).map((e) => e.pair),
    unsure: all.filter((e) => said(e).size === 0 && e.answers.includes("unsure")).map((e) => e.pair),
    answers: files.map((_, f) => all.map((e) => e.answers[f]!)),
  };
}
