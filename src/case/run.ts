import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { canonicalJson, type Effects, type Json, type Problem } from "#kernel";
import { parseAct } from "#record";
import { openStore, type Store } from "#store";
import { readExhibit } from "#vault";
import { ENGINE } from "./engine.ts";
import { caseError } from "./errors.ts";
import { exhibitTexts } from "./exhibit-text.ts";
import { type HandChange, readHand } from "./hand/hand.ts";
import { writeIndex } from "./index-database.ts";
import { requireKnownFormat } from "./settings.ts";
import { type CaseState, foldActs, itemsOf } from "./state.ts";

export interface CaseOptions {
  readonly dir: string;
  /** The folder of keys and guards. */
  readonly home: string;
  readonly effects: Effects;
  readonly passphrase: () => Promise<string | null>;
}

export interface RunReport {
  /** Acts recorded, in order; with `dryRun` those that would be. */
  readonly recorded: readonly HandChange[];
  /** Paths under output/ that were made anew; empty when nothing was stale. */
  readonly rebuilt: readonly string[];
  readonly state: CaseState;
}

/**
 * Records what changed under hand/ and case.toml as acts, then derives what is stale. With nothing new to record it
 * needs no key, passphrase or guard.
 *
 * @throws case/hand-problems with every problem; then nothing was recorded
 */
export async function runCase(options: CaseOptions & { readonly dryRun?: boolean }): Promise<RunReport> {
  const { dir, home, effects } = options;
  requireKnownFormat(dir);
  const store = openStore({ dir, home, effects });
  try {
    const before = foldActs(store.acts());
    const changes = await pendingChanges(dir, before, effects);
    if (options.dryRun === true) return { recorded: changes, rebuilt: [], state: before };
    if (changes.length > 0) {
      await store.unlock(options.passphrase);
      store.append(changes);
    }
    const state = changes.length > 0 ? foldActs(store.acts()) : before;
    return { recorded: changes, rebuilt: derive(dir, store, state), state };
  } finally {
    store.close();
  }
}

/** The acts that hand/ and case.toml ask for and that are not recorded yet. @throws case/hand-problems */
export async function pendingChanges(dir: string, state: CaseState, effects: Effects): Promise<readonly HandChange[]> {
  const { changes, problems } = await readHand({
    dir,
    state,
    randomBytes: effects.randomBytes,
    textOf: exhibitTexts(dir, state),
    bytesOf: (id) => exhibitBytes(dir, state, id),
    faultsOfRedaction: async (id, redaction) => {
      const bytes = await exhibitBytes(dir, state, id);
      if (typeof bytes === "string") return [{ path: ["exhibit"], message: bytes }];
      const { faultsOfRedaction } = await import("#publish");
      return faultsOfRedaction(bytes, state.items.get(id)!.value["mediaType"] as string, redaction);
    },
  });
  const all: Problem[] = [...problems];
  for (const change of problems.length > 0 ? [] : changes) {
    const parsed = parseAct(change.kind, change.value);
    if ("problems" in parsed) {
      for (const problem of parsed.problems)
        all.push({ ...problem, message: `${change.value["id"] ?? change.kind}: ${problem.message}` });
    }
  }
  if (all.length > 0) throw handProblems(all);
  return changes;
}

/** The bytes of an exhibit by id, or a sentence that says why there are none. */
async function exhibitBytes(dir: string, state: CaseState, id: string): Promise<Uint8Array | string> {
  const exhibit = state.items.get(id);
  if (exhibit?.noun !== "exhibit") return `unknown exhibit "${id}"`;
  return readExhibit(dir, exhibit.value["sha256"] as string);
}

function handProblems(problems: readonly Problem[]): Error {
  return caseError("case/hand-problems", {
    what: "Cannot record what stands under hand/",
    found: `${problems.length} ${problems.length === 1 ? "problem" : "problems"}, listed above`,
    unchanged: "Nothing was recorded; your files are as you left them.",
    mend: "Mend the lines named above, then: snowmelt run",
    problems,
  });
}

/** Makes output/ anew when the ledger has grown, the program has changed, or a file is gone. */
function derive(dir: string, store: Store, state: CaseState): readonly string[] {
  const output = join(dir, "output");
  const stamp = join(output, "derived.json");
  const now = `${canonicalJson({ checkpoint: store.checkpoint(), engine: ENGINE })}\n`;
  const isFresh =
    existsSync(stamp) &&
    readFileSync(stamp, "utf8") === now &&
    ["index.sqlite", "figures.json", "claims.json"].every((name) => existsSync(join(output, name)));
  if (isFresh) return [];
  writeIndex(dir, state, store.acts());
  const figures = itemsOf(state, "figure").map((item) => item.value);
  const claims = itemsOf(state, "claim").map((item) => item.value);
  writeWhole(join(output, "figures.json"), jsonLines(figures));
  writeWhole(join(output, "claims.json"), jsonLines(claims));
  writeWhole(stamp, now);
  return ["output/index.sqlite", "output/figures.json", "output/claims.json"];
}

/** A JSON array with an element a line, so that two versions diff well. */
function jsonLines(values: readonly Json[]): string {
  return values.length === 0 ? "[]\n" : `[\n${values.map((value) => canonicalJson(value)).join(",\n")}\n]\n`;
}

function writeWhole(path: string, text: string): void {
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(`${path}.new`, text);
  renameSync(`${path}.new`, path);
}
