import fc from "fast-check";
import { expect, it } from "vitest";
import { sha256 } from "#kernel";
import { ONE_BLOCK, ShortSha256 } from "./short-sha256.ts";

it("gives the first bytes of the hash that Node gives", () => {
  const hasher = new ShortSha256();
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: ONE_BLOCK }), (bytes) => {
      const into = new Uint8Array(10).fill(7);
      hasher.hash(bytes, bytes.length, into, 1);
      expect([...into]).toEqual([7, ...sha256(bytes).subarray(0, 8), 7]);
    }),
    { examples: [[new Uint8Array(0)], [new Uint8Array(ONE_BLOCK).fill(255)]] },
  );
});
