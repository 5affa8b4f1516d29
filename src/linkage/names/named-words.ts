const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));

/** Words that say that somebody's name is not known, and are part of no name. */
const NAMELESS = words(
  "مجهول مجهوله مجهولي مجهولين مجهولون مجهولات unknown unknowns unidentified unnamed nameless anonymous unbekannt inconnu inconnue",
);
// غير معروف, لم يتم التعرف, not identified: two words or more say the same.
const NOT = words("غير غ لم لا بدون بلا دون not no without");
const GIVEN_OR_KNOWN = words(
  "م يوجد متوفر متوفره متاح متاحه معروف معروفه معروفين معلوم معلومه محدد محدده مذكور مذكوره معرف معرفه يعرف يتم يذكر تعرف اسم الاسم هويه الهويه known identified named given name names available",
);
// What is said of somebody whose name is not.
const DESCRIBING = words(
  "جثه جثمان جثث رفات اشلاء بقايا هيكل عظمي طفل طفله رضيع رضيعه مولود مولوده جنين خديج خدج شاب شابه فتاه فتي صبي رجل امراه مسن مسنه ذكر انثي شخص اشخاص مدني مدنيه مواطن مواطنه شهيد شهيده ضحيه قتيل قتيله متوفي متوفاه معتقل مفقود الهويه هويه الاسم اسم من في التعرف عليه عليها رقم body bodies corpse remains skeleton male female man woman boy girl child children baby infant newborn foetus fetus person people adult minor civilian victim martyr detainee young old elderly the a an of from in at and person's name na n nil none null dnk dk xxx x tbd missing",
);
// سيدة and حاج are names too: these describe only where somebody is said to be unknown.
const ADDRESSING = words("سيد السيد سيده السيده حاج الحاج حاجه الحاجه ولد الشهيد الشهيده mr mrs ms miss");
const FAMILY = words("عايله اسره حموله عشيره family clan");

/**
 * The words of a folded name that name somebody: none where they only describe, tell a family (a man of the Najjar family) or say that
 * the name is not known; without "of the family" (محمد من عائلة النجار), and without what stands behind "unknown".
 */
export function namedWords(all: readonly string[]): readonly string[] {
  const bare = all.map((word) => word.replace(/^-/, ""));
  const unknownAt = bare.findIndex(
    (word, at) => NAMELESS.has(word) || (NOT.has(word) && GIVEN_OR_KNOWN.has(bare[at + 1] ?? "")),
  );
  const end = unknownAt === -1 ? all.length : unknownAt;
  const isOfFamily = end > 1 && FAMILY.has(bare[end - 1]!);
  const ofAt = isOfFamily ? bare.findLastIndex((word) => word === "of" || word === "from") : -1;
  const familyAt = ofAt !== -1 ? ofAt : bare.findIndex((word, at) => at + 1 < end && FAMILY.has(word));
  const first = bare.slice(0, familyAt === -1 ? end : familyAt);
  const describes = (word: string): boolean =>
    DESCRIBING.has(word) || /^[\d?؟]+$/.test(word) || ((unknownAt !== -1 || familyAt !== -1) && ADDRESSING.has(word));
  if (first.every(describes)) return [];
  if (familyAt === -1) return all.slice(0, end);
  if (ofAt !== -1) return [...all.slice(0, ofAt), ...all.slice(ofAt + 1, end - 1).filter((word) => word !== "the")];
  const leads = /^(?:من|of|from)$/.test(bare[familyAt - 1]!) ? 1 : 0;
  return [...all.slice(0, familyAt - leads), ...all.slice(familyAt + 1, end)];
}
