import { canonicalJson, type Json, type Problem } from "#kernel";
import type { Extracted } from "#reading";
import type { Redaction } from "#record";
import { isOurs } from "../devices/owner.ts";
import { readSettings } from "../settings.ts";
import { BY_COMMAND, type CaseState, itemsOf, NOUNS } from "../state.ts";
import type { TomlPath } from "../toml.ts";
import { buildItems } from "./items.ts";

/** An act that hand/ asks for: an item whose value differs from the recorded one, or one that is gone. */
export interface HandChange {
  readonly kind: string;
  readonly value: { readonly [key: string]: Json };
}

export interface HandOptions {
  readonly dir: string;
  readonly state: CaseState;
  readonly randomBytes: (count: number) => Uint8Array;
  /** The text of an exhibit, or a sentence that says why it has none. */
  readonly textOf: (exhibitId: string) => Promise<Extracted | string>;
  /** What is wrong with a redaction of an exhibit, such as a region outside the picture. */
  readonly faultsOfRedaction: (
    exhibitId: string,
    redaction: Pick<Redaction, "regions" | "crop">,
  ) => Promise<readonly { readonly path: TomlPath; readonly message: string }[]>;
  /** The bytes of an exhibit, or a sentence that says why there are none. */
  readonly bytesOf: (exhibitId: string) => Promise<Uint8Array | string>;
}

/**
 * Reads case.toml and everything under hand/ and compares it with what is recorded.
 *
 * @returns the acts that would make the record agree with hand/, in a fixed order, and every problem found. With
 *   problems, the changes are not to be recorded.
 */
export async function readHand(
  options: HandOptions,
): Promise<{ readonly changes: readonly HandChange[]; readonly problems: readonly Problem[] }> {
  const problems: Problem[] = [];
  const settings = readSettings(options.dir, problems);
  const languages = settings?.languages ?? ["en"];
  const changes: HandChange[] = [];
  if (
    settings !== null &&
    canonicalJson((options.state.settings?.value ?? null) as unknown as Json) !==
      canonicalJson(settings as unknown as Json)
  ) {
    if (options.state.settings?.value.signers === 2 && settings.signers !== 2) problems.push({ ...SIGNERS_STAY });
    if (options.state.device === "a")
      changes.push({ kind: "case.set", value: settings as unknown as HandChange["value"] });
    else problems.push({ ...SETTINGS_ELSEWHERE });
  }
  const items = await buildItems(options, languages, Object.keys(settings?.audiences ?? {}), problems);
  for (const { noun, value } of items) {
    const recorded = options.state.items.get(value["id"] as string);
    if (recorded !== undefined && canonicalJson(recorded.recorded) === canonicalJson(value)) continue;
    changes.push({ kind: `${noun}.${VERBS[noun] ?? "set"}`, value });
  }
  const kept = new Set(items.map(({ value }) => value["id"]));
  for (const noun of NOUNS) {
    if (BY_COMMAND.has(noun)) continue;
    for (const item of itemsOf(options.state, noun)) {
      if (!kept.has(item.id) && isOurs(options.state, item.id))
        changes.push({ kind: `${noun}.remove`, value: { id: item.id, uid: item.uid } });
    }
  }
  return { changes, problems: problems.sort(byPlace) };
}

const SIGNERS_STAY: Problem = {
  message: "signers = 2 was set and stays: one person alone could take it away otherwise",
  file: "case.toml",
  line: 1,
  column: 1,
};

const SETTINGS_ELSEWHERE: Problem = {
  message: "the settings are kept on device a: put its case.toml here as it is, or change it there and merge",
  file: "case.toml",
  line: 1,
  column: 1,
};

/** What is done with an item whose verb is not plainly "set". */
const VERBS: Readonly<Record<string, string>> = { claim: "accept", suggestion: "decide", link: "decide" };

function byPlace(a: Problem, b: Problem): number {
  const [fileA, fileB] = [a.file ?? "", b.file ?? ""];
  if (fileA !== fileB) return fileA < fileB ? -1 : 1;
  return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
}
