import type { EstimateReport } from "../estimate-report.ts";
import { sayer, totalIn } from "../honesty/words.ts";
import type { TotalEstimate } from "../result.ts";
import { sayWhole } from "../say-whole.ts";
import { hardlyWords } from "./sentences.ts";

/** The report for a terminal: the sentence first, then every method beside it, then what must be said with it. */
export function estimateText(report: EstimateReport): string {
  const parts = [
    headlinePart(report),
    methodsPart(report),
    strataPart(report),
    honestyPart(report),
    section(
      "Also seen",
      [...report.warnings, ...(report.honesty?.findings ?? [])].map(({ text }) => `- ${text}`),
    ),
    section(
      "Notes",
      report.notes.map((note) => `- ${note}`),
    ),
  ];
  return parts.filter((part) => part !== "").join("\n");
}

/** {@link totalIn} in English. */
export const sayTotal = (total: TotalEstimate, listed = 0): string => totalIn(sayer("en"), total, listed);

function headlinePart({ headline, honesty, refusals, n, lists }: EstimateReport): string {
  const sentence =
    headline?.text ?? honesty?.sentence ?? `${sayWhole(n)} persons are listed; no total is given as a headline.`;
  const by =
    headline === null
      ? []
      : [
          `By ${headline.method}; ${headline.expansion.toFixed(2)} times the ${sayWhole(n)} listed on ${lists.length} lists.`,
        ];
  const why = refusals.map(({ code, text }) => `- ${text} [${code}]`);
  return [sentence, ...by, ...(why.length === 0 ? [] : ["", "No headline, because:", ...why]), ""].join("\n");
}

function methodsPart({ methods, level, n }: EstimateReport): string {
  const rows = methods.map(({ method, estimate, diagnostics, warnings }) => {
    const chains =
      diagnostics === null
        ? ""
        : `  R-hat ${diagnostics.rhat.toFixed(3)}, effective draws ${Math.round(diagnostics.essBulk)}, median to ${diagnostics.mcse.toFixed(0)}`;
    const codes = warnings.length === 0 ? "" : `  [${[...new Set(warnings.map(({ code }) => code))].join(", ")}]`;
    return `  ${method.padEnd(10)} ${estimate === null ? "no estimate" : sayTotal(estimate, n)}${chains}${codes}`;
  });
  const words = methods.flatMap(({ method, warnings }) => warnings.map(({ text }) => `- ${method}: ${text}`));
  return section(`Methods side by side (${Math.round(100 * level)} % intervals)`, [...rows, ...words]);
}

function strataPart({ strata, combined, combination }: EstimateReport): string {
  const perStratum = strata.map(
    ({ label, n, estimate }) =>
      `  ${label}: ${sayWhole(n)} listed, ${estimate === null ? "no estimate" : sayTotal(estimate, n)}`,
  );
  const perSet =
    combined.length > 1 ? combined.map(({ label, n, estimate }) => `  ${label}: ${sayTotal(estimate, n)}`) : [];
  const rubin =
    combination === null
      ? []
      : [
          `  Rubin's rules on the log of the missed: ${sayTotal({ ...combination, median: combination.point, mean: combination.point, level: 0 })}; within ${combination.within.toPrecision(4)}, between ${combination.between.toPrecision(4)}`,
          ...(combination.mixture === undefined ? [] : [`  All draws in one pot: ${sayTotal(combination.mixture)}`]),
        ];
  return [
    section("Strata, the first method of those asked for", perStratum),
    section("Imputations and linkages", [...perSet, ...rubin]),
  ]
    .filter((part) => part !== "")
    .join("\n");
}

function honestyPart({ honesty, headline, n }: EstimateReport): string {
  if (honesty === null) return "";
  const sensitivity = honesty.sensitivity.map(
    ({ xi, total, ...limits }) =>
      `  dependence among the missed as among the listed times ${xi.toFixed(2)}: ${totalIn(sayer("en"), { median: total, ...limits }, n)}`,
  );
  const hardly = honesty.hardlyListed.map((row) => {
    const { share, persons, total } = hardlyWords(row);
    const many = persons === total ? "everyone" : `up to ${persons} persons`;
    return `  at ${share} of the usual chance on each list: ${many}, then ${total} in all`;
  });
  const left = honesty.leaveOneOut.map(
    (row) =>
      `  without ${row.without}: ${sayTotal({ ...row, mean: row.median, level: 0 }, row.n)}${row.converged ? "" : ", not converged"}`,
  );
  const hidden = honesty.hideOne.map(
    (row) =>
      `  ${row.hidden} hidden: ${sayWhole(row.truth)} are on no other list, ${sayWhole(row.predicted)} were predicted (${sayWhole(row.lower)} to ${sayWhole(row.upper)}): ${row.covered ? "covered" : "missed"}`,
  );
  return [
    section(
      headline === null ? "What any number would rest on" : "Say these with it",
      honesty.assumptions.map((sentence) => `- ${sentence}`),
    ),
    section("Sensitivity (saturated model)", sensitivity),
    section("Who can hardly be listed: what the overlaps cannot rule out (log-linear, pairs)", hardly),
    section("Leaving one list out", left),
    section("Self-test: hiding one list and predicting it", hidden),
  ]
    .filter((part) => part !== "")
    .join("\n");
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? "" : `${title}\n${lines.join("\n")}\n`;
}
