import { ARABIC_LETTER, foldName, withoutArticle } from "./fold-name.ts";
import { isFamilyId, lexicon } from "./lexicon.ts";
import { isOneSlip } from "./one-slip.ts";
import { farReadingsOf, readingsOf, soundsOf } from "./sound.ts";

/** What stands before a name and makes one part of both: the father, mother or child of somebody, a pilgrim, an elder. */
type Compound = "abu" | "um" | "bin" | "haj" | "sheikh";

/** One part of a name, compound joined: `abd` + a divine name, `abu` + a name. */
export interface Atom {
  /** Folded letters, article gone. What equality of spelling means. */
  readonly text: string;
  /** Ids in the lexicon; two atoms that share one are spellings of one name. Empty when unknown. */
  readonly ids: readonly string[];
  readonly script: "arabic" | "latin";
  readonly kind: "plain" | "abd" | Compound | "initial" | "families";
  /** The name behind abu, um, bin, haj, sheikh; of two families the last. */
  readonly inner: Atom | null;
  /** Of two families the first. */
  readonly also?: Atom;
  /** How it sounds in Latin signs; for Arabic words only where a spelling is listed. */
  readonly sounds: string | null;
  /** How it sounds when read as a Kurd, a Turk, a German or a Frenchman would, or without an article run into it, where that differs. */
  readonly otherSounds: readonly string[];
  /** Written with an article, and no given name is: a sign of a family name. */
  readonly hasArticle?: true;
}

const memo = new Map<string, Atom>();

/** An atom of a folded Arabic word, `kind` when its particle was a word of its own. */
export function arabicAtom(word: string, kind: "plain" | Compound = "plain"): Atom {
  return remember(`${kind} ${word}`, () => {
    if (kind !== "plain") return compound(kind, arabicAtom(word));
    if (/^عبد../.test(word)) return servant(word.slice(3), word);
    const ofGod = servantMistyped(word);
    if (ofGod !== null) return servant(ofGod, `عبد${ofGod}`);
    const handmaid = /^ام[هةت]ال(..+)$/.exec(word)?.[1];
    if (handmaid !== undefined && handmaid !== "له") return arabicAtom(`امت${handmaid}`);
    const child = /^ابو(...+)$/.exec(word)?.[1];
    if (child !== undefined && !lexicon().lists(word) && (child.length > 3 || lexicon().lists(child)))
      return compound("abu", arabicAtom(child));
    const swapped = withArticleRighted(word);
    if (swapped !== word) return arabicAtom(swapped);
    const text = withoutArticle(word);
    const ids = lexicon().ofArabic(word);
    return {
      text,
      ids,
      script: "arabic",
      kind: "plain",
      inner: null,
      sounds: lexicon().spellingOf(text),
      otherSounds: [],
      ...(text !== word && (!lexicon().lists(word) || ids.every(isFamilyId)) ? { hasArticle: true as const } : {}),
    };
  });
}

// ايلوسف, لاسالم: where two letters of the article changed places, a name that is known comes out when they are put right.
function withArticleRighted(word: string): string {
  const righted = rightArticle(word);
  if (/^اا+ل..../.test(word)) return righted;
  const isMeant = righted !== word && word.length >= 6 && lexicon().ofArabic(word).length === 0;
  return isMeant && lexicon().ofArabic(righted.slice(2)).length > 0 ? righted : word;
}

// عبذالله, عبالرحمن, عبداالقادر: run together, and one letter from "servant" before one of God's names.
function servantMistyped(word: string): string | null {
  if (word.length < 6 || lexicon().lists(word) || word.startsWith("عبيد")) return null;
  for (let at = 2; at <= 4; at++) {
    const rest = word.slice(at);
    const isOfGod = rest === "الله" || (rest.startsWith("ال") && lexicon().ofArabic(rest.slice(2), true).length > 0);
    if (isOfGod && isOneSlip(word.slice(0, at), "عبد") && !lexicon().lists(word.slice(0, at))) return rest;
  }
  return null;
}

function rightArticle(word: string): string {
  if (/^اا+ل/.test(word)) return word.replace(/^ا+/, "ا");
  return /^ا.ل/.test(word) ? `ال${word[1]}${word.slice(3)}` : word.replace(/^لا/, "ال");
}

function servant(given: string, whole: string): Atom {
  const righted = rightArticle(given);
  const rest = lexicon().ofArabic(righted.slice(2), true).length > 0 ? righted : given;
  const own = lexicon().ofArabic(whole);
  const name = withoutArticle(rest);
  const bare = name.startsWith("ال") && name.length > 3 ? name.slice(2) : name;
  const divine = own.length > 0 ? [] : lexicon().ofArabic(bare, true);
  const ids = own.length > 0 ? own : divine.map((id) => `abd:${id}`);
  return { text: `عبد${bare}`, ids, script: "arabic", kind: "abd", inner: null, sounds: null, otherSounds: [] };
}

