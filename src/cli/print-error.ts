import { type Effects, EXIT, type ExitCode, formatProblem, SnowmeltError } from "#kernel";

/** Says what went wrong, in three lines and the problems behind them; gives the exit code. */
export function printError(
  error: unknown,
  effects: Effects,
  options: { readonly json: boolean; readonly debug: boolean },
): ExitCode {
  if (!(error instanceof SnowmeltError)) {
    const message = error instanceof Error ? error.message : String(error);
    effects.say(
      `Unexpected error: ${message}\nThis is a bug in snowmelt; what the case holds did not change unless said above.\n`,
    );
    effects.say(
      options.debug && error instanceof Error
        ? `${error.stack}\n`
        : "Run again with --debug to see where it happened.\n",
    );
    return EXIT.bug;
  }
  const { what, found, unchanged, mend } = error.text;
  if (options.json) {
    effects.out(
      `${JSON.stringify({ error: { code: error.code, what, found, unchanged, mend, problems: error.problems } })}\n`,
    );
  }
  for (const problem of error.problems) effects.say(`  ${visible(formatProblem(problem))}\n`);
  effects.say(`${visible(`${what}: ${found} [${error.code}]`)}\n${visible(unchanged)}\n${visible(mend)}\n`);
  if (options.debug && error.cause instanceof Error) effects.say(`${error.cause.stack}\n`);
  return error.exitCode;
}

/** Control and bidirectional characters of hostile names, made visible so that they cannot rewrite the terminal. */
export function visible(text: string): string {
  return text.replace(
    /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
