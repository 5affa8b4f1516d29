import { type Interval, intervalOf, multiplyDecimals, type Problem, quantityOf } from "#kernel";
import { figureWords } from "#page";
import type { Claim, Figure, RecordedQuantity } from "#record";
import { type Expression, evaluate, figuresOf, parseExpression } from "../expression.ts";
import type { References } from "./references.ts";
import type { FigureRow } from "./rows.ts";
import type { HandRow } from "./table.ts";

/**
 * Figures from their rows: a claim's quantity by id, an expression over other figures, evaluated over intervals, or what was
 * drawn from exhibits before. Those of other devices (`foreign`) may be reckoned with. Cycles, unknown figures and claims without a quantity become problems.
 */
export function buildFigures(
  rows: readonly HandRow<FigureRow>[],
  claims: ReadonlyMap<string, Claim>,
  drawn: ReadonlyMap<string, Figure | null>,
  foreign: ReadonlyMap<string, Figure>,
  languages: readonly string[],
  references: References,
  problems: Problem[],
): Figure[] {
  const byId = new Map(rows.map((row) => [row.value.id, row]));
  const built = new Map<string, Figure | null>(foreign);
  const isKnown = (id: string): boolean => byId.has(id) || foreign.has(id);
  const build = (id: string, trail: readonly string[]): Figure | null => {
    const known = built.get(id);
    if (known !== undefined) return known;
    const row = byId.get(id)!;
    built.set(id, null);
    const made = drawn.get(id);
    const figure = made !== undefined ? made : row.value.claim === undefined ? computed(row, trail) : claimed(row);
    built.set(id, figure);
    return figure;
  };
  const claimed = (row: HandRow<FigureRow>): Figure | null => {
    const { id, claim: claimId, expression, unit } = row.value;
    if (expression !== undefined)
      problems.push(row.problemAt(["expression"], "a figure has a claim or an expression, not both"));
    if (unit !== undefined) problems.push(row.problemAt(["unit"], "a claimed figure takes its unit from the claim"));
    const uid = references.resolve(claimId!, ["claim"], (message) => row.problemAt(["claim"], message));
    const claim = claims.get(claimId!);
    if (uid === null || claim === undefined) return null;
    if (claim.quantity === undefined) {
      problems.push(row.problemAt(["claim"], `claim "${claimId}" has no quantity`));
      return null;
    }
    return finish(id, { kind: "claimed", claim: uid, inputs: [] }, claim.quantity);
  };
  const computed = (row: HandRow<FigureRow>, trail: readonly string[]): Figure | null => {
    const { id, expression: text, places } = row.value;
    if (text === undefined) {
      problems.push(row.problemAt([], `figure "${id}" needs "claim", "expression", "counted" or "estimate"`));
      return null;
    }
    const expression = parseExpression(text);
    const inputs = typeof expression === "string" ? null : inputsOf(row, expression, [...trail, id]);
    if (typeof expression === "string") problems.push(row.problemAt(["expression"], expression));
    if (typeof expression === "string" || inputs === null) return null;
    const first = inputs.get(figuresOf(expression)[0]!)!.quantity;
    const unit = row.value.unit ?? first.unit;
    try {
      const isShare = unit === "per cent";
      const interval = evaluate(
        expression,
        (name) => intervalOf(inputs.get(name)!.quantity),
        isShare ? places + 2 : places,
      );
      const quantity = quantityOf(
        isShare ? timesHundred(interval) : interval,
        unit,
        row.value.unit === undefined ? first.per : undefined,
      );
      const uids = [...inputs.keys()].map((name) => references.uid(name));
      return finish(id, { kind: "computed", expression: text, inputs: uids }, quantity);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      problems.push(row.problemAt(["expression"], error.message));
      return null;
    }
  };
  const inputsOf = (
    row: HandRow<FigureRow>,
    expression: Expression,
    trail: readonly string[],
  ): Map<string, Figure> | null => {
    const inputs = new Map<string, Figure>();
    let isWhole = true;
    for (const name of figuresOf(expression)) {
      if (trail.includes(name))
        problems.push(row.problemAt(["expression"], `figures go in a circle: ${[...trail, name].join(" from ")}`));
      else if (!isKnown(name)) problems.push(row.problemAt(["expression"], `unknown figure "${name}"`));
      const figure = isKnown(name) && !trail.includes(name) ? build(name, trail) : null;
      if (figure === null) isWhole = false;
      else inputs.set(name, figure);
    }
    return isWhole ? inputs : null;
  };
  const finish = (
    id: string,
    origin: Pick<Figure, "kind" | "inputs"> & Partial<Figure>,
    quantity: RecordedQuantity,
  ): Figure => ({
    uid: references.uid(id),
    id,
    ...origin,
    quantity,
    words: Object.fromEntries(languages.map((language) => [language, figureWords(quantity, language)])),
  });
  return rows.flatMap((row) => build(row.value.id, []) ?? []);
}

function timesHundred(interval: Interval): Interval {
  const shift = (x: string | undefined): string | undefined =>
    x === undefined ? undefined : multiplyDecimals(x, "100");
  return { ...interval, named: shift(interval.named), lower: shift(interval.lower), upper: shift(interval.upper) };
}
