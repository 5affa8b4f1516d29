import { withoutHedge } from "./hedges.ts";

const PART_OF_A_YEAR =
  /^(?:mo|mos|months?|weeks?|wks?|days?|hours?|hrs?|شهرا?|اشهر|شهور|يوما?|ايام|اسبوعا?|اسابيع|ساعه|ساعات)(?!\p{L})/u;
const MONTH = /^(?:mo|شهر|اشهر|شهور)/;
const UNDER_ONE =
  /^(?:new ?born|infant|baby|under 1|(?:less than|under) (?:a|one|1) year|رضيعه?|حديثه? الولاده|مولوده?|جنين|خديج|اقل من (?:سنه|عام)|شهر|شهران|شهرين|يوم|يومان|يومين|اسبوع|اسبوعان|اسبوعين)(?!\p{L})/u;
const ONE_OR_TWO: readonly (readonly [RegExp, number])[] = [
  [/^(?:سنه|عام)(?!\p{L})/u, 1],
  [/^(?:سنتان|سنتين|عامان|عامين)(?!\p{L})/u, 2],
];

/**
 * Whole years of a written age, folded: `35`, `35 years`, `about 35`, `8 months`, `14 يوم`, `رضيع`, `سنه ونصف`; of `35-40` the middle.
 * Returns -1 when it is no age below 130.
 */
export function readAge(text: string): number {
  const trimmed = text.trim();
  // Before hedges go, for سنه and شهر are hedges before a year.
  if (UNDER_ONE.test(trimmed)) return 0;
  const word = /\d/.test(trimmed) ? undefined : ONE_OR_TWO.find(([pattern]) => pattern.test(trimmed));
  if (word !== undefined) return word[1];
  const match = /^(\d{1,3}(?:[.,]\d+)?)(?: ?(?:-|–|to|الي) ?(\d{1,3}))?\s*(.*)$/u.exec(withoutHedge(trimmed));
  if (match === null) return -1;
  const from = Number(match[1]!.replace(",", "."));
  const to = match[2] === undefined ? from : Number(match[2]);
  if (to < from || to - from > 10) return -1;
  const middle = (from + to) / 2;
  const unit = match[3]!;
  const years = !PART_OF_A_YEAR.test(unit) ? middle : MONTH.test(unit) ? middle / 12 : 0;
  return /^[\d+]/.test(unit) || years >= 130 ? -1 : Math.floor(years);
}
