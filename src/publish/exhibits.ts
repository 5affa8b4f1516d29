import type { ExhibitBytes } from "./crate.ts";
import type { PublishInput } from "./input.ts";
import { redactExhibit } from "./redact/redact.ts";
import type { OpenItem, Selection } from "./selection.ts";

const EXTENSIONS: Readonly<Record<string, string>> = {
  "application/json": "json",
  "application/msword": "doc",
  "application/pdf": "pdf",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
  "application/zip": "zip",
  "audio/mpeg": "mp3",
  "image/jpeg": "jpg",
  "image/png": "png",
  "text/csv": "csv",
  // Ends in .txt so that no browser runs what was preserved.
  "text/html": "html.txt",
  "text/markdown": "md",
  "text/plain": "txt",
  "video/mp4": "mp4",
};

/**
 * The files of the exhibits that go out: the very bytes when hash and size are open too, so that they can be checked;
 * of an image never the original, only a copy without metadata. What is to be made unseen goes out as solid pixels of a picture,
 * or of the pictures of a PDF's pages.
 *
 * @throws publish/no-picture
 */
export async function exhibitFiles(input: PublishInput, selection: Selection): Promise<readonly ExhibitBytes[]> {
  const files: ExhibitBytes[] = [];
  for (const open of selection.items) {
    const mediaType = open.item.kind === "exhibit" ? open.open.get("/mediaType") : undefined;
    const sha256 = open.item.value["sha256"];
    if (typeof mediaType !== "string" || typeof sha256 !== "string") continue;
    const order = input.redactions?.get(open.item.uid);
    if (order !== undefined) {
      const made = await redactExhibit(await input.bytes(sha256), mediaType, order, open.item.id);
      files.push({ ...named(open, made.mediaType), ...made, isDerivative: true, isRedacted: true });
    } else if (mediaType.startsWith("image/")) {
      const image = await input.deriveImage(await input.bytes(sha256));
      files.push({ ...named(open, image.mediaType), ...image, isDerivative: true });
    } else if (open.open.has("/sha256") && open.open.has("/size")) {
      files.push({ ...named(open, mediaType), bytes: await input.bytes(sha256), mediaType, isDerivative: false });
    }
  }
  return files;
}

/** The same input, with every exhibit's bytes fetched once and every picture made once. */
export function rememberingFiles(input: PublishInput): PublishInput {
  const bytes = remembering((sha256: string) => input.bytes(sha256));
  const images = remembering((original: Uint8Array) => input.deriveImage(original));
  return { ...input, bytes, deriveImage: images };
}

function remembering<K, V>(make: (key: K) => Promise<V>): (key: K) => Promise<V> {
  const made = new Map<K, Promise<V>>();
  return (key) => {
    const known = made.get(key) ?? make(key);
    made.set(key, known);
    return known;
  };
}

function named(open: OpenItem, mediaType: string): { readonly open: OpenItem; readonly path: string } {
  const extension = Object.hasOwn(EXTENSIONS, mediaType) ? EXTENSIONS[mediaType] : "bin";
  return { open, path: `data/exhibits/${open.number}.${extension}` };
}
