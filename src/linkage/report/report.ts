import { el, type Html, shell } from "#page";
import { clusterSizes } from "../cluster/sizes.ts";
import type { LinkResult } from "../link.ts";
import type { ListMap } from "../map/roles.ts";
import type { Score } from "../model/measure.ts";
import type { LinkageModel } from "../model/model.ts";
import type { Table } from "../read/table.ts";
import { blockingRecall } from "./blocking-recall.ts";
import { calibrationChart, comparisonChart, waterfallChart, weightHistogram } from "./charts.ts";
import { doubtfulClusters } from "./doubtful-clusters.ts";
import { type GroupErrors, groupErrors } from "./group-errors.ts";
import { least } from "./least.ts";
import { REPORT_STYLE } from "./style.ts";
import { findEdge, waterfallOf } from "./waterfall.ts";

/**
 * The report of a linkage: one HTML page, complete in itself, without scripts. Records stand in it by their ids, never by name.
 * `pairs` are record ids whose waterfalls are wanted beside those nearest to even odds.
 */
export function reportHtml(
  result: LinkResult,
  tables: readonly Table[],
  maps: readonly ListMap[],
  pairs: readonly (readonly [string, string])[] = [],
): string {
  const body = [
    ...leadPart(result, tables),
    ...rulesPart(result),
    ...mapPart(maps),
    ...weightsPart(result),
    el("h2", {}, "Weights of the pairs kept"),
    weightHistogram(result.edges.weight),
    calibrationPart(result.model),
    ...errorsPart(result, tables, maps),
    ...truthPart(result),
    ...clustersPart(result),
    ...waterfallPart(result, pairs),
  ];
  return shell({ language: "en", title: "The same person across lists", style: REPORT_STYLE, body });
}

const percent = (x: number): string => (Number.isNaN(x) ? "not known" : `${(100 * x).toFixed(1)} %`);

function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): Html {
  const cells = (tag: string, row: readonly (string | number)[]): Html[] =>
    row.map((cell, i) => el(tag, { class: i === 0 ? undefined : "n" }, String(cell)));
  return el(
    "div",
    { class: "scroll" },
    el("table", {}, el("tr", {}, ...cells("th", head)), ...rows.map((row) => el("tr", {}, ...cells("td", row)))),
  );
}

function leadPart({ records, persons, pairs, edges, threshold }: LinkResult, tables: readonly Table[]): Html[] {
  let [held, wrong, missed] = [0, 0, 0];
  for (const p of edges.probability) {
    if (p >= threshold) {
      held++;
      wrong += 1 - p;
    } else missed += p;
  }
  const names = tables.map(({ name }) => name).join(", ");
  return [
    el("h1", {}, "The same person across lists"),
    el(
      "p",
      { class: "lead" },
      `${records.count} records of ${tables.length} ${tables.length === 1 ? "list" : "lists"} (${names}) were found to be `,
      el("strong", {}, `${persons} persons`),
      `. ${pairs} pairs were compared; ${held} are held to be one person (probability at least ${threshold}). By the model's own account about ${wrong.toFixed(0)} of these are wrong, and about ${missed.toFixed(0)} true pairs are among those kept below.`,
    ),
  ];
}

function rulesPart(result: LinkResult): Html[] {
  const { byRules, estimate } = blockingRecall(result);
  const { expectedRecall } = result.model.training;
  const rows = result.rules.map(({ keys, pairs, newPairs, largest }) => [
    keys.length === 0 ? "nothing: all pairs" : keys.join(" and "),
    pairs,
    newPairs,
    largest,
  ]);
  return [
    el("h2", {}, "Which pairs were compared"),
    table(["Records agree on", "pairs, counted before", "new pairs", "largest block"], rows),
    el(
      "p",
      { class: "small" },
      `A pair is compared under the first rule that makes it. Expected reach of the rules under the guesses of their keys: ${percent(expectedRecall)}. Seen from how often rules meet on sure pairs (${byRules.map((n, i) => `${n} by ${i + 1}`).join(", ")}): ${estimate === null ? "too few pairs to say" : `at most about ${percent(estimate)}`} (Chao's bound; rules share keys, so it may be less).`,
    ),
  ];
}

function mapPart(maps: readonly ListMap[]): Html[] {
  const rows = maps.flatMap(({ list, columns }) =>
    columns.map(({ column, role, why }) => [`${list}: ${column}`, role, why]),
  );
  return [el("h2", {}, "What the columns were taken for"), table(["Column", "role", "why"], rows)];
}

function weightsPart({ model }: LinkResult): Html[] {
  return [
    el("h2", {}, "What each agreement weighs"),
    el(
      "p",
      { class: "small" },
      "One bit more doubles the odds that two records are one person, one less halves them. Levels are listed from the strongest agreement to none.",
    ),
    ...model.comparisons.flatMap((comparison) => [el("h3", {}, comparison.name), comparisonChart(comparison)]),
  ];
}

