import { type Bag, type Digested, MAX_HELD_BYTES, MAX_TAG_BYTES } from "../bag-files.ts";
import { readZip } from "../read-zip.ts";
import { ByteBuffer } from "./byte-buffer.ts";

/** A file as a browser hands it over. */
export interface PickedFile {
  readonly name: string;
  /** From the chosen folder's own name on. */
  readonly webkitRelativePath: string;
  readonly size: number;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** Above this a browser cannot hold a file to hash it. */
const MAX_HASHED_BYTES = 1024 * 1024 * 1024;

/**
 * A bag from the files of a chosen folder. A browser shows neither links nor empty folders.
 *
 * @param tell says how far it is.
 */
export async function readPicked(picked: readonly PickedFile[], tell: (text: string) => void): Promise<Bag> {
  const files = new Map<string, Uint8Array>();
  const large = new Map<string, Digested>();
  const unread: string[] = [];
  for (const [at, file] of picked.entries()) {
    const path = file.webkitRelativePath.split("/").slice(1).join("/");
    if (at % 100 === 0) tell(`${at} / ${picked.length}`);
    try {
      const isPayload = path.startsWith("data/");
      if (file.size <= (isPayload ? MAX_HELD_BYTES : MAX_TAG_BYTES)) {
        files.set(path, new Uint8Array(await file.arrayBuffer()));
      } else if (isPayload && file.size <= MAX_HASHED_BYTES) {
        const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
        large.set(path, { size: file.size, sha256: new ByteBuffer(digest).toString("hex") });
      } else {
        unread.push(`${path}: it is too large for a browser`);
      }
    } catch (error) {
      unread.push(`${path}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return { files, large, strays: [], unread };
}

/** A bag from a chosen zip. */
export async function readPickedZip(file: PickedFile): Promise<Bag> {
  if (file.size > MAX_HASHED_BYTES) {
    return { files: new Map(), large: new Map(), strays: [], unread: [`${file.name}: it is too large for a browser`] };
  }
  return readZip(new Uint8Array(await file.arrayBuffer()));
}
