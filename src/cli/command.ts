import type { Effects, ExitCode } from "#kernel";

/** One call of a command, options parsed. */
export interface Invocation {
  readonly args: readonly string[];
  /** Values by camel-cased option name, as commander gives them. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly effects: Effects;
  readonly json: boolean;
  readonly quiet: boolean;
  /** The case folder: `--case`, else the folder one stands in, upwards. @throws case/not-found */
  caseDir(): string;
  /** The folder of keys and guards, outside every case. */
  readonly home: string;
  /** Asks once per command: `--passphrase-file`, `SNOWMELT_PASSPHRASE_FILE`, else a prompt; `null` when none can be had. */
  passphrase(): Promise<string | null>;
}

/** A verb of the command line; help, reference page and parsing are made from this description. */
export interface Command {
  readonly name: string;
  /** One sentence. A command that goes to the network says so here, first. */
  readonly summary: string;
  /** Complete command lines that work. */
  readonly examples: readonly string[];
  readonly arguments: readonly {
    readonly name: string;
    readonly about: string;
    readonly variadic?: boolean;
    readonly optional?: boolean;
  }[];
  /** `flags` as commander takes them: `--method <id...>`, `--html <file>`, `--dry-run`. */
  readonly options: readonly { readonly flags: string; readonly about: string; readonly group?: string }[];
  /** Options with free names such as `--lcmcr.k 10` are let through to `options.extra` as `[name, value]` pairs. */
  readonly extraOptions?: RegExp;
  /** Sub-verbs (`imagery snow`): when given, `run` is not called. */
  readonly verbs?: readonly Command[];
  /** Whether these words need neither a case nor the folder of keys: the command then starts faster. */
  isCaseless?(invocation: Pick<Invocation, "args" | "effects">): boolean;
  run(invocation: Invocation): Promise<ExitCode>;
}
