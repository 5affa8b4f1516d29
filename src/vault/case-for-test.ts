import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Effects, Json } from "#kernel";
import { parseAct } from "#record";
import type { ActLike } from "./exhibits.ts";
import type { CaseLog } from "./intake.ts";

/** A folder for one test, with a log that lives in memory and checks every act against its schema. */
export interface TestCase {
  readonly root: string;
  readonly log: CaseLog & { readonly recorded: (ActLike & { value: { [key: string]: Json } })[]; appends: number };
  readonly effects: Effects & { readonly said: string[]; readonly printed: string[] };
  remove(): void;
}

export function testCase(
  options: { device?: string; stdin?: AsyncIterable<Uint8Array>; onAppend?: () => void } = {},
): TestCase {
  const root = mkdtempSync(join(tmpdir(), "collect-test-"));
  const dir = mkdtempSync(join(root, "case-"));
  const recorded: (ActLike & { value: { [key: string]: Json } })[] = [];
  const log = {
    dir,
    device: options.device ?? "a",
    recorded,
    appends: 0,
    acts: () => recorded,
    append(acts: readonly { kind: string; value: { [key: string]: Json } }[]) {
      options.onAppend?.();
      for (const { kind, value } of acts) {
        const result = parseAct(kind, value);
        if ("problems" in result) throw new Error(result.problems.map(({ message }) => message).join("; "));
        recorded.push({ kind, value: JSON.parse(JSON.stringify(value)) });
      }
      log.appends++;
    },
  };
  const said: string[] = [];
  const printed: string[] = [];
  let counter = 0;
  const effects = {
    said,
    printed,
    now: () => new Date(Date.UTC(2026, 0, 2)),
    monotonicMs: () => 0,
    randomBytes: (count: number) => {
      const bytes = new Uint8Array(count);
      new DataView(bytes.buffer).setUint32(0, ++counter);
      return bytes;
    },
    env: {},
    cwd: root,
    stdin: options.stdin ?? (async function* () {})(),
    out: (text: string) => void printed.push(text),
    say: (text: string) => void said.push(text),
    ask: async () => null,
    outIsTerminal: false,
    sayIsTerminal: false,
    progress: () => undefined,
  };
  return { root, log, effects, remove: () => rmSync(root, { recursive: true, force: true }) };
}
