/** How an item sits with a hypothesis: 1 very inconsistent, 3 neither, 5 very consistent; `na` does not bear on it. */
export type Rating = 1 | 2 | 3 | 4 | 5 | "na";

/** One analyst's rating of one cell. */
export interface CellRating {
  readonly analyst: string;
  readonly evidence: string;
  readonly hypothesis: string;
  readonly rating: Rating;
}

/** An item of evidence with the weight that its credibility gives it, from 0 to 1. */
export interface WeighedEvidence {
  readonly id: string;
  readonly weight: number;
  /** Items of one group depend on each other (copies, one origin); `null` stands alone. */
  readonly group: string | null;
}

/** The score of one hypothesis. Lower inconsistency is better: a hypothesis is refuted, never proved (Heuer 1999, ch. 8). */
export interface HypothesisScore {
  readonly hypothesis: string;
  readonly inconsistency: number;
  readonly consistency: number;
  /** Share of the rated cells that are `na`. */
  readonly naShare: number;
  /** Items that nobody rated against it. */
  readonly unevaluated: number;
}

export interface EvidenceScore {
  readonly evidence: string;
  /** Population standard deviation of the cell means over the hypotheses, times the weight: 0 tells nothing apart. */
  readonly diagnosticity: number;
  /** The largest disagreement among analysts in a cell of this row. */
  readonly disagreement: number;
}

export interface Matrix {
  /** Best first: by inconsistency, then consistency, share of `na`, unevaluated, then the order given. */
  readonly hypotheses: readonly HypothesisScore[];
  readonly evidence: readonly EvidenceScore[];
}

/**
 * Analysis of competing hypotheses. Per cell the mean over analysts, `na` counted as 3; inconsistency of a hypothesis is
 * the sum of w (3 - mean)^2 over items with mean below 3, consistency its mirror above 3, w the item's weight. With all
 * weights 1 these are the scores of open-synthesis. Items of one group count once, with the strongest of them: a
 * rumour repeated three times must not refute three times.
 */
export function scoreMatrix(
  hypotheses: readonly string[],
  evidence: readonly WeighedEvidence[],
  ratings: readonly CellRating[],
): Matrix {
  const cells = new Map<string, readonly Rating[]>();
  for (const { evidence: item, hypothesis, rating } of ratings) {
    const key = cellKey(item, hypothesis);
    cells.set(key, [...(cells.get(key) ?? []), rating]);
  }
  const cell = (item: string, hypothesis: string): readonly Rating[] => cells.get(cellKey(item, hypothesis)) ?? [];
  const scores = hypotheses.map((hypothesis) =>
    scoreHypothesis(hypothesis, evidence, (item) => cell(item, hypothesis)),
  );
  return {
    hypotheses: [...scores].sort(
      (a, b) =>
        compareRounded(a.inconsistency, b.inconsistency) ||
        compareRounded(b.consistency, a.consistency) ||
        compareRounded(a.naShare, b.naShare) ||
        a.unevaluated - b.unevaluated,
    ),
    evidence: evidence.map((item) =>
      scoreEvidence(
        item,
        hypotheses.map((hypothesis) => cell(item.id, hypothesis)),
      ),
    ),
  };
}

/** An item whose removal puts another hypothesis first. */
export interface Turning {
  readonly evidence: string;
  readonly first: string;
}

/** A group of items that depend on each other, whose removal puts another hypothesis first. */
export interface TurningGroup {
  readonly group: string;
  readonly evidence: readonly string[];
  readonly first: string;
}

/** Which items carry the order: leave each out in turn and see who stands first then. Ask first whether these can be wrong. */
export function turningItems(
  hypotheses: readonly string[],
  evidence: readonly WeighedEvidence[],
  ratings: readonly CellRating[],
): readonly Turning[] {
  const otherWithout = firstWithout(hypotheses, evidence, ratings);
  return evidence.flatMap((item) => {
    const first = otherWithout([item]);
    return first === null ? [] : [{ evidence: item.id, first }];
  });
}

