import { hmacSha256, type Problem, toHex } from "#kernel";
import { maySee } from "#record";
import type { Leaf } from "#seal";
import { type Field, LETTERS } from "./fields.ts";
import type { ItemKind, PublishInput, PublishItem } from "./input.ts";
import { type Candidate, leavesOf, type SplitText } from "./leaves.ts";

/** An item that the audience sees, with the leaves that are opened. Pointers are into the item's value. */
export interface OpenItem {
  readonly item: PublishItem;
  /** Its number in this dossier: `C1`. Texts are `T1`, ... */
  readonly number: string;
  readonly open: ReadonlyMap<string, Leaf>;
  /** Leaves of the white list that stay closed to this audience although they are there. */
  readonly closed: ReadonlySet<string>;
  /** Closed texts of which parts are open. */
  readonly splits: ReadonlyMap<string, SplitText>;
  /** The field of every pointer of `open` and `closed`, in the order of the white list. */
  readonly fields: ReadonlyMap<string, Field>;
}

export interface Selection {
  /** In the order of the languages. */
  readonly texts: readonly OpenItem[];
  /** In the order of first appearance, people last, without texts. */
  readonly items: readonly OpenItem[];
  readonly byUid: ReadonlyMap<string, OpenItem>;
  readonly withheld: readonly Problem[];
}

/**
 * Chooses what leaves: the texts that the audience may see, and of what they lead to all that it may see. Everything starts
 * closed; a leaf is opened when the white list names it, the item's and the field's levels allow it, and, when it refers to
 * another item, that item goes out too.
 */
export function select(input: PublishInput): Selection {
  const { audience } = input;
  const visible = new Map(
    input.items.filter((item) => maySee(audience, item.levels.item)).map((item) => [item.uid, item]),
  );
  const candidates = new Map<string, ReturnType<typeof leavesOf>>();
  const found: PublishItem[] = [];
  let pending: PublishItem[] = [];
  const visit = (item: PublishItem): void => {
    if (candidates.has(item.uid)) return;
    found.push(item);
    const candidate = leavesOf(item, audience, input.languages);
    candidates.set(item.uid, candidate);
    for (const { value, field, isOpen } of candidate.leaves.values()) {
      const target = field.as === "ref" && isOpen ? visible.get(String(value)) : undefined;
      if (target !== undefined) pending.push(target);
    }
  };
  // Breadth first within each text, so that numbers rise as one reads; a chain of sources may be long, so no recursion.
  const texts = input.languages.flatMap((language) =>
    [...visible.values()].filter((item) => item.kind === "text" && item.value["lang"] === language),
  );
  // No text leads to a correction: it goes out with the dossier that replaces what it corrects.
  const replaced = new Set((input.chain ?? []).map(({ open }) => open.get("/dossier")));
  const errata = [...visible.values()].filter((item) => {
    if (item.kind !== "erratum") return false;
    const dossier = leavesOf(item, audience, input.languages).leaves.get("/dossier");
    return dossier?.isOpen === true && replaced.has(dossier.value);
  });
  for (const item of [...texts, ...errata]) {
    pending = [item];
    for (let at = 0; at < pending.length; at++) visit(pending[at]!);
  }

  const order = [...found.filter(({ kind }) => kind !== "person"), ...shuffledPeople(input, found)];
  const counts = new Map<ItemKind, number>();
  const opened = order.map((item): OpenItem => {
    const count = (counts.get(item.kind) ?? 0) + 1;
    counts.set(item.kind, count);
    const { leaves, splits } = candidates.get(item.uid)!;
    const isThere = ({ value, field }: Candidate): boolean => field.as !== "ref" || candidates.has(String(value));
    const open = new Map<string, Leaf>();
    const closed = new Set<string>();
    for (const [pointer, leaf] of leaves) {
      if (leaf.isOpen && isThere(leaf)) open.set(pointer, leaf.value);
      else if (leaf.field.isSealed !== true && leaf.isBeside !== true) closed.add(pointer);
    }
    const fields = new Map([...leaves].map(([pointer, { field }]) => [pointer, field]));
    return { item, number: `${LETTERS[item.kind]}${count}`, open: withoutStrayPlaces(open), closed, splits, fields };
  });
  return {
    texts: opened.filter(({ item }) => item.kind === "text"),
    items: opened.filter(({ item }) => item.kind !== "text"),
    byUid: new Map(opened.map((open) => [open.item.uid, open])),
    withheld: withheldOf(input, opened),
  };
}

/**
 * People in an order that nobody can foresee and that differs in every dossier, so that their numbers are pseudonyms: those
 * of two dossiers cannot be joined. The same dossier gives the same numbers again, for whoever holds the case key.
 */
function shuffledPeople(input: PublishInput, found: readonly PublishItem[]): readonly PublishItem[] {
  const key = input.pseudonymKey;
  const people = found.filter(({ kind }) => kind === "person");
  if (key === undefined) {
    if (people.length > 0) throw new TypeError("People cannot be numbered without a key for their pseudonyms");
    return [];
  }
  const draws = new Map(
    people.map((person) => [person, toHex(hmacSha256(key, Buffer.from(`${input.dossierName}\0${person.uid}`)))]),
  );
  return [...people].sort((a, b) => (draws.get(a)! < draws.get(b)! ? -1 : 1));
}

/** The place within a withheld item (`p. 3`) is withheld with it. */
function withoutStrayPlaces(open: ReadonlyMap<string, Leaf>): ReadonlyMap<string, Leaf> {
  return new Map([...open].filter(([pointer]) => !pointer.endsWith("/at") || open.has(`${pointer.slice(0, -3)}/uid`)));
}

function withheldOf(input: PublishInput, opened: readonly OpenItem[]): readonly Problem[] {
  const isOpen = new Set(opened.map(({ item }) => item.uid));
  const problems: Problem[] = [];
  for (const item of input.items) {
    if (isOpen.has(item.uid)) continue;
    const isVisible = maySee(input.audience, item.levels.item);
    const alone =
      item.kind === "erratum" ? "it corrects no dossier that this one replaces" : "no open text leads to it";
    problems.push({ message: `${item.id}: ${isVisible ? alone : `is for ${item.levels.item.join(" and ")}`}` });
  }
  for (const { item, closed, splits } of opened) {
    for (const pointer of closed) {
      const how = splits.has(pointer) ? "is shown without the words that are closed" : "stays closed to this audience";
      problems.push({ message: `${item.id}${pointer}: ${how}` });
    }
  }
  return problems;
}
