import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { changePassphrase, describeKeys, type KeyDescription, makeRecoverySheets, restoreKeys } from "#case";
import { EXIT } from "#kernel";
import type { Command, Invocation } from "../command.ts";
import { cliError } from "../errors.ts";
import { makeFolder } from "../make-folder.ts";
import { ROSTER_COMMANDS } from "./keys-roster.ts";

const listCommand: Command = {
  name: "list",
  summary: "Show the case's public keys, and whether their private halves are here.",
  examples: ["snowmelt keys list"],
  arguments: [],
  options: [],
  async run({ effects, home, caseDir, json }) {
    const keys = describeKeys({ dir: caseDir(), home, effects });
    if (json) effects.out(`${JSON.stringify({ format: "snowmelt-keys/1", ...keys })}\n`);
    else {
      for (const { role, fingerprint } of keys.keys) effects.out(`${role.padEnd(5)} ${fingerprint}\n`);
      effects.out(keys.roster.map((known) => `${rosterLine(known)}\n`).join(""));
      effects.say(`case ${keys.origin}\n${keys.here}\n`);
    }
    return EXIT.done;
  },
};

const sheetCommand: Command = {
  name: "sheet",
  summary: "Make a recovery sheet: three shares, any two of which restore the keys.",
  examples: ["snowmelt keys sheet --out sheets"],
  arguments: [],
  options: [{ flags: "--out <dir>", about: "where the three text files go; print them and keep them apart" }],
  async run({ options, effects, home, caseDir, passphrase, json }) {
    const out = options["out"] as string | undefined;
    if (out === undefined) throw needs("where the shares go", "snowmelt keys sheet --out DIR");
    const sheets = await makeRecoverySheets({ dir: caseDir(), home, effects, passphrase });
    const folder = resolve(effects.cwd, out);
    makeFolder(folder, 0o700);
    const files = sheets.map((text, i) => {
      const path = join(folder, `share-${i + 1}.txt`);
      writeFileSync(path, text, { mode: 0o600 });
      return relative(effects.cwd, path);
    });
    if (json) effects.out(`${JSON.stringify({ format: "snowmelt-keys/1", files })}\n`);
    else {
      effects.out(files.map((file) => `${file}\n`).join(""));
      effects.say("Print each, give them to three people or places, and remove the files. One alone tells nothing.\n");
    }
    return EXIT.done;
  },
};

const restoreCommand: Command = {
  name: "restore",
  summary: "Restore the case's keys from two shares of its recovery sheet.",
  examples: ["snowmelt keys restore share-1.txt share-3.txt --accept-head"],
  arguments: [{ name: "share", about: "files with the shares, as printed or typed", variadic: true }],
  options: [
    {
      flags: "--accept-head",
      about: "on a machine that does not know the case: take this copy of the ledger for the newest",
    },
  ],
  async run({ args, options, effects, home, caseDir, passphrase, json }) {
    const sheets = args.map((name) => readShare(resolve(effects.cwd, name), name));
    const acceptsHead = options["acceptHead"] === true;
    const restored = await restoreKeys({ dir: caseDir(), home, effects, passphrase, sheets, acceptsHead });
    if (json) effects.out(`${JSON.stringify({ format: "snowmelt-keys/1", ...restored })}\n`);
    else effects.say(`The keys are here again, under the passphrase you gave.\n${warning(restored.acceptedAt)}`);
    return EXIT.done;
  },
};

const passphraseCommand: Command = {
  name: "passphrase",
  summary: "Put the keys under another passphrase.",
  examples: ["snowmelt keys passphrase --new-passphrase-file FILE"],
  arguments: [],
  options: [
    { flags: "--new-passphrase-file <file>", about: "a file with the new one in its first line; else a prompt" },
  ],
  async run({ options, effects, home, caseDir, passphrase }) {
    const file = options["newPassphraseFile"] as string | undefined;
    const dir = caseDir();
    const old = await passphrase();
    const fresh =
      file === undefined
        ? await effects.ask("New passphrase: ", { secret: true })
        : readShare(resolve(effects.cwd, file), file).split(/\r?\n/, 1)[0]!;
    if (fresh === null) throw needs("a new passphrase", "snowmelt keys passphrase --new-passphrase-file FILE");
    await changePassphrase({ dir, home, effects, passphrase: () => Promise.resolve(old) }, fresh);
    effects.say("The keys are under the new passphrase. Old copies of the key folder still open with the old one.\n");
    return EXIT.done;
  },
};

export const keysCommand: Command = {
  name: "keys",
  summary: "Look after the case's keys: who may sign, recovery sheet, restoring, passphrase.",
  examples: ["snowmelt keys list", "snowmelt keys sheet --out sheets"],
  arguments: [],
  options: [],
  verbs: [listCommand, sheetCommand, restoreCommand, passphraseCommand, ...ROSTER_COMMANDS],
  run: (invocation: Invocation) => listCommand.run(invocation),
};

function rosterLine({ name, role, device, from, rotatedAt, revoked }: KeyDescription["roster"][number]): string {
  const whose = device === null ? role : `device ${device}`;
  const end = rotatedAt === null ? "" : `, up to entry ${rotatedAt}`;
  const gone =
    revoked === null ? "" : `, revoked: ${revoked.reason}${revoked.since === null ? "" : ` since ${revoked.since}`}`;
  return `${name} ${whose}, enrolled by entry ${from}${end}${gone}`;
}

function warning(acceptedAt: number | null): string {
  return acceptedAt === null
    ? ""
    : `This machine now takes the ledger's ${acceptedAt} acts for the newest state. If a longer copy exists elsewhere, use that one:
what is recorded here would be a second history beside it.
`;
}

function readShare(path: string, name: string): string {
  if (existsSync(path)) return readFileSync(path, "utf8");
  throw needs(`the file "${name}", which is not there`, "snowmelt keys restore SHARE SHARE");
}

function needs(what: string, mend: string): Error {
  return cliError("cli/usage", {
    what: "Cannot do that with the keys",
    found: `needed: ${what}`,
    unchanged: "Nothing was changed.",
    mend,
  });
}
