import type { Bag } from "../bag-files.ts";
import { type Ed25519, signaturesOf } from "../signatures.ts";
import { ByteBuffer } from "./byte-buffer.ts";

/** The browser's answers for every signature of a bag; `null` for each where it knows no Ed25519. */
export async function askBrowser(bag: Bag): Promise<Ed25519> {
  const answers = new Map<string, boolean | null>();
  for (const { key, message, signature } of signaturesOf(bag)) {
    answers.set(nameOf(key, message, signature), await check(key, message, signature));
  }
  return (key, message, signature) => answers.get(nameOf(key, message, signature)) ?? null;
}

async function check(key: Uint8Array, message: Uint8Array, signature: Uint8Array): Promise<boolean | null> {
  let imported: CryptoKey;
  try {
    imported = await crypto.subtle.importKey("raw", copyOf(key), { name: "Ed25519" }, false, ["verify"]);
  } catch {
    return null;
  }
  return (
    signature.length === 64 && crypto.subtle.verify({ name: "Ed25519" }, imported, copyOf(signature), copyOf(message))
  );
}

type CryptoKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

function copyOf(bytes: Uint8Array): ArrayBuffer {
  const copy = new ArrayBuffer(bytes.length);
  new Uint8Array(copy).set(bytes);
  return copy;
}

function nameOf(...parts: readonly Uint8Array[]): string {
  return parts.map((part) => new ByteBuffer(part).toString("hex")).join(" ");
}
