import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sha256 } from "#kernel";
import { ByteBuffer } from "../../src/verify/browser/byte-buffer.ts";
import { sha256 as sha256InBrowser } from "../../src/verify/browser/sha256.ts";

describe("what stands for Node in a browser gives the same", () => {
  it("SHA-256, in one part or several", () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 4 }), (parts) => {
        const copies = parts.map((part) => new Uint8Array(part));
        expect(sha256InBrowser(...copies)).toEqual(sha256(...copies));
      }),
    );
    for (const length of [55, 56, 63, 64, 65, 119, 120, 128, 100_000]) {
      const bytes = new Uint8Array(length).fill(0x61);
      expect(sha256InBrowser(bytes)).toEqual(sha256(bytes));
    }
  });

  it("base64 and hexadecimal, also of what is none", () => {
    const text = fc.oneof(fc.string(), fc.base64String(), fc.string({ unit: fc.constantFrom(..."AZaz09+/= ") }));
    fc.assert(
      fc.property(text, (value) => {
        const [ours, nodes] = [ByteBuffer.from(value, "base64"), Buffer.from(value, "base64")];
        // Node stops at padding and reads URL-safe signs; a strict reader sees no difference.
        expect(ours.toString("base64") === value).toBe(nodes.toString("base64") === value);
        expect(ByteBuffer.from(value).toString("hex")).toBe(Buffer.from(value).toString("hex"));
      }),
    );
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        for (const form of ["base64", "hex", "latin1"] as const) {
          expect(new ByteBuffer(bytes).toString(form)).toBe(Buffer.from(bytes).toString(form));
        }
        expect(ByteBuffer.from(Buffer.from(bytes).toString("latin1"), "latin1")).toEqual(new ByteBuffer(bytes));
        expect(ByteBuffer.from(Buffer.from(bytes).toString("hex"), "hex")).toEqual(new ByteBuffer(bytes));
      }),
    );
  });
});
