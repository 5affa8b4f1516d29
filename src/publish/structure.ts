import type { OpenItem } from "./selection.ts";

export interface SentencePlace {
  /** `/sections/0/blocks/1/sentences/2` */
  readonly pointer: string;
}

const SENTENCE = /^(\/sections\/\d+)(\/blocks\/\d+)(\/sentences\/\d+)\/text$/;

/** Pointers of a text's sections, in order. */
export function sectionsOf(text: OpenItem): readonly string[] {
  const found = new Set<string>();
  for (const pointer of text.fields.keys()) {
    const section = /^\/sections\/\d+/.exec(pointer)?.[0];
    if (section !== undefined) found.add(section);
  }
  return [...found].sort((a, b) => lastNumber(a) - lastNumber(b));
}

/** The blocks of a section with the places of their sentences, in order. */
export function blocksOf(
  text: OpenItem,
  section: string,
): readonly { readonly kind: string; readonly sentences: readonly SentencePlace[] }[] {
  const blocks = new Map<string, SentencePlace[]>();
  for (const { block, place } of sentencesOf(text).get(section) ?? []) {
    blocks.set(block, [...(blocks.get(block) ?? []), place]);
  }
  return [...blocks].map(([block, sentences]) => ({
    kind: String(text.open.get(`${block}/kind`) ?? "paragraph"),
    sentences,
  }));
}

const REFERENCE = /^(\/sections\/\d+\/blocks\/\d+\/sentences\/\d+)\/(?:figures\/\d+|refs\/\d+\/uid|persons\/\d+)$/;
const knownReferences = new WeakMap<OpenItem, ReadonlyMap<string, readonly string[]>>();

/** Pointers of what each sentence names, figures first, by the sentence's pointer. */
export function referencesOf(text: OpenItem): ReadonlyMap<string, readonly string[]> {
  const found = knownReferences.get(text);
  if (found !== undefined) return found;
  const bySentence = new Map<string, string[]>();
  for (const pointer of text.fields.keys()) {
    const sentence = REFERENCE.exec(pointer)?.[1];
    if (sentence !== undefined) bySentence.set(sentence, [...(bySentence.get(sentence) ?? []), pointer]);
  }
  knownReferences.set(text, bySentence);
  return bySentence;
}

const known = new WeakMap<
  OpenItem,
  ReadonlyMap<string, readonly { readonly block: string; readonly place: SentencePlace }[]>
>();

/** The sentences of a text by section, in reading order; leaves come in the order of the value. */
function sentencesOf(text: OpenItem) {
  const found = known.get(text);
  if (found !== undefined) return found;
  const bySection = new Map<string, { block: string; place: SentencePlace }[]>();
  for (const pointer of text.fields.keys()) {
    const match = SENTENCE.exec(pointer);
    if (match === null) continue;
    const [, section, block, sentence] = match as unknown as [string, string, string, string];
    const list = bySection.get(section) ?? [];
    list.push({ block: `${section}${block}`, place: { pointer: `${section}${block}${sentence}` } });
    bySection.set(section, list);
  }
  known.set(text, bySection);
  return bySection;
}

export type TemplatePart =
  | { readonly kind: "words"; readonly text: string }
  | { readonly kind: "figure" | "reference" | "person"; readonly index: number };

const PLACEHOLDERS: Readonly<Record<string, "figure" | "reference" | "person">> = {
  f: "figure",
  r: "reference",
  p: "person",
};

/** A sentence's template in parts: words, `{f0}` the first figure, `{r0}` the first reference, `{p0}` the first person. */
export function templateParts(template: string): readonly TemplatePart[] {
  return template.split(/(\{[frp]\d+\})/).flatMap((piece): readonly TemplatePart[] => {
    const match = /^\{([frp])(\d+)\}$/.exec(piece);
    if (match !== null) return [{ kind: PLACEHOLDERS[match[1]!]!, index: Number(match[2]) }];
    return piece === "" ? [] : [{ kind: "words", text: piece }];
  });
}

function lastNumber(pointer: string): number {
  return Number(pointer.slice(pointer.lastIndexOf("/") + 1));
}
