import { medianOf } from "../statistics/distributions.ts";

/**
 * Features of one polygon minus what the other controls have in common, feature by date; null when a date is missing.
 *
 * What they have in common is the median of their departures from their own levels. A median of the levels themselves
 * would jump when a single control changes past it, and every other polygon would seem to change on that day.
 *
 * @param rows by date: features by polygon
 */
export function againstControls(
  rows: readonly ReadonlyMap<string, readonly number[]>[],
  id: string,
  controls: readonly string[],
  count: number,
): number[][] | null {
  if (rows.some((r) => !r.has(id))) return null;
  const others = controls.filter((other) => other !== id);
  return Array.from({ length: count }, (_, f) => {
    const levels = new Map(
      others.map((other) => [other, medianOf(rows.flatMap((r) => r.get(other)?.[f] ?? []))] as const),
    );
    return rows.map((r) => {
      const departures = others.flatMap((other) => {
        const own = r.get(other);
        return own === undefined ? [] : [own[f]! - levels.get(other)!];
      });
      return r.get(id)![f]! - (departures.length === 0 ? 0 : medianOf(departures));
    });
  });
}
