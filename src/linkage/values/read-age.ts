import { withoutHedge } from "./hedges.ts";
import { withDigits } from "./number-words.ts";
import { readSex } from "./read-sex.ts";

/** Whole years from `from` to `to`, both included; -1 to -1 when nothing is known. */
export interface AgeRange {
  readonly from: number;
  readonly to: number;
}

const NO_AGE: AgeRange = { from: -1, to: -1 };
const OLDEST = 129;
/** A longer text is no age, whatever it says of one. */
const LONGEST = 40;

const PART_OF_A_YEAR =
  /^(?:mo|mos|months?|weeks?|wks?|days?|hours?|hrs?|شهرا?|اشهر|شهور|يوما?|ايام|اسبوعا?|اسابيع|ساعه|ساعات)(?!\p{L})/u;
const MONTH = /^(?:mo|شهر|اشهر|شهور)/;
const UNDER_ONE =
  /^(?:new ?born|infant|baby|toddler|months?|under 1|(?:less than|under) (?:a|one|1) year|رضيعه?|حديثه? الولاده|مولوده?|جنين|خديج|اقل من (?:سنه|عام|شهر|يوم|اسبوع)|شهر|شهران|شهرين|اشهر|شهور|يوم|يومان|يومين|ايام|اسبوع|اسبوعان|اسبوعين)(?![\p{L}\p{N}])/u;
const ONE_OR_TWO: readonly (readonly [RegExp, number])[] = [
  [/^(?:سنه|عام)(?:(?! و)(?!\d)[^\d]*| و.*)$/u, 1],
  [/^(?:سنتان|سنتين|عامان|عامين)(?:(?! و)(?!\d)[^\d]*| و.*)$/u, 2],
];
const whole = (words: string): RegExp => new RegExp(`^(?:${words})$`, "u");
/** Words for an age, folded. Eighteen parts children from adults (Convention on the Rights of the Child, article 1). */
const CLASSES: readonly (readonly [RegExp, number, number])[] = [
  [
    whole(
      "غير بالغه?|(?:non|not)[ -]adult|(?:ال)?(?:طفله?|اطفال|قاصره?|قصر|حدث|صغيره?(?: السن)?|صبي|صبيه|ولد|بنت)|child|children|kid|minor|juvenile|boy|girl|underage|u18|zarok|cocuk|enfant|mineure?",
    ),
    0,
    17,
  ],
  [
    whole(
      "(?:ال)?(?:بالغه?|بالغين|راشده?|كبيره?|رجل|امراه|سيده)|adults?|grown ?up|man|woman|men|women|major|adulte|homme|femme",
    ),
    18,
    OLDEST,
  ],
  [whole("(?:ال)?(?:مراهقه?|فتي|فتاه|يافعه?)|teen|teenager|teens|adolescent"), 12, 19],
  [whole("(?:ال)?(?:شابه?|شباب)|youth|young|young (?:man|woman|adult)"), 15, 35],
  [whole("(?:ال)?(?:كهل|كهله)|middle[ -]?aged"), 35, 60],
  [
    whole("(?:ال)?(?:مسنه?|مسنين|عجوز|كبيره? (?:في )?السن|طاعنه? في السن)|elderly|old|senior|old (?:man|woman)"),
    50,
    OLDEST,
  ],
];
const FILLING = new Set("في من ال in his her the of age aged العمر عمره عمرها years".split(" "));
const UNIT = /^(?:mo|years?|yrs?|weeks?|days?|سن|عام|اشهر|شهر|شهور|يوم|ايام|اسبوع|اسابيع)/;
const TENS = "عشرين ثلاثين اربعين خمسين ستين سبعين ثمانين تسعين"
  .split(" ")
  .map((ten) => new RegExp(`^${ten.slice(0, -2)}(?:يني|ينيه|ينات|ينيات)$`));
const TENS_EN = "twenties thirties forties fifties sixties seventies eighties nineties".split(" ");
const LESS =
  /^(?:under|below|less than|younger than|<|تحت|دون|اقل من|اصغر من)(?: سن)? ?(\d{1,3})(?: ?(?:years?|سنه|عاما?|سنوات).*)?$/;
const MORE =
  /^(?:over|above|more than|older than|past|>|\+|تجاوز|جاوز|فوق|اكثر من|اكبر من)(?: سن| ال)? ?(\d{1,3})(?: ?(?:years?|سنه|عاما?|سنوات).*)?$/;

/**
 * A written age, folded: `35`, `35 years`, `about 35`, `8 months`, `14 يوم`, `رضيع`, `سنه ونصف` to the year; `35-40`, `in his 40s`,
 * `اربعيني`, `child`, `بالغ`, `under 18`, `60+` as a range. From -1 to -1 when it is no age below 130.
 */
