import { createHash, verify as verifySignature } from "node:crypto";
import { equalBytes } from "#kernel";
import { type Certificate, readPemCertificates } from "./certificate.ts";
import { NotDer } from "./der.ts";
import { readToken, SHA1, SHA256, type Token } from "./token.ts";

/** What a time stamp proves: the digest existed at this time, if one trusts the authority. */
export interface TimestampProof {
  /** ISO 8601, UTC. */
  readonly time: string;
  readonly accuracyMs: number | null;
  /** Subject of the certificate that stamped. */
  readonly authority: string;
  /** Subject of the trusted certificate that it leads to. */
  readonly root: string;
  readonly policy: string;
  readonly nonce: string | null;
  /** Until when the stamp can be checked by its certificates; stamp again before. ISO 8601. */
  readonly validUntil: string;
  readonly isModified: boolean;
}

const DIGESTS: Readonly<Record<string, string>> = {
  [SHA1]: "sha1",
  [SHA256]: "sha256",
  "2.16.840.1.101.3.4.2.2": "sha384",
  "2.16.840.1.101.3.4.2.3": "sha512",
};
/** Signature algorithms (RFC 8017, RFC 5758) and the digest each names; `null`: the signer's own. */
const SIGNATURES: Readonly<Record<string, string | null>> = {
  "1.2.840.113549.1.1.1": null,
  "1.2.840.113549.1.1.11": SHA256,
  "1.2.840.113549.1.1.12": "2.16.840.1.101.3.4.2.2",
  "1.2.840.113549.1.1.13": "2.16.840.1.101.3.4.2.3",
  "1.2.840.10045.4.3.2": SHA256,
  "1.2.840.10045.4.3.3": "2.16.840.1.101.3.4.2.2",
  "1.2.840.10045.4.3.4": "2.16.840.1.101.3.4.2.3",
};
/** The fault of a stamp that may well hold, for something else. */
export const OTHER_BYTES = "the time stamp is for other bytes";
const LONGEST_CHAIN = 6;

/**
 * Checks a time-stamp reply (RFC 3161) for a SHA-256 digest, strictly: every byte that is read is either signed, or
 * compared, or must have the one encoding that DER allows.
 *
 * @param digest 32 bytes: the SHA-256 of what was stamped.
 * @param roots PEM text of the certificates that are trusted, the authority's root among them.
 * @returns what is proved, or why nothing is.
 */
export function verifyTimestamp(
  reply: Uint8Array,
  digest: Uint8Array,
  roots: string,
): TimestampProof | { readonly fault: string } {
  try {
    return check(readToken(reply), digest, readPemCertificates(roots));
  } catch (error) {
    if (error instanceof NotDer) return { fault: error.message };
    // What OpenSSL cannot decode, of a key or a certificate, is a fault of the token and not ours.
    if (error instanceof Error && "library" in error) return { fault: `unreadable: ${error.message}` };
    throw error;
  }
}

function check(token: Token, digest: Uint8Array, trusted: readonly Certificate[]): TimestampProof {
  if (token.imprintAlgorithm !== SHA256 || !equalBytes(token.imprint, digest)) {
    throw new NotDer(OTHER_BYTES);
  }
  const { signer } = token;
  const stamper = token.certificates.find(
    ({ issuer, serial }) => equalBytes(issuer, signer.issuer) && serial === signer.serial,
  );
  if (stamper === undefined) throw new NotDer("the authority's certificate is not in the token");
  const { algorithm, value } = signer.certificateDigest;
  if (!equalBytes(digestBy(algorithm, stamper.der), value)) throw new NotDer("the token names another certificate");
  if (token.authority !== null && !equalBytes(token.authority, stamper.subject)) {
    throw new NotDer("the token names another authority than its certificate");
  }
  if (signer.digest === SHA1 || !equalBytes(digestBy(signer.digest, token.info), signer.messageDigest)) {
    throw new NotDer("the signed digest is not that of the time-stamp information");
  }
  const named = SIGNATURES[signer.algorithm];
  if (named === undefined || (named !== null && named !== signer.digest)) throw new NotDer("an unknown signature");
  const hash = DIGESTS[signer.digest]!;
  if (!verifySignature(hash, signer.attributes, stamper.publicKey, signer.signature)) {
    throw new NotDer("the signature does not hold");
  }
  if (!stamper.stampsOnly) throw new NotDer("the certificate is not one for time stamps alone");
  for (const offered of token.certificates) requireSound(offered, [...trusted, ...token.certificates]);
  const chain = chainOf(stamper, token.certificates, trusted, token.time);
  return {
    time: token.time,
    accuracyMs: token.accuracyMs,
    authority: stamper.name,
    root: chain.at(-1)!.name,
    policy: token.policy,
    nonce: token.nonce,
    validUntil: chain.map(({ until }) => until).sort()[0]!,
    isModified: token.status === 1,
  };
}

/** The certificates from the stamper to a trusted one, each signed by the next and valid at the time. */
function chainOf(
  stamper: Certificate,
  offered: readonly Certificate[],
  trusted: readonly Certificate[],
  time: string,
): readonly Certificate[] {
  const chain = [stamper];
  for (;;) {
    const last = chain.at(-1)!;
    if (time < last.from || time > last.until) {
      throw new NotDer(`"${last.name}" was not valid at ${time}: it is from ${last.from} to ${last.until}`);
    }
    if (trusted.some(({ der }) => equalBytes(der, last.der))) return chain;
    const mayIssue = (other: Certificate): boolean =>
      equalBytes(other.subject, last.issuer) &&
      other.isAuthority &&
      other.maySignCertificates &&
      !chain.some(({ der }) => equalBytes(der, other.der)) &&
      last.isSignedBy(other);
    const issuer = trusted.find(mayIssue) ?? offered.find(mayIssue);
    if (issuer === undefined || chain.length === LONGEST_CHAIN) {
      throw new NotDer(`"${last.name}" does not lead to a certificate that you trust`);
    }
    chain.push(issuer);
  }
}

/** A certificate that lies in the token unused must still be signed by the one it names, when that one is here. */
function requireSound(offered: Certificate, others: readonly Certificate[]): void {
  const named = others.filter(({ subject }) => equalBytes(subject, offered.issuer));
  if (named.length > 0 && !named.some((issuer) => offered.isSignedBy(issuer))) {
    throw new NotDer(`the certificate "${offered.name}" is not signed by its issuer`);
  }
}

function digestBy(oid: string, bytes: Uint8Array): Uint8Array {
  const name = DIGESTS[oid];
  if (name === undefined) throw new NotDer(`an unknown digest: ${oid}`);
  return createHash(name).update(bytes).digest();
}
