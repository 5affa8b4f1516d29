import type { Effects } from "#kernel";

/** Effects for tests: a fixed clock, fixed randomness, output kept as text. */
export function testEffects(given: Partial<Effects> & { readonly answers?: readonly string[] } = {}): Effects & {
  readonly outText: () => string;
  readonly sayText: () => string;
} {
  let [out, said] = ["", ""];
  const answers = [...(given.answers ?? [])];
  return {
    now: () => new Date("2026-01-02T03:04:05.678Z"),
    monotonicMs: () => 1000,
    randomBytes: (count) => new Uint8Array(count).fill(7),
    env: {},
    cwd: "/",
    stdin: (async function* () {})(),
    out: (text) => {
      out += text;
    },
    say: (text) => {
      said += text;
    },
    ask: () => Promise.resolve(answers.shift() ?? null),
    outIsTerminal: false,
    sayIsTerminal: false,
    progress: () => {},
    ...given,
    outText: () => out,
    sayText: () => said,
  };
}
