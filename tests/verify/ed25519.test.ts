import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { isAcceptablePublicKey, publicKeyPem, verify } from "#seal";
import { drop, failedChecks, put, reportOf, SmallBag } from "./small-bag.ts";

// C2SP/CCTV; see tests/vectors/README.md.
interface Vector {
  readonly number: number;
  readonly key: string;
  readonly sig: string;
  readonly msg: string;
  readonly flags: readonly string[];
}
const vectors = JSON.parse(
  readFileSync(new URL("../vectors/ed25519/signatures.json", import.meta.url), "utf8"),
) as readonly Vector[];
const bytes = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, "hex"));

/** What docs/formats/ledger.md says: weak keys never; else the equation without the cofactor, R as RFC 8032 encodes it. */
const REFUSED = ["low_order_A", "non_canonical_A", "low_order_residue", "non_canonical_R", "reencoded_k"];

describe("Ed25519 has one behaviour", () => {
  it(`on ${vectors.length} vectors of edge cases`, () => {
    for (const { number, key, sig, msg, flags } of vectors) {
      const isTaken = isAcceptablePublicKey(bytes(key)) && verify(bytes(key), msg, bytes(sig));
      expect(isTaken, `vector ${number}: ${flags.join(", ")}`).toBe(!flags.some((flag) => REFUSED.includes(flag)));
    }
    expect(vectors.filter(({ flags }) => flags.includes("low_order_A")).length).toBeGreaterThan(30);
  });
});

describe("the verifier refuses weak keys, whatever they sign", () => {
  let bag: SmallBag;
  beforeAll(async () => {
    bag = await SmallBag.of();
  });

  const weak = [...new Set(vectors.filter(({ flags }) => flags.includes("low_order_A")).map(({ key }) => key))];
  it.each(weak)("%s", (key) => {
    for (const role of ["case", "log"]) {
      const report = reportOf(bag.sealed(put(`keys/${role}.pem`, publicKeyPem(bytes(key)))));
      expect(report.outcome).toBe("failed");
      expect(report.checks.find(({ name }) => name === "keys")!.problems.join()).toMatch(`keys/${role}.pem holds no`);
      if (role === "case") expect(failedChecks(report)).toContain("signature");
    }
  });

  it("needs a signature of 64 bytes, and one at all", () => {
    for (const length of [0, 63, 65]) {
      const files = new Map(bag.files).set("tagmanifest-sha256.txt.sig", new Uint8Array(length));
      expect(failedChecks(reportOf(files))).toContain("signature");
    }
    const files = new Map(bag.files);
    drop("tagmanifest-sha256.txt.sig")(files);
    expect(failedChecks(reportOf(files))).toContain("signature");
  });
});
