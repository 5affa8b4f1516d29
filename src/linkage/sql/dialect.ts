import type { SqlDatabase } from "./database.ts";

/** The few words in which the two databases differ. All functions count bytes, so texts are sent one byte a letter. */
export interface Dialect {
  divide(a: string, b: number): string;
  jaroWinkler(a: string, b: string): string;
  edits(a: string, b: string): string;
  prefix(text: string, length: string): string;
  readonly bigint: string;
  /** Whether its Jaro similarity must be corrected by a table, see jaro-corrections.ts. */
  readonly needsCorrections: boolean;
}

export const DIALECTS: Readonly<Record<SqlDatabase["dialect"], Dialect>> = {
  duckdb: {
    divide: (a, b) => `(${a} // ${b})`,
    jaroWinkler: (a, b) => `jaro_winkler_similarity(${a}, ${b})`,
    edits: (a, b) => `damerau_levenshtein(${a}, ${b})`,
    prefix: (text, length) => `left(${text}, ${length})`,
    bigint: "BIGINT",
    needsCorrections: false,
  },
  clickhouse: {
    divide: (a, b) => `intDiv(${a}, ${b})`,
    // Its own jaroWinklerSimilarity weighs beginnings otherwise than Winkler (1990).
    jaroWinkler: (a, b) => boosted(`jaroSimilarity(${a}, ${b})`, commonPrefix(a, b)),
    edits: (a, b) => `damerauLevenshteinDistance(${a}, ${b})`,
    prefix: (text, length) => `substring(${text}, 1, ${length})`,
    bigint: "Int64",
    needsCorrections: true,
  },
};

function boosted(jaro: string, prefix: string): string {
  return `(CASE WHEN ${jaro} > 0.7 THEN ${jaro} + ${prefix} * 0.1 * (1.0 - ${jaro}) ELSE ${jaro} END)`;
}

function commonPrefix(a: string, b: string): string {
  const begins = [1, 2, 3, 4].map(
    (n) =>
      `(CASE WHEN length(${a}) >= ${n} AND length(${b}) >= ${n} AND substring(${a}, 1, ${n}) = substring(${b}, 1, ${n}) THEN 1 ELSE 0 END)`,
  );
  return `(${begins.join(" + ")})`;
}
