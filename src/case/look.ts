import { fold } from "#kernel";
import type { DossierText, Figure, Level } from "#record";
import { type Act, openStore } from "#store";
import { derivativesOf } from "./custody/derive.ts";
import { caseError } from "./errors.ts";
import { earlierGrades, gradeField } from "./grades.ts";
import { wordsOf } from "./index-database.ts";
import { levelsOf } from "./levels.ts";
import { edgesOf, itemsByUid, sentencesOf } from "./lineage.ts";
import type { CaseOptions } from "./run.ts";
import { requireKnownFormat } from "./settings.ts";
import { type CaseState, foldActs, type Item, itemsOf, NOUNS, type Noun } from "./state.ts";

type LookOptions = Pick<CaseOptions, "dir" | "home" | "effects">;

/** An item as it may be shown on this screen: fields above the reader's level read `[protected]`. */
export interface ShownItem {
  readonly noun: Noun;
  readonly id: string;
  readonly seq: number;
  readonly levels: readonly Level[];
  /** The item's own words in the case's main language, for a list. */
  readonly label: string;
  readonly value: Readonly<Record<string, unknown>>;
}

/** The state as recorded; what waits under hand/ is not in it. */
export function recordedState(options: LookOptions): CaseState {
  return foldWatched(options, () => {});
}

/** The state as recorded, with a look at each act on the way. */
function foldWatched({ dir, home, effects }: LookOptions, watch: (act: Act) => void): CaseState {
  requireKnownFormat(dir);
  const store = openStore({ dir, home, effects });
  function* watched(): Iterable<Act> {
    for (const act of store.acts()) {
      watch(act);
      yield act;
    }
  }
  try {
    return foldActs(watched());
  } finally {
    store.close();
  }
}

/** The items of a noun, or all. Protected values are hidden unless `showProtected`. */
export function listItems(
  options: LookOptions & { readonly showProtected: boolean },
  noun?: Noun,
): readonly ShownItem[] {
  const state = recordedState(options);
  const levels = levelsOf(state);
  const items = noun === undefined ? NOUNS.flatMap((each) => itemsOf(state, each)) : itemsOf(state, noun);
  return items.map((item) => shown(item, levels, state, options.showProtected));
}

/** One item by id, with what was made from it and how it was graded before. @throws case/unknown-id */
export function showItem(options: LookOptions & { readonly showProtected: boolean }, id: string): ShownItem {
  const acts: Act[] = [];
  const state = foldWatched(options, (act) => {
    if (act.value?.["id"] === id) acts.push(act);
  });
  const item = requireItem(state, id);
  const made = item.noun === "exhibit" ? derivativesOf(state, item.uid) : [];
  const plain = shown(item, levelsOf(state), state, options.showProtected);
  // What is hidden of the item now is hidden of what it was.
  const isShown = (field: string | null): boolean => field !== null && plain.value[field] === item.value[field];
  const graded = isShown(gradeField(item.noun)) && isShown("reasons") ? earlierGrades(acts, item) : [];
  const more = {
    ...(made.length === 0 ? {} : { derivatives: made }),
    ...(graded.length === 0 ? {} : { gradedBefore: graded }),
  };
  return { ...plain, value: { ...plain.value, ...more } };
}

/** A text of the case in which every searched word occurs. */
export interface Hit {
  readonly id: string;
  readonly noun: Noun;
  readonly pointer: string;
  readonly text: string;
}

/**
 * Finds items by words, in any script: Arabic spellings, vowels, Latin accents and digits are folded, so that one
 * spelling finds its sisters. Every word must occur in the same field.
 */
export function findWords(
  options: LookOptions & { readonly showProtected: boolean },
  words: readonly string[],
): readonly Hit[] {
  const wanted = words.flatMap((word) => fold(word).split(/\s+/)).filter((word) => word !== "");
  return listItems(options).flatMap((item) =>
    wordsOf(item.value as Item["value"])
      .filter(({ text }) => {
        const folded = fold(text);
        return wanted.length > 0 && wanted.every((word) => folded.includes(word));
      })
      .map(({ pointer, text }) => ({ id: item.id, noun: item.noun, pointer, text })),
  );
}

/** A step of a lineage: an item, how the one above rests on it, and what it rests on in turn. */
export interface LineageStep {
  readonly role: string;
  readonly item: ShownItem;
  readonly steps: readonly LineageStep[];
}

/** Where a number, sentence or item comes from. */
export interface Lineage {
  /** What was asked for, as found: an id, a figure's words, a sentence. */
  readonly found: string;
  readonly steps: readonly LineageStep[];
}

/**
 * The lineage of an item by id, of every figure whose words hold a number, or of every sentence that holds the words.
 *
 * @throws case/unknown-id when nothing in the case answers
 */
