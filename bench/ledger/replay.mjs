// Replay + verify of a ledger: every line canonical, every leaf hashed, every root compared, every signature checked.
// Usage: node --import tsx --conditions=source bench/ledger/replay.mjs FILE
import { closeSync, openSync, readSync } from "node:fs";
import { LogReader } from "#seal";

const fd = openSync(process.argv[2], "r");
const chunk = Buffer.alloc(1 << 18);
const start = performance.now();
const reader = new LogReader();
for (;;) {
  const count = readSync(fd, chunk);
  if (count === 0) break;
  reader.feed(chunk.subarray(0, count));
}
const seconds = (performance.now() - start) / 1000;
closeSync(fd);
if (reader.fault !== null) throw new Error(JSON.stringify(reader.fault));
const rss = process.resourceUsage().maxRSS / 1024;
console.log(
  JSON.stringify({
    entries: reader.size,
    markers: reader.markers.length,
    seconds: Number(seconds.toFixed(2)),
    perSecond: Math.round(reader.size / seconds),
    peakRssMB: Math.round(rss),
  }),
);
