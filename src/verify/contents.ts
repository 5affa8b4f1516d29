import type { Leaf } from "#seal";
import type { BagInfo } from "./bag-info.ts";
import { quote } from "./check-bag.ts";
import { KINDS, type Kind, referenceTo } from "./kinds.ts";
import type { Proofs } from "./proofs.ts";
import { type Earlier, readEarlier } from "./versions.ts";

/** An item of the dossier, all of it proved. Pointers are into its value. */
export interface Item {
  readonly kind: Kind;
  readonly seq: number;
  /** `C1`; texts are `T1`, ... and no page names them so. */
  readonly number: string;
  readonly uid: string;
  readonly leaves: ReadonlyMap<string, Leaf>;
}

/** Words that nobody could know before their day, and the act that recorded them. */
export interface Beacon {
  readonly seq: number;
  readonly words: string;
  readonly source: string;
  readonly published: string;
}

/** What the proofs give: everything that a page or the description may say. */
export interface Contents {
  readonly info: BagInfo;
  readonly settings: { readonly seq: number; readonly name: string; readonly publisher: string | null } | null;
  /** In the order of the pages. */
  readonly texts: readonly Item[];
  /** In the order of the description, without texts. */
  readonly items: readonly Item[];
  readonly byUid: ReadonlyMap<string, Item>;
  readonly beacons: readonly Beacon[];
  /** The dossiers that this one replaces, the first one first. */
  readonly earlier: readonly Earlier[];
}

/** Kinds of entries that tell of earlier dossiers. */
const VERSIONS: ReadonlySet<string> = new Set(["dossier.publish", "dossier.withdraw"]);

/** The order in which the description names proofs: the only thing that is taken from it unproved. */
export type Order = readonly number[];

/** Section 4 of docs/formats/dossier.md: items with their numbers, from proofs alone. Problems go to `problems`. */
export function readContents(proofs: Proofs, order: Order, info: BagInfo, problems: string[]): Contents {
  let settings: Contents["settings"] = null;
  const found: Item[] = [];
  const beacons: Beacon[] = [];
  const byUid = new Map<string, Item>();
  const counts = new Map<string, number>();
  for (const seq of [...new Set([...order, ...proofs.proved.keys()])]) {
    const proof = proofs.proved.get(seq);
    if (proof === undefined || seq === 0) continue;
    const { entry, leaves } = proof;
    const kind = KINDS.get(entry.kind);
    if (entry.kind === "case.set") {
      if (settings !== null) problems.push(`proofs/${seq}.json: the settings of the case are shown twice`);
      settings = readSettings(seq, leaves, problems);
    } else if (entry.kind === "beacon.add") {
      beacons.push(readBeacon(seq, leaves, problems));
    } else if (VERSIONS.has(entry.kind)) {
      // Read together, below.
    } else if (kind === undefined) {
      problems.push(`proofs/${seq}.json: entries of the kind ${entry.kind} are not shown in a dossier`);
    } else {
      const uid = leaves.get("/uid");
      if (typeof uid !== "string") problems.push(`proofs/${seq}.json does not open the item's uid`);
      else if (byUid.has(uid)) problems.push(`proofs/${seq}.json: the item is shown twice, in two versions`);
      const count = (counts.get(kind.letter) ?? 0) + 1;
      counts.set(kind.letter, count);
      const item = { kind, seq, number: `${kind.letter}${count}`, uid: String(uid), leaves };
      found.push(item);
      if (typeof uid === "string" && !byUid.has(uid)) byUid.set(uid, item);
    }
  }
  if (settings === null) problems.push("no proof shows the settings of the case, which name it");
  for (const item of found) problems.push(...checkLeaves(item, byUid));
  const texts = found.filter(({ kind }) => kind.noun === "text");
  if (texts.length === 0) problems.push("no proof shows a text");
  const earlier = readEarlier(proofs.proved.values(), problems);
  const items = found.filter(({ kind }) => kind.noun !== "text");
  return { info, settings, texts, items, byUid, beacons, earlier };
}

function readBeacon(seq: number, leaves: ReadonlyMap<string, Leaf>, problems: string[]): Beacon {
  const [words, source, published] = ["/words", "/source", "/published"].map((pointer) => leaves.get(pointer));
  const isWhole = leaves.size === 3 && [words, source, published].every((leaf) => typeof leaf === "string");
  if (!isWhole || !/^\d{4}-\d\d-\d\d$/.test(String(published)))
    problems.push(`proofs/${seq}.json does not open exactly a beacon's words, source and day`);
  return { seq, words: String(words), source: String(source), published: String(published) };
}

