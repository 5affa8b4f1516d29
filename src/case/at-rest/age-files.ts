import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { type FileHandle, open, readFile, rename } from "node:fs/promises";
import { Readable } from "node:stream";
import { Decrypter, Encrypter } from "age-encryption";

/** What was found of a plain file while it was read. */
export interface Measured {
  readonly size: number;
  readonly sha256: string;
}

/**
 * Encrypts a file to age recipients (age-encryption.org/v1), each file under a key of its own. The plain text is padded
 * with zeros to the length that `paddedSize` gives, so that a file is not known by its exact size. The age file is on the
 * disk when this returns.
 */
export async function encryptFile(from: string, to: string, recipients: readonly string[]): Promise<Measured> {
  const hash = createHash("sha256");
  let size = 0;
  const padded = async function* (): AsyncGenerator<Uint8Array> {
    for await (const chunk of createReadStream(from, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
      hash.update(chunk);
      size += chunk.length;
      yield new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    }
    for (let left = paddedSize(size) - size; left > 0; left -= 1 << 20) yield new Uint8Array(Math.min(left, 1 << 20));
  };
  const stream = await encrypterTo(recipients).encrypt(
    Readable.toWeb(Readable.from(padded())) as ReadableStream<Uint8Array>,
  );
  await writeStream(stream, to);
  return { size, sha256: hash.digest("hex") };
}

/** Decrypts a file that `encryptFile` wrote, without its padding. The plain file is on the disk when this returns. */
export async function decryptFile(from: string, to: string, identity: string, size: number): Promise<Measured> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  const source = Readable.toWeb(createReadStream(from, { highWaterMark: 1 << 20 })) as ReadableStream<Uint8Array>;
  const stream = await decrypter.decrypt(source);
  const hash = createHash("sha256");
  let done = 0;
  const cut = async function* (): AsyncGenerator<Uint8Array> {
    for await (const chunk of stream as unknown as AsyncIterable<Uint8Array>) {
      const part = chunk.subarray(0, Math.max(0, size - done));
      done += part.length;
      hash.update(part);
      if (part.length > 0) yield part;
    }
  };
  await writeStream(cut(), to);
  return { size: done, sha256: hash.digest("hex") };
}

/** Encrypts a text to recipients, unpadded: anyone's age opens it. */
export function encryptText(text: string, recipients: readonly string[]): Promise<Uint8Array> {
  return encrypterTo(recipients).encrypt(text);
}

export async function decryptText(path: string, identity: string): Promise<string> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  return decrypter.decrypt(new Uint8Array(await readFile(path)), "text");
}

/**
 * Padmé (Nikitin et al., "Reducing metadata leakage from encrypted files and communication with PURBs", PoPETs 2019, 4.3):
 * at most 12 % more bytes, and of a size L only O(log log L) bits are seen.
 */
export function paddedSize(size: number): number {
  if (size < 2) return size;
  const exponent = Math.floor(Math.log2(size));
  const step = 2 ** Math.max(0, exponent - (Math.floor(Math.log2(exponent)) + 1));
  return Math.ceil(size / step) * step;
}

function encrypterTo(recipients: readonly string[]): Encrypter {
  const encrypter = new Encrypter();
  for (const recipient of recipients) encrypter.addRecipient(recipient);
  return encrypter;
}

/** Writes whole or not at all: under another name first, synced, then renamed. */
async function writeStream(stream: AsyncIterable<Uint8Array> | ReadableStream<Uint8Array>, to: string): Promise<void> {
  const draft = `${to}.new`;
  const file = await open(draft, "w", 0o600);
  try {
    for await (const chunk of stream as unknown as AsyncIterable<Uint8Array>) await writeWhole(file, chunk);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, to);
}

async function writeWhole(file: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, done);
    if (bytesWritten === 0) throw Object.assign(new Error("ENOSPC: the disk takes no more bytes"), { code: "ENOSPC" });
    done += bytesWritten;
  }
}
