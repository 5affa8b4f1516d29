import { DOSSIER_STYLE, el, type Html, shell, spokenLanguage } from "#page";
import type { Estimated, EstimateReport } from "../estimate-report.ts";
import { roundInterval } from "../honesty/round.ts";
import { assumptionSentences, headlineSentence, type Say, sayer, totalIn } from "../honesty/words.ts";
import type { MethodResult, TotalEstimate } from "../result.ts";
import { sayWhole } from "../say-whole.ts";
import { type ForestRow, forestPlot } from "./charts/forest.ts";
import { posteriorPlot } from "./charts/posterior.ts";
import { tracePlot } from "./charts/traces.ts";
import { upsetPlot } from "./charts/upset.ts";
import { PAGE_STYLE } from "./page-style.ts";
import { findingsIn, hardlyWords, type Said, sentencesIn } from "./sentences.ts";
import { numberTable, overlapTable } from "./tables.ts";

export interface EstimatePageOptions {
  /** Name of the file or exhibit estimated from. */
  readonly file: string;
  /** Program and version. */
  readonly engine: string;
  /** BCP 47 tag; English when left out or not spoken here. What the engine says with numbers stays English beside its meaning. */
  readonly language?: string;
}

/** What the parts of one page share. */
interface Pen {
  readonly language: string;
  readonly say: Say;
  readonly report: EstimateReport;
}

/** The report as one page without outside parts and without scripts: what may be quoted, what belongs to it, and what it rests on. */
export function renderEstimate({ report, traces }: Estimated, options: EstimatePageOptions): string {
  const { headline } = report;
  const { file, engine } = options;
  const language = spokenLanguage(options.language ?? "en");
  const say = sayer(language);
  const pen: Pen = { language, say, report };
  const lead = report.methods.find(({ method }) => method === (headline?.method ?? report.methods[0]?.method));
  const trace = lead === undefined ? undefined : traces.get(lead.method);
  const which = headline === null ? "none" : "given";
  const body = [
    el("p", { class: "kind" }, say("kind", { file })),
    el("h1", {}, say(`heading.${which}`)),
    quoteBox(pen),
    ...methodsPart(pen),
    ...listsPart(pen),
    ...(lead === undefined || trace === undefined ? [] : drawsPart(pen, lead, trace)),
    ...robustnessPart(pen),
    ...strataPart(pen),
    ...findingsPart(pen),
    ...settingsPart(pen),
    el("footer", {}, say("footer", { engine, seed: report.seed })),
  ];
  const title = say(`title.${which}`, { file });
  return shell({ language, title, style: `${DOSSIER_STYLE}${PAGE_STYLE}`, body });
}

function quoteBox({ language, say, report }: Pen): Html {
  const { headline, honesty, refusals, n } = report;
  const isWhole = headline !== null || honesty !== null;
  const sentence = isWhole ? headlineSentence(say, report, headline) : say("listed", { n: sayWhole(n) });
  const [heading, said] =
    headline === null ? [say("why"), findingsIn(refusals, language)] : [say("belongs"), sentencesIn(report, language)];
  return el(
    "section",
    { class: headline === null ? "box refused" : "box" },
    el("p", { class: "quoted" }, sentence),
    el("h2", {}, heading),
    list(said),
  );
}

function methodsPart({ language, say, report: { methods, headline, n, level } }: Pen): Html[] {
  const rows: ForestRow[] = methods.flatMap(({ method, estimate, warnings }) =>
    estimate === null
      ? []
      : [
          {
            label: say(`method.${method}`),
            ...estimate,
            isLead: method === headline?.method,
            isPale: warnings.length > 0,
          },
        ],
  );
  if (rows.length === 0) return [];
  const table = methods.map(({ method, estimate, warnings }) => [
    say(`method.${method}`),
    estimate === null ? say("none") : totalIn(say, estimate, n),
    findingsIn(warnings, language)
      .map(({ text }) => text)
      .join(" "),
  ]);
  return [
    el("h2", {}, say("methods")),
    el("p", {}, say("methods.text", { level: Math.round(100 * level) })),
    figure(forestPlot(say("methods.chart"), rows, n, listedWords(say, n)), say("methods.pale")),
    numberTable([say("head.method"), say("head.total"), say("head.said")], table),
  ];
}

function listsPart({ say, report: { lists, listSizes, overlaps, patterns } }: Pen): Html[] {
  if (lists.length === 0) return [];
  const columns = [...patterns].sort((a, b) => b.count - a.count).slice(0, 40);
  const left = patterns.length - columns.length;
  const caption = left > 0 ? `${say("lists.caption")} ${say("lists.left", { n: left })}` : say("lists.caption");
  return [
    el("h2", {}, say("lists")),
    figure(upsetPlot(say("lists.chart"), lists, listSizes, columns), caption),
    overlapTable(say("lists.table"), lists, overlaps),
  ];
}

