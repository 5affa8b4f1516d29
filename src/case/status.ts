import { existsSync } from "node:fs";
import { join } from "node:path";
import { SnowmeltError } from "#kernel";
import { openStore } from "#store";
import { notesOf } from "./devices/check.ts";
import { openForks } from "./devices/merge.ts";
import { type CaseOptions, pendingChanges } from "./run.ts";
import { requireKnownFormat } from "./settings.ts";
import { foldActs, itemsOf, NOUNS, type Noun } from "./state.ts";

/** One screen of a case: what it holds, what waits, what to do next. */
export interface CaseStatus {
  readonly name: string;
  readonly acts: number;
  readonly counts: Readonly<Record<Noun, number>>;
  /** Acts that `run` would record. */
  readonly pending: number;
  /** Problems under hand/ that stand in the way. */
  readonly problems: number;
  readonly dossiers: readonly {
    readonly dossier: string;
    readonly audience: string;
    readonly checkpoint: number;
    readonly day: string;
  }[];
  /** Acts of kinds that this version does not know. */
  readonly unknown: number;
  readonly hasPassphrase: boolean;
  /** The device by whose log this is told. */
  readonly device: string;
  /** What must be said of keys and of second histories. */
  readonly notes: readonly string[];
  /** The next command, ready to paste. */
  readonly next: string;
}

/** Looks at a case without changing anything; needs no key. */
export async function caseStatus({ dir, home, effects }: Omit<CaseOptions, "passphrase">): Promise<CaseStatus> {
  requireKnownFormat(dir);
  const store = openStore({ dir, home, effects });
  try {
    const acts = [...store.acts()];
    const state = foldActs(acts);
    const { pending, problems } = await pendingOrProblems(() => pendingChanges(dir, state, effects));
    const counts = Object.fromEntries(NOUNS.map((noun) => [noun, itemsOf(state, noun).length])) as Record<Noun, number>;
    const dossiers = state.publications.map((act) => ({
      dossier: act.value!["dossier"] as string,
      audience: act.value!["audience"] as string,
      checkpoint: act.value!["n"] as number,
      day: act.day,
    }));
    return {
      name: state.settings?.value.name ?? "",
      acts: state.size,
      counts,
      pending,
      problems,
      dossiers,
      unknown: state.unknown.length,
      device: state.device,
      notes: [...openForks(state), ...notesOf(store, acts, state)],
      hasPassphrase: store.genesis.x?.["passphrase"] === true,
      next: nextStep(dir, { counts, pending, problems, published: dossiers.length }),
    };
  } finally {
    store.close();
  }
}

async function pendingOrProblems(
  read: () => Promise<readonly unknown[]>,
): Promise<{ readonly pending: number; readonly problems: number }> {
  try {
    return { pending: (await read()).length, problems: 0 };
  } catch (error) {
    if (error instanceof SnowmeltError && error.code === "case/hand-problems")
      return { pending: 0, problems: error.problems.length };
    throw error;
  }
}

function nextStep(
  dir: string,
  at: {
    readonly counts: Readonly<Record<Noun, number>>;
    readonly pending: number;
    readonly problems: number;
    readonly published: number;
  },
): string {
  if (at.counts.exhibit === 0) return "snowmelt collect PATH...   (preserve your files)";
  if (at.problems > 0) return "snowmelt run   (lists the problems under hand/ with their lines)";
  if (at.pending > 0) return "snowmelt run   (records what changed under hand/)";
  if (at.counts.claim === 0) return "write hand/sources.toml and hand/claims.toml, then: snowmelt run";
  if (!existsSync(join(dir, "hand", "dossier.md"))) return "write hand/dossier.md, then: snowmelt run";
  return at.published === 0 ? "snowmelt publish --audience public" : "snowmelt verify dossiers/...";
}