export function lineageOf(
  options: LookOptions & { readonly showProtected: boolean },
  word: string,
): readonly Lineage[] {
  const state = recordedState(options);
  const levels = levelsOf(state);
  const byUid = itemsByUid(state);
  const step = (role: string, item: Item, above: readonly string[]): LineageStep => ({
    role,
    item: shown(item, levels, state, options.showProtected),
    steps: above.includes(item.uid)
      ? []
      : edgesOf(item).flatMap((edge) => {
          const other = byUid.get(edge.to);
          return other === undefined ? [] : [step(edge.role, other, [...above, item.uid])];
        }),
  });
  const item = state.items.get(word);
  if (item !== undefined) return [{ found: word, steps: [step("is", item, [])] }];
  const wanted = fold(word);
  const holds = (text: string): boolean => wanted !== "" && fold(text).includes(wanted);
  const seen = (each: Item): Item["value"] => shown(each, levels, state, options.showProtected).value as Item["value"];
  const wordsIn = (figure: Item): Figure["words"] => (seen(figure) as unknown as Partial<Figure>).words ?? {};
  const figures = itemsOf(state, "figure").flatMap((each) => {
    const words = Object.values(wordsIn(each));
    return words.some(holds) ? [{ found: words[0]!, steps: [step("is", each, [])] }] : [];
  });
  const texts = itemsOf(state, "text")
    .map(seen)
    .filter((text) => text["sections"] !== undefined);
  const sentences = texts.flatMap((text) =>
    sentencesOf(text as unknown as DossierText).flatMap(({ sentence }) => {
      const lang = text["lang"] as string;
      const figuresIn = sentence.figures.flatMap((uid) => byUid.get(uid) ?? []);
      const printed = sentence.text
        .replace(/\{f(\d+)\}/g, (_, i: string) => {
          const figure = figuresIn[Number(i)];
          return figure === undefined ? "" : (wordsIn(figure)[lang] ?? PROTECTED);
        })
        .replace(/\s*\{r\d+\}/g, "");
      if (!holds(printed)) return [];
      const rests = [...figuresIn, ...sentence.refs.flatMap((ref) => byUid.get(ref.uid) ?? [])];
      return [{ found: printed, steps: rests.map((each) => step("names", each, [])) }];
    }),
  );
  const all = [...figures, ...sentences];
  if (all.length === 0) throw unknownId(word, state);
  return all;
}

function requireItem(state: CaseState, id: string): Item {
  const item = state.items.get(id);
  if (item === undefined) throw unknownId(id, state);
  return item;
}

function unknownId(id: string, state: CaseState): Error {
  const like = [...state.items.keys()].filter((known) => known.startsWith(id[0] ?? "")).slice(0, 8);
  return caseError("case/unknown-id", {
    what: `Cannot find "${id}"`,
    found: like.length === 0 ? "the case holds no such item or words" : `the case holds ${like.join(", ")} ...`,
    unchanged: "Nothing was changed.",
    mend: "See what there is: snowmelt list",
  });
}

function shown(item: Item, levels: ReturnType<typeof levelsOf>, state: CaseState, showProtected: boolean): ShownItem {
  const { item: whole, fields, spans } = levels.get(item.id)!;
  const isClosed = (marks: readonly Level[] = []): boolean => !showProtected && marks.includes("protected");
  const instead = new Map<string, string>();
  for (const [pointer, marks] of Object.entries(fields)) if (isClosed(marks)) instead.set(pointer, PROTECTED);
  // A text in which words are protected is shown around them; so is the mark that says which words.
  const texts = (item.value["spans"] ?? []) as unknown as readonly { field: string; parts: readonly string[] }[];
  for (const [i, { field, parts }] of texts.entries()) {
    if (!isClosed(spans[field]) || instead.has(field)) continue;
    const shownParts = parts.map((part, j) => (isClosed(fields[`/spans/${i}/parts/${j}`]) ? PROTECTED : part));
    instead.set(field, shownParts.join(""));
  }
  if (item.noun === "mark" && isClosed([item.value["level"] as Level])) instead.set("/span", PROTECTED);
  const value = isClosed(whole) ? { id: item.id, value: PROTECTED } : (replaced(item.value, instead) as Item["value"]);
  return { noun: item.noun, id: item.id, seq: item.seq, levels: whole, label: labelOf(value, state), value };
}

const PROTECTED = "[protected]";

function labelOf(value: Readonly<Record<string, unknown>>, state: CaseState): string {
  const keys = ["title", "name", "statement", "words", "text", "originalName", "analyst", "target", "reason", "value"];
  const words = keys.map((key) => value[key]).find((found) => found !== undefined) ?? "";
  if (typeof words === "string") return words;
  const byLanguage = words as Readonly<Record<string, string>>;
  const main = state.settings?.value.languages[0] ?? "en";
  return byLanguage[main] ?? Object.values(byLanguage)[0] ?? "";
}

/** A value in which other words stand at some pointers. */
function replaced(value: unknown, instead: ReadonlyMap<string, string>, pointer = ""): unknown {
  const other = instead.get(pointer);
  if (other !== undefined || value === null || typeof value !== "object") return other ?? value;
  if (Array.isArray(value)) return value.map((member, i) => replaced(member, instead, `${pointer}/${i}`));
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, replaced(member, instead, `${pointer}/${key}`)]),
  );
}
