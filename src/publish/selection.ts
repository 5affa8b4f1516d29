import type { Json, Problem } from "#kernel";
import { type Audience, type Level, maySee } from "#record";
import { flatten, type Leaf } from "#seal";
import { FIELDS, type Field, fitPattern, LETTERS } from "./fields.ts";
import type { ItemKind, PublishInput, PublishItem } from "./input.ts";

/** An item that the audience sees, with the leaves that are opened. Pointers are into the item's value. */
export interface OpenItem {
  readonly item: PublishItem;
  /** Its number in this dossier: `C1`. Texts are `T1`, ... */
  readonly number: string;
  readonly open: ReadonlyMap<string, Leaf>;
  /** Leaves of the white list that stay closed to this audience although they are there. */
  readonly closed: ReadonlySet<string>;
  /** The field of every pointer of `open` and `closed`, in the order of the white list. */
  readonly fields: ReadonlyMap<string, Field>;
}

export interface Selection {
  /** In the order of the languages. */
  readonly texts: readonly OpenItem[];
  /** In the order of first appearance, without texts. */
  readonly items: readonly OpenItem[];
  readonly byUid: ReadonlyMap<string, OpenItem>;
  readonly withheld: readonly Problem[];
}

interface Candidate {
  readonly item: PublishItem;
  readonly leaves: ReadonlyMap<string, { readonly value: Leaf; readonly field: Field; readonly isOpen: boolean }>;
}

/**
 * Chooses what leaves: the texts that the audience may see, and of what they lead to all that it may see. Everything starts
 * closed; a leaf is opened when the white list names it, the item's and the field's levels allow it, and, when it refers to
 * another item, that item goes out too.
 */
export function select(input: PublishInput): Selection {
  const { audience } = input;
  const isTeam = maySee(audience, ["team"]);
  const visible = new Map(
    input.items.filter((item) => maySee(audience, item.levels.item)).map((item) => [item.uid, item]),
  );
  const candidates = new Map<string, Candidate>();
  const numbers = new Map<string, string>();
  const counts = new Map<ItemKind, number>();
  const order: PublishItem[] = [];

  const visit = (item: PublishItem): void => {
    if (numbers.has(item.uid)) return;
    const count = (counts.get(item.kind) ?? 0) + 1;
    counts.set(item.kind, count);
    numbers.set(item.uid, `${LETTERS[item.kind]}${count}`);
    order.push(item);
    const candidate = { item, leaves: leavesOf(item, audience, isTeam, input.languages) };
    candidates.set(item.uid, candidate);
    for (const { value, field, isOpen } of candidate.leaves.values()) {
      const target = field.as === "ref" && isOpen ? visible.get(String(value)) : undefined;
      if (target !== undefined) pending.push(target);
    }
  };
  // Breadth first within each text, so that numbers rise as one reads; a chain of sources may be long, so no recursion.
  let pending: PublishItem[] = [];
  const texts = input.languages.flatMap((language) =>
    [...visible.values()].filter((item) => item.kind === "text" && item.value["lang"] === language),
  );
  for (const item of texts) {
    pending = [item];
    for (let at = 0; at < pending.length; at++) visit(pending[at]!);
  }

  const opened = order.map((item): OpenItem => {
    const open = new Map<string, Leaf>();
    const closed = new Set<string>();
    for (const [pointer, { value, field, isOpen }] of candidates.get(item.uid)!.leaves) {
      if (isOpen && (field.as !== "ref" || numbers.has(String(value)))) open.set(pointer, value);
      else if (field.isSealed !== true) closed.add(pointer);
    }
    const fields = new Map([...candidates.get(item.uid)!.leaves].map(([pointer, { field }]) => [pointer, field]));
    return { item, number: numbers.get(item.uid)!, open: withoutStrayPlaces(open), closed, fields };
  });
  return {
    texts: opened.filter(({ item }) => item.kind === "text"),
    items: opened.filter(({ item }) => item.kind !== "text"),
    byUid: new Map(opened.map((open) => [open.item.uid, open])),
    withheld: withheldOf(input, opened),
  };
}

function leavesOf(
  item: PublishItem,
  audience: Audience,
  isTeam: boolean,
  languages: readonly string[],
): Candidate["leaves"] {
  const leaves = new Map<string, { value: Leaf; field: Field; isOpen: boolean }>();
  const all = flatten(item.value as Json);
  for (const field of FIELDS[item.kind]) {
    const fitting = all.flatMap(([pointer, value]) => {
      const language = fitPattern(field.pattern, pointer);
      return language === null || typeof value === "object" ? [] : [{ pointer, value, language }];
    });
    const wanted = fitting.filter(({ language }) => language === "" || languages.includes(language));
    // Words that exist in no language of the dossier go out in the first that they have.
    for (const { pointer, value } of wanted.length > 0 ? wanted : fitting.slice(0, 1)) {
      const marks = Object.entries(item.levels.fields).flatMap(([marked, levels]) =>
        pointer === marked || pointer.startsWith(`${marked}/`) ? levels : [],
      );
      leaves.set(pointer, { value, field, isOpen: isLeafOpen(field, marks, audience, isTeam) });
    }
  }
  return leaves;
}

function isLeafOpen(field: Field, marks: readonly Level[], audience: Audience, isTeam: boolean): boolean {
  if (marks.length > 0) return maySee(audience, marks);
  return field.isSealed !== true || isTeam;
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
    problems.push({
      message: isVisible
        ? `${item.id}: no open text leads to it`
        : `${item.id}: is for ${item.levels.item.join(" and ")}`,
    });
  }
  for (const { item, closed } of opened) {
    for (const pointer of closed) problems.push({ message: `${item.id}${pointer}: stays closed to this audience` });
  }
  return problems;
}
