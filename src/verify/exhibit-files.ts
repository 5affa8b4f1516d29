import { sha256Hex } from "#kernel";
import { type Bag, unreadPaths } from "./bag-files.ts";
import { quote, sizeOf } from "./check-bag.ts";
import { type Contents, type Item, targetOf } from "./contents.ts";
import type { Description } from "./description.ts";

/** A file of an exhibit in the bag. */
export interface ExhibitFile {
  readonly path: string;
  readonly exhibit: Item;
  readonly mediaType: string;
  /** What made a derivative, as the publisher says; `null` for the very bytes that were preserved. */
  readonly tool: string | null;
}

const ENDINGS: ReadonlyMap<string, string> = new Map([
  ["application/json", "json"],
  ["application/msword", "doc"],
  ["application/pdf", "pdf"],
  ["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"],
  ["application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"],
  ["application/zip", "zip"],
  ["audio/mpeg", "mp3"],
  ["image/jpeg", "jpg"],
  ["image/png", "png"],
  ["text/csv", "csv"],
  ["text/html", "html.txt"],
  ["text/markdown", "md"],
  ["text/plain", "txt"],
  ["video/mp4", "mp4"],
]);

/** Which files the exhibits must have: a derivative of every image, the bytes of what is opened with size and digest. */
export function exhibitFilesOf(bag: Bag, contents: Contents, description: Description): readonly ExhibitFile[] {
  return contents.items.flatMap((exhibit): readonly ExhibitFile[] => {
    const mediaType = exhibit.kind.noun === "exhibit" ? exhibit.leaves.get("/mediaType") : undefined;
    if (typeof mediaType !== "string") return [];
    const pathOf = (type: string): string => `data/exhibits/${exhibit.number}.${ENDINGS.get(type) ?? "bin"}`;
    const toolAt = (path: string): string | null => {
      const tool = description.entities.find((one) => one?.["@id"] === path)?.["tool"];
      return tool === undefined ? null : String(tool);
    };
    if (mediaType.startsWith("image/")) {
      const type = has(bag, pathOf("image/jpeg")) ? "image/jpeg" : "image/png";
      return [{ path: pathOf(type), exhibit, mediaType: type, tool: toolAt(pathOf(type)) ?? "" }];
    }
    const path = pathOf(mediaType);
    const tool = mediaType === "application/pdf" ? toolAt(path) : null;
    const isOpen = exhibit.leaves.has("/sha256") && exhibit.leaves.has("/size");
    return isOpen || tool !== null ? [{ path, exhibit, mediaType, tool }] : [];
  });
}

function has(bag: Bag, path: string): boolean {
  return bag.files.has(path) || bag.large.has(path) || unreadPaths(bag).has(path);
}

const MAGIC: Readonly<Record<string, string>> = {
  "application/pdf": "25504446",
  "image/jpeg": "ffd8ff",
  "image/png": "89504e47",
};

/** Section 7 of docs/formats/dossier.md. */
export function checkExhibits(bag: Bag, contents: Contents, files: readonly ExhibitFile[]): readonly string[] {
  const named = new Set(files.map(({ path }) => path));
  const problems = [...bag.files.keys(), ...bag.large.keys()]
    .filter((path) => path.startsWith("data/exhibits/") && !named.has(path))
    .map((path) => `${path} is of no exhibit that the dossier shows`);
  for (const { path, exhibit, mediaType, tool } of files) {
    const bytes = bag.files.get(path);
    const digest = bytes === undefined ? bag.large.get(path)?.sha256 : sha256Hex(bytes);
    if (!has(bag, path)) problems.push(`${path} is missing: ${exhibit.number} has a file`);
    else if (digest === undefined) continue;
    else if (tool === null) {
      const isSame = digest === exhibit.leaves.get("/sha256") && sizeOf(bag, path) === exhibit.leaves.get("/size");
      if (!isSame) problems.push(`${path} is not the file that was preserved`);
    } else {
      const head = Buffer.from(bytes?.subarray(0, 4) ?? []).toString("hex");
      if (bytes !== undefined && !head.startsWith(MAGIC[mediaType]!)) problems.push(`${path} is no file of its kind`);
      if (!/^[\x20-\x7e]{1,120}$/.test(tool)) problems.push(`${path}: nothing says what made this copy`);
    }
  }
  return [...problems, ...checkQuotes(bag, contents, files)];
}

const TEXTS = new Set(["text/plain", "text/markdown"]);

/** The opened quotes of enclosed texts stand where their claims say. */
function checkQuotes(bag: Bag, contents: Contents, files: readonly ExhibitFile[]): readonly string[] {
  const texts = new Map<Item, string>();
  for (const { path, exhibit, mediaType } of files) {
    const bytes = TEXTS.has(mediaType) ? bag.files.get(path) : undefined;
    const text = bytes === undefined ? null : decode(bytes);
    if (text !== null) texts.set(exhibit, text);
  }
  return contents.items.flatMap((claim) => {
    const exhibit = claim.kind.noun === "claim" ? targetOf(contents, claim, "/exhibit") : undefined;
    const text = exhibit === undefined ? undefined : texts.get(exhibit);
    const [words, start, end] = ["quote", "start", "end"].map((part) => claim.leaves.get(`/anchor/${part}`));
    if (text === undefined || typeof words !== "string" || typeof start !== "number" || typeof end !== "number")
      return [];
    return start >= 0 && text.slice(start, end) === words
      ? []
      : [
          `proofs/${claim.seq}.json: ${claim.number} quotes ${quote(words)}, which does not stand there in ${exhibit!.number}`,
        ];
  });
}

function decode(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
