import { basename, dirname } from "node:path";
import { realFiles, writeFileDurably } from "#store";

/** Puts a whole file in place, for the owner only; it is on the disk when this returns. */
export function writeWhole(path: string, content: string | Uint8Array): void {
  writeFileDurably(realFiles, dirname(path), basename(path), Buffer.from(content));
}
