import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Authority, type AuthorityOptions, hasOpenssl } from "../../../tests/support/authority.ts";
import { nonceOf, timestampRequest } from "./request.ts";
import { verifyTimestamp } from "./verify-timestamp.ts";

const vectors = fileURLToPath(new URL("../../../tests/vectors/rfc3161/", import.meta.url));
const digestOf = (bytes: Uint8Array | string): Uint8Array => createHash("sha256").update(bytes).digest();
const stamped = digestOf(readFileSync(join(vectors, "cp.txt")));
const root = readFileSync(join(vectors, "ca.pem"), "utf8");
const tokens = ["r.tsr", "rec.tsr"].map((name) => [name, readFileSync(join(vectors, name))] as const);
const holds = (token: Uint8Array): boolean => !("fault" in verifyTimestamp(token, stamped, root));

describe.each(tokens)("the recorded token %s", (name, token) => {
  it("says when, who and on whose word", () => {
    expect(verifyTimestamp(token, stamped, root)).toEqual({
      time: "2026-11-23T07:19:56.000Z",
      accuracyMs: 1000,
      authority: name === "r.tsr" ? "CN=Test TSA" : "CN=Test TSA EC",
      root: "CN=Test TSA CA",
      policy: "1.2.3.4.1",
      nonce: nonceOf(readFileSync(join(vectors, "q.tsq"))),
      validUntil: "2031-11-22T07:19:56.000Z",
      isModified: false,
    });
  });

  it("stands for nothing else, and for nobody who is not trusted", () => {
    expect(verifyTimestamp(token, digestOf("other"), root)).toEqual({ fault: "the time stamp is for other bytes" });
    expect(verifyTimestamp(token, stamped, "")).toMatchObject({ fault: expect.stringContaining("does not lead to") });
  });

  it("accepts no changed byte outside the granted status and an unused certificate's issuer", () => {
    for (let at = 9; at < token.length; at += 13) {
      const changed = Buffer.from(token);
      changed[at] = changed[at]! ^ 0x01;
      if (!isInUnusedIssuer(token, at)) expect(holds(changed), `byte ${at}`).toBe(false);
    }
  });

  it("never throws, whatever stands there", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(token.length - 1), (noise, at) => {
        expect(holds(noise)).toBe(false);
        expect(holds(Buffer.concat([token.subarray(0, at), noise]))).toBe(false);
      }),
    );
  });
});

/** Where the embedded copy of the root says who issued it: a copy that is not needed, for the root is trusted itself. */
function isInUnusedIssuer(token: Uint8Array, at: number): boolean {
  const bytes = Buffer.from(token);
  const issuer = bytes.indexOf("Test TSA CA", bytes.indexOf("Test TSA CA") + 1);
  return at >= issuer - 13 && at < issuer + "Test TSA CA".length;
}

it("a query reads back, its nonce too", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 8, maxLength: 8 }), (nonce) => {
      const hex = Buffer.from(nonce)
        .toString("hex")
        .replace(/^(00)+(?=..)/, "");
      expect(nonceOf(timestampRequest(stamped, nonce))).toBe(hex);
    }),
  );
});

describe.skipIf(!hasOpenssl)("tokens of an authority made for the test", () => {
  let dir: string;
  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), "snowmelt-tsa-"));
  });
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  const stampBy = (options: AuthorityOptions) => {
    const authority = new Authority(mkdtempSync(join(dir, "a-")), options);
    const reply = authority.stamp(timestampRequest(stamped, Buffer.from("0123456789abcdef", "hex")));
    return verifyTimestamp(reply, stamped, authority.root);
  };

  it("RSA and P-256, with and without a certificate between", () => {
    expect(stampBy({ key: "rsa", hasIntermediate: true })).toMatchObject({
      authority: "CN=Made-up tsa",
      root: "CN=Made-up root",
      nonce: "0123456789abcdef",
    });
    expect(stampBy({ key: "p256" })).toMatchObject({ authority: "CN=Made-up tsa" });
  });

  it("a query that openssl reads as it was meant", () => {
    const file = join(dir, "q.tsq");
    writeFileSync(file, timestampRequest(stamped, Buffer.from("f123456789abcdef", "hex")));
    const text = spawnSync("openssl", ["ts", "-query", "-in", file, "-text"], { encoding: "utf8" }).stdout;
    expect(text).toContain("Hash Algorithm: sha256");
    expect(text).toContain("Nonce: 0xF123456789ABCDEF");
    expect(text).toContain("Certificate required: yes");
  });
});
