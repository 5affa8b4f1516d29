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
 * text that is about the person (claims, incidents that rest on them, sentences that name the person).
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
  const rests = (open: OpenItem): boolean =>
    ((open.item.value["claims"] ?? []) as readonly string[]).some((uid) => claims.has(uid));
  const texts: string[] = [];
  for (const open of selection.items) {
    const isAbout = claims.has(open.item.uid) || (open.item.kind === "incident" && rests(open));
    if (!isAbout) continue;
    for (const [pointer, value] of open.open) {
      const isWords = typeof value === "string" && ["text", "code"].includes(open.fields.get(pointer)!.as);
      if (isWords && pointer !== "/uid") texts.push(value);
    }
  }
  for (const text of selection.texts) texts.push(...sentencesAbout(person.uid, text));
  return texts;
}

/** The open words of sentences that name the person; the name stays a name even where this audience sees a gap. */
function sentencesAbout(uid: string, text: OpenItem): readonly string[] {
  const sections = text.item.value["sections"] as unknown as readonly {
    readonly blocks: readonly { readonly sentences: readonly { readonly persons?: readonly string[] }[] }[];
  }[];
  return sections.flatMap(({ blocks }, s) =>
    blocks.flatMap(({ sentences }, b) =>
      sentences.flatMap(({ persons }, i) => {
        if (persons?.includes(uid) !== true) return [];
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
