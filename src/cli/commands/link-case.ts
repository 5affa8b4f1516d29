import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { linkCase } from "#case";
import { EXIT, type ExitCode, formatProblem } from "#kernel";
import { cohensKappa, readDecisions } from "#linkage";
import type { Invocation } from "../command.ts";
import {
  checkUnique,
  linkOptions,
  many,
  measured,
  memoryOf,
  number,
  reportOptions,
  summary,
  text,
  wrongOption,
} from "./link.ts";
import { writeLinked } from "./link-files.ts";
import { cannotRead } from "./link-review.ts";
import {
  drawWarnings,
  namelessWarnings,
  noEdgeWarnings,
  noPairWarnings,
  pairWarnings,
  truthWarnings,
  uniqueWarnings,
  warningsOf,
} from "./link-warnings.ts";

/** Clusterings drawn in a case unless asked otherwise, so that an estimate carries the doubt of the linkage. */
const DRAWS = 20;

/** `snowmelt link L1 L2`: lists of a case; what is decided and found becomes acts and exhibits, the rest lies in output/linkage/. */
export async function linkInCase(invocation: Invocation): Promise<ExitCode> {
  const { args, options, effects, json, home, passphrase } = invocation;
  const dir = invocation.caseDir();
  const started = effects.monotonicMs();
  const elsewhere = (["out", "html"] as const).find((name) => options[name] !== undefined);
  if (elsewhere !== undefined)
    throw wrongOption(`--${elsewhere}`, options[elsewhere], "files: what a case links lies in its output/linkage/");
  const report = reportOptions(invocation, true);
  checkUnique(invocation, args);
  const files = many(options["decisions"]).map((name) => {
    const path = resolve(effects.cwd, name);
    if (!existsSync(path)) throw cannotRead(name);
    return { name, bytes: readFileSync(path) };
  });
  const decisions = readDecisions(files);
  const kappa = files.length === 2 ? cohensKappa(decisions.answers[0]!, decisions.answers[1]!) : null;
  const draws = number(options["draws"], "--draws") ?? DRAWS;
  const [linking, close] = linkOptions(invocation, { mustLink: [], cannotLink: [] }, memoryOf(invocation), draws);
  try {
    const { unique, mustLink, cannotLink, ...rest } = linking;
    const linked = await linkCase({
      dir,
      home,
      effects,
      passphrase,
      ids: args,
      map: many(options["map"]),
      unique: many(options["unique"]),
      encoding: text(options["encoding"]),
      decisions,
      kappa,
      draws,
      linking: rest,
    });
    const { result, tables, maps, rulings } = linked;
    const ruled = [...rulings.mustLink, ...rulings.cannotLink];
    const problems = tables.flatMap((table) => table.problems);
    for (const problem of problems) effects.say(`  ${formatProblem(problem)}\n`);
    const out = join(dir, "output", "linkage");
    const [seed, threads] = [linking.seed ?? 1, linking.threads ?? 1];
    await writeLinked(out, { result, tables, maps, hidden: [], ruled, draws, seed, threads, report });
    const warnings = [
      ...truthWarnings(result, tables, linking.truth),
      ...pairWarnings(result, report.pairs),
      ...namelessWarnings(result, tables),
      ...drawWarnings(result, draws),
      ...noPairWarnings(result),
      ...uniqueWarnings(result, tables, rulings.mustLink),
      ...noEdgeWarnings(result, tables.length),
      ...warningsOf(
        tables,
        decisions,
        maps,
        (column, list) => `"${column}=ignore" at ${list} under hand/ leaves it out`,
      ),
    ];
    const seconds = (effects.monotonicMs() - started) / 1000;
    const ids = { linkage: linked.linkage, personsExhibit: linked.persons, linkagesExhibit: linked.linkages };
    if (json) effects.out(`${JSON.stringify({ ...summary(result, seconds, warnings, kappa), ...ids })}\n`);
    else
      effects.out(
        `${linked.linkage}: ${result.records.count} mentions are ${result.persons} persons (${linked.persons}; drawn ${draws} times: ${linked.linkages}). Review queue and report: output/linkage/.\n${measured(result)}`,
      );
    for (const warning of warnings) effects.say(`${warning}\n`);
    return problems.length > 0 ? EXIT.partly : EXIT.done;
  } finally {
    await close();
  }
}
