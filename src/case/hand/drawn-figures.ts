import type { Problem } from "#kernel";
import { figureWords } from "#page";
import type { Figure, RecordedQuantity } from "#record";
import {
  type EstimateWish,
  estimatedQuantity,
  estimateTotal,
  estimateWords,
  isSameEstimate,
  listedIn,
  readExhibitTables,
} from "../estimate.ts";
import type { HandOptions } from "./hand.ts";
import type { References } from "./references.ts";
import type { FigureRow } from "./rows.ts";
import type { HandRow } from "./table.ts";

/**
 * Figures that are drawn from exhibits: persons counted in one, or a total estimated from the overlaps of lists. An estimate that
 * is recorded already with the same exhibits, method, seed, settings and program is taken from there: exhibits never change.
 * A row that cannot be drawn maps to `null`; why stands among the problems.
 */
export async function drawnFigures(
  rows: readonly HandRow<FigureRow>[],
  options: HandOptions,
  languages: readonly string[],
  references: References,
  problems: Problem[],
): Promise<ReadonlyMap<string, Figure | null>> {
  const drawn = new Map<string, Figure | null>();
  for (const row of rows) {
    if (row.value.counted === undefined && row.value.estimate === undefined) continue;
    drawn.set(row.value.id, await draw(row, options, languages, references, problems));
  }
  return drawn;
}

async function draw(
  { value: row, problemAt }: HandRow<FigureRow>,
  options: HandOptions,
  languages: readonly string[],
  references: References,
  problems: Problem[],
): Promise<Figure | null> {
  const key = row.estimate === undefined ? "counted" : "estimate";
  const fail = (message: string): null => {
    problems.push(problemAt([key], message));
    return null;
  };
  if ([row.claim, row.expression, row.counted, row.estimate].filter((way) => way !== undefined).length > 1)
    return fail("a figure has a claim, an expression, a count or an estimate, not several");
  const ids = row.estimate ?? [row.counted!];
  const exhibits = references.resolveAll(ids, ["exhibit"], problemAt, [key]);
  if (exhibits.length < ids.length) return null;
  const base = { uid: references.uid(row.id), id: row.id, inputs: [], exhibits };
  const about = {
    unit: row.unit ?? "people",
    ...(row.population === undefined ? {} : { population: row.population }),
    ...(row.period === undefined ? {} : { period: row.period }),
  };
  const finish = (quantity: RecordedQuantity, rest: Partial<Figure>, say: (language: string) => string): Figure => ({
    ...base,
    kind: key === "counted" ? "counted" : "estimated",
    ...rest,
    quantity,
    words: Object.fromEntries(languages.map((language) => [language, say(language)])),
  });
  const wish = wishOf(row);
  const recorded = options.state.items.get(row.id)?.recorded as unknown as Figure | undefined;
  if (
    recorded?.estimate !== undefined &&
    key === "estimate" &&
    recorded.exhibits?.join() === exhibits.join() &&
    isSameEstimate(recorded.estimate, wish)
  ) {
    const { lower, upper, value } = recorded.quantity;
    const rounded = { median: Number(value), lower: Number(lower), upper: Number(upper) };
    const quantity = estimatedQuantity(rounded, about);
    return finish(quantity, { estimate: recorded.estimate }, (language) =>
      estimateWords(quantity, recorded.estimate!.level, language),
    );
  }
  const tables = [];
  for (const id of ids) {
    const bytes = await options.bytesOf(id);
    if (typeof bytes === "string") return fail(bytes);
    tables.push({ id, bytes });
  }
  const input = readExhibitTables(tables, wish.columns);
  if (typeof input === "string") return fail(input);
  if (key === "counted") {
    const listed = listedIn(input);
    if (typeof listed === "string") return fail(listed);
    const value = String(listed);
    const exact = { relation: "exact" as const, value, lower: value, upper: value };
    const quantity = { ...exact, lowerInclusive: true, upperInclusive: true, ...about };
    return finish(quantity, {}, (language) => figureWords(quantity, language));
  }
  const total = await estimateTotal(input, wish);
  if (typeof total === "string") return fail(total);
  const quantity = estimatedQuantity(total.rounded, about);
  return finish(quantity, { estimate: total.estimate }, (language) =>
    estimateWords(quantity, total.estimate.level, language),
  );
}

/** What a row asks of the estimate. */
export function wishOf(row: FigureRow): EstimateWish {
  const { method, seed, level, settings, lists, strata, replicate, count } = row;
  return {
    method,
    seed,
    level,
    settings,
    columns: {
      ...(lists === undefined ? {} : { lists }),
      ...(strata === undefined ? {} : { strata }),
      ...(replicate === undefined ? {} : { replicate }),
      ...(count === undefined ? {} : { count }),
    },
  };
}
