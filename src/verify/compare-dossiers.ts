import { canonicalJson, sha256Hex } from "#kernel";
import type { Bag } from "./bag-files.ts";
import { readInfo } from "./bag-info.ts";
import { quote, TAG_MANIFEST } from "./check-bag.ts";
import { type Contents, type Item, readContents, targetOf } from "./contents.ts";
import { readDescription } from "./description.ts";
import { readProofs } from "./proofs.ts";
import { printable, type Report } from "./report.ts";
import { readLogKeys } from "./roster.ts";
import { verifyDossier } from "./verify-dossier.ts";
import type { Earlier } from "./versions.ts";

/** How one dossier stands to another that a reader holds too. */
export interface Comparison {
  /** `replaces`: the first says, and its log proves, that it replaces the second. `broken`: one of them is not whole. */
  readonly relation: "replaces" | "replaced" | "same" | "unrelated" | "broken";
  readonly newer: Report;
  readonly older: Report;
  /** The relation in words. */
  readonly says: string;
  /** Where the first replaces the second: every item that both show and that says something else in the first, and what corrects it. */
  readonly changes: readonly string[];
}

/**
 * Checks two dossiers, whether the first replaces the second, and what of the items that both show was changed. A reader
 * learns so which figures were put right, and whether the newer dossier owns up to that.
 */
export function compareDossiers(newer: Bag, older: Bag): Comparison {
  const [first, second] = [verifyDossier(newer), verifyDossier(older)];
  const whole = { newer: first, older: second };
  const broken = [first, second].filter(({ outcome }) => outcome === "failed").map(({ subject }) => subject);
  if (broken.length > 0)
    return { relation: "broken", ...whole, says: `not whole: ${broken.join(" and ")}`, changes: [] };
  const [now, before] = [contentsOf(newer), contentsOf(older)];
  const [nowDigest, beforeDigest] = [digestOf(newer), digestOf(older)];
  const replaced = now.earlier.find(({ leaves }) => leaves.get("/manifest") === beforeDigest);
  if (nowDigest === beforeDigest) return { relation: "same", ...whole, says: "both are one dossier", changes: [] };
  if (replaced !== undefined) {
    const says = `${first.subject} replaces ${second.subject}${withdrawn(replaced)}`;
    return { relation: "replaces", ...whole, says, changes: changesOf(now, before, replaced) };
  }
  if (before.earlier.some(({ leaves }) => leaves.get("/manifest") === nowDigest)) {
    const says = `it is the other way round: ${second.subject} replaces ${first.subject}`;
    return { relation: "replaced", ...whole, says, changes: [] };
  }
  return { relation: "unrelated", ...whole, says: whyUnrelated(now, before), changes: [] };
}

/** Status for a shell: 0 where the first replaces the second or is it, 20 where one is not whole, else 3. */
export function statusOf({ relation, newer, older }: Comparison): 0 | 3 | 20 {
  if (relation === "broken") return 20;
  const isChecked = [newer, older].every(({ outcome }) => outcome === "verified");
  return isChecked && (relation === "replaces" || relation === "same") ? 0 : 3;
}

/** What is said to people: the relation first, then what was changed, then what was found wrong. */
export function comparisonText({ relation, newer, older, says, changes }: Comparison): string {
  const title =
    relation === "replaces" || relation === "same" ? relation : relation === "broken" ? "failed" : "not shown";
  const problems = [newer, older].flatMap(({ subject, checks }) =>
    checks.flatMap(({ name, problems: found }) => found.map((problem) => `${subject}: ${name}: ${problem}`)),
  );
  const open = [newer, older].flatMap(({ subject, incomplete = [] }) =>
    incomplete.map((what) => `${subject}: ${what}`),
  );
  const listed = (head: string, lines: readonly string[]): readonly string[] =>
    lines.length === 0 ? [] : ["", head, ...lines.map((line) => `  - ${line}`)];
  return `${printable([
    `${title.toUpperCase()}: ${says}.`,
    ...listed("What the newer says otherwise of what both show:", changes),
    ...listed("Wrong:", problems),
    ...listed("Could not be checked here:", open),
    ...(relation === "replaces" && changes.length === 0 ? ["", "Nothing that both show was changed."] : []),
    "",
    "Not checked: whether the newer was itself replaced or withdrawn since, which the publisher knows.",
  ])}\n`;
}

function contentsOf(bag: Bag): Contents {
  return readContents(readProofs(bag, readLogKeys(bag)), readDescription(bag).order, readInfo(bag), []);
}

function digestOf(bag: Bag): string {
  return sha256Hex(bag.files.get(TAG_MANIFEST) ?? new Uint8Array());
}

function withdrawn({ withdrawal }: Earlier): string {
  return withdrawal === null ? "" : `, which was withdrawn on ${quote(String(withdrawal.leaves.get("/day")))}`;
}

function whyUnrelated(now: Contents, before: Contents): string {
  const differs = (label: string): boolean => now.info.get(label) !== before.info.get(label);
  if (differs("Snowmelt-Origin") || differs("Snowmelt-Case-Key")) return "they are of two cases";
  if (differs("Snowmelt-Audience")) return "they are for two audiences, and each audience has a chain of its own";
  if (!differs("Snowmelt-Size")) return "they are two editions from one checkpoint, and neither replaces the other";
  if (!now.info.has("Snowmelt-Version")) return "the first does not say which version it is";
  return "neither says that it replaces the other";
}

function changesOf(now: Contents, before: Contents, replaced: Earlier): readonly string[] {
  // What was corrected in the older dossier or in one that came after it.
  const since = now.earlier.slice(now.earlier.indexOf(replaced)).map(({ leaves }) => leaves.get("/dossier"));
  const errata = now.items.filter(
    ({ kind, leaves }) => kind.noun === "erratum" && since.includes(leaves.get("/dossier")),
  );
  const changes = now.items.flatMap((item) => {
    const earlier = before.byUid.get(item.uid);
    if (earlier === undefined || item.kind.noun === "erratum") return [];
    const leaves = [...item.leaves].flatMap(([pointer]) => {
      const [was, is] = [leafOf(before, earlier, pointer), leafOf(now, item, pointer)];
      return was === null || was.value === is!.value ? [] : [`${pointer} ${was.words} became ${is!.words}`];
    });
    if (leaves.length === 0) return [];
    const corrections = errata
      .filter((erratum) => targetOf(now, erratum, "/item") === item)
      .map(({ number }) => number);
    const by = corrections.length === 0 ? "no correction names it" : `corrected by ${corrections.join(", ")}`;
    const there = earlier.number === item.number ? "" : ` (${earlier.number} in the older)`;
    return [`${item.number}${there}: ${leaves.join("; ")}: ${by}`];
  });
  const gone = before.items.filter(({ uid }) => !now.byUid.has(uid)).map(({ number }) => number);
  return gone.length === 0 ? changes : [...changes, `of the older no longer shown: ${gone.join(", ")}`];
}

/** A leaf to compare, and as it may be printed: a reference by the number that it has there. `null` where it is not opened. */
function leafOf(contents: Contents, item: Item, pointer: string): { value: string; words: string } | null {
  const leaf = item.leaves.get(pointer);
  if (leaf === undefined) return null;
  const value = canonicalJson(leaf);
  const target = targetOf(contents, item, pointer);
  return { value, words: target === undefined ? quote(typeof leaf === "string" ? leaf : value) : target.number };
}
