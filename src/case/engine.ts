import { readFileSync } from "node:fs";

/** Name and version of this program, as dossiers and caches carry it. package.json lies two folders up from src and dist alike. */
export const ENGINE: string = `snowmelt ${
  (JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as { version: string }).version
}`;
