import { type KeyObject, X509Certificate } from "node:crypto";
import { type Der, expect, inside, NotDer, readDer, readInteger, readOid, TAG } from "./der.ts";

/** What a time stamp's verifier has to know of an X.509 certificate (RFC 5280). */
export interface Certificate {
  readonly der: Uint8Array;
  readonly serial: string;
  /** Name as DER, to be compared byte by byte. */
  readonly issuer: Uint8Array;
  readonly subject: Uint8Array;
  /** The subject as one line of text: `CN=Test TSA`. */
  readonly name: string;
  /** ISO 8601. */
  readonly from: string;
  readonly until: string;
  readonly isAuthority: boolean;
  /** `critical` and only for time stamps, as RFC 3161, 2.3 demands of an authority that stamps. */
  readonly stampsOnly: boolean;
  readonly maySignCertificates: boolean;
  readonly publicKey: KeyObject;
  /** Whether the key of `issuer` signed this certificate. */
  isSignedBy(issuer: Certificate): boolean;
}

const EXTENSION = { basic: "2.5.29.19", keyUsage: "2.5.29.15", extendedKeyUsage: "2.5.29.37" } as const;
const KNOWN_CRITICAL: readonly string[] = Object.values(EXTENSION);
const TIME_STAMPING = "1.3.6.1.5.5.7.3.8";
const KEY_CERT_SIGN = 0x04;

/** Reads a certificate. @throws NotDer on anything else, and on a critical extension that is not known here */
export function readCertificate(der: Uint8Array): Certificate {
  const [tbs] = inside(readDer(der), TAG.sequence);
  const fields = [...inside(tbs, TAG.sequence)];
  if (fields[0]?.tag === TAG.context(0)) fields.shift();
  const [serial, , issuer, validity, subject] = fields;
  const [from, until] = inside(validity, TAG.sequence);
  const extensions = readExtensions(fields.find(({ tag }) => tag === TAG.context(3)));
  const x509 = openCertificate(der);
  return {
    der,
    serial: readInteger(serial),
    issuer: expect(issuer, TAG.sequence).whole,
    subject: expect(subject, TAG.sequence).whole,
    name: x509.subject.split("\n").reverse().join(", "),
    from: readTime(from),
    until: readTime(until),
    isAuthority: isAuthority(extensions.get(EXTENSION.basic)),
    stampsOnly: stampsOnly(extensions.get(EXTENSION.extendedKeyUsage)),
    maySignCertificates: maySign(extensions.get(EXTENSION.keyUsage)),
    publicKey: x509.publicKey,
    isSignedBy: (other) => {
      const key = openCertificate(other.der);
      return x509.checkIssued(key) && x509.verify(key.publicKey);
    },
  };
}

/** The certificates in PEM text, in order. @throws NotDer */
export function readPemCertificates(text: string): readonly Certificate[] {
  return [...text.matchAll(/-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/g)].map((match) =>
    readCertificate(new Uint8Array(Buffer.from(match[1]!, "base64"))),
  );
}

/** A certificate as PEM. */
export function certificatePem(der: Uint8Array): string {
  const lines = Buffer.from(der)
    .toString("base64")
    .replace(/.{64}(?=.)/g, "$&\n");
  return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
}

/** A UTCTime or GeneralizedTime of RFC 5280, as ISO 8601. */
function readTime(der: Der | undefined): string {
  const text = Buffer.from(der?.content ?? []).toString("latin1");
  const isUtc = der?.tag === 0x17;
  const match = (isUtc ? /^(\d\d)(\d{10})Z$/ : /^(\d{4})(\d{10})Z$/).exec(text);
  if (match === null) throw new NotDer("a certificate's time that is none");
  const year = isUtc ? `${Number(match[1]) < 50 ? "20" : "19"}${match[1]}` : match[1]!;
  const [month, day, hour, minute, second] = match[2]!.match(/../g)!;
  return `${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`;
}

interface Extension {
  readonly isCritical: boolean;
  readonly value: Uint8Array;
}

function readExtensions(der: Der | undefined): ReadonlyMap<string, Extension> {
  const found = new Map<string, Extension>();
  if (der === undefined) return found;
  for (const extension of inside(inside(der, TAG.context(3))[0], TAG.sequence)) {
    const parts = inside(extension, TAG.sequence);
    const oid = readOid(parts[0]);
    const isCritical = parts.length === 3 && expect(parts[1], TAG.boolean).content[0] === 0xff;
    if (found.has(oid)) throw new NotDer(`the extension ${oid} stands twice`);
    if (isCritical && !KNOWN_CRITICAL.includes(oid)) throw new NotDer(`a critical extension is unknown: ${oid}`);
    found.set(oid, { isCritical, value: expect(parts.at(-1), TAG.octetString).content });
  }
  return found;
}

function isAuthority(extension: Extension | undefined): boolean {
  if (extension === undefined) return false;
  const [authority] = inside(readDer(extension.value), TAG.sequence);
  return authority?.tag === TAG.boolean && authority.content[0] === 0xff;
}

function stampsOnly(extension: Extension | undefined): boolean {
  if (extension?.isCritical !== true) return false;
  const uses = inside(readDer(extension.value), TAG.sequence).map(readOid);
  return uses.length === 1 && uses[0] === TIME_STAMPING;
}

/** Without the extension, a key may be used for anything (RFC 5280, 4.2.1.3). */
function maySign(extension: Extension | undefined): boolean {
  if (extension === undefined) return true;
  const { content } = expect(readDer(extension.value), TAG.bitString);
  return ((content[1] ?? 0) & KEY_CERT_SIGN) !== 0;
}

function openCertificate(der: Uint8Array): X509Certificate {
  try {
    return new X509Certificate(der);
  } catch (error) {
    throw new NotDer(`no certificate: ${error instanceof Error ? error.message : String(error)}`);
  }
}
