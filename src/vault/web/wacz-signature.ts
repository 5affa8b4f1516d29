import { createHash, createPublicKey, type KeyObject, verify, X509Certificate } from "node:crypto";
import { rootCertificates } from "node:tls";
import { verifyTimestamp } from "#seal";

/** What a signature over a web archive says. */
export interface SignatureFinding {
  /** Who signed, as far as that can be told. */
  readonly entries: readonly { readonly name: string; readonly value: string }[];
  /** What does not hold; empty when all that was checked holds. */
  readonly faults: readonly string[];
  /** What could not be checked here. */
  readonly remarks: readonly string[];
}

/** A stamp has to be taken within this time of the signature (WACZ Signing and Verification 0.1.0, verification, 6). */
const LONGEST_SKEW_MS = 10 * 60_000;
/** The key of a domain's certificate is to be used soon after the certificate was given; common signers use it within a week. */
const YOUNG_MS = 7 * 86_400_000;

/**
 * Checks the signature of a web archive (WACZ Signing and Verification 0.1.0): with a bare key, or with the certificate of a
 * domain and a time stamp.
 *
 * @param signed the member `signedData` of datapackage-digest.json
 * @param hash of datapackage.json, as digest files write it: `sha256:` and hex digits
 */
export function checkWaczSignature(signed: Readonly<Record<string, unknown>>, hash: string): SignatureFinding {
  const text = (key: string): string => (typeof signed[key] === "string" ? (signed[key] as string) : "");
  const entries = ["created", "software", "version", "domain"].flatMap((name) =>
    text(name) === "" ? [] : [{ name: `signature: ${name}`, value: text(name) }],
  );
  const [faults, remarks]: [string[], string[]] = [[], []];
  if (text("hash") !== hash) faults.push("the signature is for another datapackage.json");
  try {
    if (text("domainCert") !== "") checkDomain(text, hash, faults, remarks, entries);
    else if (text("publicKey") === "") faults.push("the signature names neither a key nor a certificate");
    else {
      const der = Buffer.from(text("publicKey"), "base64");
      const key = createPublicKey({ key: der, format: "der", type: "spki" });
      if (!holds(key, hash, text("signature"))) faults.push("the signature does not fit the key it names");
      entries.push({ name: "signature: key (SHA-256)", value: createHash("sha256").update(der).digest("hex") });
      remarks.push("whose key it is has to be asked of whoever made the archive; anybody can make a key");
    }
  } catch (error) {
    faults.push(`its key or certificate cannot be read: ${(error as Error).message}`);
  }
  return { entries, faults, remarks };
}

function checkDomain(
  text: (key: string) => string,
  hash: string,
  faults: string[],
  remarks: string[],
  entries: { name: string; value: string }[],
): void {
  const chain = certificatesOf(text("domainCert"));
  const [own] = chain;
  if (own === undefined) throw new Error("no certificate");
  entries.push({ name: "signature: certificate (SHA-256)", value: own.fingerprint256 });
  if (!holds(own.publicKey, hash, text("signature")))
    faults.push("the signature does not fit the domain's certificate");
  if (own.checkHost(text("domain")) === undefined) faults.push(`the certificate is not of ${text("domain")}`);
  const created = Date.parse(text("created"));
  const [from, to] = [Date.parse(own.validFrom), Date.parse(own.validTo)];
  if (!(created >= from && created <= to)) faults.push("it was signed outside of the time of the certificate");
  else if (created - from > YOUNG_MS) remarks.push("the certificate was more than a week old when it was used");
  for (const [i, certificate] of chain.entries()) {
    const issuer = chain[i + 1];
    if (issuer !== undefined && !certificate.verify(issuer.publicKey))
      faults.push("the certificates do not lead from one to the next");
  }
  const last = chain.at(-1)!;
  const isKnown = rootCertificates.some((pem) => {
    const root = new X509Certificate(pem);
    return root.fingerprint256 === last.fingerprint256 || (last.checkIssued(root) && last.verify(root.publicKey));
  });
  if (!isKnown) remarks.push("the domain's certificate leads to no authority that Node.js knows");
  remarks.push("whether the certificate was called back was not asked");
  const crossed = text("crossSignedCert");
  if (crossed !== "" && !certificatesOf(crossed)[0]?.publicKey.equals(own.publicKey))
    faults.push("the cross-signed certificate is for another key");
  checkStamp(text, created, faults, remarks, entries);
}

function checkStamp(
  text: (key: string) => string,
  created: number,
  faults: string[],
  remarks: string[],
  entries: { name: string; value: string }[],
): void {
  if (text("timeSignature") === "") {
    faults.push("a domain's signature needs a time stamp, and has none");
    return;
  }
  const digest = createHash("sha256").update(text("signature")).digest();
  const proof = verifyTimestamp(Buffer.from(text("timeSignature"), "base64"), digest, text("timestampCert"));
  if ("fault" in proof) {
    faults.push(`the time stamp does not hold: ${proof.fault}`);
    return;
  }
  entries.push({ name: "signature: time stamp", value: `${proof.time}, ${proof.authority}` });
  const skew = Math.abs(Date.parse(proof.time) - created);
  if (!(skew <= LONGEST_SKEW_MS))
    faults.push("it was stamped more than ten minutes away from when it says it was signed");
  remarks.push("the time-stamp authority is known by the certificates in the archive alone");
}

/** ECDSA with SHA-256 over the text of the hash; browsers write r and s side by side, other programs as DER. */
function holds(key: KeyObject, hash: string, signature: string): boolean {
  const bytes = Buffer.from(signature, "base64");
  if (bytes.length === 0) return false;
  return (["ieee-p1363", "der"] as const).some((dsaEncoding) => {
    try {
      return verify("sha256", Buffer.from(hash), { key, dsaEncoding }, bytes);
    } catch {
      return false;
    }
  });
}

function certificatesOf(pem: string): readonly X509Certificate[] {
  const found = pem.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? [];
  return found.map((each) => new X509Certificate(each));
}
