/**
 * Cohen's kappa (1960): agreement of two reviewers beyond chance. `null` when fewer than two pairs were judged by both or
 * chance agreement is complete.
 */
export function cohensKappa(first: readonly string[], second: readonly string[]): number | null {
  const both = first.map((answer, i) => [answer, second[i] ?? ""] as const).filter(([x, y]) => x !== "" && y !== "");
  if (both.length < 2) return null;
  const observed = both.filter(([x, y]) => x === y).length / both.length;
  const share = (side: 0 | 1, answer: string): number =>
    both.filter((pair) => pair[side] === answer).length / both.length;
  const answers = new Set(both.flat());
  const chance = [...answers].reduce((sum, answer) => sum + share(0, answer) * share(1, answer), 0);
  return chance === 1 ? null : (observed - chance) / (1 - chance);
}
