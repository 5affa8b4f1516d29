import { type Atom, arabicAtom, latinAtom } from "./atom.ts";
import { ARABIC_LETTER, foldName } from "./fold-name.ts";
import { isFamilyId, lexicon } from "./lexicon.ts";
import { namedWords } from "./named-words.ts";
import { isOneSlip } from "./one-slip.ts";
import { rightSpaces, withSpace } from "./spaces.ts";

/** What a name string says. `atoms` are its parts in their order, compounds joined, titles and particles gone. */
export interface ParsedName {
  readonly atoms: readonly Atom[];
  /** أبو X, Umm X at the start with nothing or more behind it: `abu` or `um` and whose parent. */
  readonly kunya: { readonly kind: "abu" | "um"; readonly of: Atom } | null;
  /** The person is named only by a relative: `son of`, `wife of`. */
  readonly relation: "child" | "wife" | "parent" | null;
  /** Words in brackets, and titles. */
  readonly annotations: readonly string[];
  /** The text says that the name is not known, or there is none. */
  readonly isUnknown: boolean;
  /** The family name came first: before a comma, or in capitals. */
  readonly familyFirst: boolean;
}

const TITLES = new Set(
  "الحاج حاج الحاجه حاجه الشهيد شهيد الشهيده شهيده الدكتور دكتور الدكتوره دكتوره د المهندس مهندس المهندسه مهندسه م الاستاذ استاذ الاستاذه استاذه ا الشيخ_ السيد_ الطفل طفل الطفله طفله الرضيع رضيع الرضيعه رضيعه المواطن المواطنه مواطن المرحوم المرحومه الانسه السيده العقيد البطل البطله القائد عقيد الرائد_ الملازم ملازم النقيب نقيب المحامي المعتقل الاسير المفقود المجاهد_ الدكتورة الاب الاخ الاخت الصحفي الصحفيه المجند المساعد_ العميد اللواء الرقيب العريف الفريق الطالب الناشط الناشطه dr doctor prof professor mr mrs ms miss sir haj hajj hajji haji hajja hajjah hajjeh hajje shahid_ martyr eng engineer ustaz ustadh capt captain col colonel lt sgt judge lady lord rev fr child infant baby the late sheikh_ general gen brigadier brig major maj sergeant lieutenant corporal cpl private pvt nurse teacher student journalist activist mullah shehid mamoste heci mele hadj hadja hadji mme mlle".split(
    " ",
  ),
);
const RANKS_GO_ON = new Set("اول ثان ثاني الاول الثاني ركن الركن طيار الطيار باذن الله".split(" "));
// زيدان - أبو موسى: set off behind a name of two words or more.
// What stands before is looked at behind the dash: before every letter it would take the square of a long text's length.
const KUNYA_BEHIND = /\s+[-–—/](?<=\S\s+\S+\s+.)\s*((?:أبو|ابو|أم|ام|abu|abou|umm|um)\s.*)$/iu;
// محمد الجاسم "أبو تاج": beside a name of two words or more, what stands in quotes is what somebody is called.
const QUOTED = /["“”„«»]+([^"“”„«»]+)["“”„«»]+/gu;
// What follows is another name for the person, never a part of this one.
const ALSO_CALLED =
  /[\s,،-]+((?:(?:و?الملقبه?ة?|و?المعروفه?ة?|و?المكنى|و?المكناة|الشهير)\s|(?:aka|a\.k\.a\.?|alias|nicknamed|known as)\s).*)$/iu;
// فايز محمد اليوسف - تم التعرف عليه: what happened, set off behind a name.
const SAID_BEHIND = /\s+[-–—](?<=\S\s+\S+\s+.)\s+(?:تم|نازحة?|مع|من|لم|غير|استشهدت?|توفيت?|قتلت?|فقدت?)\s.*$/u;
const CHILD_OF = new Set("ابن ابنه بنت نجل كريمه_ طفل_ son daughter child kid infant_".split(" "));
const WIFE_OF = new Set("زوجه زوج ارمله حرم wife widow husband".split(" "));
const PARENT_OF = new Set("والد والده mother father".split(" "));
const SON_PARTICLES = new Set("بن ابن بنت ولد bin ibn ben bint ould b kure keca".split(" "));
// Rachid Mansouri fils de Mohamed: what follows is the father's name, and goes behind the given one.
const SAYS_SON = /\s(?:fils|fille|son|daughter)\s/iu;
const SON_BEHIND = /^(.*\p{L}.*?)\s+(?:fils|fille|son|daughter)\s+(?:de|d'|of)\s*(\p{L}.*)$/iu;
const CHILD_AND_MOTHER =
  /^\s*(?:fils|fille|son|daughter|ابن|بنت)\s+(?:de\s|d'|of\s)?|\s(?:et|and)\s+(?:de\s|d'|of\s)?.*$/giu;
const FATHER_OF = new Set("ابو ابي ابا بو abu abou aboo abi abo bou".split(" "));
// Of a family in the Maghreb: the sons of.
const AIT = new Set("ايت ait".split(" "));
const MOTHER_OF = new Set("ام umm um oum om".split(" "));
const ARTICLES = new Set("al el ul il ol".split(" "));
// As the last but one word, part of a family's name: حاج أحمد, Sheikh Nabi.
const HAJ = new Set("حاج الحاج haj hajj hadj".split(" "));
const SHEIKH = new Set("شيخ الشيخ sheikh shaikh sheekh shekh sheik cheikh shaykh shex".split(" "));
const ASSIMILATED = new Set(
  ["a", "e", "u", "o"].flatMap((vowel) => "sh ch s r d n t z th dh".split(" ").map((sign) => vowel + sign)),
);
const TAILS = new Set("الدين الله الاسلام الحق العابدين الزهراء الزهرا بالله الهدي اليقين المله".split(" "));
const LATIN_TAILS = new Set(
  "din deen dine eddin eddine uddin aldin aldeen eldin eldeen eldine allah ullah alla".split(" "),
);
// Nour al-Huda, Diaa al-Haq: with the word before it one name, as TAILS are.
const TAILS_BEHIND_ARTICLE = new Set("huda hoda islam eslam haq haqq hakk abidin abideen zahra yaqin".split(" "));
const OWNER_OF = /^(?:dh|th|z)(?:ou?|u)l?$/;
// Digits that write Arabic sounds in Latin chats: 7ussein, 3ali.
const CHAT_LETTERS: Readonly<Record<string, string>> = { 5: "kh", 6: "t", 7: "h", 8: "q", 9: "s" };
const AGE = /[\s-]*\p{N}+\s*(?:سنه|سنة|سنوات|عاما?|اشهر|أشهر|شهرا?|years?(?:\s+old)?|yrs?|months?)(?!\p{L})/giu;
const WESTERN_PARTICLES = new Set("van von der den de del della di da la le du st mc mac o".split(" "));

/** The father's name in a text about somebody's parents: fils de Kamal et de Khadidja Moulay. */
export function fatherOf(filiation: string): string {
  return filiation.replace(CHILD_AND_MOTHER, "");
}

/** The name of a family that stands alone, read as behind a given name: Hadj Moussa is no pilgrim there. */
export function familyOf(text: string): Atom | undefined {
  const given = ARABIC_LETTER.test(text) ? "علي" : "Ali";
  return text.trim() === "" ? undefined : parseName(`${given} ${text.toLowerCase()}`).atoms[1];
}

const NONE: ReadonlySet<string> = new Set();

/**
 * Takes a name string apart. `honorifics`: words that are no names before two others; `isTurned`: the family stands first, and is set last.
 * Never throws; what carries no name gives `isUnknown`.
 */
export function parseName(raw: string, honorifics: ReadonlySet<string> = NONE, isTurned = false): ParsedName {
  const [, before, behind] = (SAYS_SON.test(raw) ? SON_BEHIND.exec(raw) : null) ?? [];
  if (before === undefined || behind === undefined) return parseOne(raw, honorifics, isTurned);
  const [child, father] = [parseOne(before, honorifics, isTurned), parseOne(fatherOf(behind), NONE, false).atoms[0]];
  return father === undefined
    ? child
    : { ...child, atoms: [...child.atoms.slice(0, 1), father, ...child.atoms.slice(1)] };
}

function parseOne(raw: string, honorifics: ReadonlySet<string>, isTurned: boolean): ParsedName {
  const annotations: string[] = [];
  const note = (_: string, inside: string): string => {
    annotations.push(inside.trim());
    return " ";
  };
  const unbracketed = raw.normalize("NFKC").replace(/[([{]([^)\]}]*)[)\]}]?/g, note);
  const hasName = /\p{L}\s+\p{L}/u.test(unbracketed.replace(QUOTED, " ").trim());
  const unquoted = hasName ? unbracketed.replace(QUOTED, note) : unbracketed;
  const outside = withoutNumbers(
    unquoted.replace(ALSO_CALLED, note).replace(KUNYA_BEHIND, note).replace(SAID_BEHIND, " "),
  );
  const familyFirst = /^[^,،]+[,،][^,،]+$/.test(outside) || isCapitalFirst(outside);
  const folded = foldName(outside.replace(/[\p{P}\p{S}](?<![-–—'`’‘ʼʿʾ´?؟])/gu, " ").replace(/[-–—]/g, " -"));
  const said = namedWords(folded.split(" ").filter((word) => /[\p{L}\p{N}]/u.test(word)));
  const words = isTurned && !familyFirst && !CAPITAL_LAST.test(outside.trim()) ? withFamilyLast(said) : said;
  const bare = words.map((word) => word.replace(/^-/, ""));
  if (bare.length === 0)
    return { atoms: [], kunya: null, relation: null, annotations, isUnknown: true, familyFirst: false };
  let start = 0;
  const isTitle = (at: number): boolean =>
    TITLES.has(bare[at]!) ||
    (at > 0 && RANKS_GO_ON.has(bare[at]!)) ||
    (honorifics.has(bare[at]!) && at < words.length - 2);
  while (start < words.length - 1 && isTitle(start)) annotations.push(bare[start++]!);
  const relation = relationOf(bare, start);
  if (relation !== null) start += relation.words;
  const all = ARABIC_LETTER.test(outside)
    ? joinArabic(rightSpaces(bare.slice(start).filter((word) => !/^[a-z]$/.test(word))))
    : joinLatin(words.slice(start));
  const joined = withoutKunya(all);
  const kunyaAtom =
    relation === null && joined.length > 0 && /^(abu|um)$/.test(joined[0]!.kind) && joined[0]!.inner !== null
      ? joined[0]!
      : null;
  const isKunya = kunyaAtom !== null && joined.length <= 2;
  return {
    atoms: isKunya ? joined.slice(1) : joined,
    kunya: isKunya ? { kind: kunyaAtom.kind as "abu" | "um", of: kunyaAtom.inner! } : null,
    relation: relation?.kind ?? null,
    annotations,
    isUnknown: joined.length === 0,
    familyFirst: familyFirst && joined.length > 1,
  };
}

// الحاج حسن فاطمة علي, شمس الدين أمين, Abi Nader Elie: the words of a family that stands first go behind the others.
function withFamilyLast(words: readonly string[]): readonly string[] {
  const [first, second] = words.map((word) => word.replace(/^-/, ""));
  if (first === undefined || second === undefined) return words;
  const isPair =
    [HAJ, SHEIKH, FATHER_OF, SON_PARTICLES, AIT, ARTICLES, WESTERN_PARTICLES].some((set) => set.has(first)) ||
    ["عبد", "ال", "ذو"].includes(first) ||
    TAILS.has(second) ||
    LATIN_TAILS.has(second);
  const length = isPair ? 2 : 1;
  return words.length > length ? [...words.slice(length), ...words.slice(0, length)] : words;
}

// Rana KADDOUR, whatever the rest of the list does.
const CAPITAL_LAST = /^(?:\p{Lu}\p{Ll}[\p{L}'’-]* )+[\p{Lu}'’ -]{3,}$/u;

// KADDOUR Rana: capitals mark the family name.
function isCapitalFirst(text: string): boolean {
  const first = /^\p{Lu}[\p{Lu}'’-]{2,}(?= (?:\p{Lu}\p{Ll}+(?: |$))+$)/u.exec(text)?.[0];
  return first !== undefined && !TITLES.has(first.toLowerCase());
}

// A name has no digits: numbers of rows and footnotes are theirs, save where they stand for letters within a Latin word; within an Arabic one
// they were struck by mistake.
function withoutNumbers(text: string): string {
  if (!/\p{L}/u.test(text)) return text;
  return text
    .replace(AGE, " ")
    .replace(/(?<=[\u0621-\u064a])\p{N}+(?=[\u0621-\u064a])/gu, "")
    .replace(/(?<=[a-z])[2-9]|[2-9](?=[a-z])/giu, (digit) => CHAT_LETTERS[digit] ?? "")
    .replace(/\p{N}+/gu, " ")
    .replace(/[\s,،;:#*.-]+$|^[\s,،;:#*.-]+/gu, "");
}

// Abu Ali Rami al-Homsi, Rami al-Homsi Abu Ali, Rami Abu Ali Samir al-Homsi: beside given and family name a kunya is one name more. No family
// is called Umm.
function withoutKunya(atoms: readonly Atom[]): readonly Atom[] {
  const isFamily = (atom: Atom | undefined): boolean => atom?.hasArticle === true && atom.ids.every(isFamilyId);
  const [first, last] = [atoms[0], atoms.at(-1)];
  if (atoms.length < 3) return atoms;
  const within = atoms.findIndex(
    ({ kind }, at) =>
      at > 0 &&
      at < atoms.length - 1 &&
      (kind === "um" || (kind === "abu" && at === 1 && (atoms.length > 3 ? !isFamily(atoms[2]) : isFamily(last)))),
  );
  if (within !== -1) return atoms.filter((_, at) => at !== within);
  if (first!.kind === "um" || (first!.kind === "abu" && isFamily(last))) return atoms.slice(1);
  return last!.kind === "um" || (last!.kind === "abu" && isFamily(atoms.at(-2))) ? atoms.slice(0, -1) : atoms;
}

function relationOf(
  bare: readonly string[],
  start: number,
): { kind: "child" | "wife" | "parent"; words: number } | null {
  const word = bare[start]!;
  const kind = CHILD_OF.has(word) ? "child" : WIFE_OF.has(word) ? "wife" : PARENT_OF.has(word) ? "parent" : null;
  if (kind === null || bare.length - start < 2) return null;
  return { kind, words: bare[start + 1] === "of" ? 2 : 1 };
}

function joinArabic(words: readonly string[]): Atom[] {
  const atoms: Atom[] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    const next = words[i + 1];
    if (SON_PARTICLES.has(word) && next !== undefined && (atoms.length > 0 ? i + 1 < words.length : false)) continue;
    if (word === "بن" && next !== undefined && atoms.length === 0) {
      atoms.push(arabicAtom(next, "bin"));
      i++;
    } else if ((word === "عبد" || word === "ذو" || (word === "عبدا" && next?.startsWith("ل"))) && next !== undefined) {
      atoms.push(arabicAtom(word + next));
      i++;
    } else if (next !== undefined && isServantMistyped(word, next)) {
      atoms.push(arabicAtom(`عبد${next}`));
      i++;
    } else if (word === "امه" && next?.startsWith("ال")) {
      atoms.push(arabicAtom(word + next));
      i++;
    } else if (word === "ابي" && atoms.length === 0) {
      // Ubayy: who is called by his son is أبو in a list, which declines nothing.
      atoms.push(arabicAtom(word));
    } else if (FATHER_OF.has(word) && next !== undefined && lexicon().lists(`ابو${next}`)) {
      atoms.push(arabicAtom(`ابو${next}`));
      i++;
    } else if ((FATHER_OF.has(word) || MOTHER_OF.has(word)) && next !== undefined) {
      const wide = next === "عبد" && words[i + 2] !== undefined ? next + words[++i + 1]! : next;
      atoms.push(arabicAtom(wide, FATHER_OF.has(word) ? "abu" : "um"));
      i++;
    } else if (AIT.has(word) && next !== undefined) {
      atoms.push(arabicAtom(word + next));
      i++;
    } else if (atoms.length > 0 && i + 2 === words.length && (HAJ.has(word) || SHEIKH.has(word))) {
      atoms.push(arabicAtom(next!, HAJ.has(word) ? "haj" : "sheikh"));
      i++;
    } else if (word === "ال" && next !== undefined) {
      atoms.push(arabicAtom(next));
      i++;
    } else if (next !== undefined && TAILS.has(next) && atoms.length + 1 < words.length) {
      atoms.push(arabicAtom(word + next));
      i++;
    } else if (ARABIC_LETTER.test(word)) atoms.push(...withSpace(word, TAILS).map((part) => arabicAtom(part)));
    else atoms.push(latinAtom(word));
  }
  return atoms;
}

// غبد الرحمن, عبدد الله: what is one letter from "servant" before one of God's names is that.
function isServantMistyped(word: string, next: string): boolean {
  if (word.length > 4 || !next.startsWith("ال") || lexicon().lists(word) || !isOneSlip(word, "عبد")) return false;
  return next === "الله" || lexicon().ofArabic(next.slice(2), true).length > 0;
}

// Al- before what no given name is: a sign of a family name, as ال is.
function withArticle(atom: Atom): Atom {
  return atom.ids.every(isFamilyId) ? { ...atom, hasArticle: true } : atom;
}

function joinLatin(words: readonly string[]): Atom[] {
  const atoms: Atom[] = [];
  const bare = words.map((word) => word.replace(/^-/, ""));
  const isArticle = (i: number): boolean =>
    bare[i + 1] !== undefined &&
    (ARTICLES.has(bare[i]!) || (ASSIMILATED.has(bare[i]!) && words[i + 1]!.startsWith("-")));
  // Abed is a name of its own too: Abed al-Masri.
  const isOneOfGods = (i: number): boolean => isArticle(i) && latinAtom(bare[i + 1]!, "abd").ids.length > 0;
  for (let i = 0; i < words.length; i++) {
    const word = bare[i]!;
    const next = bare[i + 1];
    if (SON_PARTICLES.has(word) && next !== undefined && atoms.length > 0 && (word !== "ben" || i + 2 < words.length))
      continue;
    if (SON_PARTICLES.has(word) && next !== undefined && word !== "b") {
      atoms.push(latinAtom(next, "bin"));
      i++;
    } else if (
      next !== undefined &&
      (/^abd((?:ou|[uaeio])?(sh|[lrsntdz])|ou?|u)?$/.test(word) || (word === "abed" && isOneOfGods(i + 1)))
    ) {
      const at = isArticle(i + 1) || (ASSIMILATED.has(next) && bare[i + 2] !== undefined) ? i + 2 : i + 1;
      atoms.push(latinAtom(bare[at]!, "abd"));
      i = at;
    } else if ((OWNER_OF.test(word) || word === "amat") && next !== undefined) {
      const at = isArticle(i + 1) ? i + 2 : i + 1;
      atoms.push(latinAtom((word === "amat" ? word : "zul") + bare[at]!));
      i = at;
    } else if (FATHER_OF.has(word) && next !== undefined && lexicon().listsLatin(`abu${next}`)) {
      atoms.push(latinAtom(`abu${next}`));
      i++;
    } else if ((FATHER_OF.has(word) || MOTHER_OF.has(word)) && next !== undefined) {
      const at = isArticle(i + 1) ? i + 2 : i + 1;
      atoms.push(latinAtom(bare[at]!, FATHER_OF.has(word) ? "abu" : "um"));
      i = at;
    } else if (AIT.has(word) && next !== undefined) {
      atoms.push(latinAtom(word + next));
      i++;
    } else if (atoms.length > 0 && i + 2 === words.length && (HAJ.has(word) || SHEIKH.has(word))) {
      atoms.push(latinAtom(next!, HAJ.has(word) ? "haj" : "sheikh"));
      i++;
    } else if (isArticle(i)) {
      const tail = bare[i + 1]!;
      if (LATIN_TAILS.has(tail) && atoms.length > 0) atoms.push(latinAtom(`${atoms.pop()!.text}eddin`));
      else if (TAILS_BEHIND_ARTICLE.has(tail) && atoms.length > 0) atoms.push(latinAtom(atoms.pop()!.text + tail));
      else atoms.push(withArticle(latinAtom(tail)));
      i++;
    } else if (LATIN_TAILS.has(word) && atoms.length > 0)
      atoms.push(latinAtom(`${atoms.pop()!.text}${/a$|ah$/.test(word) ? "ullah" : "eddin"}`));
    else if (WESTERN_PARTICLES.has(word) && next !== undefined && atoms.length > 0) {
      let tail = word;
      while (WESTERN_PARTICLES.has(bare[i + 1] ?? "")) tail += bare[++i];
      atoms.push(latinAtom(tail + (bare[++i] ?? "")));
    } else atoms.push(latinAtom(word));
  }
  return atoms;
}
