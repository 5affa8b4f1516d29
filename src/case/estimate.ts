import {
  type ColumnChoice,
  type Estimated,
  type EstimateInput,
  estimate,
  estimateSentences,
  type ListFile,
  METHODS,
  type MethodId,
  readTable,
  roundInterval,
  sayTotal,
  settingsInForce,
} from "#estimate";
import { groupDigits, SnowmeltError } from "#kernel";
import { figureWords } from "#page";
import type { Exhibit, Figure, RecordedEstimate, RecordedQuantity } from "#record";
import { readExhibit } from "#vault";
import { ENGINE } from "./engine.ts";
import { caseError } from "./errors.ts";
import { itemsByUid } from "./lineage.ts";
import { recordedState } from "./look.ts";
import type { CaseOptions } from "./run.ts";
import type { Item } from "./state.ts";

/** What hand/figures.toml asks of an estimated or counted figure. */
export interface EstimateWish {
  readonly method: MethodId;
  readonly seed: number;
  readonly level: number;
  readonly settings: Readonly<Record<string, number | string>>;
  readonly columns: ColumnChoice;
}

/** A table of an exhibit, with the name that messages use. */
export interface ExhibitTable {
  readonly id: string;
  readonly bytes: Uint8Array;
}

export interface EstimatedTotal {
  readonly made: Estimated;
  readonly estimate: RecordedEstimate;
  /** Rounded to what the interval allows. */
  readonly rounded: { readonly median: number; readonly lower: number; readonly upper: number };
}

/** Program and runtime on which draws depend: same seed, same major version, same draws. */
export const ESTIMATE_ENGINE = `${ENGINE}, Node ${process.versions.node.split(".")[0]}`;

/**
 * The persons of one exhibit, or of several that hold the same lists linked in different ways: each is then a linkage, and
 * doubt about the linkage enters the interval.
 *
 * @returns the input, or a sentence that says why there is none
 */
export function readExhibitTables(
  tables: readonly ExhibitTable[],
  columns: ColumnChoice,
  encoding?: string,
): EstimateInput | string {
  try {
    const inputs = tables.map(({ id, bytes }) => readTable(bytes, columns, id, encoding));
    const [first] = inputs;
    if (inputs.length === 1) return first!;
    const files = inputs.filter((input): input is ListFile => "sets" in input);
    if (files.length < inputs.length) return "several exhibits can be combined only where each holds lists";
    if (new Set(files.map(({ lists }) => [...lists].sort().join("\n"))).size > 1)
      return `${tables.map(({ id }) => id).join(", ")} do not hold the same lists`;
    return {
      ...files[0]!,
      notes: files.flatMap(({ notes }) => notes),
      sets: files.flatMap(({ sets }, at) =>
        sets.map((set) => ({ ...set, label: `${tables[at]!.id} ${set.label}`.trim() })),
      ),
    };
  } catch (error) {
    if (error instanceof SnowmeltError) return `${error.text.found} (${error.code})`;
    throw error;
  }
}

/** Persons on at least one list of the exhibit. */
export function listedIn(input: EstimateInput): number | string {
  if (!("sets" in input)) return "its persons cannot be counted: it holds no lists";
  if (input.sets.length > 1) return "its persons cannot be counted: linkages differ about how many there are";
  const [set] = input.sets;
  return (set!.missing?.n ?? 0) + set!.strata.reduce((sum, { table }) => sum + table.n, 0);
}

/**
 * Estimates by the method asked for, the others beside it.
 *
 * @returns what is recorded, or the reasons why no number may be quoted
 */
export async function estimateTotal(input: EstimateInput, wish: EstimateWish): Promise<EstimatedTotal | string> {
  try {
    const options = { seed: wish.seed, level: wish.level, settings: wish.settings };
    const made = await estimate(input, { ...options, methods: [wish.method], checks: true });
    const { headline, refusals, n, lists } = made.report;
    if (headline === null) return `the estimate may not be quoted: ${refusals.map(({ text }) => text).join(" ")}`;
    const others = await estimate(input, { ...options, methods: METHODS.filter((id) => id !== wish.method) });
    const beside = others.report.methods.flatMap(({ method, estimate: total }) =>
      total === null ? [] : [`${method}: ${sayTotal(total, n)}`],
    );
    const { diagnostics } = made.report.methods[0]!;
    return {
      made,
      rounded: roundInterval(headline.median, headline.lower, headline.upper, n),
      estimate: {
        method: wish.method,
        seed: wish.seed,
        level: String(wish.level),
        settings: settingsInForce(wish.method, wish.settings),
        ...(columnsText(wish.columns) === "" ? {} : { columns: columnsText(wish.columns) }),
        listed: n,
        lists: [...lists],
        median: tenth(headline.median),
        lower: tenth(headline.lower),
        upper: tenth(headline.upper),
        ...(diagnostics === null
          ? {}
          : {
              diagnostics: `R-hat ${diagnostics.rhat.toFixed(3)}; effective draws ${Math.round(diagnostics.essBulk)} in the middle, ${Math.round(diagnostics.essTail)} in the tails; medians of the chains ${diagnostics.perChainMedian.map(tenth).join(", ")}`,
            }),
        beside,
        sentences: estimateSentences(made.report),
        engine: ESTIMATE_ENGINE,
      },
    };
  } catch (error) {
    if (error instanceof SnowmeltError) return `${error.text.found} (${error.code})`;
    throw error;
  }
}

