import { type Effects, sha256 } from "#kernel";

/** Effects of a made-up machine: bytes that never repeat and are the same in every run of a test. */
export function storeEffects(seed: string, now: () => Date = () => new Date("2026-01-02T03:04:05.678Z")): Effects {
  let drawn = 0;
  let ms = 0;
  return {
    now,
    monotonicMs: () => (ms += 1),
    randomBytes: (count) => {
      const bytes = new Uint8Array(count);
      for (let at = 0; at < count; at += 32) bytes.set(sha256(`${seed} ${drawn++}`).subarray(0, count - at), at);
      return bytes;
    },
    env: {},
    cwd: "/",
    stdin: (async function* () {})(),
    out: () => undefined,
    say: () => undefined,
    ask: () => Promise.resolve(null),
    outIsTerminal: false,
    sayIsTerminal: false,
    progress: () => undefined,
  };
}