/**
 * The same for groups of several items. Copies stand in for each other, so that leaving out one of them changes nothing
 * even where all of them rest on one word that may be wrong.
 */
export function turningGroups(
  hypotheses: readonly string[],
  evidence: readonly WeighedEvidence[],
  ratings: readonly CellRating[],
): readonly TurningGroup[] {
  const otherWithout = firstWithout(hypotheses, evidence, ratings);
  return [...new Set(evidence.flatMap(({ group }) => group ?? []))].flatMap((group) => {
    const members = evidence.filter((item) => item.group === group);
    const first = members.length < 2 ? null : otherWithout(members);
    return first === null ? [] : [{ group, evidence: members.map(({ id }) => id), first }];
  });
}

/** Who stands first when some items are left out; `null` where that is who stands first anyway. */
function firstWithout(
  hypotheses: readonly string[],
  evidence: readonly WeighedEvidence[],
  ratings: readonly CellRating[],
): (left: readonly WeighedEvidence[]) => string | null {
  const firstOf = (items: readonly WeighedEvidence[]): string | null =>
    scoreMatrix(hypotheses, items, ratings).hypotheses[0]?.hypothesis ?? null;
  const first = firstOf(evidence);
  return (left) => {
    const without = firstOf(evidence.filter((item) => !left.includes(item)));
    return without === first ? null : without;
  };
}

function scoreHypothesis(
  hypothesis: string,
  evidence: readonly WeighedEvidence[],
  cell: (item: string) => readonly Rating[],
): HypothesisScore {
  const against = new Map<string, number>();
  const supporting = new Map<string, number>();
  let [rated, notApplicable, unevaluated] = [0, 0, 0];
  for (const item of evidence) {
    const ratings = cell(item.id);
    if (ratings.length === 0) {
      unevaluated += 1;
      continue;
    }
    rated += ratings.length;
    notApplicable += ratings.filter((rating) => rating === "na").length;
    const distance = 3 - cellMean(ratings);
    const side = distance > 0 ? against : supporting;
    const key = item.group === null ? `item ${item.id}` : `group ${item.group}`;
    side.set(key, Math.max(side.get(key) ?? 0, item.weight * distance * distance));
  }
  const sum = (side: ReadonlyMap<string, number>): number =>
    [...side.values()].reduce((total, part) => total + part, 0);
  return {
    hypothesis,
    inconsistency: sum(against),
    consistency: sum(supporting),
    naShare: rated === 0 ? 0 : notApplicable / rated,
    unevaluated,
  };
}

function scoreEvidence(item: WeighedEvidence, cells: readonly (readonly Rating[])[]): EvidenceScore {
  const means = cells.filter((cell) => cell.length > 0).map(cellMean);
  return {
    evidence: item.id,
    diagnosticity: item.weight * deviation(means),
    disagreement: Math.max(0, ...cells.map(disagreementOf)),
  };
}

/** The larger of the deviation of who says `na` and the deviation of the ratings given (open-synthesis). */
function disagreementOf(cell: readonly Rating[]): number {
  const says = cell.map((rating) => (rating === "na" ? 1 : 0));
  return Math.max(deviation(says), deviation(cell.filter((rating) => rating !== "na")));
}

/** Mean of the ratings of one cell over the analysts, `na` counted as 3; NaN of nothing. */
export function cellMean(cell: readonly Rating[]): number {
  return cell.reduce<number>((sum, rating) => sum + (rating === "na" ? 3 : rating), 0) / cell.length;
}

/** Population standard deviation; 0 of nothing. */
function deviation(values: readonly number[]): number {
  if (values.length === 0) return 0;
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}

/** Sums of the same parts in another order may differ in the last bit; a billionth decides nothing. */
function compareRounded(a: number, b: number): number {
  return Math.abs(a - b) < 1e-9 ? 0 : a - b;
}

function cellKey(evidence: string, hypothesis: string): string {
  return `${evidence}\u0000${hypothesis}`;
}
