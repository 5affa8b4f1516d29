import { type Certificate, readCertificate } from "./certificate.ts";
import { type Der, expect, inside, NotDer, readDer, readInteger, readOid, TAG } from "./der.ts";

/** A time-stamp reply as read (RFC 3161 in CMS, RFC 5652), before anything of it is believed. */
export interface Token {
  /** 0 granted, 1 granted with modifications. */
  readonly status: number;
  /** The TSTInfo that was signed, as DER. */
  readonly info: Uint8Array;
  /** Dotted name of the imprint's digest, and the imprint. */
  readonly imprintAlgorithm: string;
  readonly imprint: Uint8Array;
  readonly policy: string;
  readonly serial: string;
  /** ISO 8601, UTC, to the millisecond, rounded down. */
  readonly time: string;
  /** How far the time may be off, milliseconds; `null` when the authority does not say. */
  readonly accuracyMs: number | null;
  readonly nonce: string | null;
  /** The authority's name as the token states it, DER; `null` when it does not. */
  readonly authority: Uint8Array | null;
  readonly certificates: readonly Certificate[];
  readonly signer: TokenSigner;
}

export interface TokenSigner {
  readonly issuer: Uint8Array;
  readonly serial: string;
  readonly digest: string;
  readonly algorithm: string;
  readonly signature: Uint8Array;
  /** The signed attributes as the SET that the signature is over. */
  readonly attributes: Uint8Array;
  readonly messageDigest: Uint8Array;
  /** Which digest of the signer's certificate the attributes hold, and the digest (ESSCertID, ESSCertIDv2). */
  readonly certificateDigest: { readonly algorithm: string; readonly value: Uint8Array };
}

const OID = {
  signedData: "1.2.840.113549.1.7.2",
  info: "1.2.840.113549.1.9.16.1.4",
  contentType: "1.2.840.113549.1.9.3",
  messageDigest: "1.2.840.113549.1.9.4",
  signingCertificate: "1.2.840.113549.1.9.16.2.12",
  signingCertificateV2: "1.2.840.113549.1.9.16.2.47",
} as const;
export const SHA1 = "1.3.14.3.2.26";
export const SHA256 = "2.16.840.1.101.3.4.2.1";

/** Reads a whole time-stamp reply. @throws NotDer with what does not belong */
export function readToken(reply: Uint8Array): Token {
  const [statusInfo, content, ...more] = inside(readDer(reply), TAG.sequence);
  const status = readInteger(inside(statusInfo, TAG.sequence)[0]);
  if (status !== "00" && status !== "01") throw new NotDer("the authority did not grant a time stamp");
  if (content === undefined || more.length > 0) throw new NotDer("the reply holds no token");
  const [type, wrapped, ...rest] = inside(content, TAG.sequence);
  if (readOid(type) !== OID.signedData || rest.length > 0) throw new NotDer("the token is no signed data");
  const parts = [...inside(inside(wrapped, TAG.context(0))[0], TAG.sequence)];
  const [version, digests, encapsulated] = parts.splice(0, 3);
  if (readInteger(version) !== "03") throw new NotDer("the signed data has another version than 3");
  const announced = inside(digests, TAG.set).map(readAlgorithm);
  const [infoType, infoWrapped] = inside(encapsulated, TAG.sequence);
  if (readOid(infoType) !== OID.info) throw new NotDer("what is signed is no time-stamp information");
  const info = expect(inside(infoWrapped, TAG.context(0))[0], TAG.octetString).content;
  const certificates =
    parts[0]?.tag === TAG.context(0)
      ? inside(parts.shift(), TAG.context(0)).map(({ whole }) => readCertificate(whole))
      : [];
  if (parts[0]?.tag === TAG.context(1)) parts.shift();
  const [signer, ...others] = inside(parts[0], TAG.set);
  if (signer === undefined || others.length > 0 || parts.length !== 1) throw new NotDer("not exactly one signer");
  const read = readSigner(signer);
  if (announced.length !== 1 || announced[0] !== read.digest) throw new NotDer("the digest is not the announced one");
  return { status: Number(status), info, ...readInfo(info), certificates, signer: read };
}

