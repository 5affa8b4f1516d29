import { readFileSync } from "node:fs";
import { fold } from "#kernel";
import { saysNothing } from "./missing-words.ts";

/** Words before (or, in Latin letters, behind) a place's name that tell what kind of place it is; folded. */
const KINDS =
  "مدينه منطقه قريه بلده محافظه ناحيه حي مخيم ضيعه قضاء قضا مركز ولايه مديريه حاره ريف city town village governorate province district subdistrict sub neighborhood neighbourhood camp area region countryside rural suburb suburbs rif reef muhafaza gov".split(
    " ",
  );
const KIND = new Set(KINDS);
const LATIN_ARTICLE = /^(?:[aeu](?:l|r|s|sh|t|th|d|dh|n|z)|el|ul)$/;
// Ezzor, Annuman: the article has run into the word and taken its first letter.
const RUN_IN = /^[ae](sh|th|dh|[rsztdn])(?=\1)/;
// Taybat al-Imam, طيبة الإمام: the t is heard only before another word.
const BOUND = /(?<=..a)t$/;
const OF = new Set("of the de".split(" "));

/**
 * Whole names of a value: of دمشق - جوبر and Daraa/Nawa two, each without its kind and articles, in one word; so of تعز المظفر, where both are places by themselves.
 * Folds what it is given.
 */
export function placeNames(text: string, isPlace: (name: string) => boolean = () => false): string[] {
  if (saysNothing(fold(text))) return [];
  const parts = fold(text)
    .split(/\s+[-–—]+\s+|[/،,;:؛()[\]|+\\]+|\s+(?:و|and)\s+(?=..)/u)
    .flatMap((part) => namesOf(part, isPlace))
    .filter((name) => name !== "");
  return [...new Set(parts)];
}

function namesOf(part: string, isPlace: (name: string) => boolean): string[] {
  const words = part.trim().split(/\s+/u);
  for (let cut = 1; cut < words.length; cut++) {
    const [greater, smaller] = [nameOf(words.slice(0, cut).join(" ")), nameOf(words.slice(cut).join(" "))];
    if (greater !== smaller && isPlace(greater) && isPlace(smaller)) return [greater, smaller];
  }
  return [nameOf(part)];
}

function nameOf(part: string): string {
  const words = part.replace(/['`ʿʾ"]/gu, "").match(/[\p{L}\p{N}]+/gu);
  if (words === null) return "";
  const known = listed().get(words.join(""));
  if (known !== undefined) return known;
  const named = words.filter((word) => !KIND.has(word.replace(/^ال/, "")) && !OF.has(word));
  const bare = (named.length === 0 ? words : named)
    .map((word, at, all) => (LATIN_ARTICLE.test(all[at + 1] ?? "") ? word.replace(BOUND, "") : word))
    .filter((word, at, all) => at === all.length - 1 || !LATIN_ARTICLE.test(word));
  const name = bare.map(withoutArticle).join("");
  return listed().get(name) ?? name;
}

function withoutArticle(word: string): string {
  return word
    .replace(/^ال(?=...)/, "")
    .replace(RUN_IN, "")
    .replace(/^al(?=[^aeiou\u0600-\u06ff].{3})/, "");
}

/** Greater places that the one of this name lies in, as far as the room's list of places tells. Takes a name as `placeNames` gives it. */
export function placesAround(name: string): readonly string[] {
  if (wholes === null) {
    const found = new Map<string, readonly string[]>();
    const text = readFileSync(new URL("../assets/places-within.txt", import.meta.url), "utf8");
    for (const line of text.split("\n").filter((line) => line !== "" && !line.startsWith("#"))) {
      const [whole, parts] = line.split(":") as [string, string];
      const greater = placeNames(whole).slice(0, 1);
      for (const part of parts.split("،"))
        for (const own of placeNames(part)) if (!found.has(own)) found.set(own, greater);
    }
    wholes = found;
  }
  return wholes.get(name) ?? [];
}

let wholes: ReadonlyMap<string, readonly string[]> | null = null;
let table: ReadonlyMap<string, string> | null = null;

// Names as `nameOf` leaves them, and as they stand, to the first name of their line.
function listed(): ReadonlyMap<string, string> {
  if (table !== null) return table;
  const found = new Map<string, string>();
  table = found;
  const text = readFileSync(new URL("../assets/places.txt", import.meta.url), "utf8");
  for (const line of text.split("\n").filter((line) => line !== "" && !line.startsWith("#"))) {
    const names = line.split(",").map((name) => fold(name.trim()));
    const id = names[0]!.replace(/[^\p{L}\p{N}]+/gu, "");
    for (const name of names) {
      const joined = name.replace(/[^\p{L}\p{N}]+/gu, "");
      found.set(joined, id);
      const bare = (name.match(/[\p{L}\p{N}]+/gu) ?? [])
        .filter((word) => !LATIN_ARTICLE.test(word))
        .map(withoutArticle)
        .join("");
      if (!found.has(bare)) found.set(bare, id);
    }
  }
  return found;
}
