import { groupDigits, type Quantity } from "#kernel";

/** Arabic nouns after a number: 3 to 10 take the plural, 11 to 99 the accusative singular, hundreds the genitive singular. */
interface ArabicNoun {
  readonly singular: string;
  readonly accusative: string;
  readonly plural: string;
}

const ARABIC_UNITS: Readonly<Record<string, ArabicNoun>> = {
  people: { singular: "شخص", accusative: "شخصًا", plural: "أشخاص" },
  persons: { singular: "شخص", accusative: "شخصًا", plural: "أشخاص" },
  detainees: { singular: "معتقل", accusative: "معتقلًا", plural: "معتقلين" },
  "former detainees": { singular: "معتقل سابق", accusative: "معتقلًا سابقًا", plural: "معتقلين سابقين" },
  arrests: { singular: "حالة اعتقال", accusative: "حالة اعتقال", plural: "حالات اعتقال" },
  deaths: { singular: "وفاة", accusative: "وفاة", plural: "وفيات" },
  interviews: { singular: "مقابلة", accusative: "مقابلة", plural: "مقابلات" },
  lists: { singular: "قائمة", accusative: "قائمة", plural: "قوائم" },
  miles: { singular: "ميل", accusative: "ميلًا", plural: "أميال" },
  minutes: { singular: "دقيقة", accusative: "دقيقة", plural: "دقائق" },
  "per cent": { singular: "في المئة", accusative: "في المئة", plural: "في المئة" },
};

const ARABIC_PER: Readonly<Record<string, string>> = {
  day: "في اليوم",
  week: "في الأسبوع",
  month: "في الشهر",
  year: "في السنة",
  cell: "في الزنزانة الواحدة",
  time: "في كل مرة",
};

/**
 * The words that a figure prints as: bound, number, unit and rate, so that "at most 50 people per day" can never shrink
 * to "50". Words of the author's own language have no say in it; the bound is always spelled out.
 */
export function figureWords(quantity: Quantity, language: string): string {
  return language === "ar" || language.startsWith("ar-") ? arabicWords(quantity) : englishWords(quantity);
}

function englishWords(quantity: Quantity): string {
  const value = quantity.value === undefined ? "" : groupDigits(quantity.value);
  const unit = quantity.unit === "" ? "" : ` ${quantity.unit}`;
  const per = quantity.per === undefined ? "" : quantity.per === "time" ? " at a time" : ` per ${quantity.per}`;
  return `${englishBound(quantity, value)}${unit}${per}`;
}

function englishBound(quantity: Quantity, value: string): string {
  switch (quantity.relation) {
    case "exact":
      return value;
    case "approx":
      return `about ${value}`;
    case "atLeast":
      return `at least ${value}`;
    case "moreThan":
      return `more than ${value}`;
    case "justAbove":
      return `just over ${value}`;
    case "atMost":
      return `at most ${value}`;
    case "lessThan":
      return `fewer than ${value}`;
    case "justBelow":
      return `nearly ${value}`;
    case "between":
      return `between ${groupDigits(quantity.lower!)} and ${groupDigits(quantity.upper!)}`;
    case "vague":
      return value === "" ? "an unstated number of" : `some ${value}`;
    case "ordinal":
      return `number ${value}`;
    case "notStated":
      return "an unstated number of";
  }
}

function arabicWords(quantity: Quantity): string {
  const value = quantity.value === undefined ? "" : groupDigits(quantity.value);
  const deciding = quantity.relation === "between" ? quantity.upper! : (quantity.value ?? "1");
  const unit = quantity.unit === "" ? "" : ` ${arabicUnit(quantity.unit, deciding)}`;
  const per = quantity.per === undefined ? "" : ` ${ARABIC_PER[quantity.per] ?? `لكل ${quantity.per}`}`;
  const rest = quantity.relation === "justBelow" ? " دون أن يبلغ ذلك" : "";
  return `${arabicBound(quantity, value)}${unit}${per}${rest}`;
}

function arabicUnit(unit: string, value: string): string {
  const noun = ARABIC_UNITS[unit];
  if (noun === undefined) return unit;
  const lastTwo = Number(value.split(".")[0]!.slice(-2));
  if (lastTwo >= 3 && lastTwo <= 10) return noun.plural;
  return lastTwo >= 11 ? noun.accusative : noun.singular;
}

function arabicBound(quantity: Quantity, value: string): string {
  switch (quantity.relation) {
    case "exact":
      return value;
    case "approx":
      return `نحو ${value}`;
    case "atLeast":
      return `ما لا يقل عن ${value}`;
    case "moreThan":
      return `أكثر من ${value}`;
    case "justAbove":
      return `ما يزيد قليلًا على ${value}`;
    case "atMost":
      return `ما لا يزيد على ${value}`;
    case "lessThan":
      return `أقل من ${value}`;
    case "justBelow":
      return `ما يقارب ${value}`;
    case "between":
      return `ما بين ${groupDigits(quantity.lower!)} و${groupDigits(quantity.upper!)}`;
    case "vague":
      return value === "" ? "عدد غير محدد من" : `زهاء ${value}`;
    case "ordinal":
      return `رقم ${value}`;
    case "notStated":
      return "عدد غير محدد من";
  }
}
