import { ARABIC_LETTER, foldName, withoutArticle } from "./fold-name.ts";
import { lexicon } from "./lexicon.ts";
import { otherReading, soundsOf } from "./sound.ts";

/** One part of a name, compound joined: `abd` + a divine name, `abu` + a name. */
export interface Atom {
  /** Folded letters, article gone. What equality of spelling means. */
  readonly text: string;
  /** Ids in the lexicon; two atoms that share one are spellings of one name. Empty when unknown. */
  readonly ids: readonly string[];
  readonly script: "arabic" | "latin";
  readonly kind: "plain" | "abd" | "abu" | "um" | "bin" | "initial";
  /** The name behind abu, um, bin. */
  readonly inner: Atom | null;
  /** How it sounds in Latin signs; for Arabic words only where a spelling is listed. */
  readonly sounds: string | null;
  /** How it sounds when read as Kurmanji or with Persian letters; `null` when that is the same. */
  readonly otherSounds: string | null;
  /** Written with an article, and no given name is: a sign of a family name. */
  readonly hasArticle?: true;
}

const memo = new Map<string, Atom>();

/** An atom of a folded Arabic word, `kind` when its particle was a word of its own. */
export function arabicAtom(word: string, kind: "plain" | "abu" | "um" | "bin" = "plain"): Atom {
  return remember(`${kind} ${word}`, () => {
    if (kind !== "plain") return compound(kind, arabicAtom(word));
    if (/^عبد../.test(word)) return servant(word.slice(3), word);
    if (/^ابو..../.test(word) && word !== "ابوبكر") return compound("abu", arabicAtom(word.slice(3)));
    const text = withoutArticle(word);
    return {
      text,
      ids: lexicon().ofArabic(word),
      script: "arabic",
      kind: "plain",
      inner: null,
      sounds: lexicon().spellingOf(text),
      otherSounds: null,
      ...(text !== word && !lexicon().lists(word) ? { hasArticle: true as const } : {}),
    };
  });
}

function servant(rest: string, whole: string): Atom {
  const own = lexicon().ofArabic(whole);
  const name = withoutArticle(rest);
  const bare = name.startsWith("ال") && name.length > 3 ? name.slice(2) : name;
  const divine = own.length > 0 ? [] : lexicon().ofArabic(bare, true);
  const ids = own.length > 0 ? own : divine.map((id) => `abd:${id}`);
  return { text: `عبد${bare}`, ids, script: "arabic", kind: "abd", inner: null, sounds: null, otherSounds: null };
}

/** An atom of a folded Latin word. */
export function latinAtom(given: string, kind: "plain" | "abd" | "abu" | "um" | "bin" = "plain"): Atom {
  // Kurmanji writes abd as evd.
  const word = given.replace(/^[ae]v?[vw]d(?=[aeiou])/, "abd");
  if (ARABIC_LETTER.test(word)) return arabicAtom(word, kind === "abd" ? "plain" : kind);
  return remember(`${kind} ${word}`, () => {
    if (kind === "abd") return latinServant(word);
    if (kind !== "plain") return compound(kind, latinAtom(word));
    if (/^abd.{4,}/.test(word) && lexicon().ofLatin(word).length === 0) {
      const rest = /^abd(?:[uaeio]*(?:[lrsntdz](?=[^aeiou]))?|[uaeio]*)(.+)$/.exec(word);
      if (rest !== null) {
        const atom = latinServant(rest[1]!);
        if (atom.ids.length > 0) return atom;
      }
      const long = /^abd[uaeio]l(.+)$/.exec(word);
      if (long !== null) return latinServant(long[1]!);
    }
    if (word.length === 1)
      return { text: word, ids: [], script: "latin", kind: "initial", inner: null, sounds: word, otherSounds: null };
    const bare =
      /^(al|el)(?=[bcdfghjkmnqrstwyz]\w{3})/.test(word) && lexicon().ofLatin(word).length === 0 ? word.slice(2) : word;
    const useful = lexicon().ofLatin(bare).length > 0 ? bare : word;
    const other = otherReading(useful);
    const ids = lexicon().ofLatin(useful);
    return {
      text: useful,
      ids: ids.length > 0 || other === null ? ids : lexicon().ofLatin(other),
      script: "latin",
      kind: "plain",
      inner: null,
      sounds: soundsOf(useful),
      otherSounds: other === null ? null : soundsOf(other),
    };
  });
}

function latinServant(word: string): Atom {
  if (/^[aei]?l?l[ae]h?$|^ullah$/.test(word)) return latinAtom("abdullah");
  const ids = lexicon()
    .ofLatin(word, true)
    .map((id) => `abd:${id}`);
  return {
    text: `abd${word}`,
    ids,
    script: "latin",
    kind: "abd",
    inner: null,
    sounds: `abd${soundsOf(word)}`,
    otherSounds: null,
  };
}

function compound(kind: "abu" | "um" | "bin", inner: Atom): Atom {
  const particle = {
    abu: inner.script === "arabic" ? "ابو" : "abu",
    um: inner.script === "arabic" ? "ام" : "um",
    bin: inner.script === "arabic" ? "بن" : "bin",
  }[kind];
  return {
    text: particle + inner.text,
    ids: inner.ids.map((id) => `${kind}:${id}`),
    script: inner.script,
    kind,
    inner,
    sounds: inner.sounds === null ? null : kind + inner.sounds,
    otherSounds: null,
  };
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
