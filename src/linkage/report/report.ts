import { el, type Html, isolated, join, shell, spokenLanguage } from "#page";
import { clusterSizes } from "../cluster/sizes.ts";
import type { LinkResult } from "../link.ts";
import type { ListMap } from "../map/roles.ts";
import type { Score } from "../model/measure.ts";
import { namelessRows } from "../plan/nameless.ts";
import type { Table } from "../read/table.ts";
import { blockingRecall } from "./blocking-recall.ts";
import { calibrationChart, comparisonChart, waterfallChart, weightHistogram } from "./charts.ts";
import { doubtfulClusters } from "./doubtful-clusters.ts";
import { type GroupErrors, groupErrors } from "./group-errors.ts";
import { least } from "./least.ts";
import { REPORT_STYLE } from "./style.ts";
import { findEdge, waterfallOf } from "./waterfall.ts";
import { keyIn, reasonIn, type Say, sayer, termIn } from "./words.ts";

export interface ReportOptions {
  /** Record ids of pairs whose waterfalls are wanted beside those nearest to even odds. */
  readonly pairs?: readonly (readonly [string, string])[];
  /** BCP 47 tag; English when left out or not spoken here. */
  readonly language?: string;
}

/** What the parts of one page share. */
interface Pen {
  readonly language: string;
  readonly say: Say;
  readonly result: LinkResult;
  readonly tables: readonly Table[];
  readonly maps: readonly ListMap[];
}

/** The report of a linkage: one HTML page, complete in itself, without scripts. Records stand in it by their ids, never by name. */
export function reportHtml(
  result: LinkResult,
  tables: readonly Table[],
  maps: readonly ListMap[],
  { pairs = [], language = "en" }: ReportOptions = {},
): string {
  const spoken = spokenLanguage(language);
  const say = sayer(spoken);
  const pen: Pen = { language: spoken, say, result, tables, maps };
  const body = [
    ...leadPart(pen),
    ...rulesPart(pen),
    ...mapPart(pen),
    ...weightsPart(pen),
    el("h2", {}, say("weights.kept")),
    weightHistogram(result.edges.weight, say),
    calibrationPart(pen),
    ...errorsPart(pen),
    ...truthPart(pen),
    ...clustersPart(pen),
    ...waterfallPart(pen, pairs),
  ];
  return shell({ language: spoken, title: say("title"), style: REPORT_STYLE, body });
}

const percent = (say: Say, x: number): string => (Number.isNaN(x) ? say("unknown") : `${(100 * x).toFixed(1)} %`);

type Cell = string | number | Html;

function table(head: readonly string[], rows: readonly (readonly Cell[])[]): Html {
  const isNumber = (cell: Cell | undefined): boolean =>
    typeof cell !== "object" && /^[\d., {2}%−-]*$/u.test(String(cell));
  // Words begin where reading begins, under their heading; only numbers are set to the end.
  const kinds = head.map((_, i) => (i > 0 && rows.every((row) => isNumber(row[i])) ? "n" : undefined));
  const cells = (tag: string, row: readonly Cell[]): Html[] =>
    row.map((cell, i) => el(tag, { class: kinds[i] }, typeof cell === "object" ? cell : el("bdi", {}, String(cell))));
  return el(
    "div",
    { class: "scroll" },
    el("table", {}, el("tr", {}, ...cells("th", head)), ...rows.map((row) => el("tr", {}, ...cells("td", row)))),
  );
}

const small = (text: string): Html => el("p", { class: "small" }, text);

function leadPart({ say, result, tables }: Pen): Html[] {
  const { records, persons, pairs, edges, threshold, data } = result;
  let [held, wrong, missed] = [0, 0, 0];
  for (const p of edges.probability) {
    if (p >= threshold) {
      held++;
      wrong += 1 - p;
    } else missed += p;
  }
  const names = tables.map(({ name }) => name).join(", ");
  const lists = say("lead.lists", { n: tables.length });
  const numbers = { pairs, held, threshold, wrong: wrong.toFixed(0), missed: missed.toFixed(0) };
  const nameless = namelessRows(data).flatMap((rows, list) => (rows === 0 ? [] : [`${tables[list]!.name}: ${rows}`]));
  return [
    el("h1", {}, say("title")),
    el(
      "p",
      { class: "lead" },
      say("lead.found", { records: records.count, lists, names }),
      el("strong", {}, say("lead.persons", { n: persons })),
      say("lead.pairs", numbers),
    ),
    ...(nameless.length === 0 ? [] : [small(say("nameless", { rows: nameless.join(", ") }))]),
  ];
}

function rulesPart({ language, say, result }: Pen): Html[] {
  const { byRules, estimate } = blockingRecall(result);
  const reach = percent(say, result.model.training.expectedRecall);
  const rows = result.rules.map(({ keys, pairs, newPairs, largest }) => [
    keys.length === 0
      ? say("rules.all")
      : join(
          keys.map((key) => keyIn(say, key)),
          " + ",
        ),
    pairs,
    newPairs,
    largest,
  ]);
  const met = isolated(language, byRules.map((pairs, i) => `${i + 1}: ${pairs}`).join(" · "));
  const bound = estimate === null ? say("rules.few") : say("rules.bound", { share: percent(say, estimate) });
  return [
    el("h2", {}, say("rules")),
    table([say("rules.agree"), say("rules.counted"), say("rules.new"), say("rules.largest")], rows),
    small(say("rules.text", { reach, met, bound })),
  ];
}

