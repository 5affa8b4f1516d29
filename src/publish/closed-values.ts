import type { Json } from "#kernel";
import { DOSSIER_STYLE, DOSSIER_WORDS, LANGUAGES, word } from "#page";
import { maySee } from "#record";
import { flatten } from "#seal";
import { PAYLOAD_NOTE } from "./bag.ts";
import { bagInfo } from "./info.ts";
import type { PublishInput, PublishItem, Secret } from "./input.ts";
import { leavesOf } from "./leaves.ts";
import { Patterns } from "./patterns.ts";
import type { Selection } from "./selection.ts";
import { verifyText } from "./verify-text.ts";

/** Values shorter than this occur by chance in any text; keeping them in is the white list's work, not the scanner's. */
const SHORTEST = 5;

/** Words of closed lists and dates stand in every dossier and betray nothing. */
const COMMON =
  /\/(id|relation|unit|per|counted|polarity|reliability|kind|mediaType|lang|language|level|voice|confidence|probability|published|time|when|period|until|embargo|modified\/given|created\/given|collectedAt\/given|spans\/\d+\/field|(items|flags|audiences|uses)\/\d+|embedded\/given\/\d+)$/;

/**
 * The texts of all items that this dossier does not open, as values to search the finished bytes for. A text that stands in
 * an open value too is no secret.
 */
export function closedValues(input: PublishInput, selection: Selection): readonly Secret[] {
  const open = [input.caseName, input.publisher ?? "", input.dossierName, input.engine];
  for (const earlier of input.chain ?? []) open.push(...[...earlier.open.values()].map(String));
  for (const { open: leaves } of selection.byUid.values())
    for (const value of leaves.values()) open.push(String(value));
  const secrets: Secret[] = [];
  for (const item of input.items) {
    const opened = selection.byUid.get(item.uid)?.open ?? unread(item, input);
    for (const [pointer, value] of flatten(item.value as Json)) {
      if (typeof value !== "string" || value.length < SHORTEST || COMMON.test(pointer)) continue;
      if (opened?.has(pointer) === true || isSaidByExhibit(item, pointer, selection)) continue;
      const label = `${item.id}${pointer}`;
      secrets.push({ label, value });
      if (pointer === "/originalName") secrets.push(...fileName(label, value));
    }
  }
  return [...withoutSaid(secrets, open.join("\n")), ...closedByDecision(input, selection)];
}

/** What the audience may see of an item that no text leads to: it is left out, and no secret. */
function unread(item: PublishItem, { audience, languages }: PublishInput): ReadonlySet<string> {
  if (!maySee(audience, item.levels.item)) return new Set();
  const { leaves } = leavesOf(item, audience, languages);
  return new Set([...leaves].filter(([, { isOpen }]) => isOpen).map(([pointer]) => pointer));
}

/** Values shorter than this stand in any text as a word of their own. */
const SHORTEST_DECIDED = 3;
const NAMES = /^\/(name\/[^/]+|otherNames\/\d+)$/;
const PART = /^\/spans\/(\d+)\/parts\/\d+$/;

/**
 * What somebody decided to close: fields and words with a mark of their own, and the names of people. These are secrets also
 * where another open text says them, for then the closing would be in vain and nobody would notice. What is closed with its
 * whole item is searched for as all else of it.
 */
function closedByDecision(input: PublishInput, selection: Selection): readonly Secret[] {
  return input.items.flatMap((item) => {
    const open = selection.byUid.get(item.uid)?.open;
    const isName = (pointer: string): boolean => item.kind === "person" && NAMES.test(pointer);
    const isMarked = (pointer: string): boolean =>
      Object.keys(item.levels.fields).some((marked) => pointer === marked || pointer.startsWith(`${marked}/`));
    /** Words that are closed in part of a text: not where the audience sees the text whole. */
    const isSeen = (pointer: string): boolean => {
      const index = PART.exec(pointer)?.[1];
      const spans = item.value["spans"] as unknown as readonly { readonly field: string }[] | undefined;
      return open?.has(pointer) === true || (index !== undefined && open?.has(spans![Number(index)]!.field) === true);
    };
    return flatten(item.value as Json).flatMap(([pointer, value]): readonly Secret[] => {
      const isDecided = isName(pointer) || (open !== undefined && isMarked(pointer));
      if (typeof value !== "string" || !isDecided || isSeen(pointer)) return [];
      // Attributes are words of common speech; whether they tell somebody apart is for the gate to find.
      if (COMMON.test(pointer) || pointer.startsWith("/attributes/")) return [];
      const words = value.trim();
      return words.length < SHORTEST_DECIDED ? [] : [{ label: `${item.id}${pointer}`, value: words }];
    });
  });
}

/** Quoted words of a closed claim are no secret where the file that they stand in goes out itself. */
function isSaidByExhibit(item: PublishItem, pointer: string, selection: Selection): boolean {
  if (item.kind !== "claim" || pointer !== "/anchor/quote") return false;
  const exhibit = selection.byUid.get(String(item.value["exhibit"]));
  return exhibit?.open.has("/sha256") === true && exhibit.open.has("/size");
}

/** A file's name betrays it without its folder too, unless it is short and therefore common: `scan.pdf`. */
const SHORTEST_FILE_NAME = 12;

function fileName(label: string, value: string): readonly Secret[] {
  const name = value.slice(Math.max(value.lastIndexOf("/"), value.lastIndexOf("\\")) + 1);
  return name === value || name.length < SHORTEST_FILE_NAME ? [] : [{ label, value: name }];
}

/** Leaves out what stands in every dossier alike: in the verifier, the instructions, and the words of the interface. */
export function withoutFixedWords(secrets: readonly Secret[], input: PublishInput): readonly Secret[] {
  const words = LANGUAGES.flatMap((language) => DOSSIER_WORDS.map((key) => word(language, key)));
  return withoutSaid(
    secrets,
    [input.verifier, input.verifierPage ?? "", verifyText(bagInfo(input)), DOSSIER_STYLE, PAYLOAD_NOTE, ...words].join(
      "\n",
    ),
  );
}

function withoutSaid(secrets: readonly Secret[], text: string): readonly Secret[] {
  const said = new Set<string>();
  const patterns = new Patterns<string>();
  for (const value of new Set(secrets.map((secret) => secret.value))) patterns.add(Buffer.from(value), value);
  patterns.search(Buffer.from(text), (value) => {
    said.add(value);
    return undefined;
  });
  return secrets.filter(({ value }) => !said.has(value));
}
