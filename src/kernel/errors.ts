/** Exit codes of the command line, one table for all (docs/errors.md). */
export const EXIT = {
  done: 0,
  bug: 1,
  usage: 2,
  partly: 3,
  refused: 4,
  noCase: 10,
  inUse: 11,
  wrongKey: 12,
  verification: 20,
  disclosure: 21,
  stopped: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** What a code means, for docs/errors.md: `about` says when it occurs and what to do, in plain words. */
export interface ErrorKind {
  readonly exit: ExitCode;
  readonly about: string;
}

/** A room's closed set of error codes, `room/words-with-dashes`. */
export type ErrorTable = Readonly<Record<string, ErrorKind>>;

/** One thing wrong with an input, at its place. Lines and columns count from 1; columns count UTF-16 units. */
export interface Problem {
  readonly message: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  /** The offending text as it stands in the input. */
  readonly text?: string;
}

/** The three lines a person reads: what failed, found against needed, what did not change and how to mend it. */
export interface ErrorText {
  /** The action that failed and the thing in quotes: `Cannot collect "photo.jpg"`. */
  readonly what: string;
  /** State found and state needed. */
  readonly found: string;
  /** What did not change. */
  readonly unchanged: string;
  /** The command or act that mends it. */
  readonly mend: string;
  readonly problems?: readonly Problem[];
  readonly cause?: unknown;
}

/** The one error class for what a user can mend; anything else that is thrown is a bug (exit code 1). */
export class SnowmeltError extends Error {
  readonly code: string;
  readonly exitCode: ExitCode;
  readonly text: ErrorText;

  constructor(code: string, kind: ErrorKind, text: ErrorText) {
    super(`${text.what}: ${text.found}`, text.cause === undefined ? undefined : { cause: text.cause });
    this.name = "SnowmeltError";
    this.code = code;
    this.exitCode = kind.exit;
    this.text = text;
  }

  get problems(): readonly Problem[] {
    return this.text.problems ?? [];
  }
}

/**
 * Binds a room's table to a function that makes its errors, so that a code outside the table does not compile.
 *
 * @example
 * const vaultError = errorMaker({ "vault/unreadable": { exit: EXIT.partly, about: "…" } });
 * throw vaultError("vault/unreadable", { what: "…", found: "…", unchanged: "…", mend: "…" });
 */
export function errorMaker<T extends ErrorTable>(table: T): (code: keyof T & string, text: ErrorText) => SnowmeltError {
  return (code, text) => new SnowmeltError(code, table[code]!, text);
}

/** `file:line:column: message`, with what is unknown left out. */
export function formatProblem(problem: Problem): string {
  const place = [problem.file, problem.line, problem.column].filter((part) => part !== undefined).join(":");
  return place === "" ? problem.message : `${place}: ${problem.message}`;
}
