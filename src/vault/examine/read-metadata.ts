import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { FLAGS } from "#record";
import type { Entry } from "./entry.ts";
import { filmMetadata } from "./film-metadata.ts";
import { imageMetadata } from "./image-metadata.ts";
import { kindOf } from "./kinds.ts";
import { matroskaMetadata } from "./matroska-metadata.ts";
import { officeMetadata } from "./office-metadata.ts";
import { pdfMetadata } from "./pdf-metadata.ts";
import { riffMetadata } from "./riff-metadata.ts";

/** What was read out of a file, before it is cut to what is recorded. */
export interface Metadata {
  readonly flags: readonly (typeof FLAGS)[number][];
  readonly blocks: readonly string[];
  readonly entries: readonly Entry[];
  readonly tool: string;
}

const AUTHOR = /author|creator$|lastmodifiedby|manager|company|initial-creator|artist|copyright/i;
const DEVICE = /\b(make|model|mak|mod|swr|android\.|camera|serial)/i;
const PLACE = /location|xyz|gps|city|country/i;

/**
 * Reads what a file tells about itself. It runs in a process of its own, without a network, for such files are made by people
 * who may not wish us well.
 *
 * @throws whatever its reader throws at a file that is not what it should be
 */
export async function readMetadata(bytes: Uint8Array, mediaType: string): Promise<Metadata> {
  const kind = kindOf(mediaType);
  if (kind === "image") {
    const { flags, blocks, entries } = await imageMetadata(bytes, mediaType);
    return { flags, blocks, entries, tool: `exifr ${versionOf("exifr")}` };
  }
  if (kind === "pdf") {
    const { entries, tool } = await pdfMetadata(bytes);
    return { ...signs(entries), tool };
  }
  if (kind === "office") {
    const entries = await officeMetadata(bytes);
    return { ...signs(entries), tool: `yauzl ${versionOf("yauzl")}, parse5 ${versionOf("parse5")}` };
  }
  if (kind === "matroska") return { ...signs(matroskaMetadata(bytes)), tool: "Matroska elements, format 1" };
  if (kind === "riff") return { ...signs(riffMetadata(bytes)), tool: "RIFF chunks, format 1" };
  return { ...signs(filmMetadata(bytes)), tool: "film boxes, format 1" };
}

function signs(entries: readonly Entry[]): Pick<Metadata, "flags" | "blocks" | "entries"> {
  const has = (pattern: RegExp): boolean => entries.some(({ name }) => pattern.test(name));
  const flags: Metadata["flags"][number][] = [];
  if (has(PLACE)) flags.push("location-metadata");
  if (has(DEVICE)) flags.push("device-metadata");
  if (has(AUTHOR)) flags.push("author-metadata");
  return { flags, blocks: entries.length > 0 ? ["text"] : [], entries };
}

/** The installed version of a library, from the package file above its main file. */
function versionOf(name: string): string {
  const main = createRequire(import.meta.url).resolve(name);
  const folder = main.slice(0, main.lastIndexOf(`node_modules/${name}`.replaceAll("/", sepOf(main))));
  const text = readFileSync(`${folder}node_modules/${name}/package.json`, "utf8");
  return String((JSON.parse(text) as { version: unknown }).version);
}

function sepOf(path: string): string {
  return path.includes("\\") ? "\\" : "/";
}
