import { fold } from "#kernel";
import type { Attributes } from "#record";
import type { PublishItem } from "../input.ts";
import type { OpenItem, Selection } from "../selection.ts";
import type { Shown } from "./alike.ts";

const OF_A_PERSON = /^\/(?:attributes\/[^/]+|coarse\/[^/]+\/[^/]+)$/;
/** Attributes that are words of common speech tell nothing when they are found in a text. */
const NOT_IN_PROSE: ReadonlySet<string> = new Set(["sex"]);

/**
 * What the dossier shows of a person: the attributes opened with the person, and those whose very words stand in an open
 * text that is about the person: claims, their sources, incidents and judgements that rest on them, and sentences that name
 * the person or refer to any of these.
 */
export function shownOf(person: PublishItem, selection: Selection): Shown {
  const shown: Record<string, string> = {};
  for (const [pointer, value] of selection.byUid.get(person.uid)?.open ?? []) {
    if (OF_A_PERSON.test(pointer)) shown[pointer] = String(value);
  }
  const prose = ` ${proseAbout(person, selection).map(wordsOf).join(" ")} `;
  for (const [name, value] of Object.entries(person.value["attributes"] as Attributes)) {
    const words = wordsOf(value);
    if (words !== "" && !NOT_IN_PROSE.has(name) && prose.includes(` ${words} `)) shown[`/attributes/${name}`] = value;
  }
  return shown;
}

/** Whether the audience sees the name; then there is nothing left to find out. */
export function isNamed(person: PublishItem, selection: Selection): boolean {
  const open = selection.byUid.get(person.uid)?.open ?? new Map<string, unknown>();
  return [...open.keys()].some((pointer) => pointer.startsWith("/name/"));
}

function proseAbout(person: PublishItem, selection: Selection): readonly string[] {
  const claims = new Set(person.value["claims"] as readonly string[]);
  const rests = ({ item }: OpenItem): boolean =>
    RESTING.has(item.kind) && ((item.value["claims"] ?? []) as readonly string[]).some((uid) => claims.has(uid));
  const speakers = new Set(
    selection.items.flatMap(({ item }) =>
      claims.has(item.uid) ? [item.value["source"] as string, ...(item.value["accordingTo"] as readonly string[])] : [],
    ),
  );
  const about = new Set([person.uid, ...claims, ...speakers]);
  for (const open of selection.items) if (rests(open)) about.add(open.item.uid);
  const texts: string[] = [];
  for (const open of selection.items) {
    if (open.item.uid === person.uid || !about.has(open.item.uid)) continue;
    for (const [pointer, value] of open.open) {
      const isWords = typeof value === "string" && ["text", "code"].includes(open.fields.get(pointer)!.as);
      if (isWords && pointer !== "/uid") texts.push(value);
    }
  }
  for (const text of selection.texts) texts.push(...sentencesAbout(about, text));
  return texts;
}

/** Kinds whose items rest on claims, so that what they say may be about the same person. */
const RESTING: ReadonlySet<string> = new Set(["incident", "judgement", "outcome"]);

/**
 * The open words of sentences that name the person or refer to what is about the person; the name stays a name even where
 * this audience sees a gap.
 */
function sentencesAbout(about: ReadonlySet<string>, text: OpenItem): readonly string[] {
  const sections = text.item.value["sections"] as unknown as readonly {
    readonly blocks: readonly {
      readonly sentences: readonly {
        readonly persons?: readonly string[];
        readonly refs: readonly { readonly uid: string }[];
      }[];
    }[];
  }[];
  return sections.flatMap(({ blocks }, s) =>
    blocks.flatMap(({ sentences }, b) =>
      sentences.flatMap(({ persons = [], refs }, i) => {
        if (![...persons, ...refs.map(({ uid }) => uid)].some((uid) => about.has(uid))) return [];
        const pointer = `/sections/${s}/blocks/${b}/sentences/${i}/text`;
        const split = text.splits.get(pointer);
        if (split === undefined) return text.open.has(pointer) ? [String(text.open.get(pointer))] : [];
        return Array.from({ length: split.count }, (_, n) => text.open.get(`/spans/${split.index}/parts/${n}`)).flatMap(
          (part) => (part === undefined ? [] : [String(part)]),
        );
      }),
    ),
  );
}

/** Words alone, folded: what is found must be whole words. */
function wordsOf(text: string): string {
  return fold(text)
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
