import { expect, test } from "vitest";
import { asUtf8 } from "./as-utf8.ts";

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const read = (bytes: Uint8Array, encoding?: string): unknown => {
  const text = asUtf8(bytes, "a.csv", encoding);
  return text instanceof Uint8Array ? new TextDecoder().decode(text) : text;
};

test("a named encoding is for what is not UTF-8: the file beside it, already UTF-8, stays as it is", () => {
  expect(read(new Uint8Array([0xd3, 0xc7, 0xe3, 0xd1]), "windows-1256")).toBe("سامر");
  expect(read(utf8("سامر"), "windows-1256")).toBe("سامر");
  expect(read(utf8("Samer"), "windows-1256")).toBe("Samer");
  expect(read(new Uint8Array([0x41, 0, 0x42, 0]), "utf-16le")).toBe("AB");
  expect(read(new Uint8Array([0xff, 0xfe, 0x41, 0]), "windows-1256")).toBe("A");
});

test("what is no text of the encoding, and an encoding that nobody knows, are said", () => {
  expect(read(new Uint8Array([0x61, 0x0a, 0xe3]))).toMatchObject({ found: expect.stringContaining("line 2") });
  expect(read(utf8("Samer"), "klingon")).toMatchObject({ found: 'no encoding is called "klingon"' });
  expect(read(new Uint8Array([0xd3, 0xff]), "gb18030")).toMatchObject({ found: "its bytes are not gb18030" });
});
