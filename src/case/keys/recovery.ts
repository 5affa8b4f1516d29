import { combine, split } from "shamir-secret-sharing";
import { equalBytes, sha256 } from "#kernel";
import { generateKeys } from "#seal";
import { acceptHead, noCaseKey, openStore, readCaseKeys, readGenesis, writeCaseKeys } from "#store";
import { findIdentity, readIdentity, writeIdentity } from "../at-rest/identity.ts";
import { caseError } from "../errors.ts";
import type { CaseOptions } from "../run.ts";
import { formatShare, parseShare, type Share } from "./share-text.ts";

const SHARES = 3;
const THRESHOLD = 2;
const SEED_BYTES = 32;
const CHECK_BYTES = 4;

/**
 * Three sheets, any two of which restore the case's keys, and one of which tells nothing (Shamir, "How to share a
 * secret", 1979). That they were made is recorded.
 *
 * @throws store/no-key, store/passphrase-needed, store/wrong-key
 */
export async function makeRecoverySheets(options: CaseOptions): Promise<readonly string[]> {
  const { dir, home, effects, passphrase } = options;
  const { genesis, keys } = await readCaseKeys({ dir, home, effects }, passphrase);
  if (keys.case === null) throw noCaseKey("Cannot make a recovery sheet");
  const hasIdentity = findIdentity(home, genesis.origin) !== null;
  const identity = hasIdentity ? await readIdentity(home, genesis.origin, passphrase) : "";
  const secret = Buffer.concat([seedOf(keys.log), seedOf(keys.case), Buffer.from(identity)]);
  const checked = Buffer.concat([secret, sha256(secret).subarray(0, CHECK_BYTES)]);
  const shares = await split(new Uint8Array(checked), SHARES, THRESHOLD);
  await note(options, "sheet");
  return shares.map((bytes, i) => formatShare({ origin: genesis.origin, number: i + 1, bytes }));
}

export interface Restored {
  readonly origin: string;
  /** Entries of the state that this machine now takes for the newest; `null` when it remembers one already. */
  readonly acceptedAt: number | null;
}

/**
 * Restores a case's keys from two of its sheets, under a new passphrase.
 *
 * @param sheets the sheets' texts.
 * @param acceptsHead whether a machine without memory of the case may take the ledger's state for the newest.
 * @throws case/bad-sheet with every fault of every sheet; store/wrong-key when they are another case's
 */
export async function restoreKeys(
  options: CaseOptions & { readonly sheets: readonly string[]; readonly acceptsHead: boolean },
): Promise<Restored> {
  const { dir, home, effects, passphrase } = options;
  const { origin, passphrase: isProtected } = readGenesis(dir);
  const secret = await secretOf(readSheets(options.sheets, origin));
  const [log, caseKey] = [0, 1].map((i) => generateKeys(secret.slice(i * SEED_BYTES, (i + 1) * SEED_BYTES)).privateKey);
  const word = isProtected ? await passphrase() : null;
  writeCaseKeys({ dir, home, effects }, { log: log!, case: caseKey! }, word);
  const identity = Buffer.from(secret.subarray(2 * SEED_BYTES)).toString();
  if (identity !== "") await writeIdentity(home, origin, identity, word);
  const acceptedAt = options.acceptsHead ? acceptHead({ dir, home, effects }) : null;
  return { origin, acceptedAt };
}

/** Puts the keys under another passphrase. @throws as `makeRecoverySheets`; store/empty-passphrase */
export async function changePassphrase(options: CaseOptions, fresh: string): Promise<void> {
  const { dir, home, effects, passphrase } = options;
  const { genesis, keys } = await readCaseKeys({ dir, home, effects }, passphrase);
  const identity =
    findIdentity(home, genesis.origin) === null ? null : await readIdentity(home, genesis.origin, passphrase);
  writeCaseKeys({ dir, home, effects }, keys, fresh, genesis.device);
  if (identity !== null) await writeIdentity(home, genesis.origin, identity, fresh);
  await note({ ...options, passphrase: () => Promise.resolve(fresh) }, "passphrase");
}

async function note({ dir, home, effects, passphrase }: CaseOptions, what: "sheet" | "passphrase"): Promise<void> {
  const store = openStore({ dir, home, effects });
  try {
    await store.unlock(passphrase);
    store.append([{ kind: "key.note", value: { what } }]);
  } finally {
    store.close();
  }
}

/** The seed inside a PKCS#8 private key of Ed25519: its last 32 bytes (RFC 8410). */
function seedOf(pkcs8: Uint8Array): Uint8Array {
  return pkcs8.subarray(-SEED_BYTES);
}

function readSheets(texts: readonly string[], origin: string): readonly Share[] {
  const faults: string[] = [];
  const shares: Share[] = [];
  for (const [i, text] of texts.entries()) {
    const share = parseShare(text);
    if ("faults" in share) faults.push(...share.faults.map((fault) => `sheet ${i + 1}: ${fault}`));
    else if (share.origin !== origin) faults.push(`sheet ${i + 1}: it is of another case, ${share.origin}`);
    else if (shares.some(({ number }) => number === share.number))
      faults.push(`sheet ${i + 1}: it is the same share again`);
    else shares.push(share);
  }
  if (faults.length === 0 && shares.length < THRESHOLD)
    faults.push(`${shares.length} of the ${THRESHOLD} needed shares`);
  if (faults.length > 0) throw badSheet(faults);
  return shares;
}

async function secretOf(shares: readonly Share[]): Promise<Uint8Array> {
  const checked = await combine(shares.map(({ bytes }) => new Uint8Array(bytes))).catch(() => new Uint8Array(0));
  const secret = checked.subarray(0, -CHECK_BYTES);
  const isWhole = secret.length >= 2 * SEED_BYTES;
  if (isWhole && equalBytes(sha256(secret).subarray(0, CHECK_BYTES), checked.subarray(-CHECK_BYTES))) return secret;
  throw badSheet(["the shares do not fit together: they are of two sets of sheets, or one is misread"]);
}

function badSheet(faults: readonly string[]): Error {
  return caseError("case/bad-sheet", {
    what: "Cannot restore the keys",
    found: faults.join("; "),
    unchanged: "Nothing was changed.",
    mend: "Compare the lines with the paper, then: snowmelt keys restore SHEET SHEET",
  });
}