export function readAge(text: string): AgeRange {
  const trimmed = text.trim();
  if (trimmed.length > LONGEST) return NO_AGE;
  // Before hedges go, for سنه and شهر are hedges before a year.
  if (UNDER_ONE.test(trimmed)) return { from: 0, to: 0 };
  const word = ONE_OR_TWO.find(([pattern]) => pattern.test(trimmed));
  if (word !== undefined) return { from: word[1], to: word[1] };
  const plain = withDigits(trimmed);
  const range = rangeInWords(plain) ?? numbered(withoutHedge(plain));
  return range.from < 0 ? ofAllWords(plain) : range;
}

// Adult male, elderly man, child (5), شاب في العشرينيات: what all words that tell an age leave; other words may only tell a sex.
function ofAllWords(text: string): AgeRange {
  const words = text.split(/[\s(),،/-]+/).filter((word) => word !== "" && !FILLING.has(word));
  if (words.length < 2 || words.length > 5) return NO_AGE;
  let [from, to] = [0, OLDEST];
  for (let at = 0; at < words.length; at++) {
    const isCount = /^\d/.test(words[at]!) && UNIT.test(words[at + 1] ?? "");
    const word = isCount ? `${words[at]} ${words[++at]}` : words[at]!;
    const range = UNDER_ONE.test(word) ? { from: 0, to: 0 } : (rangeInWords(word) ?? numbered(word));
    if (range.from < 0 && readSex(word) === 0) return NO_AGE;
    if (range.from >= 0) [from, to] = [Math.max(from, range.from), Math.min(to, range.to)];
  }
  return to < from || to - from === OLDEST ? NO_AGE : { from, to };
}

function rangeInWords(text: string): AgeRange | null {
  const bare = text.replace(/^[("'[]+|[)"'\].]+$/g, "").trim();
  const found = CLASSES.find(([pattern]) => pattern.test(bare));
  if (found !== undefined) return { from: found[1], to: found[2] };
  const less = LESS.exec(bare);
  if (less !== null) return ranged(0, Number(less[1]) - 1);
  const more =
    MORE.exec(bare) ?? /^(\d{1,3}) ?(?:\+|(?:سنه |عاما? )?(?:فما فوق|واكثر)|and (?:over|above|older))$/.exec(bare);
  if (more !== null) return ranged(Number(more[1]), OLDEST);
  const decade = decadeOf(bare);
  if (decade === 0) return null;
  const part = /^(?:early|اوايل|بدايه)/.test(bare) ? [0, 4] : /^(?:late|اواخر|نهايه)/.test(bare) ? [6, 9] : [0, 9];
  return ranged(decade + part[0]!, decade + part[1]!);
}

function decadeOf(text: string): number {
  const digits = /^(?:(?:in )?(?:his|her|their|the)? ?)?(?:early |mid ?-?|late )?([2-9]0) ?'?s$/.exec(text)?.[1];
  if (digits !== undefined) return Number(digits);
  const words = text
    .replace(/^(?:early|mid|late|in (?:his|her|the)|اوايل|بدايه|منتصف|اواخر|نهايه|في|بال?) ?-?/u, "")
    .trim();
  const bare = words.replace(/^(?:ال|العقد )/, "");
  const at = TENS.findIndex((ten) => ten.test(bare));
  const english = TENS_EN.indexOf(words.replace(/^(?:his|her|the) /, ""));
  return at >= 0 ? 20 + 10 * at : english >= 0 ? 20 + 10 * english : 0;
}

function ranged(from: number, to: number): AgeRange {
  return from < 0 || to < from || from > OLDEST ? NO_AGE : { from, to: Math.min(to, OLDEST) };
}

function numbered(text: string): AgeRange {
  const match =
    /^(?:between |بين |من )?(\d{1,3}(?:[.,]\d+)?)(?: ?(?:-|–|\/|to|or|and|و|او|الي) ?(\d{1,3}))?\s*(.*)$/u.exec(text);
  if (match === null) return NO_AGE;
  const from = Number(match[1]!.replace(",", "."));
  const to = match[2] === undefined ? from : Number(match[2]);
  if (to < from || to - from > 10) return NO_AGE;
  const unit = match[3]!;
  const years = (n: number): number => Math.floor(!PART_OF_A_YEAR.test(unit) ? n : MONTH.test(unit) ? n / 12 : 0);
  return /^[\d+/]/.test(unit) || years(to) > OLDEST ? NO_AGE : { from: years(from), to: years(to) };
}