function mapPart({ say, maps }: Pen): Html[] {
  const rows = maps.flatMap(({ list, columns }) =>
    columns.map(({ column, role, why }) => [`${list}: ${column}`, termIn(say, role), reasonIn(say, why)]),
  );
  return [el("h2", {}, say("map")), table([say("map.column"), say("map.role"), say("map.why")], rows)];
}

function weightsPart({ say, result }: Pen): Html[] {
  return [
    el("h2", {}, say("weights")),
    small(say("weights.text")),
    ...result.model.comparisons.flatMap((comparison) => [
      el("h3", {}, termIn(say, comparison.name)),
      comparisonChart(comparison, say),
    ]),
  ];
}

const BY = { rulings: "rulings", "made-up families": "families", "made-up lists": "lists" } as const;

function calibrationPart({ say, result }: Pen): Html {
  const { calibratedOn } = result.model;
  if (calibratedOn === null) return small(say("calibration.none"));
  const { same, different, shift, slope } = calibratedOn;
  const by = say(`calibration.${BY[calibratedOn.by]}`);
  const moved = say(`calibration.${shift < 0 ? "lowered" : "raised"}`, { shift: Math.abs(shift).toFixed(2) });
  return small(say("calibration", { by, same, different, slope: slope.toFixed(2), moved }));
}

function errorsPart({ say, result, tables, maps }: Pen): Html[] {
  const { byLists, byScripts } = groupErrors(result, tables, maps, say);
  const rows = (groups: readonly GroupErrors[]): Cell[][] =>
    groups.map(({ group, pairs, expectedWrong, expectedMissed, wrong }) => [
      group,
      pairs,
      expectedWrong.toFixed(1),
      expectedMissed.toFixed(1),
      ...(wrong === null ? [] : [wrong]),
    ]);
  const head = (of: string): string[] => [
    of,
    say("errors.held"),
    say("errors.wrong"),
    say("errors.missed"),
    ...(result.truthOf === null ? [] : [say("errors.truth")]),
  ];
  return [
    el("h2", {}, say("errors")),
    table(head(say("errors.lists")), rows(byLists)),
    table(head(say("errors.scripts")), rows(byScripts)),
  ];
}

function truthPart({ say, result: { metrics } }: Pen): Html[] {
  if (metrics === null) return [];
  const row = (name: string, { precision, recall, f1 }: Score): string[] => [
    name,
    ...[precision, recall, f1].map((x) => x.toFixed(4)),
  ];
  return [
    el("h2", {}, say("truth")),
    table(
      ["", say("truth.precision"), say("truth.recall"), "F1"],
      [
        row(say("truth.pairs", { threshold: metrics.edges.threshold }), metrics.edges),
        row(say("truth.best", { threshold: metrics.best.threshold.toFixed(3) }), metrics.best),
        row(say("truth.persons"), metrics.clusters),
        row(say("truth.bcubed"), metrics.clusters.b3),
      ],
    ),
    el("h3", {}, say("truth.stated")),
    calibrationChart(metrics.calibration, say),
  ];
}

function clustersPart({ say, result }: Pen): Html[] {
  const counts = new Map<number, number>();
  for (const size of clusterSizes(result.clustering.clusterOf))
    if (size > 0) counts.set(size, (counts.get(size) ?? 0) + 1);
  const rows = [...counts].sort((x, y) => x[0] - y[0]).map(([size, n]) => [size, n]);
  const shown = (records: readonly string[]): string =>
    records.length > 12
      ? say("doubtful.more", { records: records.slice(0, 12).join(", "), n: records.length - 12 })
      : records.join(", ");
  const doubtful = doubtfulClusters(result, 12).map(({ person, records, density, weakest }) => [
    person,
    shown(records),
    percent(say, density),
    weakest.toFixed(2),
  ]);
  const head = [say("doubtful.person"), say("sizes.records"), say("doubtful.held"), say("doubtful.weakest")];
  return [
    el("h2", {}, say("sizes")),
    table([say("sizes.records"), say("sizes.persons")], rows),
    small(say("sizes.refused", { n: result.clustering.refused })),
    el("h2", {}, say("doubtful")),
    table(head, doubtful),
  ];
}

function waterfallPart({ say, result }: Pen, pairs: readonly (readonly [string, string])[]): Html[] {
  const { probability } = result.edges;
  const wanted = pairs.map(([a, b]) => ({ a, b, e: findEdge(result, a, b) }));
  const nearest = least(probability.length, 6, (e) => Math.abs(probability[e]! - 0.5));
  // A pair that was asked for may be near even odds, too.
  const shown = [...new Set([...wanted.map(({ e }) => e).filter((e) => e !== -1), ...nearest])].map((e) =>
    waterfallOf(result, e, say),
  );
  return [
    el("h2", {}, say(pairs.length > 0 ? "pairs.asked" : "pairs.near")),
    ...wanted.filter(({ e }) => e === -1).map(({ a, b }) => el("p", {}, say("pairs.none", { a, b }))),
    ...shown.flatMap((each) => [el("h3", {}, say("pairs.of", { a: each.a, b: each.b })), waterfallChart(each, say)]),
  ];
}
