// Appends/s beside SQLite (WAL, synchronous=FULL, one transaction an append or a group), in one run on one disk.
// Usage: node --import tsx --conditions=source bench/ledger/append.mjs [FOLDER=the system's temporary folder] [SECONDS=5]
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createStore, openDatabase } from "#store";

const root = mkdtempSync(join(process.argv[2] ?? tmpdir(), "bench-append-"));
const seconds = Number(process.argv[3] ?? 5);
const effects = {
  now: () => new Date(),
  monotonicMs: () => performance.now(),
  randomBytes: (count) => new Uint8Array(randomBytes(count)),
  env: {},
  cwd: root,
  progress: () => undefined,
  say: () => undefined,
};
/** The value of a made-up claim of some 400 bytes, as both write it. */
const value = (n) => ({
  id: `C${n}`,
  statement: "At least 25 people were held (made up).",
  quote: "at least 25 of them ".repeat(10),
  credibility: 2,
  quantity: { relation: "atLeast", value: 25, unit: "people" },
});

/** Calls `group(from)` for some seconds; gives acts a second. */
function rate(size, group) {
  group(0);
  const start = performance.now();
  let count = 0;
  while (performance.now() - start < seconds * 1000) {
    group(count);
    count += size;
  }
  return count / ((performance.now() - start) / 1000);
}

try {
  const store = createStore({ dir: join(root, "case"), home: join(root, "home"), passphrase: null, effects });
  const database = openDatabase(join(root, "peer.sqlite"));
  database.exec(
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE act (n INTEGER PRIMARY KEY, value TEXT)",
  );
  const insert = database.prepare("INSERT INTO act (value) VALUES (?)");
  const acts = (size, from) =>
    Array.from({ length: size }, (_, at) => ({ kind: "claim.accept", value: value(from + at) }));
  // In turns, so that what else the machine does meets both.
  for (const size of [1, 8, 64]) {
    const rates = [[], []];
    for (let round = 0; round < 3; round += 1) {
      rates[0].push(rate(size, (from) => store.append(acts(size, from))));
      rates[1].push(
        rate(size, (from) => {
          database.exec("BEGIN");
          for (let at = 0; at < size; at += 1) insert.run(JSON.stringify(value(from + at)));
          database.exec("COMMIT");
        }),
      );
    }
    const [ours, sqlite] = rates.map((all) => all.sort((a, b) => a - b)[1]);
    console.log(
      JSON.stringify({
        group: size,
        ours: Math.round(ours),
        sqlite: Math.round(sqlite),
        ratio: Number((ours / sqlite).toFixed(2)),
      }),
    );
  }
  store.close();
  database.close();
  console.log(JSON.stringify({ peakRssMB: Math.round(process.resourceUsage().maxRSS / 1024), node: process.version }));
} finally {
  rmSync(root, { recursive: true, force: true });
}
