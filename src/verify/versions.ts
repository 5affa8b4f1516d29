import type { Leaf } from "#seal";
import type { BagInfo } from "./bag-info.ts";
import { quote } from "./check-bag.ts";
import type { Contents } from "./contents.ts";
import type { Proved } from "./proofs.ts";
import type { Check } from "./report.ts";

/** A dossier that this one replaces, by the entry that recorded its publication; the entry that withdrew it, where one is shown. */
export interface Earlier {
  readonly seq: number;
  readonly leaves: ReadonlyMap<string, Leaf>;
  readonly withdrawal: Proved | null;
}

const PUBLISHED = ["/audience", "/day", "/dossier", "/manifest", "/n"];

/** The earlier dossiers that the proofs show, the first one first. Problems go to `problems`. */
export function readEarlier(proved: Iterable<Proved>, problems: string[]): readonly Earlier[] {
  const all = [...proved].sort((a, b) => a.seq - b.seq);
  const withdrawals = all.filter(({ entry }) => entry.kind === "dossier.withdraw");
  const found = all
    .filter(({ entry }) => entry.kind === "dossier.publish")
    .map(({ seq, leaves }): Earlier => {
      const others = [...leaves.keys()].filter((pointer) => !PUBLISHED.includes(pointer));
      const isWhole =
        PUBLISHED.every((pointer) => typeof leaves.get(pointer) === (pointer === "/n" ? "number" : "string")) &&
        others.every((pointer) => pointer === "/version" || pointer === "/replaces");
      if (!isWhole) problems.push(`proofs/${seq}.json does not open exactly what an earlier dossier is known by`);
      const withdrawal = withdrawals.find((one) => one.leaves.get("/dossier") === leaves.get("/dossier")) ?? null;
      return { seq, leaves, withdrawal };
    });
  for (const { seq, leaves } of withdrawals) {
    const isWhole = leaves.size === 2 && typeof leaves.get("/day") === "string";
    if (!isWhole || found.filter(({ withdrawal }) => withdrawal?.seq === seq).length !== 1)
      problems.push(
        `proofs/${seq}.json withdraws no earlier dossier that is shown, or opens more than its name and day`,
      );
  }
  return found;
}

/** Section 4a of docs/formats/dossier.md. `null` where the dossier does not say which version it is. */
export function checkVersions(contents: Contents): Check | null {
  const { info, earlier } = contents;
  const version = info.get("Snowmelt-Version");
  if (version === undefined && earlier.length === 0) return null;
  const problems = [...checkChain(info, earlier), ...checkErrata(contents)];
  return { name: "versions", proves: inWords(info, earlier), problems };
}

function checkChain(info: BagInfo, earlier: readonly Earlier[]): readonly string[] {
  const problems: string[] = [];
  const version = info.get("Snowmelt-Version");
  if (version !== String(earlier.length + 1)) {
    const said = version === undefined ? "no version" : `version ${quote(version)}`;
    problems.push(`bag-info.txt says ${said}, and the proofs show ${earlier.length} earlier dossiers`);
  }
  for (const [at, { seq, leaves }] of earlier.entries()) {
    const before = earlier[at - 1];
    const tell = (what: string): void => {
      problems.push(`proofs/${seq}.json: ${what}`);
    };
    const [audience, n, number, replaces] = ["/audience", "/n", "/version", "/replaces"].map((key) => leaves.get(key));
    if (audience !== info.get("Snowmelt-Audience")) tell("the earlier dossier is for another audience");
    if (leaves.get("/dossier") !== `${String(audience)}-${String(n).padStart(4, "0")}`)
      tell("the earlier dossier has another name than its audience and checkpoint give");
    if (!Number.isSafeInteger(n) || Number(n) < 1 || Number(n) > seq)
      tell("the earlier dossier is of a checkpoint after its publication");
    if (before !== undefined && !(before.seq < Number(n)))
      tell("the earlier dossier was published before the one that it should replace");
    if (!/^[0-9a-f]{64}$/.test(String(leaves.get("/manifest")))) tell("the fingerprint of the earlier dossier is none");
    if (number === undefined && (replaces !== undefined || before?.leaves.has("/version") === true))
      tell("the earlier dossier does not say its version, and one before it does");
    if (number === undefined) continue;
    if (number !== at + 1)
      tell(`the earlier dossier is version ${quote(String(number))}, and stands here as ${at + 1}`);
    if (replaces !== before?.leaves.get("/manifest"))
      tell("the earlier dossier replaced another one than the one that stands before it here");
  }
  const last = earlier.at(-1);
  if (last !== undefined && !(last.seq < Number(info.get("Snowmelt-Size"))))
    problems.push(`proofs/${last.seq}.json: the earlier dossier was published after this one's checkpoint`);
  return problems;
}

/** Every correction is of an earlier dossier that is shown. */
function checkErrata({ items, earlier }: Contents): readonly string[] {
  const names = new Set(earlier.map(({ leaves }) => leaves.get("/dossier")));
  return items
    .filter(({ kind, leaves }) => kind.noun === "erratum" && !names.has(leaves.get("/dossier") ?? ""))
    .map(({ seq, number }) => `proofs/${seq}.json: ${number} corrects no earlier dossier that is shown`);
}

function inWords(info: BagInfo, earlier: readonly Earlier[]): string {
  const audience = quote(info.get("Snowmelt-Audience") ?? "");
  const last = earlier.at(-1);
  if (last === undefined) return `it is the first version for ${audience}, and replaces no dossier`;
  const names = earlier.map(({ leaves, withdrawal }) => {
    const name = quote(String(leaves.get("/dossier")));
    return withdrawal === null ? name : `${name} (withdrawn on ${quote(String(withdrawal.leaves.get("/day")))})`;
  });
  return `it is version ${earlier.length + 1} for ${audience}, and the log says that it replaces ${names.reverse().join(", ")}`;
}
