/** What became of one kind of fault. */
export interface Outcome {
  readonly fault: string;
  /** Faults that were made. */
  readonly tried: number;
  /** Acknowledged things that were not there afterwards. */
  readonly lost: number;
  /** Times that something was taken for whole that was not, or refused that was whole. */
  readonly corrupt: number;
  /** In a few words: phases, codes, counts. */
  readonly seen: string;
  /** The first few things that went wrong, to look at. */
  readonly failures: readonly string[];
}

/** A fault that cannot be made on this machine, and why. */
export interface Skipped {
  readonly fault: string;
  readonly skipped: string;
}

/** Counts up one kind of fault. */
export class Tally {
  readonly #fault: string;
  readonly #seen = new Map<string, number>();
  readonly #failures: string[] = [];
  tried = 0;
  lost = 0;
  corrupt = 0;

  constructor(fault: string) {
    this.#fault = fault;
  }

  see(what: string, count = 1): void {
    this.#seen.set(what, (this.#seen.get(what) ?? 0) + count);
  }

  count(what: string): number {
    return this.#seen.get(what) ?? 0;
  }

  fail(kind: "lost" | "corrupt", what: string): void {
    this[kind] += 1;
    if (this.#failures.length < 10) this.#failures.push(what);
  }

  outcome(note = ""): Outcome {
    const counts = [...this.#seen].sort(([a], [b]) => (a < b ? -1 : 1)).map(([what, count]) => `${what} ${count}`);
    return {
      fault: this.#fault,
      tried: this.tried,
      lost: this.lost,
      corrupt: this.corrupt,
      seen: [...(note === "" ? [] : [note]), ...counts].join(", "),
      failures: this.#failures,
    };
  }
}
