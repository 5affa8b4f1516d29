import { readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { EXIT, type ExitCode } from "#kernel";
import { cohensKappa, type OpenPair, readDecisions, readReview, writeReview } from "#linkage";
import type { Invocation } from "../command.ts";
import { cliError } from "../errors.ts";
import { visible } from "../print-error.ts";

const ANSWERS: Readonly<Record<string, string>> = { s: "same", d: "different", u: "unsure" };

/**
 * `snowmelt link review FILE`: asks about every pair of a review file that has no answer yet and writes each answer at once, so
 * that one can stop at any time. With two files: says how far two blind reviewers agree.
 */
export async function reviewPairs(invocation: Invocation): Promise<ExitCode> {
  const { args, effects } = invocation;
  const files = args.slice(1).map((path) => resolve(effects.cwd, path));
  const missing = files.findIndex((path) => !statSync(path, { throwIfNoEntry: false })?.isFile());
  if (missing !== -1) throw cannotRead(args[missing + 1]!, "Nothing was written.");
  if (files.length === 2) return compareReviews(invocation, files as [string, string]);
  if (files.length !== 1) {
    throw cliError("cli/usage", {
      what: "Cannot review",
      found: `${files.length} files were given; needs one to answer, or two to compare`,
      unchanged: "Nothing was written.",
      mend: "snowmelt link review linked/review.csv",
    });
  }
  const path = files[0]!;
  const pairs = readReview(readFileSync(path), args[1]!);
  let open = pairs.filter(({ decision }) => decision === "").length;
  effects.say(`${open} of ${pairs.length} pairs have no answer. s same, d different, u unsure, q stop.\n`);
  for (let i = 0; i < pairs.length; i++) {
    const pair = pairs[i]!;
    if (pair.decision !== "") continue;
    effects.say(`\n${shown(pair)}`);
    const answer = await answerOf(invocation);
    if (answer === null) break;
    pairs[i] = { ...pair, decision: answer };
    open--;
    writeFileSync(`${path}.new`, writeReview(pairs));
    renameSync(`${path}.new`, path);
  }
  effects.out(`${pairs.length - open} of ${pairs.length} pairs are answered.\n`);
  return open === 0 ? EXIT.done : EXIT.partly;
}

async function answerOf({ effects }: Invocation): Promise<string | null> {
  for (;;) {
    const said = await effects.ask("One person? [s/d/u/q] ", { secret: false });
    if (said === null) {
      effects.say(
        'No answer came: questions need a terminal, where the same command goes on from here. Answers can also be written under "decision" in the file itself.\n',
      );
      return null;
    }
    if (said.trim().toLowerCase().startsWith("q")) return null;
    const answer = ANSWERS[said.trim().toLowerCase().slice(0, 1)];
    if (answer !== undefined) return answer;
    effects.say("Say s, d, u or q.\n");
  }
}

/** Both records below each other, column by column; what differs is marked. Original scripts, nothing folded. */
function shown({ columns, first, second }: OpenPair): string {
  const width = Math.max(...columns.map((column) => column.length));
  return columns
    .map((column, i) => {
      const [x, y] = [visible(first[i]!), visible(second[i]!)];
      if (x === "" && y === "") return "";
      return x === y
        ? `  ${column.padEnd(width)}  ${x}\n`
        : `* ${column.padEnd(width)}  ${x}\n  ${"".padEnd(width)}  ${y}\n`;
    })
    .join("");
}

function compareReviews({ args, effects, json }: Invocation, files: readonly [string, string]): ExitCode {
  const read = readDecisions(files.map((path, i) => ({ name: args[i + 1]!, bytes: readFileSync(path) })));
  const [first, second] = read.answers as [readonly string[], readonly string[]];
  const kappa = cohensKappa(first, second);
  const both = first.filter((answer, i) => answer !== "" && second[i] !== "").length;
  if (json) {
    effects.out(
      `${JSON.stringify({ format: "snowmelt-agreement/1", pairs: first.length, judgedByBoth: both, kappa, disputed: read.disputed })}\n`,
    );
    return EXIT.done;
  }
  effects.out(
    `${both} of ${first.length} pairs were judged by both. ${kappa === null ? "Too few, or all alike, for kappa." : `Cohen's kappa is ${kappa.toFixed(2)}.`} ${read.disputed.length} were ruled differently ("unsure" is an answer of its own in kappa, and disputes nothing).\n`,
  );
  for (const [a, b] of read.disputed) effects.out(`${visible(a)}\t${visible(b)}\n`);
  return EXIT.done;
}

/** A file named on the command line that is not there. */
export function cannotRead(path: string, unchanged = "Nothing was linked."): Error {
  return cliError("cli/usage", {
    what: `Cannot read "${path}"`,
    found: "there is no such file, or it is a folder",
    unchanged,
    mend: "Check the path.",
  });
}
