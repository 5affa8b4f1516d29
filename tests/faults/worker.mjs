// A child that appends, collects or publishes until it is killed. It writes a line to standard output before and after
// each step that touches the disk: what is in the pipe outlives it, so the last line tells what it was doing.
// Usage: node worker.mjs append|once|crowd|look|collect|publish|seal|open|erase|join|merge DIR HOME [INPUT]
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

const [mode, dir, home, input] = process.argv.slice(2);
const tell = (line) => fs.writeSync(1, `${line}\n`);
const effects = {
  now: () => new Date(),
  monotonicMs: () => performance.now(),
  randomBytes: (count) => new Uint8Array(randomBytes(count)),
  env: {},
  cwd: "/",
  stdin: (async function* () {})(),
  out: () => undefined,
  say: () => undefined,
  ask: async () => null,
  outIsTerminal: false,
  sayIsTerminal: false,
  progress: () => undefined,
};

/** The store's disk, telling of each write and sync of the ledger and the private values. */
function tellingFiles(files) {
  const sides = new Map();
  const side = (fd) => sides.get(fd);
  return {
    ...files,
    open(path, flags) {
      const fd = files.open(path, flags);
      sides.delete(fd);
      if (flags === "a") sides.set(fd, path.includes("private") ? "private" : "ledger");
      return fd;
    },
    write(fd, bytes) {
      if (side(fd) === undefined) return files.write(fd, bytes);
      // A few writes a group instead of one, so that kills fall between them as well.
      const written = files.write(fd, bytes.subarray(0, Math.max(1, bytes.length >> 1)));
      tell(`${side(fd)}-written`);
      return written;
    },
    syncData(fd) {
      files.syncData(fd);
      if (side(fd) !== undefined) tell(`${side(fd)}-synced`);
    },
  };
}

if (mode === "append") {
  const { openStore, realFiles } = await import("#store");
  const store = openStore({ dir, home, effects, files: tellingFiles(realFiles), patienceMs: 20_000 });
  await store.unlock(async () => null);
  tell("ready");
  for (let n = store.size; ; ) {
    const count = n % 23 === 0 ? 70 : 1 + (n % 3);
    const acts = Array.from({ length: count }, (_, at) => ({
      kind: "claim.accept",
      value: { n: n + at, words: "made up ".repeat((n + at) % 60) },
    }));
    tell(`begin ${count}`);
    store.append(acts);
    n += count;
    tell(`answered ${n}`);
  }
} else if (mode === "once") {
  // One append, told with its answer or with the code of what was refused.
  const { openStore } = await import("#store");
  try {
    const store = openStore({ dir, home, effects });
    await store.unlock(async () => null);
    const acts = store.append([1, 2, 3].map((n) => ({ kind: "claim.accept", value: { n } })));
    tell(`answered ${acts.at(-1).seq + 1}`);
    store.close();
  } catch (error) {
    const isCertain = error.text?.unchanged.startsWith("Nothing of it was recorded") === true;
    const code = /^store\//.test(error.code) ? error.code : `with an unexpected error: ${error}`;
    tell(`refused ${code}${isCertain ? " for certain" : ""}`);
  }
} else if (mode === "crowd") {
  // One of several writers: takes the lock, records a few acts under its own name, gives the lock back, again and again.
  const { openStore } = await import("#store");
  const [name, turns] = input.split(":");
  for (let turn = 0; turn < Number(turns); ) {
    const store = openStore({ dir, home, effects, patienceMs: 0 });
    try {
      await store.unlock(async () => null);
      const [{ seq }] = store.append([{ kind: "claim.accept", value: { writer: name, turn } }]);
      tell(`answered ${seq} ${turn}`);
      turn += 1;
    } catch (error) {
      if (error.code !== "store/locked") throw error;
      tell("locked");
    } finally {
      store.close();
    }
    await new Promise((done) => setTimeout(done, 20 + Math.floor(randomBytes(1)[0] / 4)));
  }
} else if (mode === "look") {
  // One of many readers: opens and checks every act until its input is closed.
  const { openStore } = await import("#store");
  let isOver = false;
  process.stdin.on("end", () => {
    isOver = true;
  });
  process.stdin.resume();
  let last = 0;
  for (let looks = 1; !isOver; looks += 1) {
    const store = openStore({ dir, home, effects });
    const size = [...store.acts()].length;
    if (size !== store.size || size < last) throw new Error(`${size} acts after ${last}`);
    last = size;
    tell(`looked ${looks} ${size}`);
    await new Promise((done) => setTimeout(done, 5));
  }
} else if (mode === "collect") {
  const { openStore, realFiles } = await import("#store");
  const { collect, realDisk } = await import("#vault");
  const store = openStore({ dir, home, effects, files: tellingFiles(realFiles) });
  await store.unlock(async () => null);
  const disk = {
    ...realDisk,
    write: async (handle, bytes) => {
      const written = await realDisk.write(handle, bytes);
      tell("bytes-written");
      return written;
    },
    sync: async (handle) => {
      await realDisk.sync(handle);
      tell("bytes-synced");
    },
    rename: async (from, to) => {
      await realDisk.rename(from, to);
      tell("named");
    },
  };
  let count = 0;
  const log = {
    dir: store.dir,
    device: store.device,
    acts: () => store.acts(),
    append: (acts) => {
      store.append(acts);
      count += acts.filter(({ kind }) => kind === "exhibit.add").length;
      tell(`answered ${count}`);
    },
  };
  tell("ready");
  await collect([input], { store: log, disk }, effects);
  tell("done");
} else if (["publish", "seal", "open", "erase", "join", "merge"].includes(mode)) {
  const { eraseItem, joinCase, mergeCase, openCase, publishCase, sealCase } = await import("#case");
  const { writeSync } = fs;
  for (const name of ["mkdirSync", "openSync", "writeSync", "fsyncSync", "fdatasyncSync", "renameSync", "rmSync"]) {
    const call = fs[name];
    fs[name] = (...args) => {
      const result = call(...args);
      writeSync(1, `${name}\n`);
      return result;
    };
  }
  syncBuiltinESMExports();
  writeSync(1, "ready\n");
  const place = { dir, home, effects, passphrase: async () => null };
  if (mode === "publish") await publishCase({ ...place, audience: "public" });
  if (mode === "seal") await sealCase(place);
  if (mode === "open") await openCase(place);
  if (mode === "erase") await eraseItem({ ...place, id: input, reason: "withdrawn", basis: "made up" });
  if (mode === "join") {
    const second = { dir: `${dir}-second`, home: `${home}-second` };
    await joinCase({ ...second, copy: dir, effects, passphrase: null });
  }
  if (mode === "merge") await mergeCase({ ...place, from: input });
  writeSync(1, "answered\n");
} else {
  throw new Error(`No mode "${mode}"`);
}
