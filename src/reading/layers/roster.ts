import type { EntityType } from "../format.ts";
import type { Known } from "./known.ts";

/**
 * How far back "the group" or "he" may look, in characters: some twenty pages. Nobody means by them what was last named further
 * off, and a long document is not searched from its beginning for each.
 */
const REACH = 50_000;

interface Place {
  readonly known: Known;
  readonly number: number;
  before: Place | null;
  after: Place | null;
}

/** The entities of a document: in the order of their first mention, by how lately they were mentioned, and by the words of their names. */
export class Roster {
  readonly #all: Known[] = [];
  readonly #places = new Map<Known, Place>();
  #first: Place | null = null;
  #last: Place | null = null;
  readonly #unnamed = new Map<string, Known>();
  readonly #named = { person: new Names(), other: new Names() };

  get all(): readonly Known[] {
    return this.#all;
  }

  add(known: Known): void {
    const place: Place = { known, number: this.#all.length, before: null, after: null };
    this.#all.push(known);
    this.#places.set(known, place);
    this.#insert(place);
    if (known.named) this.#named[known.type === "person" ? "person" : "other"].add(known, place.number);
    else {
      const key = keyOf(known.words);
      if (!this.#unnamed.has(key)) this.#unnamed.set(key, known);
    }
  }

  /** It is mentioned at this offset of the text. */
  touch(known: Known, at: number): void {
    const place = this.#places.get(known)!;
    known.at = at;
    if (place.before !== null) place.before.after = place.after;
    else this.#first = place.after;
    if (place.after !== null) place.after.before = place.before;
    else this.#last = place.before;
    this.#insert(place);
  }

  /** The latest mentioned that fits, or null; of two at the same place the one that came into the text later. */
  latest(fits: (k: Known) => boolean): Known | null {
    const from = (this.#last?.known.at ?? 0) - REACH;
    for (let place = this.#last; place !== null && place.known.at >= from; place = place.before)
      if (fits(place.known)) return place.known;
    return null;
  }

  /** The first entity without a name that is called by exactly these words. */
  unnamed(words: readonly string[]): Known | undefined {
    const found = this.#unnamed.get(keyOf(words));
    return found?.words.size === words.length ? found : undefined;
  }

  /** The entity whose name this is, whole or in part; a person's longer name too. */
  sameName(words: ReadonlySet<string>, type: EntityType): Known | undefined {
    return type === "person" ? this.#named.person.find(words, true) : this.#named.other.find(words, false);
  }

  #insert(place: Place): void {
    let before = this.#last;
    while (before !== null && isLater(before, place)) before = before.before;
    place.before = before;
    place.after = before === null ? this.#first : before.after;
    if (place.after !== null) place.after.before = place;
    else this.#last = place;
    if (before !== null) before.after = place;
    else this.#first = place;
  }
}

const isLater = (a: Place, b: Place): boolean =>
  a.known.at > b.known.at || (a.known.at === b.known.at && a.number > b.number);

const keyOf = (words: Iterable<string>): string => [...new Set(words)].sort().join(" ");

interface Entry {
  readonly known: Known;
  readonly number: number;
}

/** Names by their words, so that a name is found without asking every other. */
class Names {
  readonly #whole = new Map<string, Known>();
  readonly #byWord = new Map<string, Entry[]>();

  add(known: Known, number: number): void {
    const key = keyOf(known.words);
    if (!this.#whole.has(key)) this.#whole.set(key, known);
    for (const word of known.words) {
      const list = this.#byWord.get(word);
      if (list === undefined) this.#byWord.set(word, [{ known, number }]);
      else list.push({ known, number });
    }
  }

  find(words: ReadonlySet<string>, isPerson: boolean): Known | undefined {
    if (words.size === 0) return undefined;
    const whole = this.#whole.get(keyOf(words));
    if (whole !== undefined) return whole;
    let best: Entry | undefined;
    const consider = (entries: readonly Entry[], fits: (k: Known) => boolean): void => {
      const found = entries.find(({ known }) => fits(known));
      if (found !== undefined && (best === undefined || found.number < best.number)) best = found;
    };
    const lists = [...words].map((word) => this.#byWord.get(word) ?? []);
    // all of these words in a longer name: only names that have the rarest of them
    const rarest = lists.reduce((a, b) => (b.length < a.length ? b : a));
    if (isPerson || words.size > 1) consider(rarest, (k) => within(words, k.words));
    if (isPerson) for (const list of lists) consider(list, (k) => within(k.words, words));
    return best?.known;
  }
}

function within(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  if (a.size === 0 || a.size > b.size) return false;
  for (const word of a) if (!b.has(word)) return false;
  return true;
}