function readSettings(seq: number, leaves: ReadonlyMap<string, Leaf>, problems: string[]): Contents["settings"] {
  const [name, publisher] = [leaves.get("/name"), leaves.get("/publisher")];
  const others = [...leaves.keys()].filter((pointer) => pointer !== "/name" && pointer !== "/publisher");
  if (others.length > 0) problems.push(`proofs/${seq}.json opens ${quote(others[0]!)}, which no dossier opens`);
  if (typeof name !== "string") problems.push(`proofs/${seq}.json does not open the name of the case`);
  if (publisher !== undefined && typeof publisher !== "string")
    problems.push(`proofs/${seq}.json: the publisher is no text`);
  return { seq, name: String(name), publisher: publisher === undefined ? null : String(publisher) };
}

function checkLeaves(item: Item, byUid: ReadonlyMap<string, Item>): readonly string[] {
  const problems: string[] = [];
  for (const [pointer, value] of item.leaves) {
    const field = /^\/spans\/(\d+)\/(?:count|parts\/\d+)$/.exec(pointer)?.[1];
    if (field !== undefined && !splitsOf(item).has(String(item.leaves.get(`/spans/${field}/field`))))
      problems.push(`proofs/${item.seq}.json opens ${quote(pointer)} and not of which text it is a part`);
    if (/^\/spans\/\d+\/field$/.test(pointer) && item.leaves.has(String(value)))
      problems.push(`proofs/${item.seq}.json opens ${quote(String(value))} whole and in parts`);
    if (/\/refs\/\d+\/at$/.test(pointer) && !item.leaves.has(`${pointer.slice(0, -3)}/uid`))
      problems.push(`proofs/${item.seq}.json opens ${quote(pointer)} of a reference that it does not open`);
    const noun = referenceTo(pointer, value);
    if (noun === null) continue;
    const target = byUid.get(String(value));
    const fits = target !== undefined && target.kind.noun !== "text" && (noun === "" || noun === target.kind.noun);
    if (!fits) problems.push(`proofs/${item.seq}.json: ${quote(pointer)} leads to nothing that the dossier shows`);
  }
  if (item.kind.noun === "text") {
    const [lang, title] = [item.leaves.get("/lang"), item.leaves.get("/title")];
    if (typeof lang !== "string" || !/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/.test(lang))
      problems.push(`proofs/${item.seq}.json: the text has no language`);
    if (typeof title !== "string") problems.push(`proofs/${item.seq}.json: the text has no title`);
  }
  return problems;
}

/** What a reference of an item leads to; `undefined` when it is not opened. */
export function targetOf(contents: Contents, item: Item, pointer: string): Item | undefined {
  const uid = item.leaves.get(pointer);
  return uid === undefined ? undefined : contents.byUid.get(String(uid));
}

/** An item's opened references, in the order of its leaves. */
export function referencesOf(item: Item): readonly string[] {
  return [...item.leaves].flatMap(([pointer, value]) => (referenceTo(pointer, value) === null ? [] : [pointer]));
}

/** A text of which words are closed: how many parts it has, and where they stand. */
export interface Split {
  readonly index: number;
  readonly count: number;
}

const splits = new WeakMap<Item, ReadonlyMap<string, Split>>();

/** The texts of an item that are not opened whole, by pointer, with the `/spans` that hold their parts. */
export function splitsOf(item: Item): ReadonlyMap<string, Split> {
  const known = splits.get(item);
  if (known !== undefined) return known;
  const found = new Map<string, Split>();
  for (const [pointer, field] of item.leaves) {
    const index = /^\/spans\/(0|[1-9]\d*)\/field$/.exec(pointer)?.[1];
    const count = index === undefined ? undefined : item.leaves.get(`/spans/${index}/count`);
    if (typeof field === "string" && typeof count === "number" && count > 0 && count <= MAX_PARTS)
      found.set(field, { index: Number(index), count });
  }
  splits.set(item, found);
  return found;
}

/** Above this the parts of a text are not laid out: no text has so many closed words. */
const MAX_PARTS = 100_000;

/** The language of a page's text. */
export function languageOf(text: Item): string {
  return String(text.leaves.get("/lang"));
}

/** The file name of a text's page. */
export function pagePath(contents: Contents, text: Item): string {
  return text === contents.texts[0] ? "index.html" : `index.${languageOf(text)}.html`;
}
