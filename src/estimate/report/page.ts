import { DOSSIER_STYLE, el, type Html, shell } from "#page";
import type { Estimated, EstimateReport } from "../estimate-report.ts";
import type { MethodResult } from "../result.ts";
import { sayWhole } from "../say-whole.ts";
import type { MethodId } from "../settings.ts";
import { type ForestRow, forestPlot } from "./charts/forest.ts";
import { posteriorPlot } from "./charts/posterior.ts";
import { tracePlot } from "./charts/traces.ts";
import { upsetPlot } from "./charts/upset.ts";
import { PAGE_STYLE } from "./page-style.ts";
import { estimateSentences } from "./sentences.ts";
import { numberTable, overlapTable } from "./tables.ts";
import { sayTotal } from "./text.ts";

export interface EstimatePageOptions {
  /** Name of the file or exhibit estimated from. */
  readonly file: string;
  /** Program and version. */
  readonly engine: string;
}

const NAMES: Readonly<Record<MethodId, string>> = {
  lcmcr: "Latent classes",
  dga: "Graphs averaged",
  loglinear: "Log-linear",
  sparse: "Stepwise pairs",
  chao: "Chao, lower bound",
  coverage: "Sample coverage",
  chapman: "Two lists, Chapman",
};

/** The report as one page without outside parts and without scripts: what may be quoted, what belongs to it, and what it rests on. */
export function renderEstimate({ report, traces }: Estimated, options: EstimatePageOptions): string {
  const { headline } = report;
  const lead = report.methods.find(({ method }) => method === (headline?.method ?? report.methods[0]?.method));
  const trace = lead === undefined ? undefined : traces.get(lead.method);
  const body = [
    el("p", { class: "kind" }, `Estimate from ${options.file}`),
    el("h1", {}, headline === null ? "No number to quote" : "How many, and how sure"),
    quoteBox(report),
    ...methodsPart(report),
    ...listsPart(report),
    ...(lead === undefined || trace === undefined ? [] : drawsPart(report, lead, trace)),
    ...robustnessPart(report),
    ...strataPart(report),
    ...findingsPart(report),
    ...settingsPart(report),
    el(
      "footer",
      {},
      `Made with ${options.engine}, seed ${report.seed}. The same file, seed and version of the runtime give the same page.`,
    ),
  ];
  const title = headline === null ? `No estimate to quote: ${options.file}` : `Estimate: ${options.file}`;
  return shell({ language: "en", title, style: `${DOSSIER_STYLE}${PAGE_STYLE}`, body });
}

function quoteBox(report: EstimateReport): Html {
  const { headline, honesty, refusals } = report;
  if (headline === null) {
    return el(
      "section",
      { class: "box refused" },
      el("p", { class: "quoted" }, honesty?.sentence ?? `${sayWhole(report.n)} persons are listed.`),
      el("h2", {}, "Why"),
      list(refusals.map(({ text }) => text)),
    );
  }
  return el(
    "section",
    { class: "box" },
    el("p", { class: "quoted" }, headline.text),
    el("h2", {}, "Sentences that must go with it"),
    list(estimateSentences(report)),
  );
}

function methodsPart({ methods, headline, n, level }: EstimateReport): Html[] {
  const rows: ForestRow[] = methods.flatMap(({ method, estimate, warnings }) =>
    estimate === null
      ? []
      : [{ label: NAMES[method], ...estimate, isLead: method === headline?.method, isPale: warnings.length > 0 }],
  );
  if (rows.length === 0) return [];
  const table = methods.map(({ method, estimate, warnings }) => [
    NAMES[method],
    estimate === null ? "none" : sayTotal(estimate),
    warnings.map(({ text }) => text).join(" "),
  ]);
  return [
    el("h2", {}, "Methods side by side"),
    el(
      "p",
      {},
      `${Math.round(100 * level)} % intervals. Where methods disagree, the interval of any one of them is not the whole doubt.`,
    ),
    figure(forestPlot("Totals by method with their intervals", rows, n), "Pale: a number that carries a warning."),
    numberTable(["Method", "Total", "What is to be said of it"], table),
  ];
}

function listsPart(report: EstimateReport): Html[] {
  const { lists, listSizes, overlaps, patterns } = report;
  if (lists.length === 0) return [];
  const columns = [...patterns].sort((a, b) => b.count - a.count).slice(0, 40);
  const left = patterns.length - columns.length;
  return [
    el("h2", {}, "The lists and their overlaps"),
    figure(
      upsetPlot("Persons by the set of lists that holds them", lists, listSizes, columns),
      `Persons on exactly these lists; pale where a single list holds them.${left > 0 ? ` ${left} smaller sets are not drawn.` : ""}`,
    ),
    overlapTable(lists, overlaps),
  ];
}

