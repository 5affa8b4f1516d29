import { ByteBuffer } from "./byte-buffer.ts";
import { sha256 } from "./sha256.ts";

// What stands for node:crypto in verify.html: as much of it as checking takes. The build puts it in place; the rest of the
// verifier is the same file for file.

/** SHA-256 in one call. */
export function hash(_name: "sha256", data: Uint8Array | string, form: "hex" | "binary"): string {
  return new ByteBuffer(sha256(bytesOf(data))).toString(form === "hex" ? form : "latin1");
}

export function createHash(_name: "sha256") {
  const parts: Uint8Array[] = [];
  return {
    update(data: Uint8Array | string): void {
      parts.push(bytesOf(data));
    },
    digest(): Uint8Array {
      return sha256(...parts);
    },
  };
}

function bytesOf(data: Uint8Array | string): Uint8Array {
  return typeof data === "string" ? ByteBuffer.from(data) : data;
}

/** Signatures are checked by the browser, before the verifier asks for the answers; keys are made nowhere here. */
function notHere(): never {
  throw new Error("This page checks no signature in this way");
}

export {
  notHere as createHmac,
  notHere as createPrivateKey,
  notHere as createPublicKey,
  notHere as sign,
  notHere as verify,
};
