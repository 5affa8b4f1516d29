/**
 * Finds numbers that somebody typed into prose, as digits of any script or as words, English and Arabic. A figure in a
 * dossier has a lineage; a typed number has none. Dates are no figures, and a `\` before a word keeps a name as it is
 * (`Branch \215`).
 */
export interface TypedNumber {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const MONTHS =
  "January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec";
const ARABIC_MONTHS =
  "كانون الثاني|شباط|آذار|نيسان|أيار|حزيران|تموز|آب|أيلول|تشرين الأول|تشرين الثاني|كانون الأول|يناير|فبراير|مارس|أبريل|إبريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر";
const ARABIC_MONTH = `(?:${ARABIC_MONTHS})(?:\\s*[/(]\\s*(?:${ARABIC_MONTHS})\\)?)?`;
const YEAR = "(?:1[89]|20)\\d\\d";
const DAY = "(?:0?[1-9]|[12]\\d|3[01])";

/** What may stand before a bare year so that it reads as a date and not as a count. */
const YEAR_LEAD =
  "in|since|from|until|till|by|of|to|and|or|before|after|during|between|through|late|early|mid|around|throughout|summer|winter|spring|autumn|في|منذ|من|حتى|وحتى|بين|إلى|خلال|قبل|بعد|مطلع|أواخر|أوائل|منتصف";
/** Words that say "year": whatever follows, the number after them is one. */
const YEAR_WORD = "(?:the\\s+)?years?|[وفبكل]?(?:ال)?عام|عامي|[وفبكل]?سنة|سنتي";
/** What may follow a bare year: nothing that it could count. */
const YEAR_FOLLOW =
  "to|and|or|until|till|through|on|onwards?|the|a|an|it|he|she|they|its|his|her|their|this|that|these|which|who|when|where|as|at|by|with|were|was|is|are|had|has|حتى|وحتى|إلى|و\\p{L}+|أن|كان|كانت";
const YEARS = `${YEAR}(?:\\s*[-–/]\\s*${YEAR})?`;

const DATES: readonly RegExp[] = [
  /\b\d{4}-\d{2}(?:-\d{2})?\b/gu,
  new RegExp(
    `\\b${DAY}(?:st|nd|rd|th)?(?:\\s*[-–]\\s*${DAY})?\\s+(?:of\\s+)?(?:${MONTHS})\\b\\.?(?:,?\\s+${YEAR}\\b)?`,
    "gu",
  ),
  new RegExp(`\\b(?:${MONTHS})\\b\\.?\\s+${DAY}(?:st|nd|rd|th)?\\b(?:\\s*[-–]\\s*${DAY})?(?:,?\\s+${YEAR}\\b)?`, "gu"),
  new RegExp(`\\b(?:${MONTHS})\\b\\.?,?\\s+${YEAR}\\b`, "gu"),
  new RegExp(`(?<!\\d)(?:${DAY}\\s+)?(?:من\\s+)?${ARABIC_MONTH},?\\s+${YEAR}(?!\\d)`, "gu"),
  new RegExp(`(?<!\\d)${DAY}\\s+(?:من\\s+)?${ARABIC_MONTH}`, "gu"),
  new RegExp(`(?<=(?:^|[\\s(])(?:${YEAR_WORD})\\s+)${YEARS}(?!\\d|,\\d)`, "giu"),
  new RegExp(
    `(?<=(?:^|[\\s(])(?:${YEAR_LEAD})\\s+)${YEARS}(?=\\s*$|[.;:!?)\\]"”’،؛؟–-]|,(?!\\d)|\\s+(?:${YEAR_FOLLOW})(?![\\p{L}\\p{M}]))`,
    "giu",
  ),
  new RegExp(`(?<=\\()${YEARS}(?=\\))`, "gu"),
];

const ENGLISH_WORDS = [
  "zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen",
  "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|billions?|trillions?|dozens?|scores?",
  "half|halves|thirds?|quarters?|fourths?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?|twice|thrice|doubled?|tripled?|couple",
].join("|");

const ARABIC_WORDS = [
  "صفر|واحد|واحدة|اثنان|اثنين|اثنتان|اثنتين|إثنان|إثنين|ثلاث|ثلاثة|أربع|أربعة|خمس|خمسة|ست|ستة|سبع|سبعة|ثمان|ثماني|ثمانية|تسع|تسعة|عشر|عشرة",
  "عشرون|عشرين|ثلاثون|ثلاثين|أربعون|أربعين|خمسون|خمسين|ستون|ستين|سبعون|سبعين|ثمانون|ثمانين|تسعون|تسعين|عشرات",
  "مئة|مائة|مئتان|مئتين|مائتان|مائتين|مئات|ألف|ألفا|ألفان|ألفين|آلاف|الآلاف|مليون|مليونا|مليونان|مليونين|ملايين|مليار|مليارات|نصف|ثلث|ثلثا|ثلثي|ربع|خمس|ضعف|ضعفا|ضعفي",
  "ثلاثمئة|ثلاثمائة|أربعمئة|أربعمائة|خمسمئة|خمسمائة|ستمئة|ستمائة|سبعمئة|سبعمائة|ثمانمئة|ثمانمائة|تسعمئة|تسعمائة",
].join("|");

const NUMBERS: readonly RegExp[] = [
  // Digits of every script, also as parts of longer tokens: "17,000", "4508/2016", "3.5", "²", "½", "Ⅻ".
  /[\p{Nd}\p{Nl}\p{No}](?:[\p{Nd}\p{Nl}\p{No}.,٫٬/:-]*[\p{Nd}\p{Nl}\p{No}])?/gu,
  new RegExp(`(?<![\\p{L}\\p{N}])(?:${ENGLISH_WORDS})(?![\\p{L}\\p{N}])`, "giu"),
  new RegExp(`(?<![\\p{L}\\p{M}\\p{N}])[وفبكل]{0,2}(?:ال|لل)?(?:${ARABIC_WORDS})(?:ً|اً)?(?![\\p{L}\\p{M}\\p{N}])`, "gu"),
];

/** Every typed number outside a date, in text order. `text` must hold no references, figures or escaped names any more. */
export function findTypedNumbers(text: string): readonly TypedNumber[] {
  const dates = DATES.flatMap((pattern) =>
    [...text.matchAll(pattern)].map((m) => [m.index, m.index + m[0].length] as const),
  );
  const isInDate = (start: number, end: number): boolean => dates.some(([from, to]) => from <= start && end <= to);
  return NUMBERS.flatMap((pattern) => [...text.matchAll(pattern)])
    .map((match) => ({ start: match.index, end: match.index + match[0].length, text: match[0] }))
    .filter(({ start, end }) => !isInDate(start, end))
    .sort((a, b) => a.start - b.start);
}
