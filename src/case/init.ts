import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import type { Effects } from "#kernel";
import { createStore } from "#store";
import { caseError } from "./errors.ts";
import { HAND_TEMPLATES } from "./hand/templates.ts";
import { runCase } from "./run.ts";
import { settingsTemplate } from "./settings.ts";

export interface InitOptions {
  readonly dir: string;
  readonly home: string;
  readonly name?: string | undefined;
  readonly languages: readonly string[];
  /** `null` for keys without a passphrase, which the ledger then says. */
  readonly passphrase: string | null;
  readonly effects: Effects;
}

/**
 * Makes a case: folders, a commented case.toml, hand files to fill, keys outside the case, and the ledger's first acts.
 * A folder that already holds hand files or evidence to be collected may be used; one with a ledger or case.toml of
 * another kind may not.
 *
 * @throws case/exists
 */
export async function initCase(options: InitOptions): Promise<void> {
  const dir = resolve(options.effects.cwd, options.dir);
  if (existsSync(dir) && readdirSync(dir).length > 0) {
    throw caseError("case/exists", {
      what: `Cannot make a case in "${options.dir}"`,
      found: "the folder is not empty",
      unchanged: "Nothing was written.",
      mend: "Name a folder that does not exist yet: snowmelt init NEW-FOLDER",
    });
  }
  for (const folder of ["hand/decisions", "vault", "dossiers"]) mkdirSync(join(dir, folder), { recursive: true });
  writeFileSync(
    join(dir, ".gitignore"),
    "# The case is confidential: these never go into a shared repository.\nprivate/\noutput/\nvault/\n",
  );
  writeFileSync(join(dir, "case.toml"), settingsTemplate(options.name ?? basename(dir), options.languages));
  for (const [name, text] of Object.entries(HAND_TEMPLATES)) writeFileSync(join(dir, "hand", name), text);
  createStore({ dir, home: options.home, passphrase: options.passphrase, effects: options.effects }).close();
  await runCase({
    dir,
    home: options.home,
    effects: options.effects,
    passphrase: () => Promise.resolve(options.passphrase),
  });
}
