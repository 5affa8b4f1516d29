import { type Effects, type Problem, SnowmeltError } from "#kernel";
import type { Exhibit, Maybe } from "#record";
import { type Budget, CAPS, newBudget, openArchive, tooDeep } from "./archive.ts";
import { type Disk, realDisk } from "./disk.ts";
import { vaultError } from "./errors.ts";
import { type FactsTable, factsForAll } from "./facts.ts";
import { type Arrival, type CaseLog, type Incoming, Intake, NOT_KEPT } from "./intake.ts";
import { type Listed, listFiles } from "./listing.ts";
import { briefName } from "./names.ts";
import { exhibitPath, takeFile, takeStream } from "./preserve.ts";
import { version } from "./version.ts";
import { checkWacz, isWacz, type WaczFinding } from "./web/check-wacz.ts";

export interface CollectOptions {
  /** Unlocked, but for a dry run. */
  readonly store: CaseLog;
  readonly facts?: FactsTable;
  /** Reads and hashes everything, writes nothing. */
  readonly dryRun?: boolean;
  /** Whether the members of zip archives are collected as well; default yes. Web archives are checked in any case, and kept whole. */
  readonly unpack?: boolean;
  /** Name of what comes through standard input. */
  readonly stdinName?: string;
  readonly disk?: Disk;
}

export interface Collected {
  readonly added: readonly Exhibit[];
  /** Files whose bytes the case had before, with the exhibit that they are. */
  readonly already: readonly { readonly name: string; readonly id: string }[];
  readonly refused: readonly SnowmeltError[];
  /** Rows of the table of facts whose file did not come by. */
  readonly unusedFacts: readonly Problem[];
}

/** Files of a batch share the syncs of the folders they go to and of the ledger. */
const BATCH_FILES = 256;
const BATCH_BYTES = 256 << 20;

/**
 * Preserves files in a case: streams each once through SHA-256 into the vault, write-once, and records one act an exhibit.
 * Batches are durable one by one, so that a run that was stopped is continued by the same call.
 *
 * @param paths files, folders, or `-` for standard input
 * @returns what was added, known, and refused with its reason
 * @throws vault/disk-full, vault/write-failed, and what the store throws; what was recorded before stays
 */
export async function collect(paths: readonly string[], options: CollectOptions, effects: Effects): Promise<Collected> {
  const { store, facts = factsForAll({}), dryRun = false, unpack = true, disk = realDisk } = options;
  const listing = await listFiles(paths, {
    cwd: effects.cwd,
    caseDir: store.dir,
    stdinName: options.stdinName ?? "standard-input",
  });
  const progress = { done: 0, total: listing.files.reduce((sum, { size }) => sum + size, 0) };
  const onBytes = (count: number): void => {
    progress.done += count;
    progress.total = Math.max(progress.total, progress.done);
    effects.progress({
      what: dryRun ? "reading" : "collecting",
      done: progress.done,
      total: progress.total,
      unit: "bytes",
    });
  };
  const intake = await Intake.open({
    log: store,
    disk,
    effects,
    facts,
    tool: `snowmelt ${version()}`,
    dryRun,
    onBytes,
  });
  intake.refused.push(...listing.refused);

  const unpackAll = async (arrivals: readonly Arrival[], depth: number, budget: Budget | null): Promise<void> => {
    for (const arrival of arrivals.filter(({ exhibit }) => exhibit.mediaType === "application/zip")) {
      await unpackOne(arrival, depth, budget ?? newBudget());
    }
  };
  const unpackOne = async ({ incoming, exhibit }: Arrival, depth: number, budget: Budget): Promise<void> => {
    const path = dryRun ? incoming.path : exhibitPath(store.dir, exhibit.sha256);
    // A dry run keeps no copy of an archive inside an archive, so there is nothing that could be opened.
    if (path === null) return;
    try {
      if (depth > CAPS.depth) throw tooDeep(incoming.shownName);
      const archive = await openArchive(path, incoming.shownName, budget);
      try {
        if (unpack) intake.refused.push(...archive.refused);
        if (isWacz(incoming.originalName, archive.members)) {
          const found = await checkWacz(archive.members);
          intake.examined(exhibit, { what: "web archive", tool: `snowmelt ${version()}`, ...found });
          if (found.outcome === "lies" || found.outcome === "broken")
            intake.refused.push(faultyWacz(incoming.shownName, found));
          return;
        }
        if (!unpack) return;
        progress.total += archive.members.reduce((sum, { size }) => sum + size, 0);
        const members = archive.members.map((member): Incoming => {
          const shownName = `${incoming.shownName}/${member.path}`;
          return {
            shownName,
            originalName: member.path,
            factNames: [shownName, ...incoming.factNames],
            size: member.size,
            received: { modified: member.modified === null ? NOT_KEPT : { given: member.modified }, created: NOT_KEPT },
            from: exhibit.uid,
            path: null,
            isRepeatable: true,
            take: (place) => takeStream(member.open(), shownName, place),
          };
        });
        for (const batch of batches(members)) await unpackAll(await intake.takeIn(batch), depth + 1, budget);
      } finally {
        archive.close();
      }
    } catch (error) {
      if (!(error instanceof SnowmeltError) || !error.code.startsWith("vault/archive-")) throw error;
      // What is kept as it is may be as it likes, unless it claims to be an archive whose word counts.
      if (!unpack && !isWacz(incoming.originalName, [])) return;
      intake.refused.push(error);
    }
  };

  try {
    if (!dryRun) await requireRoom(listing.files, intake, disk, store.dir);
    for (const batch of batches(listing.files.map((file) => incomingOf(file, effects)))) {
      await unpackAll(await intake.takeIn(batch), 1, null);
    }
  } finally {
    intake.close();
  }
  return { added: intake.added, already: intake.already, refused: intake.refused, unusedFacts: facts.unused() };
}

