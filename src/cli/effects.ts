import { randomBytes } from "node:crypto";
import { createInterface } from "node:readline";
import { Writable } from "node:stream";
import type { Effects } from "#kernel";
import { ProgressPrinter } from "./progress.ts";

/** The real world: this process's terminal, clock and randomness. */
export function realEffects(options: { readonly quiet: boolean; readonly progress: "text" | "json" }): Effects {
  const printer = new ProgressPrinter({
    write: (text) => process.stderr.write(text),
    isTerminal: process.stderr.isTTY === true,
    nowMs: () => performance.now(),
    ...options,
  });
  return {
    now: () => new Date(),
    monotonicMs: () => performance.now(),
    randomBytes: (count) => new Uint8Array(randomBytes(count)),
    env: process.env,
    cwd: process.cwd(),
    stdin: process.stdin,
    out: (text) => void process.stdout.write(text),
    say: (text) => {
      printer.clear();
      if (!options.quiet) process.stderr.write(text);
    },
    ask,
    outIsTerminal: process.stdout.isTTY === true,
    sayIsTerminal: process.stderr.isTTY === true,
    progress: (step) => printer.print(step),
  };
}

function ask(question: string, { secret }: { readonly secret: boolean }): Promise<string | null> {
  if (process.stdin.isTTY !== true || process.stderr.isTTY !== true) return Promise.resolve(null);
  // readline echoes what is typed through its output; a secret's output is a sink.
  const sink = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reader = createInterface({ input: process.stdin, output: secret ? sink : process.stderr, terminal: true });
  process.stderr.write(question);
  return new Promise((resolve) => {
    reader.once("line", (line) => {
      if (secret) process.stderr.write("\n");
      resolve(line);
      reader.close();
    });
    reader.once("close", () => resolve(null));
  });
}
