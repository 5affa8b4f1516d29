import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from "age-encryption";
import { keyFolder } from "#store";
import { caseError } from "../errors.ts";
import { destroy } from "./destroy.ts";
import { writeWhole } from "./write-whole.ts";

/** scrypt work factor 2^17: about half a second and 128 MiB a guess, as for the case's other keys. */
const WORK_FACTOR = 17;

/** Makes the age identity that opens a case, beside the case's keys, and gives its recipient. */
export async function makeIdentity(home: string, origin: string, passphrase: string | null): Promise<string> {
  const identity = await generateX25519Identity();
  await writeIdentity(home, origin, identity, passphrase);
  return identityToRecipient(identity);
}

/**
 * Puts an identity in place of the one that is there. Under a passphrase it is an age file itself, which anyone's age
 * opens; without one it is plain.
 */
export async function writeIdentity(
  home: string,
  origin: string,
  identity: string,
  passphrase: string | null,
): Promise<void> {
  const folder = keyFolder(home, origin);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (passphrase === null) {
    writeWhole(join(folder, PLAIN), `${identity}\n`);
    return;
  }
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase.normalize("NFC"));
  encrypter.setScryptWorkFactor(WORK_FACTOR);
  writeWhole(join(folder, SEALED), await encrypter.encrypt(`${identity}\n`));
  destroy(join(folder, PLAIN));
}

/** Whether a case has an identity here, and whether a passphrase protects it; `null` when it has none. */
export function findIdentity(home: string, origin: string): { readonly isSealed: boolean } | null {
  const folder = keyFolder(home, origin);
  if (existsSync(join(folder, PLAIN))) return { isSealed: false };
  return existsSync(join(folder, SEALED)) ? { isSealed: true } : null;
}

const PLAIN = "identity.txt";
const SEALED = "identity.age";

/**
 * The identity that opens a case.
 *
 * @throws case/no-identity, case/cannot-open with one answer for a wrong passphrase and a damaged file
 */
export async function readIdentity(
  home: string,
  origin: string,
  passphrase: () => Promise<string | null>,
): Promise<string> {
  const folder = keyFolder(home, origin);
  const [plain, sealed] = [join(folder, PLAIN), join(folder, SEALED)];
  if (existsSync(plain)) return readFileSync(plain, "utf8").trim();
  if (!existsSync(sealed)) throw noIdentity(folder);
  const word = await passphrase();
  try {
    if (word === null) throw new Error("no passphrase");
    const decrypter = new Decrypter();
    decrypter.addPassphrase(word.normalize("NFC"));
    return (await decrypter.decrypt(new Uint8Array(readFileSync(sealed)), "text")).trim();
  } catch {
    throw cannotOpen();
  }
}

function noIdentity(folder: string): Error {
  return caseError("case/no-identity", {
    what: "Cannot open the sealed case",
    found: `the identity that opens it is not at "${folder}"`,
    unchanged: "Nothing was changed.",
    mend: "Copy the key folder there, or set SNOWMELT_HOME to where it lies; the recovery sheet restores it.",
  });
}

function cannotOpen(): Error {
  return caseError("case/cannot-open", {
    what: "Cannot open the sealed case",
    found: "wrong passphrase, or a damaged file; needed: the case's own passphrase and files",
    unchanged: "Nothing was changed.",
    mend: "Run it again with the right passphrase, or restore the files from a backup.",
  });
}
