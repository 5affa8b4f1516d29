// ClickHouse's HTTP interface over chdb, for a test: as much of it as @clickhouse/client speaks. Prints its address as the first line.
import { createServer } from "node:http";
import { Session } from "chdb";

const session = new Session();
const server = createServer(async (request, response) => {
  const body = [];
  for await (const part of request) body.push(part);
  // A session of chdb keeps no temporary tables from one query to the next; its tables are gone with it anyway.
  const sql = Buffer.concat(body)
    .toString("utf8")
    .replaceAll(/^(CREATE|DROP) TEMPORARY /g, "$1 ");
  try {
    response.end(session.query(sql));
  } catch (error) {
    response.writeHead(400).end(String(error.message));
  }
});
server.listen(0, "127.0.0.1", () => process.stdout.write(`http://127.0.0.1:${server.address().port}\n`));
process.once("SIGTERM", () => {
  session.close();
  process.exit();
});
