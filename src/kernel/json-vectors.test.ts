import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { canonicalJson, type Json, parseCanonicalJson } from "./json.ts";

// cyberphone/json-canonicalization, the vectors of RFC 8785; see tests/vectors/README.md
const folder = new URL("../../tests/vectors/jcs/", import.meta.url);
const names = readdirSync(new URL("input", folder));
const read = (side: string, name: string): string => readFileSync(new URL(`${side}/${name}`, folder), "utf8");

describe("the vectors of RFC 8785", () => {
  it("are six", () => expect(names).toHaveLength(6));
  it.each(names)("%s", (name) => {
    const output = read("output", name);
    expect(canonicalJson(JSON.parse(read("input", name)) as Json)).toBe(output);
    expect(parseCanonicalJson(output)).toEqual({ value: JSON.parse(output) as unknown });
  });
  it.each(names)("%s is not canonical before", (name) => {
    const input = read("input", name);
    if (input !== read("output", name)) expect(parseCanonicalJson(input)).toBeNull();
  });
});

describe("numbers, as RFC 8785 appendix B prints doubles", () => {
  const double = (hex: string): number => Buffer.from(hex, "hex").readDoubleBE(0);
  it.each([
    ["0000000000000000", "0"],
    ["8000000000000000", "0"],
    ["0000000000000001", "5e-324"],
    ["7fefffffffffffff", "1.7976931348623157e+308"],
    ["4340000000000000", "9007199254740992"],
    ["4430000000000000", "295147905179352830000"],
    ["44b52d02c7e14af5", "9.999999999999997e+22"],
    ["44b52d02c7e14af6", "1e+23"],
    ["444b1ae4d6e2ef50", "1e+21"],
    ["3eb0c6f7a0b5ed8d", "0.000001"],
    ["41b3de4355555554", "333333333.33333325"],
  ])("%s is %s", (hex, text) => expect(canonicalJson(double(hex))).toBe(text));
});
