import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { canonicalJson, type Effects, fromBase64, type Json, toBase64, toHex } from "#kernel";
import type { Cosignature } from "#record";
import { generateKeys, keyName, publicKeyOf, type Roster, sign, verify } from "#seal";
import { isKeyFileSealed, openApproverKey, readGenesis, sealKeys } from "#store";
import { caseError } from "../errors.ts";

/** A second person's key, opened: it signs beside the case key. */
export interface Approver {
  /** As the roster names it. */
  readonly name: string;
  cosign(what: string, said: Json): Cosignature;
}

/**
 * Makes the key of an approver in a file of its own, to be kept by somebody else than the case's keys.
 *
 * @returns the public key, 64 hexadecimal digits, to be enrolled
 * @throws case/exists
 */
export function makeApproverKey(options: {
  readonly dir: string;
  readonly file: string;
  readonly effects: Effects;
  readonly passphrase: string | null;
}): string {
  const { dir, file, effects, passphrase } = options;
  if (existsSync(file)) {
    throw caseError("case/exists", {
      what: `Cannot make a key in "${file}"`,
      found: "there is a file already",
      unchanged: "Nothing was written.",
      mend: "Name a file that does not exist yet: snowmelt keys approver FILE",
    });
  }
  const { origin } = readGenesis(dir);
  const keys = generateKeys(effects.randomBytes(32));
  const text = sealKeys({ log: keys.privateKey, case: null }, origin, passphrase, (count) =>
    effects.randomBytes(count),
  );
  writeFileSync(file, text, { mode: 0o600, flag: "wx" });
  return toHex(keys.publicKey);
}

/** Opens an approver's key file. @throws case/second-signer with one answer for a wrong passphrase and a damaged file */
export async function openApprover(options: {
  readonly dir: string;
  readonly file: string;
  readonly passphrase: () => Promise<string | null>;
}): Promise<Approver> {
  const { dir, file, passphrase } = options;
  const { origin } = readGenesis(dir);
  const text = existsSync(file) ? readFileSync(file, "utf8") : "";
  const isSealed = isKeyFileSealed(text, origin);
  const word = isSealed === true ? await passphrase() : null;
  const key = isSealed === null || (isSealed && word === null) ? null : openApproverKey(text, origin, word);
  if (key === null) {
    throw refused(
      `"${file}" with the passphrase given is no key file of this case`,
      "Name the approver's own file: --key FILE",
    );
  }
  return {
    name: keyName(publicKeyOf(key)),
    cosign: (what, said) => ({
      key: keyName(publicKeyOf(key)),
      sig: toBase64(sign(key, messageOf(origin, what, said))),
    }),
  };
}

/** Whether a second signature is of this and by an approver's key that is enrolled and not revoked. */
export function isCosigned(
  roster: Roster,
  origin: string,
  what: string,
  said: Json,
  cosigned: Cosignature | undefined,
): boolean {
  const known = roster.find(({ name, role }) => role === "approver" && name === cosigned?.key);
  const sig = fromBase64(cosigned?.sig ?? "");
  return known !== undefined && sig !== null && verify(known.key, messageOf(origin, what, said), sig);
}

/**
 * The second signature for an act, where the case asks for one.
 *
 * @throws case/second-signer when there is none, or by a key that is not enrolled or was revoked
 */
export function cosignatureFor(options: {
  readonly isNeeded: boolean;
  readonly roster: Roster;
  readonly approver: Approver | undefined;
  readonly what: string;
  readonly said: Json;
}): Cosignature | undefined {
  const { isNeeded, roster, approver, what, said } = options;
  if (approver === undefined) {
    if (!isNeeded) return undefined;
    throw refused(
      `case.toml says signers = 2, and no second key signs this ${what}`,
      "Let an approver sign: --key FILE",
    );
  }
  requireEnrolled(roster, approver.name);
  return approver.cosign(what, said);
}

/** @throws case/second-signer */
export function requireEnrolled(roster: Roster, name: string): void {
  const known = roster.find((each) => each.role === "approver" && each.name === name);
  if (known !== undefined && known.revoked === null) return;
  const found = known === undefined ? `key ${name} is no approver's key of the roster` : `key ${name} was revoked`;
  throw refused(found, "Enrol it: snowmelt keys enrol approver KEY");
}

export function refused(found: string, mend: string): Error {
  return caseError("case/second-signer", {
    what: "Cannot do this with one signature",
    found,
    unchanged: "Nothing was recorded, published or erased.",
    mend,
  });
}

function messageOf(origin: string, what: string, said: Json): string {
  return `snowmelt approval\n${origin}\n${what}\n${canonicalJson(said)}\n`;
}
