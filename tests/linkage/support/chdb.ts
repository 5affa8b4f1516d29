import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { clickhouseTable } from "../../../src/linkage/sql/clickhouse.ts";
import type { SqlDatabase } from "../../../src/linkage/sql/database.ts";

const folder = fileURLToPath(new URL("../chdb/", import.meta.url));

/** Whether `npm install --prefix tests/linkage/chdb` was run here. */
export const hasChdb: boolean = existsSync(`${folder}node_modules/chdb/package.json`);

/** ClickHouse in a process of its own. */
export async function chdb(): Promise<SqlDatabase & { close(): void }> {
  const child = spawn(process.execPath, [`${folder}serve.mjs`], { stdio: ["pipe", "pipe", "inherit"] });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  await answers.next();
  const ask = async (sql: string, format = "CSV"): Promise<string> => {
    child.stdin.write(`${JSON.stringify({ sql, format })}\n`);
    const { value } = await answers.next();
    const { text, error } = JSON.parse(value as string) as { text?: string; error?: string };
    if (error !== undefined) throw new Error(`${error}\n${sql.slice(0, 2000)}`);
    return text!;
  };
  return {
    dialect: "clickhouse",
    run: async (sql) => void (await ask(sql)),
    async load(table, columns, rows) {
      const { create, lines } = clickhouseTable(table, columns, rows);
      await ask(`DROP TABLE IF EXISTS ${table}`);
      await ask(create.replace("TEMPORARY ", ""));
      for (const batch of lines) await ask(`INSERT INTO ${table} FORMAT JSONCompactEachRow ${batch}`);
    },
    async *query(sql) {
      for (const line of (await ask(sql, "JSONCompactEachRow")).split("\n"))
        if (line !== "") yield (JSON.parse(line) as unknown[]).map(Number);
    },
    close: () => void child.stdin.end(),
  };
}