/** Whether a recorded estimate is of this wish and this program, so that it need not be made again. */
export function isSameEstimate(recorded: RecordedEstimate, wish: EstimateWish): boolean {
  try {
    return (
      recorded.method === wish.method &&
      recorded.seed === wish.seed &&
      recorded.level === String(wish.level) &&
      recorded.settings === settingsInForce(wish.method, wish.settings) &&
      (recorded.columns ?? "") === columnsText(wish.columns) &&
      recorded.engine === ESTIMATE_ENGINE
    );
  } catch (error) {
    if (error instanceof SnowmeltError) return false;
    throw error;
  }
}

/** The total as a quantity: about the median, between the limits of the interval. */
export function estimatedQuantity(
  { median, lower, upper }: EstimatedTotal["rounded"],
  about: Pick<RecordedQuantity, "unit" | "population" | "period">,
): RecordedQuantity {
  return {
    relation: "approx",
    value: String(median),
    lower: String(lower),
    upper: String(upper),
    lowerInclusive: true,
    upperInclusive: true,
    ...about,
  };
}

/** The words of an estimate never leave its interval behind: "about 10,400 people (95 % interval 8,900 to 13,900)". */
export function estimateWords(quantity: RecordedQuantity, level: string, language: string): string {
  const share = Math.round(Number(level) * 1000) / 10;
  const [lower, upper] = [groupDigits(quantity.lower!), groupDigits(quantity.upper!)];
  const interval =
    language.split("-")[0] === "ar"
      ? `مجال ${share} في المئة: من ${lower} إلى ${upper}`
      : `${share} % interval ${lower} to ${upper}`;
  return `${figureWords(quantity, language)} (${interval})`;
}

function columnsText(columns: ColumnChoice): string {
  return Object.entries(columns)
    .map(([name, value]) => `${name}=${[value].flat().join(",")}`)
    .sort()
    .join(" ");
}

/** One decimal, as a plain decimal number. */
function tenth(x: number): string {
  return String(Math.round(x * 10) / 10);
}

/** What can be estimated again: an exhibit with lists, or a figure that was estimated, with what it was made by. */
export interface EstimateSource {
  readonly input: EstimateInput;
  /** Of a recorded figure; `null` for an exhibit. */
  readonly made: { readonly wish: EstimateWish; readonly recorded: RecordedEstimate } | null;
}

/**
 * The lists of an exhibit (`E1`), or those behind an estimated figure (`N2`) with its method, seed and settings. Columns and encoding
 * given here go before those that are recorded.
 *
 * @throws case/unknown-id when the id is neither
 */
export async function estimateSource(
  options: Pick<CaseOptions, "dir" | "home" | "effects">,
  id: string,
  given: { readonly columns: ColumnChoice; readonly encoding: string | undefined },
): Promise<EstimateSource> {
  const state = recordedState(options);
  const item = state.items.get(id);
  const figure = item?.noun === "figure" ? (item.value as unknown as Figure) : null;
  const recorded = figure?.estimate ?? null;
  const byUid = itemsByUid(state);
  const exhibits = item?.noun === "exhibit" ? [item] : (figure?.exhibits ?? []).flatMap((uid) => byUid.get(uid) ?? []);
  if (exhibits.length === 0 || (figure !== null && recorded === null))
    throw unknownSource(
      id,
      item === undefined ? "the case holds no such item" : "it is neither an exhibit nor an estimated figure",
    );
  const wish = recorded === null ? null : wishOfRecord(recorded);
  const tables = await Promise.all(exhibits.map((exhibit) => tableOf(options.dir, exhibit)));
  const input = readExhibitTables(tables, { ...wish?.columns, ...given.columns }, given.encoding);
  if (typeof input === "string") throw unknownSource(id, input);
  return { input, made: wish === null ? null : { wish, recorded: recorded! } };
}

async function tableOf(dir: string, item: Item): Promise<ExhibitTable> {
  const { sha256 } = item.value as unknown as Exhibit;
  return { id: item.id, bytes: await readExhibit(dir, sha256) };
}

/**
 * The wish that a recorded estimate came from: its settings and columns are kept as lines of `name=value`. A setting that is the standard
 * was not asked for; some standards, such as a delta of 0 for 2^-J, could not be.
 */
function wishOfRecord({ method, seed, level, settings, columns = "" }: RecordedEstimate): EstimateWish {
  const pairs = (line: string): [string, string][] =>
    line.split(" ").flatMap((word) => {
      const at = word.indexOf("=");
      return at < 0 ? [] : [[word.slice(0, at), word.slice(at + 1)]];
    });
  const standards = new Set(settingsInForce(method as MethodId, {}).split(" "));
  const asked = pairs(settings).filter(([name, value]) => !standards.has(`${name}=${value}`));
  const lists = pairs(columns).map(([name, value]) => [name, name === "count" ? value : value.split(",")]);
  return {
    method: method as MethodId,
    seed,
    level: Number(level),
    settings: Object.fromEntries(asked.map(([name, value]) => [`${method}.${name}`, value])),
    columns: Object.fromEntries(lists) as ColumnChoice,
  };
}

function unknownSource(id: string, found: string): Error {
  return caseError("case/unknown-id", {
    what: `Cannot estimate from "${id}"`,
    found,
    unchanged: "Nothing was estimated.",
    mend: "Name a file, an exhibit that holds lists, or an estimated figure: snowmelt list figures",
  });
}
