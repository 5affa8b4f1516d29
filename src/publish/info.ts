import { sha256Hex, toBase64 } from "#kernel";
import { parseCheckpoint } from "#seal";
import type { PublishInput } from "./input.ts";

/** The lines of bag-info.txt that are known before the bag is packed, by label. */
export type BagInfo = Readonly<Record<string, string>>;

/** What the bag says of itself; the page repeats from here, and the case key's signature vouches for it. */
export function bagInfo(input: PublishInput): BagInfo {
  const key = (role: "log" | "case"): string => sha256Hex(input.keys.find((one) => one.role === role)!.raw);
  const checkpoint = parseCheckpoint(input.checkpoint);
  if (checkpoint === null) throw new TypeError("The checkpoint is no signed note");
  return {
    "Bag-Software-Agent": oneLine(input.engine),
    "Bagging-Date": input.day,
    "External-Identifier": oneLine(input.dossierName),
    "Snowmelt-Audience": oneLine(input.audience.name),
    "Snowmelt-Case": oneLine(input.caseName),
    "Snowmelt-Case-Key": key("case"),
    "Snowmelt-Format": "1",
    "Snowmelt-Log-Key": key("log"),
    "Snowmelt-Origin": input.origin,
    "Snowmelt-Root": toBase64(checkpoint.root),
    "Snowmelt-Size": String(input.size),
    ...(input.chain === undefined ? {} : { "Snowmelt-Version": String(input.chain.length + 1) }),
    ...(input.publisher === undefined ? {} : { "Source-Organization": oneLine(input.publisher) }),
  };
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
