import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromBase64, toBase64 } from "./base64.ts";
import { canonicalJson, type Json, parseCanonicalJson } from "./json.ts";

describe("canonicalJson()", () => {
  it("sorts members by UTF-16 code units, as the example in RFC 8785 section 3.2.3", () => {
    const value = {
      "€": "Euro Sign",
      "\r": "Carriage Return",
      "\ufb33": "Hebrew Letter Dalet With Dagesh",
      "1": "One",
      "😀": "Smiley",
      "\u0080": "Control",
      ö: "o",
    };
    expect(Object.keys(JSON.parse(canonicalJson(value)) as object).filter((key) => key !== "1")).toEqual([
      "\r",
      "\u0080",
      "ö",
      "€",
      "😀",
      "\ufb33",
    ]);
  });
  it("is a fixed point of parsing", () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        const text = canonicalJson(value as Json);
        expect(parseCanonicalJson(text)).toEqual({ value: JSON.parse(text) });
      }),
    );
  });
  it("refuses what JSON cannot carry", () => {
    expect(() => canonicalJson(Number.NaN)).toThrow(TypeError);
    expect(() => canonicalJson("\ud800")).toThrow(TypeError);
  });
});

describe("parseCanonicalJson()", () => {
  it.each([
    '{"a":1,"a":2}',
    '{"b":1,"a":2}',
    '"\\u0061"',
    "12345678901234567890",
    "-0",
    "1.0",
    " 1",
    "\ufeff1",
    "{",
    '"\\ud800"',
  ])("refuses %s", (text) => expect(parseCanonicalJson(text)).toBeNull());
});

describe("fromBase64()", () => {
  it("reads only what toBase64() writes", () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(fromBase64(toBase64(bytes))).toEqual(bytes);
      }),
    );
    for (const text of ["QQ", "QR==", "Q Q=", "QQ=\n", "QQ-_"]) expect(fromBase64(text)).toBeNull();
  });
});
