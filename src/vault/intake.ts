import { rmSync } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { canonicalJson, type Effects, type Json, SnowmeltError, toHex } from "#kernel";
import { type Examination, type Exhibit, type ExhibitFacts, type ExhibitNote, type Maybe, makeUid } from "#record";
import { type Disk, writeFailure } from "./disk.ts";
import { Examiner } from "./examine/examiner.ts";
import { kindOf } from "./examine/kinds.ts";
import { type ActLike, exhibitsOf, highestNumber, type KnownExhibit, makeId, noted } from "./exhibits.ts";
import type { FactsTable, Said } from "./facts.ts";
import { briefName } from "./names.ts";
import { discard, exhibitPath, inParallel, openWorkplace, settle, type Taken, type Workplace } from "./preserve.ts";
import { sniff } from "./sniff.ts";

/** What is needed of a case's store: reading acts and, unlocked, appending them. */
export interface CaseLog {
  readonly dir: string;
  readonly device: string;
  acts(): Iterable<ActLike>;
  /** Durable on return. */
  append(acts: readonly { readonly kind: string; readonly value: { [key: string]: Json } }[]): unknown;
}

/** One thing that comes in: how to read it, and what is known of it beforehand. */
export interface Incoming {
  /** Its name, after the names of the archives it lies in: `papers.zip/list.csv`. */
  readonly shownName: string;
  readonly originalName: string;
  /** Names whose row in the table of facts speaks for it, the nearest first. */
  readonly factNames: readonly string[];
  /** `null` when it cannot be told beforehand. */
  readonly size: number | null;
  readonly received: Exhibit["received"] | null;
  /** uid of the archive it lies in. */
  readonly from: string | null;
  /** Where the original can be read again; `null` for streams. */
  readonly path: string | null;
  /** Whether `take` may be called twice. */
  readonly isRepeatable: boolean;
  take(place: Workplace): Promise<Taken & { readonly received?: Exhibit["received"] }>;
}

/** What became of one thing. */
export interface Arrival {
  readonly incoming: Incoming;
  readonly exhibit: Exhibit;
}

const PARALLEL = 16;
/** Of larger files only the beginning is looked into. */
const WHOLE_FILE = 64 << 20;

/** Takes files into a case, batch by batch: bytes first, then names, then the acts that speak of them. */
export class Intake {
  readonly added: Exhibit[] = [];
  readonly already: { readonly name: string; readonly id: string }[] = [];
  readonly refused: SnowmeltError[] = [];
  readonly #log: CaseLog;
  readonly #disk: Disk;
  readonly #effects: Effects;
  readonly #facts: FactsTable;
  readonly #tool: string;
  readonly #known: Map<string, KnownExhibit>;
  readonly #sizes: Set<number>;
  readonly #onBytes: (count: number) => void;
  readonly #examined: Set<string>;
  readonly #examiner = new Examiner();
  #highest = 0;
  /** `null` in a dry run. */
  #workplace: string | null = null;
  /** Who stops the program leaves no copy behind that has no name yet. */
  readonly #stop = (): void => {
    if (this.#workplace !== null) rmSync(this.#workplace, { recursive: true, force: true });
  };

  private constructor(options: IntakeOptions) {
    this.#log = options.log;
    this.#disk = options.disk;
    this.#effects = options.effects;
    this.#facts = options.facts;
    this.#tool = options.tool;
    this.#onBytes = options.onBytes;
    this.#known = exhibitsOf(options.log.acts());
    this.#sizes = new Set([...this.#known.values()].map(({ exhibit }) => exhibit.size));
    this.#examined = examinationsOf(options.log.acts());
    this.#highest = highestNumber(options.log.acts(), "E", options.log.device);
  }

