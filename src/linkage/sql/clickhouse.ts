import type { ClickHouseClient } from "@clickhouse/client";
import { linkageError } from "../errors.ts";
import type { SqlColumn, SqlDatabase } from "./database.ts";
import { requireLoopback } from "./require-loopback.ts";

export interface ClickHouseOptions {
  /** `http://127.0.0.1:8123`, or `https://` with a host that `sendNamesTo` names. */
  readonly url: string;
  /** A host that is not this machine and that a person named. */
  readonly sendNamesTo?: string;
  readonly user?: string;
  readonly password?: string;
  /** Name of the session whose temporary tables hold the lists; they go when it ends. */
  readonly session: string;
}

const BATCH = 50_000;

/**
 * A ClickHouse server to carry out a plan. Lists go into temporary tables of one session. Names travel as one byte a letter, which
 * hides nothing: only loopback hosts are used unless another is named, and that one only over TLS.
 *
 * @throws linkage/not-loopback; linkage/database from every call
 */
export function clickhouse(options: ClickHouseOptions): SqlDatabase & { close(): Promise<void> } {
  requireLoopback(options.url, options.sendNamesTo);
  let client: Promise<ClickHouseClient> | null = null;
  const guarded = async <T>(work: (client: ClickHouseClient) => Promise<T>): Promise<T> => {
    client ??= connect(options);
    try {
      return await work(await client);
    } catch (cause) {
      throw refused(options.url, cause);
    }
  };
  return {
    dialect: "clickhouse",
    run: (sql) => guarded(async (client) => void (await client.command({ query: sql }))),
    load: (table, columns, rows) =>
      guarded(async (client) => {
        const { create, lines } = clickhouseTable(table, columns, rows);
        await client.command({ query: `DROP TEMPORARY TABLE IF EXISTS ${table}` });
        await client.command({ query: create });
        for (const batch of lines)
          await client.command({ query: `INSERT INTO ${table} FORMAT JSONCompactEachRow\n${batch}` });
      }),
    async *query(sql) {
      const result = await guarded((client) => client.query({ query: sql, format: "JSONCompactEachRow" }));
      for await (const rows of result.stream<unknown[]>())
        for (const row of rows) yield row.json<unknown[]>().map(Number);
    },
    close: async () => (await client)?.close(),
  };
}

// The client's forty modules are loaded by those alone who have a database.
async function connect({ url, session, user, password }: ClickHouseOptions): Promise<ClickHouseClient> {
  const { ClickHouseLogLevel, createClient } = await import("@clickhouse/client");
  return createClient({
    url,
    session_id: session,
    max_open_connections: 1,
    request_timeout: 86_400_000,
    // What goes wrong is told once, as an error of ours.
    log: { level: ClickHouseLogLevel.OFF },
    ...(user === undefined ? {} : { username: user }),
    ...(password === undefined ? {} : { password }),
  });
}

/** A temporary table and its rows as batches of JSONCompactEachRow. */
function clickhouseTable(
  table: string,
  columns: readonly SqlColumn[],
  rows: number,
): { readonly create: string; readonly lines: Iterable<string> } {
  const typeOf = ({ type }: SqlColumn): string => ({ int: "Int64", double: "Float64", text: "String" })[type];
  const create = `CREATE TEMPORARY TABLE ${table} (${columns.map((c) => `${c.name} ${typeOf(c)}`).join(", ")}) ENGINE = Memory`;
  return { create, lines: batches(columns, rows) };
}

function* batches(columns: readonly SqlColumn[], rows: number): Generator<string> {
  for (let from = 0; from < rows; from += BATCH) {
    const lines: string[] = [];
    for (let i = from; i < Math.min(rows, from + BATCH); i++)
      lines.push(JSON.stringify(columns.map((column) => column.values[i]!)));
    yield lines.join("\n");
  }
}

function refused(url: string, cause: unknown): Error {
  return linkageError("linkage/database", {
    what: `Cannot link on ${new URL(url).host}`,
    found: cause instanceof Error ? cause.message : String(cause),
    unchanged: "Nothing was written.",
    mend: "Check that ClickHouse answers there, or leave --clickhouse out: the program's own kernel needs no server.",
    cause,
  });
}
