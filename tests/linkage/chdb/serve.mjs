// ClickHouse in a process of its own, for a test: one JSON line {sql, format} in, one JSON line {text} or {error} out.
import { createInterface } from "node:readline";
import { Session } from "chdb";

const session = new Session();
process.stdout.write("{}\n");
for await (const line of createInterface({ input: process.stdin })) {
  const { sql, format } = JSON.parse(line);
  try {
    process.stdout.write(`${JSON.stringify({ text: session.query(sql, format) })}\n`);
  } catch (error) {
    process.stdout.write(`${JSON.stringify({ error: error.message })}\n`);
  }
}
session.close();
