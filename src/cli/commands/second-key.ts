import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { type Approver, openApprover } from "#case";
import type { Invocation } from "../command.ts";

/** Options of commands that a second key may have to sign. */
export const SECOND_KEY_OPTIONS = [
  { flags: "--key <file>", about: "an approver's key file, to sign as the second (where case.toml says signers = 2)" },
  { flags: "--key-passphrase-file <file>", about: "its passphrase, in the first line; else a prompt" },
] as const;

/** The approver whose key file was named. @throws case/second-signer */
export async function approverOf({
  options,
  effects,
  caseDir,
}: Pick<Invocation, "options" | "effects" | "caseDir">): Promise<Approver | undefined> {
  const [file, words] = [options["key"], options["keyPassphraseFile"]] as (string | undefined)[];
  if (file === undefined) return undefined;
  const passphrase = async (): Promise<string | null> =>
    words === undefined
      ? effects.ask("Passphrase of the approver's key: ", { secret: true })
      : readFileSync(resolve(effects.cwd, words), "utf8").split(/\r?\n/, 1)[0]!;
  return openApprover({ dir: caseDir(), file: resolve(effects.cwd, file), passphrase });
}
