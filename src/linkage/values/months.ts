import { fold } from "#kernel";

/** A month by its name: 1 to 12 of a calendar. */
export interface MonthName {
  readonly month: number;
  readonly isHijri: boolean;
}

// Months as English, German, French, Turkish and Kurdish lists name them, then as the Levant and Iraq, Egypt and the Gulf, and the Maghreb do.
const SOLAR: readonly string[] = [
  "january jan januar jänner janvier ocak çile rêbendan|كانون الثاني|كانون ثاني|كانون ٢|يناير|جانفي",
  "february feb februar février fevrier şubat sibat reşemî|شباط|فبراير|فيفري",
  "march mar märz mars mart adar avdar|آذار|مارس",
  "april apr avril nisan nîsan|نيسان|أبريل|ابريل|أفريل",
  "may mai mayıs gulan|أيار|نوار|مايو|ماي|مايس",
  "june jun juni juin haziran hezîran pûşper|حزيران|يونيو|يونيه|جوان",
  "july jul juli juillet temmuz tîrmeh|تموز|يوليو|يوليه|جويلية",
  "august aug août aout ağustos tebax gelawêj|آب|أغسطس|اغسطس|أوت|غشت",
  "september sep sept septembre eylül îlon rezber|أيلول|سبتمبر|شتنبر",
  "october oct oktober okt octobre ekim cotmeh kewçêr|تشرين الأول|تشرين أول|تشرين ١|أكتوبر",
  "november nov novembre kasım mijdar sermawez|تشرين الثاني|تشرين ثاني|تشرين ٢|نوفمبر|نونبر",
  "december dec dezember dez décembre aralık berfanbar kanûn|كانون الأول|كانون أول|كانون ١|ديسمبر|دجنبر",
];
const HIJRI: readonly string[] = [
  "muharram|محرم|محرّم",
  "safar|صفر",
  "rabi al-awwal|rabi i|rabi 1|ربيع الأول|ربيع أول|ربيع ١",
  "rabi al-thani|rabi ii|rabi 2|ربيع الثاني|ربيع ثاني|ربيع الآخر|ربيع ٢",
  "jumada al-ula|jumada i|jumada 1|جمادى الأولى|جمادى الأول|جمادى أول|جماد الأول|جماد أول|جمادى ١",
  "jumada al-thani|jumada al-akhira|jumada ii|jumada 2|جمادى الآخرة|جمادى الثانية|جمادى الثاني|جمادى الآخر|جماد الثاني|جماد الآخر|جمادى ٢",
  "rajab|رجب",
  "shaban|sha'ban|شعبان",
  "ramadan|ramadhan|رمضان",
  "shawwal|شوال",
  "dhu al-qadah|dhul qadah|zul qadah|ذو القعدة|ذي القعدة|ذوالقعدة",
  "dhu al-hijjah|dhul hijjah|zul hijjah|ذو الحجة|ذي الحجة|ذوالحجة",
];

const NAMES = new Map<string, MonthName>();
const add = (lines: readonly string[], isHijri: boolean): void =>
  lines.forEach((line, at) => {
    const [first, ...rest] = line.split("|");
    const names = isHijri ? [first!, ...rest] : [...first!.split(" "), ...rest];
    for (const name of names) NAMES.set(plainWords(name), { month: at + 1, isHijri });
  });
add(SOLAR, false);
add(HIJRI, true);

/** Folded words of a month's name parted by one space, signs gone: `al-` and its word are two. */
function plainWords(text: string): string {
  return fold(text)
    .replace(/'/g, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** The month that `words[at]`, with the one or two behind it, names, and how many words that takes. Longer names go first. */
export function monthAt(
  words: readonly string[],
  at: number,
): { readonly name: MonthName; readonly words: number } | null {
  for (let length = Math.min(3, words.length - at); length > 0; length--) {
    const name = NAMES.get(words.slice(at, at + length).join(" "));
    if (name !== undefined) return { name, words: length };
  }
  return null;
}