/** An atom of a folded Latin word. */
export function latinAtom(given: string, kind: "plain" | "abd" | Compound = "plain"): Atom {
  // Kurmanji writes abd as evd.
  const word = given.replace(/^[ae](?:v?[vw]|b)d(?=[aeiou])/, "abd");
  if (ARABIC_LETTER.test(word)) return arabicAtom(word, kind === "abd" ? "plain" : kind);
  return remember(`${kind} ${word}`, () => {
    if (kind === "abd") return latinServant(word);
    if (kind !== "plain") return compound(kind, latinAtom(word));
    if (/^abd.{4,}/.test(word) && lexicon().ofLatin(word).length === 0) {
      const rest = /^abd(?:[uaeio]*(?:sh(?=sh)|s(?=[^aeiouh])|[lrntdz](?=[^aeiou]))?|[uaeio]*)(.+)$/.exec(word);
      if (rest !== null) {
        const atom = latinServant(rest[1]!);
        if (atom.ids.length > 0) return atom;
      }
      const long = /^abd[uaeio]l(.+)$/.exec(word);
      if (long !== null) return latinServant(long[1]!);
    }
    if (word.length === 1)
      return { text: word, ids: [], script: "latin", kind: "initial", inner: null, sounds: word, otherSounds: [] };
    const child = /^ab(?:ou?|u)(?:l(?=[^aeiou]))?(\w{3,})$/.exec(word)?.[1];
    if (child !== undefined && lexicon().ofLatin(word).length === 0 && lexicon().ofLatin(child).length > 0)
      return compound("abu", latinAtom(child));
    const readings = [word, ...readingsOf(word)];
    const bare = withoutRunArticle(word);
    if (bare !== word) readings.push(bare);
    const near = knownOf(readings);
    const { known, ids } = near.ids.length > 0 ? near : knownOf(farReadingsOf(word));
    const text = known !== undefined && known === bare ? bare : word;
    return {
      text,
      ids,
      script: "latin",
      kind: "plain",
      inner: null,
      sounds: soundsOf(text),
      otherSounds: [...new Set(readings.map(soundsOf))].filter((sounds) => sounds !== soundsOf(text)),
    };
  });
}

// What the word says to its main readers goes before other readings; a c, and an e at the end, may be so much that all of them count.
function knownOf(
  readings: readonly string[],
  divine = false,
): { readonly known: string | undefined; readonly ids: readonly string[] } {
  const idsOf = (reading: string): readonly string[] => lexicon().ofLatin(reading, divine);
  const found = readings.filter((reading) => idsOf(reading).length > 0);
  const isSure = !/c(?![hk])|[^aeiou]e$/.test(readings[0]!) || lexicon().listsLatin(readings[0]!);
  const ids = (isSure ? found.slice(0, 1) : found).flatMap(idsOf);
  return { known: found[0], ids: [...new Set(ids)] };
}

// Aldabbagh, Alali, ashshami; a short rest must be a name that is known.
function withoutRunArticle(word: string, divine = false): string {
  const bare = /^(?:[ae]l|[aeu](?=(sh|[rsdntz])\1))(\w{3,})$/.exec(word)?.[2];
  return bare !== undefined && (bare.length > 3 || lexicon().ofLatin(bare, divine).length > 0) ? bare : word;
}

function latinServant(given: string): Atom {
  const word = lexicon().ofLatin(given, true).length > 0 ? given : withoutRunArticle(given, true);
  if (/^(?!ilah$)[aei]?l?l[ae]h?$|^ullah$/.test(word)) return latinAtom("abdullah");
  const ids = knownOf([word, ...readingsOf(word)], true).ids.map((id) => `abd:${id}`);
  return {
    text: `abd${word}`,
    ids,
    script: "latin",
    kind: "abd",
    inner: null,
    sounds: `abd${soundsOf(word)}`,
    otherSounds: [],
  };
}

function compound(kind: Compound, inner: Atom): Atom {
  const particle = {
    abu: inner.script === "arabic" ? "ابو" : "abu",
    um: inner.script === "arabic" ? "ام" : "um",
    bin: inner.script === "arabic" ? "بن" : "bin",
    haj: inner.script === "arabic" ? "حاج" : "haj",
    sheikh: inner.script === "arabic" ? "شيخ" : "sheikh",
  }[kind];
  return {
    text: particle + inner.text,
    ids: inner.ids.map((id) => `${kind}:${id}`),
    script: inner.script,
    kind,
    inner,
    sounds: inner.sounds === null ? null : kind + inner.sounds,
    otherSounds: [],
  };
}

/** Two names of families at the end of one name (أبو عصر الأخارسة): other lists may give either. */
export function families(first: Atom, last: Atom): Atom {
  const { ids, script } = last;
  const text = `${last.text} ${first.text}`;
  return { text, ids, script, kind: "families", inner: last, also: first, sounds: null, otherSounds: [] };
}

function remember(key: string, make: () => Atom): Atom {
  const known = memo.get(key);
  if (known !== undefined) return known;
  const atom = make();
  if (memo.size < 500_000) memo.set(key, atom);
  return atom;
}

/** The atom of any single word, either script. */
export function atomOf(word: string): Atom {
  const folded = foldName(word).replace(/[\s-]+/g, "");
  return ARABIC_LETTER.test(folded) ? arabicAtom(folded) : latinAtom(folded);
}