  static async open(options: IntakeOptions): Promise<Intake> {
    const intake = new Intake(options);
    if (!options.dryRun) {
      intake.#workplace = await openWorkplace(options.log.dir, options.disk).catch((error) => {
        throw writeFailure(error, "vault");
      });
      process.once("exit", intake.#stop);
    }
    return intake;
  }

  /** Ends what was started; what was taken in stays. */
  close(): void {
    process.off("exit", this.#stop);
    this.#examiner.close();
  }

  /** Whether an exhibit of this size is there already, so that a file of this size may need no room. */
  hasSize(size: number): boolean {
    return this.#sizes.has(size);
  }

  /**
   * Takes a batch in; what cannot be taken is put on the list of refusals.
   *
   * @throws vault/disk-full, vault/write-failed: then nothing of the batch is recorded
   */
  async takeIn(batch: readonly Incoming[]): Promise<Arrival[]> {
    const takens = new Map<Incoming, Taken & { readonly received?: Exhibit["received"] }>();
    const failures = new Map<Incoming, SnowmeltError>();
    try {
      await inParallel(batch, PARALLEL, async (incoming) => {
        try {
          takens.set(incoming, await this.#take(incoming));
        } catch (error) {
          if (!(error instanceof SnowmeltError) || isOfTheDisk(error)) throw error;
          failures.set(incoming, error);
        }
      });
      return await this.#record(batch, takens, failures);
    } catch (error) {
      await Promise.all([...takens.values()].map(discard));
      throw error;
    }
  }

  /** Bytes that are here already are read and hashed, but not copied a second time. */
  async #take(incoming: Incoming): Promise<Taken & { readonly received?: Exhibit["received"] }> {
    const hashOnly: Workplace = { disk: this.#disk, newFile: () => null, onBytes: this.#onBytes };
    const copying = { ...hashOnly, newFile: () => this.#newFile() };
    if (incoming.isRepeatable && incoming.size !== null && this.#sizes.has(incoming.size)) {
      const taken = await incoming.take(hashOnly);
      const isDone = this.#workplace === null || (this.#known.has(taken.sha256) && (await this.#isKept(taken)));
      if (isDone) return taken;
      return incoming.take({ ...copying, onBytes: () => undefined });
    }
    return incoming.take(copying);
  }

  async #isKept({ sha256, size }: Taken): Promise<boolean> {
    const stats = await stat(exhibitPath(this.#log.dir, sha256)).catch(() => null);
    return stats?.size === size;
  }

  #newFile(): string | null {
    return this.#workplace === null ? null : join(this.#workplace, toHex(this.#effects.randomBytes(12)));
  }

  async #record(
    batch: readonly Incoming[],
    takens: ReadonlyMap<Incoming, Taken & { readonly received?: Exhibit["received"] }>,
    failures: ReadonlyMap<Incoming, SnowmeltError>,
  ): Promise<Arrival[]> {
    const acts: { kind: string; value: { [key: string]: Json } }[] = [];
    const toSettle: Taken[] = [];
    const added: Exhibit[] = [];
    const already: { name: string; id: string }[] = [];
    const arrivals: Arrival[] = [];
    const learnt = new Map<string, KnownExhibit>();
    const settled = new Set<string>();
    let highest = this.#highest;
    for (const incoming of batch) {
      const taken = takens.get(incoming);
      if (taken === undefined) continue;
      const said = this.#facts.lookUp(...incoming.factNames);
      const known = learnt.get(taken.sha256) ?? this.#known.get(taken.sha256);
      if (known === undefined) {
        const { exhibit, found } = await this.#describe(
          incoming,
          taken,
          said,
          makeId("E", ++highest, this.#log.device),
        );
        learnt.set(taken.sha256, { exhibit, again: new Map() });
        acts.push({ kind: "exhibit.add", value: asJson(exhibit) });
        if (found !== null)
          acts.push({ kind: "exhibit.examine", value: asJson({ uid: exhibit.uid, id: exhibit.id, ...found }) });
        toSettle.push(taken);
        settled.add(taken.sha256);
        added.push(exhibit);
        arrivals.push({ incoming, exhibit });
        continue;
      }
      const note = noteOf(known, incoming.originalName, said);
      if (note !== null) {
        acts.push({ kind: "exhibit.note", value: asJson(note) });
        learnt.set(taken.sha256, noted(known, note));
      }
      // Of what is known a copy is wanted only where the vault has lost it.
      if (taken.temporary !== null && !settled.has(taken.sha256) && !(await this.#isKept(taken))) {
        toSettle.push(taken);
        settled.add(taken.sha256);
      } else await discard(taken);
      already.push({ name: incoming.shownName, id: known.exhibit.id });
      arrivals.push({ incoming, exhibit: known.exhibit });
    }
    if (this.#workplace !== null) {
      await settle(this.#log.dir, toSettle, this.#disk).catch((error) => {
        throw writeFailure(error, briefName(batch[0]?.shownName ?? ""));
      });
      if (acts.length > 0) this.#log.append(acts);
    }
    this.#highest = highest;
    for (const [sha256, known] of learnt) {
      this.#known.set(sha256, known);
      this.#sizes.add(known.exhibit.size);
    }
    this.added.push(...added);
    this.already.push(...already);
    for (const incoming of batch) {
      const failure = failures.get(incoming);
      if (failure !== undefined) this.refused.push(failure);
    }
    return arrivals;
  }

  /** Records what a program found in an exhibit, unless the case knows just that already. */
  examined({ uid, id }: Exhibit, found: Omit<Examination, "uid" | "id">): void {
    const value = { uid, id, ...found } as unknown as { [key: string]: Json };
    const text = canonicalJson(value);
    if (this.#workplace === null || this.#examined.has(text)) return;
    this.#examined.add(text);
    this.#log.append([{ kind: "exhibit.examine", value }]);
  }

  async #describe(
    incoming: Incoming,
    taken: Taken & { readonly received?: Exhibit["received"] },
    said: Said,
    id: string,
  ): Promise<{ readonly exhibit: Exhibit; readonly found: Omit<Examination, "uid" | "id"> | null }> {
    const { mediaType, isMismatch } = await sniff(taken.head, incoming.originalName);
    const flags: Exhibit["flags"] = isMismatch ? ["type-mismatch"] : [];
    let embedded: Maybe<string[]> = { missing: "this kind of file was not searched for metadata" };
    let found: Omit<Examination, "uid" | "id"> | null = null;
    if (kindOf(mediaType) !== null) {
      const path = taken.temporary ?? incoming.path;
      const isWhole = path !== null && taken.size <= WHOLE_FILE;
      const { record, ...metadata } = await this.#examiner.examine(
        isWhole ? await readFile(path) : taken.head,
        mediaType,
      );
      flags.push(...metadata.flags);
      embedded = { given: [...metadata.blocks] };
      const remarks =
        isWhole || taken.size === taken.head.length ? [] : ["only the beginning of the file was looked into"];
      if (record.entries.length > 0 || record.outcome === "unread")
        found = { ...record, remarks: [...record.remarks, ...remarks] };
    }
    const exhibit = {
      uid: makeUid(this.#effects.randomBytes(16)),
      id,
      sha256: taken.sha256,
      size: taken.size,
      mediaType,
      originalName: incoming.originalName,
      ...(said.title === undefined ? {} : { title: said.title }),
      ...(incoming.from === null ? {} : { from: incoming.from }),
      received: taken.received ?? incoming.received ?? { modified: NOT_KEPT, created: NOT_KEPT },
      flags,
      ...UNSAID,
      tool: { given: this.#tool },
      embedded,
      ...said.facts,
    };
    return { exhibit, found };
  }
}

/** What programs found in exhibits before, as canonical JSON. */
function examinationsOf(acts: Iterable<ActLike>): Set<string> {
  const found = new Set<string>();
  for (const { kind, value } of acts) {
    if (kind === "exhibit.examine" && value !== null) found.add(canonicalJson(value as Json));
  }
  return found;
}

export interface IntakeOptions {
  readonly log: CaseLog;
  readonly disk: Disk;
  readonly effects: Effects;
  readonly facts: FactsTable;
  /** Name and version of the program. */
  readonly tool: string;
  readonly dryRun: boolean;
  onBytes(count: number): void;
}

export const NOT_KEPT: Maybe<string> = { missing: "not kept where it came from" };

const NOT_SAID = { missing: "not said when it was collected" } as const;

/** Every fact that only people know, unsaid. */
const UNSAID = {
  collector: NOT_SAID,
  collectedAt: NOT_SAID,
  method: NOT_SAID,
  clock: NOT_SAID,
  persona: NOT_SAID,
  egress: NOT_SAID,
  url: NOT_SAID,
  pageSource: NOT_SAID,
  pageCapture: NOT_SAID,
  pageMedia: NOT_SAID,
  context: NOT_SAID,
  custody: NOT_SAID,
  priorCopies: NOT_SAID,
  transformations: NOT_SAID,
  relevance: NOT_SAID,
  sensitivity: NOT_SAID,
  restrictions: NOT_SAID,
  consent: NOT_SAID,
} satisfies Partial<ExhibitFacts>;

/** What a further hand-in of known bytes adds: a correction under the same name, a second witness under another. */
function noteOf({ exhibit, again }: KnownExhibit, name: string, said: Said): ExhibitNote | null {
  const base = { uid: exhibit.uid, id: exhibit.id };
  if (name !== exhibit.originalName) {
    const before = again.get(name);
    if (before !== undefined && isSame(before, said.facts)) return null;
    return { ...base, again: { name, said: said.facts } };
  }
  const news = Object.entries(said.facts).filter(([key, fact]) => !isSame(fact, exhibit[key as keyof ExhibitFacts]));
  const title = said.title !== undefined && said.title !== exhibit.title ? { title: said.title } : {};
  if (news.length === 0 && !("title" in title)) return null;
  return { ...base, ...title, ...(news.length === 0 ? {} : { facts: Object.fromEntries(news) }) };
}

function isSame(a: unknown, b: unknown): boolean {
  return canonicalJson(a as Json) === canonicalJson(b as Json);
}

function asJson(value: Exhibit | ExhibitNote | Examination): { [key: string]: Json } {
  return value as unknown as { [key: string]: Json };
}

function isOfTheDisk(error: SnowmeltError): boolean {
  return error.code === "vault/disk-full" || error.code === "vault/write-failed";
}
