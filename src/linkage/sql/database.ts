/** A column to be sent: whole numbers, fractions, or texts of one byte a letter. */
export type SqlColumn =
  | { readonly name: string; readonly type: "int"; readonly values: ArrayLike<number> }
  | { readonly name: string; readonly type: "double"; readonly values: ArrayLike<number> }
  | { readonly name: string; readonly type: "text"; readonly values: readonly string[] };

/** What a plan needs of a database. */
export interface SqlDatabase {
  readonly dialect: "duckdb" | "clickhouse";
  run(sql: string): Promise<void>;
  /** Makes the table anew and fills it. */
  load(table: string, columns: readonly SqlColumn[], rows: number): Promise<void>;
  /** Rows of numbers. */
  query(sql: string): AsyncIterable<readonly number[]>;
}
