import { generateKeyPairSync } from "node:crypto";
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sha256, toHex } from "#kernel";
import {
  generateKeys,
  publicKeyOf,
  publicKeyPem,
  readPublicKeyPem,
  sign,
  signer,
  verifier,
  verify,
} from "./ed25519.ts";
import { isAcceptablePublicKey } from "./public-key.ts";

const hex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "hex"));

// RFC 8032 section 7.1, tests 1 to 3: seed, public key, message, signature
const RFC_8032 = [
  [
    "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
    "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
    "",
    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
  ],
  [
    "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
    "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
    "72",
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
  ],
  [
    "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
    "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
    "af82",
    "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
  ],
] as const;

describe("Ed25519", () => {
  it.each(RFC_8032)("seed %s, as RFC 8032 has it", (seed, publicKey, message, signature) => {
    const keys = generateKeys(hex(seed));
    expect(toHex(keys.publicKey)).toBe(publicKey);
    expect(toHex(sign(keys.privateKey, hex(message)))).toBe(signature);
    expect(verify(keys.publicKey, hex(message), hex(signature))).toBe(true);
  });
  it("does not hold with any bit of the signature or of the message changed", () => {
    const { publicKey, privateKey } = generateKeys(sha256("seed"));
    const message = Buffer.from("the record of one winter");
    const signature = sign(privateKey, message);
    const check = verifier(publicKey);
    expect(check(message, signature)).toBe(true);
    expect(check(message.toString(), signature)).toBe(true);
    for (const bytes of [signature, message]) {
      for (let bit = 0; bit < bytes.length * 8; bit += 1) {
        bytes[bit >> 3]! ^= 1 << (bit & 7);
        expect(check(message, signature)).toBe(false);
        bytes[bit >> 3]! ^= 1 << (bit & 7);
      }
    }
    for (const length of [0, 63, 65]) expect(check(message, new Uint8Array(length))).toBe(false);
    expect(verify(publicKey.subarray(1), message, signature)).toBe(false);
  });
  it("reads back its own keys and nothing that is no Ed25519 key", () => {
    const { publicKey, privateKey } = generateKeys(sha256("seed"));
    expect(publicKeyOf(privateKey)).toEqual(publicKey);
    expect(signer(privateKey)("x")).toEqual(sign(privateKey, Buffer.from("x")));
    expect(() => generateKeys(new Uint8Array(31))).toThrow("An Ed25519 seed has 32 bytes, not 31");
    expect(() => publicKeyOf(privateKey.subarray(1))).toThrow();
    const other = generateKeyPairSync("x25519").privateKey.export({ format: "der", type: "pkcs8" });
    expect(() => publicKeyOf(other)).toThrow("Not an Ed25519 key: x25519");
  });
});

describe("public keys as PEM", () => {
  it("come back", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (key) => {
        expect(readPublicKeyPem(publicKeyPem(key))).toEqual(new Uint8Array(key));
      }),
    );
  });
  it("are read in one form only", () => {
    const pem = publicKeyPem(generateKeys(sha256("seed")).publicKey);
    const looser = [
      pem.trimEnd(),
      pem.replaceAll("\n", "\r\n"),
      `${pem}\n`,
      pem.replace("PUBLIC", "PRIVATE"),
      pem.replace("MCow", "MDow"),
      pem.replace(/(.)=\n/, (_, last: string) => `${String.fromCharCode(last.charCodeAt(0) + 1)}=\n`),
    ];
    for (const text of looser) expect(readPublicKeyPem(text), text).toBeNull();
  });
});

describe("isAcceptablePublicKey()", () => {
  // C2SP/CCTV; see tests/vectors/README.md
  const file = new URL("../../tests/vectors/ed25519/keys.json", import.meta.url);
  const keys = JSON.parse(readFileSync(file, "utf8")) as { key: string; flags: string[] }[];

  it.each(keys)("$key: $flags", ({ key, flags }) => {
    const isWeak = flags.includes("low_order_A") || flags.includes("non_canonical_A");
    expect(isAcceptablePublicKey(hex(key))).toBe(!isWeak);
  });
  it("takes every key that is made here, and none that is off the curve or of another length", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (seed) => {
        expect(isAcceptablePublicKey(generateKeys(new Uint8Array(seed)).publicKey)).toBe(true);
      }),
      { numRuns: 20 },
    );
    // y = 2 is on no point: (y^2 - 1) / (d y^2 + 1) is not a square.
    expect(isAcceptablePublicKey(new Uint8Array(32).fill(0).with(0, 2))).toBe(false);
    expect(isAcceptablePublicKey(new Uint8Array(31))).toBe(false);
  });
});
