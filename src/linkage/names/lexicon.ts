import { readFileSync } from "node:fs";
import { foldName, withoutArticle } from "./fold-name.ts";
import { frameOf, soundsOf, vowelsAgree } from "./sound.ts";

/** Which written forms are one name. Ids are line numbers of the asset, prefixed for compounds: `abd:rahman` is `abd:` + its line. */
export class Lexicon {
  readonly #arabic = new Map<string, string[]>();
  readonly #latin = new Map<string, string[]>();
  readonly #bySound = new Map<string, string[]>();
  readonly #byFrame = new Map<string, { readonly id: string; readonly sounds: string }[]>();
  readonly #listed: string[] = [];
  readonly #spellings = new Map<string, string>();
  readonly #families = new Map<string, number[]>();
  readonly #shortened = new Map<string, number[]>();
  readonly #called = new Map<string, number[]>();

  constructor(names: string, spellings: string, nicknames: string, shortNames: string) {
    for (const line of contentLines(names)) this.#addName(line);
    for (const line of contentLines(spellings)) {
      const [arabic, latin] = line.split("\t") as [string, string];
      const word = withoutArticle(foldName(arabic));
      if (!/^(ابو|عبد)/.test(word)) this.#spellings.set(word, soundsOf(latin.replace(/^al-/, "")));
    }
    contentLines(nicknames).forEach((line, family) => {
      for (const form of line.split(" ")) push(this.#families, form, family);
    });
    contentLines(shortNames).forEach((line, name) => {
      const [whole, ...forms] = line.split(" ").map(foldName) as [string, ...string[]];
      for (const id of whole.startsWith("عبد") ? [whole] : [whole, ...this.ofArabic(whole)])
        push(this.#shortened, id, name);
      for (const form of forms) push(this.#called, form, name);
    });
  }

  /** Whether who bears the name `whole`, a word or one of these ids, is called by the word `short`: خديجة, خدوج. */
  isShortOf(short: string, whole: string, ids: readonly string[]): boolean {
    const names = this.#called.get(short);
    if (names === undefined) return false;
    return [whole, ...ids].some((id) => this.#shortened.get(id)?.some((name) => names.includes(name)));
  }

  /** Ids of a folded Arabic word; empty when unknown. */
  ofArabic(word: string, divine = false): readonly string[] {
    const prefix = divine ? "~" : "";
    return this.#arabic.get(prefix + word) ?? this.#arabic.get(prefix + withoutArticle(word)) ?? [];
  }

  /** Whether this folded Arabic word stands in the lexicon as it is, article and all. */
  lists(word: string): boolean {
    return this.#arabic.has(word);
  }

  /** Whether this folded Latin word is a listed form. */
  listsLatin(word: string): boolean {
    return this.#latin.has(word);
  }

  /** Arabic names of one word, as listed, without divine names and family names. */
  arabicNames(): readonly string[] {
    return this.#listed;
  }

  /**
   * Ids of a folded Latin word: a listed form, else a form of the same sounds, else the only name whose vowels agree. Latin writers leave
   * the article of a family out: Ali is علي, and the family العلي.
   */
  ofLatin(word: string, divine = false): readonly string[] {
    const ids = this.#ofLatin(word, divine);
    const families = ids.map((id) => `ال${id}`).filter((id) => this.#arabic.get(id)?.includes(id));
    return families.length === 0 ? ids : [...ids, ...families];
  }

  #ofLatin(word: string, divine: boolean): readonly string[] {
    const prefix = divine ? "~" : "";
    const listed = this.#latin.get(prefix + word);
    if (listed !== undefined) return listed;
    const sounds = soundsOf(word);
    const heard = this.#bySound.get(prefix + sounds);
    if (heard !== undefined) return heard;
    const near = new Set<string>();
    for (const candidate of this.#byFrame.get(prefix + frameOf(sounds)) ?? []) {
      if (vowelsAgree(candidate.sounds, sounds)) near.add(candidate.id);
    }
    return near.size === 1 ? [...near] : [];
  }

  /** A Latin sound writing of an Arabic word from the list of spellings; `null` when it is not there. */
  spellingOf(arabic: string): string | null {
    return this.#spellings.get(arabic) ?? null;
  }

  /** Families of English nicknames a form belongs to. */
  nicknameFamilies(word: string): readonly number[] {
    return this.#families.get(word) ?? [];
  }

  #addName(line: string): void {
    const divine = line.startsWith("~");
    const prefix = divine ? "~" : "";
    const [arabicSide, latinSide = ""] = line.slice(prefix.length).split(" = ");
    const arabic = arabicSide!
      .trim()
      .split(/\s+/)
      .filter((word) => !/_[a-z]+$/.test(word) && /^[\u0600-\u06ff]/.test(word));
    const id = `${prefix}${arabicSide!.trim().split(/\s+/)[0]}`;
    if (!divine && arabic[0] !== undefined && !arabic[0].startsWith("ال")) this.#listed.push(arabic[0]);
    for (const word of arabic) {
      const folded = foldName(word);
      push(this.#arabic, prefix + folded, id);
      if (!divine) push(this.#arabic, withoutArticle(folded), id);
    }
    for (const form of latinSide.trim().split(/\s+/)) {
      if (form === "" || /_[a-z]+$/.test(form)) continue;
      const word = foldName(form);
      push(this.#latin, prefix + word, id);
      const sounds = soundsOf(word);
      push(this.#bySound, prefix + sounds, id);
      push(this.#byFrame, prefix + frameOf(sounds), { id, sounds });
    }
  }
}

/** Whether an id of the lexicon is that of a family name: these are listed with their article. */
export function isFamilyId(id: string): boolean {
  return id.startsWith("ال");
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else if (!list.includes(value)) list.push(value);
}

function contentLines(text: string): string[] {
  return text.split("\n").filter((line) => line.trim() !== "" && !line.startsWith("#"));
}

let loaded: Lexicon | null = null;

/** The lexicon that comes with the room, read once. */
export function lexicon(): Lexicon {
  const asset = (name: string): string => readFileSync(new URL(`../assets/${name}`, import.meta.url), "utf8");
  loaded ??= new Lexicon(asset("names.txt"), asset("spellings.tsv"), asset("nicknames.txt"), asset("short-names.txt"));
  return loaded;
}
