// Writes a ledger of N made-up entries in signed groups of 64, without private values, to measure replay alone.
// Usage: node --import tsx --conditions=source bench/ledger/make-log.mjs N FILE
import { createHash } from "node:crypto";
import { closeSync, openSync, writeSync } from "node:fs";
import { formatEntry, formatMarker, generateKeys, keyName, leafHash, MerkleFrontier, signer } from "#seal";

const [count, file] = [Number(process.argv[2]), process.argv[3]];
const seed = (text) => new Uint8Array(createHash("sha256").update(text).digest());
const log = generateKeys(seed("log"));
const origin = `snowmelt/${"0".repeat(32)}`;
const by = keyName(log.publicKey);
const b64 = (bytes) => Buffer.from(bytes).toString("base64");
const markerSigner = { origin, publicKey: log.publicKey, sign: signer(log.privateKey) };
const frontier = new MerkleFrontier();
let prev = b64(new Uint8Array(32));
const fd = openSync(file, "w");
let lines = [];
const x = {
  origin,
  device: "a",
  log: b64(log.publicKey),
  case: b64(generateKeys(seed("case")).publicKey),
  passphrase: false,
};
for (let seq = 0; seq < count; seq += 1) {
  const entry = {
    v: 1,
    seq,
    day: "2026-01-01",
    by,
    kind: seq === 0 ? "case.genesis" : "claim.accept",
    c: b64(seed(`${seq}`)),
  };
  const line = formatEntry(seq === 0 ? { ...entry, x } : entry);
  frontier.append(leafHash(Buffer.from(line)));
  lines.push(line);
  if (seq % 64 === 63 || seq === count - 1) {
    const marker = formatMarker(markerSigner, frontier.size, frontier.root(), prev);
    prev = b64(createHash("sha256").update(marker).digest());
    writeSync(fd, `${[...lines, marker].join("\n")}\n`);
    lines = [];
  }
}
closeSync(fd);