function drawsPart(
  { say, report }: Pen,
  { method, estimate, diagnostics }: MethodResult,
  { missed, chains }: { readonly missed: Float64Array | null; readonly chains: readonly Float64Array[] },
): Html[] {
  if (missed === null || estimate === null) return [];
  const totals = missed.map((value) => report.n + value);
  const { median, lower, upper } = estimate;
  const parts = [
    el("h2", {}, say("draws", { method: say(`method.${method}`).toLowerCase() })),
    figure(posteriorPlot(say("draws.chart"), totals, median, lower, upper), say("draws.caption")),
  ];
  if (diagnostics === null || chains.length === 0) return parts;
  const { rhat, essBulk, essTail, mcse, perChainMedian, capShare } = diagnostics;
  return [
    ...parts,
    el("h2", {}, say("chains")),
    figure(tracePlot(say("chains.chart"), chains), say("chains.caption")),
    numberTable(
      [say("head.what"), say("head.found"), say("head.needed")],
      [
        [say("chains.rhat"), rhat.toFixed(3), say("chains.rhat.needed")],
        [say("chains.bulk"), sayWhole(essBulk), say("chains.enough")],
        [say("chains.tail"), sayWhole(essTail), say("chains.enough")],
        [say("chains.error"), say("chains.persons", { n: mcse.toFixed(0) }), say("chains.small")],
        [say("chains.medians"), perChainMedian.map(sayWhole).join(", "), say("chains.alike")],
        [say("chains.cap"), `${(100 * capShare).toFixed(1)} %`, say("chains.cap.needed")],
      ],
    ),
  ];
}

function robustnessPart({ say, report: { honesty, n } }: Pen): Html[] {
  if (honesty === null) return [];
  const { sensitivity, hardlyListed, leaveOneOut, hideOne } = honesty;
  const unlike = () => [
    el("h2", {}, say("unlike")),
    el("p", {}, say("unlike.text")),
    numberTable(
      [say("head.factor"), say("head.total")],
      sensitivity.map(({ xi, total, ...limits }) => [xi.toFixed(2), totalIn(say, { median: total, ...limits }, n)]),
    ),
  ];
  const hardly = () => [
    el("h2", {}, say("hardly")),
    el("p", {}, say("hardly.text")),
    numberTable(
      [say("head.share"), say("head.persons"), say("head.total")],
      hardlyListed.map(hardlyWords).map(({ share, persons, total }) => [share, persons, total]),
    ),
  ];
  const leaving = () => [
    el("h2", {}, say("leave")),
    figure(
      forestPlot(
        say("leave.chart"),
        leaveOneOut.map(({ without, converged, ...row }) => ({
          label: say("leave.row", { list: without }),
          ...row,
          isPale: !converged,
        })),
        n,
        listedWords(say, n),
      ),
      say("leave.caption"),
    ),
  ];
  const hiding = () => [
    el("h2", {}, say("hide")),
    numberTable(
      [say("head.hidden"), say("head.alone"), say("head.predicted"), say("head.interval"), ""],
      hideOne.map((row) => [
        row.hidden,
        sayWhole(row.truth),
        sayWhole(row.predicted),
        say("range", { lower: sayWhole(row.lower), upper: sayWhole(row.upper) }),
        say(row.covered ? "hide.covered" : "hide.missed"),
      ]),
    ),
  ];
  return [
    ...(sensitivity.length === 0 ? [] : unlike()),
    ...(hardlyListed.length === 0 ? [] : hardly()),
    ...(leaveOneOut.length === 0 ? [] : leaving()),
    ...(hideOne.length === 0 ? [] : hiding()),
  ];
}

const rubinWords = ({ median, lower, upper }: Pick<TotalEstimate, "median" | "lower" | "upper">) => ({
  point: sayWhole(median),
  lower: sayWhole(lower),
  upper: sayWhole(upper),
});

function strataPart({ say, report: { strata, combined, combination } }: Pen): Html[] {
  const perStratum = () => [
    el("h2", {}, say("strata")),
    numberTable(
      [say("head.stratum"), say("head.listed"), say("head.total")],
      strata.map(({ label, n, estimate }) => [
        label,
        sayWhole(n),
        estimate === null ? say("none") : totalIn(say, estimate, n),
      ]),
    ),
  ];
  const together = ({ point, observed, ...ends }: NonNullable<EstimateReport["combination"]>) => [
    el("h2", {}, say("combined")),
    figure(
      forestPlot(
        say("combined.chart"),
        combined.map(({ label, estimate }) => ({ label, ...estimate })),
        observed,
        listedWords(say, observed),
      ),
      say("combined.rubin", rubinWords(roundInterval(point, ends.lower, ends.upper, observed))),
    ),
  ];
  return [
    ...(strata.length === 0 ? [] : perStratum()),
    ...(combined.length < 2 || combination === null ? [] : together(combination)),
  ];
}

function findingsPart({ language, say, report }: Pen): Html[] {
  const { warnings, notes, honesty, headline, lists } = report;
  const assumed = headline === null && honesty !== null ? assumptionSentences(say, lists, null) : [];
  const said: Said[] = [
    ...assumed.map((text) => ({ text })),
    ...findingsIn(warnings, language),
    ...notes.map((text) => (language === "en" ? { text } : { text: say("code.other"), original: text })),
  ];
  return said.length === 0 ? [] : [el("h2", {}, say("also")), list(said)];
}

function settingsPart({ say, report: { methods, seed } }: Pen): Html[] {
  const rows = methods.map(({ method, settings }) => [
    say(`method.${method}`),
    Object.entries(settings)
      .filter(([, value]) => value !== "")
      .map(([name, value]) => `${name} ${value}`)
      .join(", ") || say("none"),
  ]);
  return [
    el("h2", {}, say("head.settings")),
    el("p", {}, say("seed", { seed })),
    numberTable([say("head.method"), say("head.settings")], rows),
  ];
}

const listedWords = (say: Say, n: number): string => say("chart.listed", { n: sayWhole(n) });

function figure(chart: Html, caption: string): Html {
  return el("figure", {}, chart, el("figcaption", {}, caption));
}

function list(sentences: readonly Said[]): Html {
  return el(
    "ul",
    {},
    ...sentences.map(({ text, original }) =>
      el(
        "li",
        {},
        text,
        ...(original === undefined ? [] : [el("span", { class: "original", lang: "en", dir: "ltr" }, original)]),
      ),
    ),
  );
}
