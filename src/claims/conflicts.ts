import { compareDecimals, type Decimal, edtfMayOverlap, fold, intervalOf, parseEdtf } from "#kernel";
import type { Claim, RecordedQuantity, Uid } from "#record";
import { traced } from "./independence.ts";
import type { Reliance } from "./reliance.ts";

/** Why two figures of the same thing need not say the same. */
export type Difference = "unit" | "rate" | "counted" | "population" | "period" | "place" | "bound" | "origin";

/** Two claims with quantities set side by side. */
export interface Comparison {
  readonly claims: readonly [Uid, Uid];
  /**
   * `same`: equal bounds. `compatible`: some number satisfies both. `conflict`: none does, though the scopes agree.
   * `not-comparable`: they count different things, as `differences` says.
   */
  readonly verdict: "same" | "compatible" | "conflict" | "not-comparable";
  readonly differences: readonly Difference[];
  /** The same number from the same origin with another bound: a copy lost or turned "as many as". */
  readonly isBoundDrift: boolean;
}

/** Compares every two claims that count the same unit, in the order of the claims. Nothing is overwritten or averaged. */
export function compareFigures(claims: readonly Claim[], reliance: Reliance): readonly Comparison[] {
  const counting = claims.filter((claim) => claim.quantity !== undefined);
  return counting.flatMap((a, i) =>
    counting
      .slice(i + 1)
      .filter((b) => a.quantity!.unit === b.quantity!.unit)
      .map((b) => compare(a, b, reliance)),
  );
}

function compare(a: Claim, b: Claim, reliance: Reliance): Comparison {
  const [x, y] = [a.quantity!, b.quantity!];
  const scope: Difference[] = [];
  if (x.per !== y.per) scope.push("rate");
  if (x.counted !== undefined && y.counted !== undefined && x.counted !== y.counted) scope.push("counted");
  if (differ(x.population, y.population)) scope.push("population");
  if (periodsDiffer(x.period ?? a.time, y.period ?? b.time)) scope.push("period");
  if (differ(a.place, b.place)) scope.push("place");
  const origins = traced(a, reliance);
  const shareOrigin = [...traced(b, reliance)].some((origin) => origins.has(origin));
  const hasOtherBound = x.relation !== y.relation;
  const differences: Difference[] = [
    ...scope,
    ...(hasOtherBound ? (["bound"] as const) : []),
    ...(shareOrigin ? [] : (["origin"] as const)),
  ];
  return {
    claims: [a.uid, b.uid],
    verdict: scope.length > 0 ? "not-comparable" : verdictOf(x, y),
    differences,
    isBoundDrift:
      scope.length === 0 && shareOrigin && hasOtherBound && namedNumbers(x).some((n) => namedNumbers(y).includes(n)),
  };
}

function verdictOf(x: RecordedQuantity, y: RecordedQuantity): "same" | "compatible" | "conflict" {
  const [a, b] = [intervalOf(x), intervalOf(y)];
  if (x.relation === y.relation && x.value === y.value && x.lower === y.lower && x.upper === y.upper) return "same";
  // "About 50" names no bound; it neither meets nor breaks another's.
  return below(a.upper, a.upperInclusive, b.lower, b.lowerInclusive) ||
    below(b.upper, b.upperInclusive, a.lower, a.lowerInclusive)
    ? "conflict"
    : "compatible";
}

/** Whether everything up to `upper` lies below everything from `lower`. */
function below(
  upper: Decimal | undefined,
  isUpperIn: boolean,
  lower: Decimal | undefined,
  isLowerIn: boolean,
): boolean {
  if (upper === undefined || lower === undefined) return false;
  const order = compareDecimals(upper, lower);
  return order < 0 || (order === 0 && !(isUpperIn && isLowerIn));
}

function namedNumbers(quantity: RecordedQuantity): readonly Decimal[] {
  return [quantity.value, quantity.lower, quantity.upper].filter((number) => number !== undefined);
}

/** Words that are given on both sides and are not the same when folded; what one side leaves out is no difference. */
function differ(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && b !== undefined && fold(a) !== fold(b);
}

/** Periods given on both sides that are not the same stretch of days. */
function periodsDiffer(a: string | undefined, b: string | undefined): boolean {
  if (a === undefined || b === undefined) return false;
  const [x, y] = [parseEdtf(a), parseEdtf(b)];
  if (x === null || y === null) return a !== b;
  return !edtfMayOverlap(x, y) || x.earliest !== y.earliest || x.latest !== y.latest;
}
