/** What became of a person between two linkages. */
export interface PersonChange {
  readonly before: string;
  readonly after: string;
  /** `same`; `merged`: several before became one; `split`: one became several; `moved`: both at once. */
  readonly what: "same" | "merged" | "split" | "moved";
  /** Records that went from the one to the other. */
  readonly records: number;
}

/**
 * How persons of one linkage became those of another, by the records both hold, ordered by ids. A person's id changes exactly when
 * its records do, so `same` means the same id or only records that are new or gone.
 */
export function personHistory(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): PersonChange[] {
  const flows = new Map<string, Map<string, number>>();
  const cameFrom = new Map<string, Set<string>>();
  for (const [record, old] of before) {
    const now = after.get(record);
    if (now === undefined) continue;
    const to = flows.get(old) ?? new Map<string, number>();
    flows.set(old, to);
    to.set(now, (to.get(now) ?? 0) + 1);
    const from = cameFrom.get(now) ?? new Set<string>();
    cameFrom.set(now, from);
    from.add(old);
  }
  const changes: PersonChange[] = [];
  for (const [old, to] of [...flows].sort(byKey)) {
    for (const [now, records] of [...to].sort(byKey)) {
      const [splits, merges] = [to.size > 1, cameFrom.get(now)!.size > 1];
      changes.push({
        before: old,
        after: now,
        what: splits && merges ? "moved" : splits ? "split" : merges ? "merged" : "same",
        records,
      });
    }
  }
  return changes;
}

function byKey(x: readonly [string, unknown], y: readonly [string, unknown]): number {
  return x[0] < y[0] ? -1 : x[0] > y[0] ? 1 : 0;
}
