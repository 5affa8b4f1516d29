import { logLimits } from "./log-limits.ts";

/** Two lists of sizes n1 and n2 that share m persons. */
export interface TwoLists {
  readonly n1: number;
  readonly n2: number;
  readonly m: number;
}

/** A total with its standard error and limits. */
export interface TotalWithError {
  readonly total: number;
  readonly standardError: number;
  readonly lower: number;
  readonly upper: number;
}

/** Lincoln and Petersen: n1 n2 / m; `Infinity` without a match. */
export function lincolnPetersen({ n1, n2, m }: TwoLists): number {
  return (n1 * n2) / m;
}

/**
 * Chapman (1951) with the variance of Seber (1970) and the logarithmic limits of Burnham and others (1987),
 * which never fall below the persons seen.
 */
export function chapman({ n1, n2, m }: TwoLists, z: number): TotalWithError {
  const total = ((n1 + 1) * (n2 + 1)) / (m + 1) - 1;
  const variance = ((n1 + 1) * (n2 + 1) * (n1 - m) * (n2 - m)) / ((m + 1) ** 2 * (m + 2));
  const seen = n1 + n2 - m;
  return { total, standardError: Math.sqrt(variance), ...logLimits(seen, total - seen, variance, z) };
}
