import type { SnowmeltError } from "#kernel";
import { vaultError } from "./errors.ts";

const MAX_PART = 255;
const MAX_WHOLE = 4096;
// Controls, line separators, and the characters that embed, override or isolate a direction. Joiners and direction
// marks stay: Persian, Kurdish and Arabic names need them.
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/;

/** A name as it may be printed: what could move the cursor or reorder the line is written as an escape. */
export function showName(name: string): string {
  return Array.from(name, (character) => {
    const isLone = character.length === 1 && /[\ud800-\udfff]/.test(character);
    if (!UNSAFE.test(character) && !isLone) return character;
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  }).join("");
}

/** The name shortened for a message. */
export function briefName(name: string): string {
  const shown = showName(name);
  return shown.length <= 80 ? shown : `${shown.slice(0, 40)}...${shown.slice(-30)}`;
}

/** Decodes bytes as UTF-8. @returns `null` when they are not */
export function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Why a name, `/` between its parts, cannot be recorded; `null` when it can. */
export function refuseName(name: string): SnowmeltError | null {
  if (UNSAFE.test(name) || !name.isWellFormed() || name.includes("\ufffd")) {
    return vaultError("vault/unsafe-name", {
      what: `Cannot collect "${briefName(name)}"`,
      found: "its name holds control or direction characters, or is not UTF-8; a plain name is needed",
      unchanged: "Nothing was recorded for it.",
      mend: `Rename a copy, or: snowmelt collect - --name "plain name" < FILE`,
    });
  }
  const longest = Math.max(...name.split("/").map((part) => part.length));
  if (longest <= MAX_PART && name.length <= MAX_WHOLE) return null;
  return vaultError("vault/name-too-long", {
    what: `Cannot collect "${briefName(name)}"`,
    found: `its name has a part of ${longest} characters and ${name.length} in all; at most ${MAX_PART} and ${MAX_WHOLE} fit every system`,
    unchanged: "Nothing was recorded for it.",
    mend: `Rename a copy, or: snowmelt collect - --name "shorter name" < FILE`,
  });
}

const DEVICE =
  /^(con|prn|aux|nul|conin\$|conout\$|clock\$|com[0-9\u00b9\u00b2\u00b3]|lpt[0-9\u00b9\u00b2\u00b3])(\..*)?$/i;

/** Paths are kept as names only, never opened; still a dossier must not carry one that harms who saves it.
 *
 * @returns why a path from inside an archive cannot be used, in a few words; `null` when it can
 */
export function refuseMemberPath(path: string): string | null {
  if (path.includes("\\")) return "holds a backslash, which other systems read as a folder";
  if (path.startsWith("/") || /^[A-Za-z]:/.test(path)) return "is an absolute path";
  for (const part of path.replace(/\/$/, "").split("/")) {
    if (part === ".." || part === "." || part === "") return "leads out of its folder";
    if (DEVICE.test(part.trimEnd())) return "is the name of a device on Windows";
  }
  return null;
}

/** One key for all names that are the same name on some system: case and normal form folded. */
export function clashKey(path: string): string {
  return path.normalize("NFC").toUpperCase().toLowerCase().normalize("NFC");
}
