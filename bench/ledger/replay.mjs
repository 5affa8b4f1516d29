// Replay + verify of a ledger: every line canonical, every leaf hashed, every root compared, every signature checked.
// Beside it, in the same run: what the same number of bare SHA-256 and Ed25519 calls cost on this machine just then.
// Usage: node --import tsx --conditions=source bench/ledger/replay.mjs FILE
import { hash } from "node:crypto";
import { closeSync, openSync, readSync } from "node:fs";
import { generateKeys, LogReader, signer, verifier } from "#seal";

const fd = openSync(process.argv[2], "r");
const chunk = Buffer.alloc(1 << 18);
const reader = new LogReader();
const replay = cost(() => {
  for (;;) {
    const count = readSync(fd, chunk);
    if (count === 0) break;
    reader.feed(chunk.subarray(0, count));
  }
});
closeSync(fd);
if (reader.fault !== null) throw new Error(JSON.stringify(reader.fault));
const rss = process.resourceUsage().maxRSS / 1024;
const bare = bareCrypto(reader.size, reader.markers.length);
console.log(
  JSON.stringify({
    entries: reader.size,
    markers: reader.markers.length,
    seconds: round(replay.wall),
    perSecond: Math.round(reader.size / replay.wall),
    cpuSeconds: round(replay.cpu),
    bareCryptoSeconds: round(bare.wall),
    bareCryptoCpuSeconds: round(bare.cpu),
    peakRssMB: Math.round(rss),
  }),
);

/** A leaf and a node for each entry, a signature and the hash of its line for each marker. */
function bareCrypto(entries, markers) {
  const [leaf, node] = [Buffer.alloc(205, 1), Buffer.alloc(65, 2)];
  const keys = generateKeys(new Uint8Array(32).fill(3));
  const [sign, verify] = [signer(keys.privateKey), verifier(keys.publicKey)];
  const signature = sign("made up");
  return cost(() => {
    for (let at = 0; at < entries; at += 1) {
      hash("sha256", leaf, "binary");
      hash("sha256", node, "binary");
    }
    for (let at = 0; at < markers; at += 1)
      if (!verify("made up", signature)) throw new Error("A signature does not hold");
  });
}

function cost(run) {
  const start = performance.now();
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return { wall: (performance.now() - start) / 1000, cpu: (user + system) / 1e6 };
}

function round(seconds) {
  return Number(seconds.toFixed(2));
}
