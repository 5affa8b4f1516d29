import { sha256Hex, toBase64 } from "#kernel";
import { parseCheckpoint } from "#seal";
import { type Bag, textOf } from "./bag-files.ts";
import { quote, sizeOf } from "./check-bag.ts";

/** The lines of bag-info.txt by label. */
export type BagInfo = ReadonlyMap<string, string>;

const LABELS = [
  "Bag-Software-Agent",
  "Bagging-Date",
  "External-Identifier",
  "Payload-Oxum",
  "Snowmelt-Audience",
  "Snowmelt-Case",
  "Snowmelt-Case-Key",
  "Snowmelt-Format",
  "Snowmelt-Log-Key",
  "Snowmelt-Origin",
  "Snowmelt-Root",
  "Snowmelt-Size",
  "Snowmelt-Version",
  "Source-Organization",
];

/** Reads bag-info.txt as far as it can be read. */
export function readInfo(bag: Bag): BagInfo {
  try {
    const lines = textOf(bag, "bag-info.txt").split("\n");
    return new Map(lines.flatMap((line) => entryOf(line)));
  } catch {
    return new Map();
  }
}

function entryOf(line: string): readonly (readonly [string, string])[] {
  const match = /^([A-Za-z-]+): (\S.*)$/.exec(line);
  return match === null ? [] : [[match[1]!, match[2]!]];
}

/**
 * Section 2 of docs/formats/dossier.md, but for the names of case and publisher, which are held against their proof.
 *
 * @param caseKey raw public key, `null` when there is none that can be read.
 */
export function checkInfo(
  bag: Bag,
  info: BagInfo,
  caseKey: Uint8Array | null,
  logKey: Uint8Array | null,
): readonly string[] {
  const problems: string[] = [];
  const written = LABELS.filter((label) => info.has(label)).map((label) => `${label}: ${info.get(label)}\n`);
  if (textOf(bag, "bag-info.txt") !== written.join(""))
    problems.push("bag-info.txt holds lines that are not its own, doubled or out of order");
  const need = (label: string, isRight: (value: string) => boolean): void => {
    const value = info.get(label);
    if (value === undefined) problems.push(`bag-info.txt lacks ${label}`);
    else if (!isRight(value)) problems.push(`bag-info.txt: ${label} is not ${quote(value)}`);
  };
  const payload = [...bag.files.keys(), ...bag.large.keys()].filter((path) => path.startsWith("data/"));
  const bytes = payload.reduce((sum, path) => sum + sizeOf(bag, path), 0);
  const checkpoint = bag.files.has("checkpoint") ? parseCheckpoint(textOf(bag, "checkpoint")) : null;
  const audience = info.get("Snowmelt-Audience") ?? "";
  const name = `${audience}-${(info.get("Snowmelt-Size") ?? "").padStart(4, "0")}`;
  need("Bag-Software-Agent", (value) => /^snowmelt [A-Za-z0-9.+-]{1,32}$/.test(value));
  need("Bagging-Date", isDay);
  need("External-Identifier", (value) => value === name);
  if (bag.unread.length === 0) need("Payload-Oxum", (value) => value === `${bytes}.${payload.length}`);
  need("Snowmelt-Audience", (value) => /^[a-z0-9][a-z0-9-]{0,62}$/.test(value));
  need("Snowmelt-Case", () => true);
  // Dossiers of earlier versions of the program do not say which version they are.
  if (info.has("Snowmelt-Version")) need("Snowmelt-Version", (value) => /^[1-9]\d{0,5}$/.test(value));
  if (caseKey !== null) need("Snowmelt-Case-Key", (value) => value === sha256Hex(caseKey));
  // Another whole number never comes here: that is a later format, and "incomplete". "one", "01", "0" are none.
  need("Snowmelt-Format", (value) => value === "1");
  if (logKey !== null) need("Snowmelt-Log-Key", (value) => value === sha256Hex(logKey));
  if (checkpoint !== null) {
    need("Snowmelt-Origin", (value) => value === checkpoint.origin);
    need("Snowmelt-Root", (value) => value === toBase64(checkpoint.root));
    need("Snowmelt-Size", (value) => value === String(checkpoint.size));
  }
  return problems;
}

function isDay(text: string): boolean {
  const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
