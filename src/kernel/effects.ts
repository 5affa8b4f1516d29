/** What a command may do to the world; handed in, so that tests pass their own and no engine reaches for a clock. */
export interface Effects {
  /** The laptop's clock; claimed, never trusted. */
  now(): Date;
  /** Milliseconds of a clock that does not go back. */
  monotonicMs(): number;
  /** Cryptographically random bytes. */
  randomBytes(count: number): Uint8Array;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Bytes of standard input. */
  readonly stdin: AsyncIterable<Uint8Array>;
  /** Writes a result to standard output. */
  out(text: string): void;
  /** Says something to a person, on standard error. */
  say(text: string): void;
  /** Asks a person on the terminal; `null` when there is no terminal. */
  ask(question: string, options: { readonly secret: boolean }): Promise<string | null>;
  readonly outIsTerminal: boolean;
  readonly sayIsTerminal: boolean;
  progress(step: ProgressStep): void;
}

/** Where long work stands. Faces print it after one second, or as JSON lines with `--progress json`. */
export interface ProgressStep {
  /** What is being done, in a few words. */
  readonly what: string;
  readonly done: number;
  /** `null` while the total is not known. */
  readonly total: number | null;
  readonly unit: "files" | "bytes" | "entries" | "pairs" | "steps" | "sentences" | "scenes";
}
