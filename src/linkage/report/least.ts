/** The `most` numbers below `count` whose value is least, in order of value, then of number; those without a value (NaN) are left out. */
export function least(count: number, most: number, rankOf: (i: number) => number): number[] {
  const found: number[] = [];
  const values: number[] = [];
  for (let i = 0; i < count; i++) {
    const value = rankOf(i);
    if (!(found.length < most ? !Number.isNaN(value) : value < values.at(-1)!)) continue;
    let at = found.length;
    while (at > 0 && values[at - 1]! > value) at--;
    found.splice(at, 0, i);
    values.splice(at, 0, value);
    if (found.length > most) {
      found.pop();
      values.pop();
    }
  }
  return found;
}