function drawsPart(
  report: EstimateReport,
  { method, estimate, diagnostics }: MethodResult,
  { missed, chains }: { readonly missed: Float64Array | null; readonly chains: readonly Float64Array[] },
): Html[] {
  if (missed === null || estimate === null) return [];
  const totals = missed.map((value) => report.n + value);
  const { median, lower, upper } = estimate;
  const parts = [
    el("h2", {}, `Where the total may lie: ${NAMES[method].toLowerCase()}`),
    figure(
      posteriorPlot("Draws of the total", totals, median, lower, upper),
      "Filled: the interval. Line: the median.",
    ),
  ];
  if (diagnostics === null || chains.length === 0) return parts;
  const { rhat, essBulk, essTail, mcse, perChainMedian, capShare } = diagnostics;
  return [
    ...parts,
    el("h2", {}, "Whether the chains agree"),
    figure(tracePlot("Draws of each chain in their order", chains), "Chains that agree lie over one another."),
    numberTable(
      ["What", "Found", "Needed"],
      [
        ["R-hat", rhat.toFixed(3), "below 1.01; above 1.05 nothing is quoted"],
        ["Effective draws, middle", sayWhole(essBulk), "400 or more"],
        ["Effective draws, tails", sayWhole(essTail), "400 or more"],
        ["Error of the median from drawing", `${mcse.toFixed(0)} persons`, "small beside the interval"],
        ["Medians of the chains", perChainMedian.map(sayWhole).join(", "), "alike"],
        ["Draws at the cap", `${(100 * capShare).toFixed(1)} %`, "at most 1 %"],
      ],
    ),
  ];
}

function robustnessPart({ honesty, n }: EstimateReport): Html[] {
  if (honesty === null) return [];
  const { sensitivity, leaveOneOut, hideOne } = honesty;
  return [
    ...(sensitivity.length === 0
      ? []
      : [
          el("h2", {}, "If the never listed are not like the listed"),
          el(
            "p",
            {},
            "The saturated model assumes that dependence among the never listed is as among the listed (factor 1). No data can check the factor.",
          ),
          numberTable(
            ["Factor", "Total"],
            sensitivity.map(({ xi, total }) => [xi.toFixed(2), sayWhole(total)]),
          ),
        ]),
    ...(leaveOneOut.length === 0
      ? []
      : [
          el("h2", {}, "Leaving one list out"),
          figure(
            forestPlot(
              "Totals without one list",
              leaveOneOut.map(({ without, converged, ...row }) => ({
                label: `without ${without}`,
                ...row,
                isPale: !converged,
              })),
              n,
            ),
            "Pale: chains did not agree in the few draws made for this check.",
          ),
        ]),
    ...(hideOne.length === 0
      ? []
      : [
          el("h2", {}, "Self-test: one list hidden and predicted"),
          numberTable(
            ["Hidden list", "On no other list", "Predicted", "Interval", ""],
            hideOne.map((row) => [
              row.hidden,
              sayWhole(row.truth),
              sayWhole(row.predicted),
              `${sayWhole(row.lower)} to ${sayWhole(row.upper)}`,
              row.covered ? "covered" : "missed",
            ]),
          ),
        ]),
  ];
}

function strataPart({ strata, combined, combination }: EstimateReport): Html[] {
  return [
    ...(strata.length === 0
      ? []
      : [
          el("h2", {}, "Strata"),
          numberTable(
            ["Stratum", "Listed", "Total"],
            strata.map(({ label, n, estimate }) => [
              label,
              sayWhole(n),
              estimate === null ? "none" : sayTotal(estimate),
            ]),
          ),
        ]),
    ...(combined.length < 2 || combination === null
      ? []
      : [
          el("h2", {}, "Imputations and linkages"),
          figure(
            forestPlot(
              "Totals by imputation or linkage",
              combined.map(({ label, estimate }) => ({ label, ...estimate })),
              combination.observed,
            ),
            `By Rubin's rules on the log of the missed: ${sayWhole(combination.point)} (${sayWhole(combination.lower)} to ${sayWhole(combination.upper)}).`,
          ),
        ]),
  ];
}

function findingsPart({ warnings, notes, honesty, headline }: EstimateReport): Html[] {
  const said = [
    ...(headline === null ? (honesty?.assumptions ?? []) : []),
    ...warnings.map(({ text }) => text),
    ...notes,
  ];
  return said.length === 0 ? [] : [el("h2", {}, "Also to be known"), list(said)];
}

function settingsPart({ methods, seed }: EstimateReport): Html[] {
  const rows = methods.map(({ method, settings }) => [
    NAMES[method],
    Object.entries(settings)
      .filter(([, value]) => value !== "")
      .map(([name, value]) => `${name} ${value}`)
      .join(", ") || "none",
  ]);
  return [el("h2", {}, "Settings"), el("p", {}, `Seed ${seed}.`), numberTable(["Method", "Settings"], rows)];
}

function figure(chart: Html, caption: string): Html {
  return el("figure", {}, chart, el("figcaption", {}, caption));
}

function list(sentences: readonly string[]): Html {
  return el("ul", {}, ...sentences.map((sentence) => el("li", {}, sentence)));
}
