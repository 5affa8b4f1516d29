import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SnowmeltError } from "#kernel";
import type { Extracted } from "#reading";
import type { Exhibit } from "#record";
import { readExhibit } from "#vault";
import { ENGINE } from "./engine.ts";
import type { CaseState } from "./state.ts";
import { textOf } from "./text-of.ts";

/**
 * The text of an exhibit by id, kept under output/text/ so that a second run need not read a PDF again. Files there
 * are derived and may be deleted.
 *
 * @returns the text, or a sentence that says why there is none
 */
export function exhibitTexts(dir: string, state: CaseState): (exhibitId: string) => Promise<Extracted | string> {
  const memory = new Map<string, Promise<Extracted | string>>();
  return (exhibitId) => {
    const item = state.items.get(exhibitId);
    if (item?.noun !== "exhibit") return Promise.resolve(`unknown exhibit "${exhibitId}"`);
    const exhibit = item.value as unknown as Exhibit;
    const known = memory.get(exhibit.sha256) ?? readText(dir, exhibit);
    memory.set(exhibit.sha256, known);
    return known;
  };
}

async function readText(dir: string, exhibit: Exhibit): Promise<Extracted | string> {
  const folder = join(dir, "output", "text");
  const cache = join(folder, `${exhibit.sha256}.json`);
  if (existsSync(cache)) {
    const kept = JSON.parse(readFileSync(cache, "utf8")) as { readonly engine: string; readonly extracted: Extracted };
    if (kept.engine === ENGINE) return kept.extracted;
  }
  try {
    const extracted = await textOf(await readExhibit(dir, exhibit.sha256), exhibit.mediaType);
    mkdirSync(folder, { recursive: true });
    writeFileSync(cache, `${JSON.stringify({ engine: ENGINE, extracted })}\n`);
    return extracted;
  } catch (error) {
    if (error instanceof SnowmeltError) return `exhibit ${exhibit.id} has no text to quote: ${error.text.found}`;
    throw error;
  }
}
