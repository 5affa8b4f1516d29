import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { inflateSync } from "node:zlib";
import { armor, Decrypter } from "age-encryption";
import { expect, it } from "vitest";

const folder = fileURLToPath(new URL("../vectors/age/", import.meta.url));
const names = readdirSync(folder);

interface Vector {
  readonly header: ReadonlyMap<string, readonly string[]>;
  readonly body: Buffer;
}

function read(name: string): Vector {
  const bytes = readFileSync(`${folder}${name}`);
  const end = bytes.indexOf("\n\n");
  const header = new Map<string, string[]>();
  for (const line of bytes.subarray(0, end).toString().split("\n")) {
    const [key, value] = line.split(/: (.*)/s) as [string, string];
    header.set(key, [...(header.get(key) ?? []), value]);
  }
  const body = bytes.subarray(end + 2);
  return { header, body: header.get("compressed")?.[0] === "zlib" ? inflateSync(body) : body };
}

it("reads all 143 vectors of C2SP/CCTV for age", () => {
  expect(names.length).toBe(143);
});

it.each(names)("age vector %s", async (name) => {
  const { header, body } = read(name);
  const decrypter = new Decrypter();
  for (const identity of header.get("identity") ?? []) decrypter.addIdentity(identity);
  for (const word of header.get("passphrase") ?? []) decrypter.addPassphrase(word);
  const open = async (): Promise<string> => {
    const file = header.get("armored")?.[0] === "yes" ? armor.decode(body.toString()) : new Uint8Array(body);
    return createHash("sha256")
      .update(await decrypter.decrypt(file))
      .digest("hex");
  };
  if (header.get("expect")?.[0] === "success") expect(await open()).toBe(header.get("payload")![0]);
  else await expect(open()).rejects.toThrow();
});