function readInfo(info: Uint8Array) {
  const parts = [...inside(readDer(info), TAG.sequence)];
  const [version, policy, imprintDer, serial, timeDer] = parts.splice(0, 5);
  if (readInteger(version) !== "01") throw new NotDer("the time-stamp information has another version than 1");
  const [algorithm, imprint] = inside(imprintDer, TAG.sequence);
  let accuracyMs: number | null = null;
  let nonce: string | null = null;
  let authority: Uint8Array | null = null;
  if (parts[0]?.tag === TAG.sequence) accuracyMs = readAccuracy(parts.shift()!);
  if (parts[0]?.tag === TAG.boolean && parts.shift()!.content[0] !== 0xff)
    throw new NotDer("a default that is written");
  if (parts[0]?.tag === TAG.integer) nonce = readInteger(parts.shift());
  if (parts[0]?.tag === TAG.context(0)) authority = directoryName(parts.shift()!);
  if (parts.length > 0) throw new NotDer("the time-stamp information has parts that are not known here");
  return {
    imprintAlgorithm: readAlgorithm(algorithm),
    imprint: expect(imprint, TAG.octetString).content,
    policy: readOid(policy),
    serial: readInteger(serial),
    time: readGenTime(expect(timeDer, TAG.generalizedTime).content),
    accuracyMs,
    nonce,
    authority,
  };
}

function readAccuracy(der: Der): number {
  const weight: Record<number, number> = { [TAG.integer]: 1000, 128: 1, 129: 0.001 };
  let ms = 0;
  for (const { tag, content } of inside(der, TAG.sequence)) {
    const of = weight[tag];
    if (of === undefined) throw new NotDer("an accuracy that is none");
    ms += of * Number.parseInt(readInteger({ tag: TAG.integer, content, whole: content }), 16);
  }
  return Math.ceil(ms);
}

/** GeneralizedTime as RFC 3161, 2.4.2 writes it: UTC, seconds, a fraction without zeros at its end. */
function readGenTime(content: Uint8Array): string {
  const text = Buffer.from(content).toString("latin1");
  const match = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d*[1-9]))?Z$/.exec(text);
  if (match === null) throw new NotDer("a time that is none");
  const [, year, month, day, hour, minute, second, fraction = ""] = match;
  const iso = `${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction.slice(0, 3).padEnd(3, "0")}Z`;
  const date = new Date(iso);
  if (Number.isNaN(date.getTime()) || date.toISOString() !== iso) throw new NotDer("a time that no calendar has");
  return iso;
}

function directoryName(der: Der): Uint8Array {
  const [name] = inside(der, TAG.context(0));
  return expect(inside(name, TAG.context(4))[0], TAG.sequence).whole;
}

function readSigner(der: Der): TokenSigner {
  const parts = inside(der, TAG.sequence);
  if (parts.length !== 6 && parts.length !== 7) throw new NotDer("a signer with parts that are not known here");
  const [version, identifier, digest, attributes, algorithm, signature] = parts;
  if (readInteger(version) !== "01") throw new NotDer("the signer is not named by issuer and serial number");
  const [issuer, serial] = inside(identifier, TAG.sequence);
  const found = new Map<string, Der>();
  for (const attribute of inside(attributes, TAG.context(0))) {
    const [type, values] = inside(attribute, TAG.sequence);
    const [value, ...more] = inside(values, TAG.set);
    const oid = readOid(type);
    if (value === undefined || more.length > 0 || found.has(oid))
      throw new NotDer(`the attribute ${oid} is not single`);
    found.set(oid, value);
  }
  if (readOid(found.get(OID.contentType)) !== OID.info)
    throw new NotDer("the signature is over another type of content");
  return {
    issuer: expect(issuer, TAG.sequence).whole,
    serial: readInteger(serial),
    digest: readAlgorithm(digest),
    algorithm: readAlgorithm(algorithm),
    signature: expect(signature, TAG.octetString).content,
    // RFC 5652, 5.4: signed as a SET, though written with a context tag.
    attributes: Buffer.concat([Buffer.from([TAG.set]), attributes!.whole.subarray(1)]),
    messageDigest: expect(found.get(OID.messageDigest), TAG.octetString).content,
    certificateDigest: readCertificateDigest(found),
  };
}

function readCertificateDigest(attributes: ReadonlyMap<string, Der>): TokenSigner["certificateDigest"] {
  const second = attributes.get(OID.signingCertificateV2);
  const attribute = second ?? attributes.get(OID.signingCertificate);
  const [first] = inside(inside(attribute, TAG.sequence)[0], TAG.sequence);
  const parts = inside(first, TAG.sequence);
  const hasAlgorithm = parts[0]?.tag === TAG.sequence;
  const value = expect(parts[hasAlgorithm ? 1 : 0], TAG.octetString).content;
  const implied = second === undefined ? SHA1 : SHA256;
  return { algorithm: hasAlgorithm ? readAlgorithm(parts[0]) : implied, value };
}

/** An AlgorithmIdentifier without parameters. */
function readAlgorithm(der: Der | undefined): string {
  const [oid, parameters, ...more] = inside(der, TAG.sequence);
  const isPlain = parameters === undefined || (parameters.tag === TAG.null && parameters.content.length === 0);
  if (!isPlain || more.length > 0) throw new NotDer("an algorithm with parameters");
  return readOid(oid);
}
