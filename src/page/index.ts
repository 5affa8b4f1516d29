// How things look on paper: escaped markup, the document shell, direction of writing, words of the interface by language.
// It never reads a file and never loads anything from elsewhere; it makes strings, the same on every machine.
// Example: `shell({ language: "ar", title, style, body: [el("p", {}, word("ar", "dossier.evidence"))] })`.
export { achMatrix, type MatrixEvidence, type MatrixHypothesis } from "./charts/ach-matrix.ts";
export { type ForestRow, forestPlot } from "./charts/forest.ts";
export { type MapPlace, placeMap } from "./charts/map.ts";
export { type GraphSource, sourceGraph } from "./charts/source-graph.ts";
export { type TimelineEvent, timeline } from "./charts/timeline.ts";
export { figureWords, unitWords } from "./figure-words.ts";
export { type Child, el, escapeHtml, type Html, join } from "./html.ts";
export { isolated } from "./isolated.ts";
export { formatDecimal } from "./numbers.ts";
export { contentPolicy, type ShellOptions, shell } from "./shell.ts";
export { DOSSIER_STYLE, REPORT_STYLE } from "./style.ts";
export {
  CATALOGUE_KEYS,
  DOSSIER_WORDS,
  LANGUAGES,
  type Message,
  type PluralCategory,
  pluralOf,
  spokenLanguage,
  word,
} from "./words.ts";
