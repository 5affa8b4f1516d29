import { DuckDBInstance } from "@duckdb/node-api";
import type { SqlColumn, SqlDatabase } from "../../../src/linkage/sql/database.ts";

/** DuckDB in memory as the second executor of a plan: the oracle of the kernel. */
export async function duckdb(): Promise<SqlDatabase & { close(): void }> {
  const instance = await DuckDBInstance.create(":memory:", { threads: "2" });
  const connection = await instance.connect();
  const typeOf = ({ type }: SqlColumn): string => ({ int: "BIGINT", double: "DOUBLE", text: "VARCHAR" })[type];
  return {
    dialect: "duckdb",
    run: async (sql) => void (await connection.run(sql)),
    async load(table, columns, rows) {
      await connection.run(
        `CREATE OR REPLACE TABLE ${table} (${columns.map((c) => `${c.name} ${typeOf(c)}`).join(", ")})`,
      );
      const appender = await connection.createAppender(table);
      for (let i = 0; i < rows; i++) {
        for (const column of columns) {
          if (column.type === "text") appender.appendVarchar(column.values[i]!);
          else if (column.type === "double") appender.appendDouble(column.values[i]!);
          else appender.appendBigInt(BigInt(column.values[i]!));
        }
        appender.endRow();
      }
      appender.closeSync();
    },
    async *query(sql) {
      const result = await connection.stream(sql);
      for await (const rows of result.yieldRows()) for (const row of rows) yield row.map((value) => Number(value));
    },
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}