function calibrationPart({ calibratedOn }: LinkageModel): Html {
  if (calibratedOn === null)
    return el(
      "p",
      { class: "small" },
      "Probabilities are the model's own odds: there were too few rulings of reviewers to calibrate them.",
    );
  const { by, same, different, shift, slope } = calibratedOn;
  return el(
    "p",
    { class: "small" },
    `Probabilities were calibrated on ${by === "rulings" ? "reviewers' rulings" : "made-up families, for want of enough rulings of reviewers"} (${same} one person, ${different} two people): natural log odds are multiplied by ${slope.toFixed(2)}, then ${shift < 0 ? "lowered" : "raised"} by ${Math.abs(shift).toFixed(2)}.`,
  );
}

function errorsPart(result: LinkResult, tables: readonly Table[], maps: readonly ListMap[]): Html[] {
  const { byLists, byScripts } = groupErrors(result, tables, maps);
  const rows = (groups: readonly GroupErrors[]): (string | number)[][] =>
    groups.map(({ group, pairs, expectedWrong, expectedMissed, wrong }) => [
      group,
      pairs,
      expectedWrong.toFixed(1),
      expectedMissed.toFixed(1),
      ...(wrong === null ? [] : [wrong]),
    ]);
  const head = (of: string): string[] => [
    of,
    "pairs held to be one person",
    "expected wrong",
    "expected missed",
    ...(result.truthOf === null ? [] : ["wrong by the truth given"]),
  ];
  return [
    el("h2", {}, "Where errors are to be expected"),
    table(head("Lists"), rows(byLists)),
    table(head("Script of the names"), rows(byScripts)),
  ];
}

function truthPart({ metrics }: LinkResult): Html[] {
  if (metrics === null) return [];
  const row = (name: string, { precision, recall, f1 }: Score): string[] => [
    name,
    ...[precision, recall, f1].map((x) => x.toFixed(4)),
  ];
  return [
    el("h2", {}, "Against the truth that was given"),
    table(
      ["", "precision", "recall", "F1"],
      [
        row(`pairs from ${metrics.edges.threshold}`, metrics.edges),
        row(`pairs from ${metrics.best.threshold.toFixed(3)}, the best limit`, metrics.best),
        row("persons, by pairs", metrics.clusters),
        row("persons, B-cubed", metrics.clusters.b3),
      ],
    ),
    el("h3", {}, "Whether stated probabilities are true"),
    calibrationChart(metrics.calibration),
  ];
}

function clustersPart(result: LinkResult): Html[] {
  const counts = new Map<number, number>();
  for (const size of clusterSizes(result.clustering.clusterOf))
    if (size > 0) counts.set(size, (counts.get(size) ?? 0) + 1);
  const rows = [...counts].sort((x, y) => x[0] - y[0]).map(([size, n]) => [String(size), n]);
  const doubtful = doubtfulClusters(result, 12).map(({ person, records, density, weakest }) => [
    person,
    records.length > 12 ? `${records.slice(0, 12).join(", ")} and ${records.length - 12} more` : records.join(", "),
    percent(density),
    weakest.toFixed(2),
  ]);
  return [
    el("h2", {}, "Persons by number of records"),
    table(["records", "persons"], rows),
    el(
      "p",
      { class: "small" },
      `${result.clustering.refused} joins were refused: the groups hung together by too few pairs, or a decision or a list without duplicates forbade them.`,
    ),
    el("h2", {}, "Persons worth a look"),
    table(["Person", "records", "pairs held", "weakest record"], doubtful),
  ];
}

function waterfallPart(result: LinkResult, pairs: readonly (readonly [string, string])[]): Html[] {
  const { weight } = result.edges;
  const wanted = pairs.map(([x, y]) => ({ x, y, e: findEdge(result, x, y) }));
  const nearest = least(weight.length, 6, (e) => Math.abs(weight[e]!));
  const shown = [...wanted.filter(({ e }) => e !== -1).map(({ e }) => e), ...nearest].map((e) =>
    waterfallOf(result, e),
  );
  return [
    el(
      "h2",
      {},
      pairs.length > 0
        ? "How pairs came about: those asked for, then those near even odds"
        : "How pairs near even odds came about",
    ),
    ...wanted
      .filter(({ e }) => e === -1)
      .map(({ x, y }) =>
        el("p", {}, `${x} and ${y} are no pair that was kept: no rule made it, or it weighs too little.`),
      ),
    ...shown.flatMap((each) => [el("h3", {}, `${each.a} and ${each.b}`), waterfallChart(each)]),
  ];
}
