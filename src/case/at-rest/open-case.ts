import { chmodSync, existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { canonicalJson } from "#kernel";
import { LogReader } from "#seal";
import { makeFolderDurably, realFiles } from "#store";
import { syncFoldersOf } from "../durable-copy.ts";
import { caseError } from "../errors.ts";
import type { CaseOptions } from "../run.ts";
import { decryptFile, decryptText } from "./age-files.ts";
import { readIdentity } from "./identity.ts";
import { doorOf, type SealedFile, sealedLayout } from "./layout.ts";
import { writeWhole } from "./write-whole.ts";

/**
 * Opens a closed case: decrypts every file to its place and checks it against the index. Interrupted, the same command
 * finishes it; until then the case counts as closed.
 *
 * @returns how many files were put in place; 0 when the case is open already
 * @throws case/no-identity, case/cannot-open, case/damaged-seal with every file that does not hold
 */
export async function openCase(options: CaseOptions): Promise<number> {
  const { dir, home, effects, passphrase } = options;
  const layout = sealedLayout(dir);
  const door = doorOf(dir);
  if (door === "closing") throw halfClosed();
  if (door !== "closed" && door !== "opening") return 0;
  const identity = await readIdentity(home, readOrigin(dir), passphrase);
  const text = await decryptText(layout.index, identity).catch((cause) => {
    throw damaged(["the index"], cause);
  });
  const { files } = JSON.parse(text) as { files: readonly SealedFile[] };
  const strange = files.filter(({ path, name }) => !isOurs(path) || !/^[0-9a-f]{32}\.age$/.test(name));
  if (strange.length > 0) throw damaged(strange.map(({ path }) => `the index names "${path}"`));
  writeWhole(layout.opening, "");
  const broken: string[] = [];
  for (const [i, file] of files.entries()) {
    effects.progress({ what: "decrypting", done: i, total: files.length, unit: "files" });
    const to = join(dir, ...file.path.split("/"));
    makeFolderDurably(realFiles, dirname(to));
    try {
      const found = await decryptFile(join(layout.folder, file.name), to, identity, file.size);
      if (found.sha256 !== file.sha256) broken.push(file.path);
      if (file.path.startsWith("vault/sha256/")) chmodSync(to, 0o444);
    } catch {
      broken.push(file.path);
    }
  }
  if (broken.length > 0) throw damaged(broken);
  // Every name is on the disk before the case counts as open: closing it again drops what is not there.
  syncFoldersOf(files.map(({ path }) => join(dir, ...path.split("/"))));
  writeWhole(layout.open, canonicalJson({ v: 1, files: files.map((file) => ({ ...file })) }));
  rmSync(layout.opening);
  // Were the mark to come back after a power cut, opening again would put old bytes over what was written since.
  realFiles.syncFolder(layout.folder);
  return files.length;
}

/** Whether a path stays in the case folder, and out of the ledger: whoever has the recipient could have written the index. */
function isOurs(path: string): boolean {
  const parts = path.split("/");
  const isInside = parts.every((part) => part !== "" && part !== "." && part !== ".." && !/[\\\0:]/.test(part));
  return isInside && parts[0] !== "ledger" && parts[0] !== "sealed";
}

/** The case's origin, from the first line of its ledger, which is never encrypted. */
function readOrigin(dir: string): string {
  const folder = join(dir, "ledger");
  const name = existsSync(folder) ? readdirSync(folder).find((file) => file.endsWith(".jsonl")) : undefined;
  const reader = new LogReader();
  if (name !== undefined) reader.feed(readFileSync(join(folder, name)));
  if (reader.genesis === null) throw damaged(["ledger/"]);
  return reader.genesis.origin;
}

function damaged(files: readonly string[], cause?: unknown): Error {
  return caseError("case/damaged-seal", {
    what: "Cannot open the sealed case",
    found: `damaged or missing: ${files.join(", ")}`,
    unchanged: "The case stays closed; its encrypted files are as they were.",
    mend: "Restore the folder sealed/ from a backup, then: snowmelt open",
    cause,
  });
}

function halfClosed(): Error {
  return caseError("case/closing", {
    what: "Cannot open the sealed case",
    found: "closing it was interrupted while plain files were being removed",
    unchanged: "Nothing was changed.",
    mend: "Finish it first: snowmelt seal",
  });
}