function incomingOf({ name, path, size }: Listed, effects: Effects): Incoming {
  const base = { shownName: name, originalName: name, factNames: [name], from: null, received: null };
  if (path === null) {
    const take: Incoming["take"] = (place) => takeStream(effects.stdin, name, place);
    const received = { modified: { notApplicable: true }, created: { notApplicable: true } } as const;
    return { ...base, size: null, received, path: null, isRepeatable: false, take };
  }
  const take: Incoming["take"] = async (place) => {
    const taken = await takeFile(path, name, place);
    return { ...taken, received: { modified: utc(taken.modifiedMs), created: utc(taken.createdMs) } };
  };
  return { ...base, size, path, isRepeatable: true, take };
}

/** To the second, in UTC: neither the zone nor the precision of the machine's clock is told. */
function utc(ms: number | null): Maybe<string> {
  const text = ms === null ? "" : new Date(ms).toISOString();
  return /^\d{4}-/.test(text) ? { given: `${text.slice(0, 19)}Z` } : NOT_KEPT;
}

function* batches(all: readonly Incoming[]): Generator<readonly Incoming[]> {
  let batch: Incoming[] = [];
  let bytes = 0;
  for (const incoming of all) {
    batch.push(incoming);
    bytes += incoming.size ?? 0;
    if (batch.length < BATCH_FILES && bytes < BATCH_BYTES) continue;
    yield batch;
    [batch, bytes] = [[], 0];
  }
  if (batch.length > 0) yield batch;
}

/** Says before the first byte is copied that they cannot all find room. */
async function requireRoom(files: readonly Listed[], intake: Intake, disk: Disk, folder: string): Promise<void> {
  const needed = files.reduce((sum, { size }) => sum + (intake.hasSize(size) ? 0 : size), 0);
  const free = await disk.freeBytes(folder);
  if (needed <= free) return;
  throw vaultError("vault/disk-full", {
    what: `Cannot collect ${files.length} ${files.length === 1 ? "file" : "files"}`,
    found: `they need ${needed} bytes, and the disk of the case has ${free} free`,
    unchanged: "Nothing was recorded.",
    mend: "Free some room, or move the case to a larger disk, and run the same command again.",
  });
}

function faultyWacz(name: string, { outcome, remarks }: WaczFinding): SnowmeltError {
  return vaultError(outcome === "lies" ? "vault/wacz-lies" : "vault/wacz-broken", {
    what: `Cannot trust the web archive "${briefName(name)}"`,
    found: briefName(remarks[0] ?? ""),
    unchanged: "It is kept as an exhibit, and what was found is recorded beside it.",
    mend: "Ask for it again where it came from; snowmelt show ID lists all that was found.",
    problems: remarks.map((message) => ({ message })),
  });
}
