const MALE =
  /^(m|male|man|men|boy|boys|h|homme|garcon|masculin|ذكر|ذكور|رجل|ولد|طفل|صبي|فتي|شاب|رضيع|مسن|ذ|مذكر|ner|mer|kur|erkek|e|نير|نيرينه|بياو|كور)$/;
const FEMALE =
  /^(f|female|woman|women|girl|girls|w|femme|fille|feminin|انثي|اناث|امراه|امراة|سيده|بنت|طفله|صبيه|فتاه|شابه|رضيعه|مسنه|بالغه|قاصره|ث|مونث|نثي|me|jin|kec|kadin|k|مي|ميينه|زن|كج)$/;

/** 1 male, 2 female, 0 neither, of a folded value: one word or letter, or several of which the longer ones say the same. */
export function readSex(text: string): number {
  const words = text.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "");
  const telling = words.length === 1 ? words : words.filter((word) => word.length > 2);
  const [male, female] = [MALE, FEMALE].map((pattern) => telling.some((word) => pattern.test(word)));
  return male === female ? 0 : male ? 1 : 2;
}
