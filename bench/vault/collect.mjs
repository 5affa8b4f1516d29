// Collecting one large file beside `openssl dgst -sha256` + `cp` + `sync`, and small files beside SQLite in WAL mode with
// synchronous=FULL, one transaction a file. Needs a build (dist/). Usage: node bench/vault/collect.mjs [GIB=2] [FILES=10000]
import { execFileSync, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const gib = Number(process.argv[2] ?? 2);
const count = Number(process.argv[3] ?? 10_000);
const dist = new URL("../../dist/", import.meta.url);
const root = mkdtempSync(join(tmpdir(), "bench-collect-"));
const seconds = (run) => {
  const start = performance.now();
  run();
  return (performance.now() - start) / 1000;
};

/** Collects a folder into a fresh case in a process of its own; gives seconds of the whole process and peak memory. */
function collectFolder(folder) {
  const script = `
    import { randomBytes } from "node:crypto";
    import { createStore, openStore } from ${JSON.stringify(new URL("store/index.js", dist).href)};
    import { collect } from ${JSON.stringify(new URL("vault/index.js", dist).href)};
    const effects = { now: () => new Date(), monotonicMs: () => performance.now(), randomBytes: (n) => new Uint8Array(randomBytes(n)),
      env: {}, cwd: ${JSON.stringify(root)}, progress: () => undefined, say: () => undefined };
    const place = { dir: ${JSON.stringify(join(root, "case"))}, home: ${JSON.stringify(join(root, "home"))}, effects };
    createStore({ ...place, passphrase: null }).close();
    const store = openStore(place);
    await store.unlock(async () => null);
    const { added, refused } = await collect([${JSON.stringify(folder)}], { store }, effects);
    store.close();
    console.log(JSON.stringify({ added: added.length, refused: refused.length, rssMB: Math.round(process.resourceUsage().maxRSS / 1024) }));`;
  mkdirSync(join(root, "case"), { recursive: true });
  let text = "";
  const time = seconds(() => {
    const done = spawnSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" });
    if (done.status !== 0) throw new Error(done.stderr);
    text = done.stdout;
  });
  for (const name of ["case", "home"]) rmSync(join(root, name), { recursive: true, force: true });
  execFileSync("sync");
  return { seconds: time, ...JSON.parse(text) };
}

try {
  const big = join(root, "big");
  mkdirSync(big);
  const file = join(big, "one.bin");
  const fd = openSync(file, "w");
  for (let chunk = 0; chunk < gib * 64; chunk++) writeSync(fd, randomBytes(16 << 20));
  closeSync(fd);
  execFileSync("sync");
  const peer = () => {
    const time = seconds(() => {
      execFileSync("openssl", ["dgst", "-sha256", file]);
      execFileSync("cp", [file, join(root, "copy")]);
      execFileSync("sync");
    });
    rmSync(join(root, "copy"));
    execFileSync("sync");
    return time;
  };
  const ratios = [];
  for (let round = 0; round < 3; round++) {
    const reference = peer();
    const ours = collectFolder(big);
    ratios.push(ours.seconds / reference);
    console.log(
      `${gib} GiB: openssl+cp+sync ${reference.toFixed(2)} s, collect ${ours.seconds.toFixed(2)} s, ratio ${ratios.at(-1).toFixed(2)}, RSS ${ours.rssMB} MB`,
    );
  }
  rmSync(big, { recursive: true });
  console.log(`median ratio ${ratios.sort((a, b) => a - b)[1].toFixed(2)} (wanted: at most 1.3)`);

  const small = join(root, "small");
  mkdirSync(small);
  for (let index = 0; index < count; index++)
    writeFileSync(join(small, `${index}.txt`), randomBytes(3000).toString("base64"));
  execFileSync("sync");
  const { openDatabase } = await import(new URL("store/index.js", dist).href);
  const database = openDatabase(join(root, "peer.sqlite"));
  database.exec("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE file (name TEXT, body BLOB)");
  const insert = database.prepare("INSERT INTO file VALUES (?, ?)");
  const sqlite = seconds(() => {
    for (const name of readdirSync(small)) insert.run(name, readFileSync(join(small, name)));
  });
  database.close();
  const ours = collectFolder(small);
  console.log(
    `${count} files of 4 kB: SQLite WAL FULL ${sqlite.toFixed(2)} s, collect ${ours.seconds.toFixed(2)} s (${ours.added} added, ${ours.refused} refused), RSS ${ours.rssMB} MB`,
  );
} finally {
  rmSync(root, { recursive: true, force: true });
}
console.log(
  fileURLToPath(import.meta.url)
    .split("/")
    .slice(-3)
    .join("/"),
  process.version,
);
