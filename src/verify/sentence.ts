import { type Contents, type Item, splitsOf, targetOf } from "./contents.ts";

/** One part of a sentence: its one text, or the texts that it may have where an opened value leaves a choice. */
export type Part = readonly string[];

/** Where a sentence stands in its text. */
export interface SentencePlace {
  readonly section: number;
  readonly block: number;
  readonly sentence: number;
}

const SENTENCE = /^\/sections\/(0|[1-9]\d*)\/blocks\/(0|[1-9]\d*)\/sentences\/(0|[1-9]\d*)(?:$|\/)/;

export function pointerOf({ section, block, sentence }: SentencePlace): string {
  return `/sections/${section}/blocks/${block}/sentences/${sentence}`;
}

/** Reads a sentence's pointer, or a pointer below one. */
export function placeOf(pointer: string): SentencePlace | null {
  const match = SENTENCE.exec(pointer);
  if (match === null) return null;
  const [section, block, sentence] = match.slice(1).map(Number) as [number, number, number];
  return { section, block, sentence };
}

/** The lists of what a sentence names, in the order in which they are told, with the end of a member's pointer. */
const LISTS = { figures: "", refs: "/uid", persons: "" } as const;
const NAMED = /^\/(?:(figures|persons)\/(\d+)|(refs)\/(\d+)\/uid)$/;

/** What is opened of a text's sentences. */
interface Shape {
  /** By the sentence's pointer: indexes of what it names and is opened, ascending. */
  readonly sentences: ReadonlyMap<string, Readonly<Record<keyof typeof LISTS, readonly number[]>>>;
  readonly known: ReadonlySet<string>;
}

const shapes = new WeakMap<Item, Shape>();

function shapeOf(text: Item): Shape {
  const known = shapes.get(text);
  if (known !== undefined) return known;
  const sentences = new Map<string, Record<keyof typeof LISTS, number[]>>();
  for (const pointer of [...text.leaves.keys(), ...splitsOf(text).keys()]) {
    const place = placeOf(pointer);
    if (place === null) continue;
    const sentence = pointerOf(place);
    const lists = sentences.get(sentence) ?? { figures: [], refs: [], persons: [] };
    sentences.set(sentence, lists);
    const named = NAMED.exec(pointer.slice(sentence.length));
    const list = (named?.[1] ?? named?.[3]) as keyof typeof LISTS | undefined;
    if (list !== undefined) lists[list].push(Number(named![2] ?? named![4]));
  }
  for (const lists of sentences.values()) for (const list of Object.values(lists)) list.sort((a, b) => a - b);
  const shape = { sentences, known: new Set(sentences.keys()) };
  shapes.set(text, shape);
  return shape;
}

/** Pointers of all sentences of which some leaf is opened. */
export function knownSentences(text: Item): ReadonlySet<string> {
  return shapeOf(text).known;
}

/** Whether `next` may follow `last` in reading order: numbers count from 0 without gap; a section may be empty. */
export function follows(last: SentencePlace | null, next: SentencePlace): boolean {
  if (last !== null && next.section === last.section) {
    if (next.block === last.block) return next.sentence === last.sentence + 1;
    return next.block === last.block + 1 && next.sentence === 0;
  }
  return (last === null || next.section > last.section) && next.block === 0 && next.sentence === 0;
}

/** How the parts of a sentence are written: on a page with markup, in the description without. */
export interface SentenceWriter {
  words(text: string): string;
  withheld(): string;
  figure(figure: Item): Part;
  person(person: Item, pointer: string): Part;
  /** @param at the place within the item, `null` when it is not opened. */
  reference(target: Item, pointer: string, at: string | null): string;
  /** Around a part of a sentence of which other parts are closed. */
  span(pointer: string): readonly [open: string, close: string];
}

/** A sentence in parts, from its recorded words and what it names. */
export function sentenceParts(
  contents: Contents,
  text: Item,
  pointer: string,
  writer: SentenceWriter,
): readonly Part[] {
  const words = text.leaves.get(`${pointer}/text`);
  if (words !== undefined) return templateParts(contents, text, pointer, String(words), writer);
  const split = splitsOf(text).get(`${pointer}/text`);
  if (split === undefined) return [[writer.withheld()]];
  return Array.from({ length: split.count }, (_, at) => `/spans/${split.index}/parts/${at}`).flatMap((span) => {
    const part = text.leaves.get(span);
    if (part === undefined) return [[writer.withheld()]];
    const [open, close] = writer.span(span);
    return [[open], ...templateParts(contents, text, pointer, String(part), writer), [close]];
  });
}

function templateParts(
  contents: Contents,
  text: Item,
  pointer: string,
  template: string,
  writer: SentenceWriter,
): readonly Part[] {
  return template.split(/(\{[frp]\d+\})/).map((piece): Part => {
    const match = /^\{([frp])(\d+)\}$/.exec(piece);
    if (match === null) return [writer.words(piece)];
    const at = pointerOfMark(pointer, piece);
    const target = targetOf(contents, text, at);
    if (target === undefined) return [writer.withheld()];
    if (match[1] === "f") return writer.figure(target);
    if (match[1] === "p") return writer.person(target, at);
    const place = text.leaves.get(`${pointer}/refs/${match[2]}/at`);
    return [writer.reference(target, at, place === undefined ? null : String(place))];
  });
}

const MARKED: Readonly<Record<string, keyof typeof LISTS>> = { f: "figures", r: "refs", p: "persons" };

/** Pointer of what a mark in a sentence stands for: `{f0}`, `{r0}`, `{p0}`. */
export function pointerOfMark(pointer: string, mark: string): string {
  const list = MARKED[mark[1]!]!;
  return `${pointer}/${list}/${mark.slice(2, -1)}${LISTS[list]}`;
}

/** The marks in what is opened of a sentence's words; `null` when some of the words are closed. */
export function marksOf(text: Item, pointer: string): ReadonlySet<string> | null {
  const words = text.leaves.get(`${pointer}/text`);
  return words === undefined ? null : new Set(String(words).match(/\{[frp]\d+\}/g));
}

/** What a sentence names, in the order of its figures, references, persons; each once. */
export function namedBy(contents: Contents, text: Item, pointer: string): readonly Item[] {
  const lists = shapeOf(text).sentences.get(pointer);
  if (lists === undefined) return [];
  const pointers = (Object.keys(LISTS) as (keyof typeof LISTS)[]).flatMap((list) =>
    lists[list].map((index) => `${pointer}/${list}/${index}${LISTS[list]}`),
  );
  return [...new Set(pointers.flatMap((at) => targetOf(contents, text, at) ?? []))];
}

/** Whether a text is one of those that the parts allow: all places are followed at which a part may end. */
export function isWritten(parts: readonly Part[], text: string): boolean {
  let ends: ReadonlySet<number> = new Set([0]);
  for (const part of parts) {
    const next = new Set<number>();
    for (const at of ends) {
      for (const choice of part) if (text.startsWith(choice, at)) next.add(at + choice.length);
    }
    ends = next;
  }
  return ends.has(text.length);
}
