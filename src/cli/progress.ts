import type { ProgressStep } from "#kernel";

export interface ProgressOptions {
  readonly write: (text: string) => void;
  readonly isTerminal: boolean;
  readonly nowMs: () => number;
  readonly quiet: boolean;
  readonly progress: "text" | "json";
}

/**
 * Prints where long work stands: nothing in the first second, then one line redrawn on a terminal, a plain line every
 * ten seconds elsewhere, or a JSON line each with `--progress json`.
 */
export class ProgressPrinter {
  readonly #options: ProgressOptions;
  #what = "";
  #startedMs = 0;
  #printedMs = 0;
  #isDrawn = false;

  constructor(options: ProgressOptions) {
    this.#options = options;
  }

  print(step: ProgressStep): void {
    const now = this.#options.nowMs();
    if (step.what !== this.#what) {
      this.#what = step.what;
      this.#startedMs = now;
      this.#printedMs = now;
    }
    if (this.#options.progress === "json") {
      this.#options.write(`${JSON.stringify({ kind: "progress", ...step })}\n`);
      return;
    }
    if (this.#options.quiet || now - this.#startedMs < 1000) return;
    const pauseMs = this.#options.isTerminal ? 100 : 10_000;
    if (now - this.#printedMs < pauseMs) return;
    this.#printedMs = now;
    const line = progressLine(step, now - this.#startedMs);
    if (this.#options.isTerminal) {
      this.#options.write(`\r\u001b[K${line}`);
      this.#isDrawn = true;
    } else {
      this.#options.write(`${line}\n`);
    }
  }

  /** Takes the drawn line away, so that what is said next starts at the margin. */
  clear(): void {
    if (this.#isDrawn) this.#options.write("\r\u001b[K");
    this.#isDrawn = false;
  }
}

function progressLine(step: ProgressStep, elapsedMs: number): string {
  if (step.total === null) return `${step.what}: ${amount(step.done, step.unit)}`;
  const left = step.done > 0 ? Math.ceil(((elapsedMs / step.done) * (step.total - step.done)) / 1000) : null;
  const time = left === null ? "" : `, about ${left < 90 ? `${left} s` : `${Math.ceil(left / 60)} min`} left`;
  return `${step.what}: ${amount(step.done, step.unit)} of ${amount(step.total, step.unit)}${time}`;
}

function amount(count: number, unit: ProgressStep["unit"]): string {
  return unit === "bytes" ? `${(count / 1e6).toFixed(1)} MB` : `${count} ${unit}`;
}
