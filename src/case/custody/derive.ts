import { existsSync, readFileSync, statSync } from "node:fs";
import { basename, resolve } from "node:path";
import { type Json, type Problem, sha256Hex } from "#kernel";
import { type Derivation, type DerivationKind, type Exhibit, languageSchema } from "#record";
import { openStore } from "#store";
import { collect, factsForAll, readCues, timeCode } from "#vault";
import { caseError } from "../errors.ts";
import type { CaseOptions } from "../run.ts";
import { requireKnownFormat } from "../settings.ts";
import { type CaseState, foldActs, type Item, itemsOf } from "../state.ts";

export interface DeriveOptions extends CaseOptions {
  /** The exhibit it was made from. */
  readonly of: string;
  readonly how: DerivationKind;
  /** The file that holds it. */
  readonly file: string;
  readonly language: string;
  readonly by: string;
  readonly checkedBy?: string | undefined;
}

/**
 * Preserves a translation or transcript as an exhibit of its own and records what it was made from, by whom, and who compared it
 * with the original. Time codes of a transcript are read, and refused whole when one of them is none.
 *
 * @returns what was recorded, with the id of the exhibit that holds it
 * @throws case/unknown-id, case/bad-derivation, and what `collect` throws
 */
export async function deriveExhibit(options: DeriveOptions): Promise<Derivation> {
  const { dir, home, effects, passphrase, of, how, file, language, by, checkedBy } = options;
  requireKnownFormat(dir);
  const store = openStore({ dir, home, effects });
  try {
    const before = foldActs(store.acts());
    const original = before.items.get(of);
    if (original?.noun !== "exhibit") throw unknownExhibit(of);
    const cues = check(options, originalsOf(before, original));
    await store.unlock(passphrase);
    const facts = factsForAll({ method: `a ${how} of ${of}, made by ${by}`, origin: "offline" });
    const { added, already, refused } = await collect([file], { store, facts, unpack: false }, effects);
    if (refused[0] !== undefined) throw refused[0];
    const state = foldActs(store.acts());
    const made = state.items.get(added[0]?.id ?? already[0]!.id)!;
    const value: Derivation = {
      uid: made.uid,
      id: made.id,
      how,
      of: original.uid,
      ofId: of,
      language,
      by,
      ...(checkedBy === undefined ? {} : { checkedBy }),
      day: effects.now().toISOString().slice(0, 10),
      ...(cues === undefined ? {} : { cues }),
    };
    if (!isRecorded(made, value))
      store.append([{ kind: "exhibit.derive", value: value as unknown as { [key: string]: Json } }]);
    return value;
  } finally {
    store.close();
  }
}

/** Everything that is wrong with it, together. @returns the time codes, where there are any */
function check(options: DeriveOptions, originals: readonly Exhibit[]): Derivation["cues"] {
  const { effects, of, how, file, language, by, checkedBy } = options;
  const problems: Problem[] = [];
  if (!languageSchema.safeParse(language).success)
    problems.push({ message: `"${language}" names no language; wanted is a tag such as en, ar, ckb, ar-SY` });
  if (checkedBy !== undefined && checkedBy.trim().toLowerCase() === by.trim().toLowerCase())
    problems.push({ message: `"${by}" made it and cannot be the one who checked it` });
  // A file that cannot be read is told by whoever preserves it.
  const path = resolve(effects.cwd, file);
  const bytes = existsSync(path) && statSync(path).isFile() ? readFileSync(path) : Buffer.alloc(0);
  const sha256 = sha256Hex(bytes);
  const same = originals.find((exhibit) => exhibit.sha256 === sha256);
  if (same !== undefined) problems.push({ message: `it has the bytes of ${same.id}, which ${of} is or was made from` });
  const { cues, problems: faults } = readCues(bytes.toString("utf8"), basename(file));
  problems.push(...faults);
  if (problems.length > 0) {
    throw caseError("case/bad-derivation", {
      what: `Cannot record the ${how} of ${of}`,
      found: `${problems.length} ${problems.length === 1 ? "thing does" : "things do"} not hold`,
      unchanged: "Nothing was preserved or recorded.",
      mend: `Mend what is listed, then: snowmelt derive ${of} --${how} ${file} --language ${language} --by "..." --checked-by "..."`,
      problems,
    });
  }
  const [first] = cues;
  if (first === undefined) return undefined;
  return { count: cues.length, fromMs: first.fromMs, toMs: Math.max(...cues.map(({ toMs }) => toMs)) };
}

/** The exhibit, what it was made from, and so on. */
function originalsOf(state: CaseState, item: Item): readonly Exhibit[] {
  const above = derivedOf(item).flatMap(({ ofId }) => state.items.get(ofId) ?? []);
  return [item.value as unknown as Exhibit, ...above.flatMap((each) => originalsOf(state, each))];
}

function isRecorded(made: Item, { uid: _uid, id: _id, day: _day, ...value }: Derivation): boolean {
  return derivedOf(made).some(({ day: _, ...known }) => {
    const keys = new Set([...Object.keys(known), ...Object.keys(value)]);
    const read = (from: object, key: string): string => JSON.stringify((from as Record<string, unknown>)[key] ?? null);
    return [...keys].every((key) => key === "cues" || read(known, key) === read(value, key));
  });
}

/** What an exhibit was made from, as recorded; empty for originals. */
export function derivedOf(item: Item): readonly Omit<Derivation, "uid" | "id">[] {
  return (item.value["derived"] ?? []) as unknown as readonly Omit<Derivation, "uid" | "id">[];
}

/** What was made from an exhibit, in words: `E13: translation (en) by the translator, checked by the editor`. */
export function derivativesOf(state: CaseState, uid: string): readonly string[] {
  return itemsOf(state, "exhibit").flatMap((made) =>
    derivedOf(made).flatMap((derivation) => (derivation.of === uid ? [`${made.id}: ${inWords(derivation)}`] : [])),
  );
}

/** `translation (en) by the translator, checked by nobody yet, time codes 00:00:01.000 to 00:10:00.000`. */
export function inWords({ how, language, by, checkedBy, cues }: Omit<Derivation, "uid" | "id">): string {
  const times =
    cues === undefined ? "" : `, ${cues.count} time codes, ${timeCode(cues.fromMs)} to ${timeCode(cues.toMs)}`;
  return `${how} (${language}) by ${by}, checked by ${checkedBy ?? "nobody yet"}${times}`;
}

function unknownExhibit(id: string): Error {
  return caseError("case/unknown-id", {
    what: `Cannot record what was made from "${id}"`,
    found: "the case holds no such exhibit",
    unchanged: "Nothing was preserved or recorded.",
    mend: "See what there is: snowmelt list exhibit",
  });
}
